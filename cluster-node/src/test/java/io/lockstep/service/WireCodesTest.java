package io.lockstep.service;

import org.junit.jupiter.api.Test;

import java.util.Map;
import java.util.TreeMap;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * The core's enums and the wire's have the same names and codes: neither knows the other.
 */
class WireCodesTest
{
    private static final Class<?>[][] PAIRS = {
        {io.lockstep.core.types.AccountStatus.class, io.lockstep.sbe.common.AccountStatus.class},
        {io.lockstep.core.types.BalanceReason.class, io.lockstep.sbe.common.BalanceReason.class},
        {io.lockstep.core.types.CloseReason.class, io.lockstep.sbe.common.CloseReason.class},
        {io.lockstep.core.types.InstrumentStatus.class, io.lockstep.sbe.common.InstrumentStatus.class},
        {io.lockstep.core.types.OrderStatus.class, io.lockstep.sbe.common.OrderStatus.class},
        {io.lockstep.core.types.OrderType.class, io.lockstep.sbe.common.OrderType.class},
        {io.lockstep.core.types.RejectCode.class, io.lockstep.sbe.common.RejectCode.class},
        {io.lockstep.core.types.SelfTradePrevention.class, io.lockstep.sbe.common.SelfTradePrevention.class},
        {io.lockstep.core.types.Side.class, io.lockstep.sbe.common.Side.class},
        {io.lockstep.core.types.TimeInForce.class, io.lockstep.sbe.common.TimeInForce.class},
    };

    @Test
    void shouldAgreeOnEveryCode() throws ReflectiveOperationException
    {
        for (final Class<?>[] pair : PAIRS)
        {
            final Map<String, Integer> core = codes(pair[0], "code");
            final Map<String, Integer> wire = codes(pair[1], "value");
            wire.keySet().removeIf(
                (name) -> "NULL_VAL".equals(name) || "SBE_UNKNOWN".equals(name) || "NON_REPRESENTABLE".equals(name));
            assertEquals(wire, core, pair[0].getSimpleName());
        }
    }

    private static Map<String, Integer> codes(final Class<?> type, final String method)
        throws ReflectiveOperationException
    {
        final Map<String, Integer> codes = new TreeMap<>();
        for (final Object value : type.getEnumConstants())
        {
            codes.put(
                ((Enum<?>)value).name(), ((Number)type.getMethod(method).invoke(value)).intValue());
        }
        return codes;
    }
}
