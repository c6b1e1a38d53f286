package io.lockstep.settlement.kafka;

import io.lockstep.settlement.event.LedgerLeg;
import io.lockstep.settlement.event.LegType;
import io.lockstep.settlement.event.ReferenceData;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;

class BalanceEventJsonTest
{
    @Test
    void shouldWriteAmountsAsDecimalsAndRaw()
    {
        final LedgerLeg leg = new LedgerLeg(
            7, 0, 1001, 1, -1_000_000, 1_000_000, 999_999_000_000L, 1_000_000, 2, LegType.LOCK, "3", 1_765L);
        assertEquals("{\"event_seq\":7,\"leg\":0,\"user_id\":1001,\"asset_id\":1,\"asset\":\"BTC\",\"version\":2," +
            "\"event_type\":\"lock\",\"ref_id\":\"3\"," +
            "\"delta_avail\":\"-0.01000000\",\"delta_avail_raw\":\"-1000000\"," +
            "\"delta_frozen\":\"0.01000000\",\"delta_frozen_raw\":\"1000000\"," +
            "\"avail\":\"9999.99000000\",\"avail_raw\":\"999999000000\"," +
            "\"frozen\":\"0.01000000\",\"frozen_raw\":\"1000000\",\"time_ns\":\"1765\"}",
            new String(new BalanceEventJson().encode(leg, new ReferenceData.Asset(1, 8, "BTC")),
            StandardCharsets.UTF_8));
    }
}
