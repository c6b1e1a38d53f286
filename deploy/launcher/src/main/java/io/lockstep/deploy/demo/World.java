package io.lockstep.deploy.demo;

import io.lockstep.deploy.cluster.BlockingClient;
import io.lockstep.deploy.cluster.Reply;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.parts.LocalExchange;
import io.lockstep.deploy.parts.NodeStatus;
import io.lockstep.deploy.parts.SystemStatus;
import java.util.Map;

/**
 * What all steps of the demonstration share. Used from one thread.
 *
 * @param checks   that count.
 * @param instance that is demonstrated.
 * @param exchange that runs it.
 * @param market   over HTTP.
 */
record World(Checks checks, Instance instance, LocalExchange exchange, Market market)
{
    private static final long CATCH_UP_TIMEOUT_MS = 30_000;

    NodeStatus nodes()
    {
        return new NodeStatus(instance);
    }

    int nodeCount()
    {
        return instance.settings().ports().nodes().size();
    }

    /** Last event of the engine, as the nodes tell it. */
    long eventSeq()
    {
        return new SystemStatus(instance, exchange.supervisor()).eventSeq();
    }

    /** What a user has, as the gateway tells it, in minor units. */
    void balance(final long accountId, final int asset, final long available, final long held)
    {
        final long[] actual = market.balance(accountId, asset);
        final String what = accountId + " " + Market.code(asset);
        checks.equal(what + " available", available, null == actual ? "no answer" : actual[0]);
        checks.equal(what + " held", held, null == actual ? "no answer" : actual[1]);
    }

    /** All balances of an account, as the cluster itself tells them. */
    Map<Integer, Reply.Balance> clusterBalances(final BlockingClient client, final long accountId)
    {
        return client.send((exchangeClient) -> exchangeClient.queryBalances(accountId)).balances();
    }

    /** Revenue, and that nothing was made or lost: all balances add up to what came in less what went out. */
    void revenueAndConservation(final long revenueBtc, final long revenueUsdt, final long netBtc, final long netUsdt)
    {
        try (BlockingClient client = new BlockingClient(instance, "gateway"))
        {
            final Map<Integer, Reply.Balance> revenue = clusterBalances(client, Market.REVENUE);
            checks.equal("revenue BTC", revenueBtc, total(revenue, Market.BTC));
            checks.equal("revenue USDT", revenueUsdt, total(revenue, Market.USDT));
            long btc = total(revenue, Market.BTC);
            long usdt = total(revenue, Market.USDT);
            for (final long accountId : new long[]{Market.SELLER, Market.BUYER})
            {
                final Map<Integer, Reply.Balance> balances = clusterBalances(client, accountId);
                btc += total(balances, Market.BTC);
                usdt += total(balances, Market.USDT);
            }
            checks.equal("all BTC, deposits less withdrawals", netBtc, btc);
            checks.equal("all USDT, deposits less withdrawals", netUsdt, usdt);
        }
    }

    private static long total(final Map<Integer, Reply.Balance> balances, final int asset)
    {
        final Reply.Balance balance = balances.get(asset);
        return null == balance ? 0 : balance.available() + balance.held();
    }

    /** Wait until both stores hold every event that there is. */
    void awaitStores()
    {
        final long head = eventSeq();
        checks.eventually("Kafka and the database hold every event up to " + head, CATCH_UP_TIMEOUT_MS, () ->
        {
            final StringBuilder behind = new StringBuilder();
            int known = 0;
            for (final SystemStatus.Hop hop : new SystemStatus(instance, exchange.supervisor()).hops())
            {
                if ("kafka".equals(hop.name()) || "cql".equals(hop.name()))
                {
                    known++;
                    if (hop.eventSeq() < head)
                    {
                        behind.append(hop.name()).append(" at ").append(hop.eventSeq()).append(' ').append(hop.note());
                    }
                }
            }
            return 2 == known ? behind.toString() : "the bridge tells no positions";
        });
    }

    /** Have the state hashed at one log position, and wait until every node tells the same. */
    String agreedStateHash()
    {
        final HttpApi.Reply reply = market.administer("state-hash");
        final String hash = String.valueOf(reply.json().get("stateHash"));
        final String logPosition = String.valueOf(reply.json().get("logPosition"));
        checks.equal("state hash command", 200, reply.code());
        checks.eventually("all nodes tell state hash " + hash, CATCH_UP_TIMEOUT_MS, () ->
        {
            final StringBuilder different = new StringBuilder();
            for (int i = 0; i < nodeCount(); i++)
            {
                final Map<String, Object> status = nodes().of(i);
                final String told = status.get("stateHash") + " at " + status.get("stateHashLogPosition");
                if (!told.equals(hash + " at " + logPosition))
                {
                    different.append(" node").append(i).append(' ').append(told);
                }
            }
            return different.toString();
        });
        return hash;
    }
}
