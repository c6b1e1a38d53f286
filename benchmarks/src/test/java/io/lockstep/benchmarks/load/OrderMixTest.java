package io.lockstep.benchmarks.load;

import io.lockstep.sbe.common.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OrderMixTest
{
    private static List<Flight> orders(final int accounts, final int restPercent, final int count)
    {
        final OrderMix mix = new OrderMix(accounts, restPercent);
        final List<Flight> orders = new ArrayList<>();
        for (int i = 0; i < count; i++)
        {
            final Flight flight = new Flight();
            mix.next(i, flight);
            orders.add(flight);
        }
        return orders;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 20, 50, 100})
    void shouldRestAsManyAsAsked(final int restPercent)
    {
        final long resting = orders(10, restPercent, 10_000).stream().filter((o) -> OrderKind.REST == o.kind).count();

        assertEquals(restPercent * 100, resting);
    }

    @Test
    void shouldFollowEachMakerByATakerThatMeetsIt()
    {
        final List<Flight> pairs = orders(10, 20, 1_000).stream().filter((o) -> OrderKind.REST != o.kind).toList();

        for (int i = 0; i + 1 < pairs.size(); i += 2)
        {
            assertEquals(OrderKind.MAKER, pairs.get(i).kind);
            assertEquals(Side.SELL, pairs.get(i).side);
            assertEquals(OrderKind.TAKER, pairs.get(i + 1).kind);
            assertEquals(Side.BUY, pairs.get(i + 1).side);
            assertEquals(pairs.get(i).price, pairs.get(i + 1).price);
        }
    }

    @Test
    void shouldKeepSellersAndBuyersApartAndUseThemAll()
    {
        final List<Flight> orders = orders(10, 20, 1_000);

        orders.forEach((o) ->
            assertEquals(Side.SELL == o.side ? 0 : 1, o.accountIndex % 2, "account " + o.accountIndex));
        assertEquals(10, orders.stream().mapToInt((o) -> o.accountIndex).distinct().count());
        assertNotEquals(orders.get(0).accountIndex, orders.get(1).accountIndex);
    }

    @Test
    void shouldNeverCrossAnOrderThatRests()
    {
        for (final Flight order : orders(10, 50, 10_000))
        {
            if (OrderKind.REST == order.kind)
            {
                final boolean isAway = Side.BUY == order.side ?
                    order.price < LoadInstrument.MIDDLE_PRICE : order.price > LoadInstrument.MIDDLE_PRICE;
                assertTrue(isAway, "rests at " + order.price);
            }
        }
    }

    @Test
    void shouldFundWhatAnAccountSpends()
    {
        final int accounts = 4;
        final int count = 100_000;
        final long[] spent = new long[accounts];
        for (final Flight order : orders(accounts, 20, count))
        {
            spent[order.accountIndex] += Side.SELL == order.side ?
                LoadInstrument.BASE_AMOUNT : order.price * LoadInstrument.QUANTITY;
        }
        for (int i = 0; i < accounts; i++)
        {
            assertTrue(LoadInstrument.fundsFor(i, count, accounts) >= spent[i], "account " + i);
        }
    }

    @Test
    void shouldRefuseWhatItCannotMix()
    {
        assertThrows(IllegalArgumentException.class, () -> new OrderMix(3, 20));
        assertThrows(IllegalArgumentException.class, () -> new OrderMix(0, 20));
        assertThrows(IllegalArgumentException.class, () -> new OrderMix(2, 101));
    }
}
