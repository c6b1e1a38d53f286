package io.lockstep.deploy.demo;

import io.lockstep.deploy.demo.HttpApi.Key;
import io.lockstep.deploy.instance.Instance;
import io.lockstep.deploy.instance.InstanceSettings;
import io.lockstep.deploy.parts.LocalExchange;
import io.lockstep.deploy.parts.SystemStatus;
import java.util.TreeSet;

/**
 * The users' own step test from end to end, on an instance of its own that starts empty. Used from one thread.
 */
public final class Demo
{
    private final Checks checks;
    private final Instance instance;
    private final LocalExchange exchange;

    /**
     * @param checks   that count.
     * @param instance which must be empty.
     * @param exchange that runs it.
     */
    public Demo(final Checks checks, final Instance instance, final LocalExchange exchange)
    {
        this.checks = checks;
        this.instance = instance;
        this.exchange = exchange;
    }

    /**
     * Run it. Leaves the exchange running, so that its caller can keep or stop it.
     *
     * @param settings of the instance.
     */
    public void run(final InstanceSettings settings)
    {
        checks.step("Start Cassandra, Kafka, three nodes, bridge and gateway", () ->
        {
            exchange.setUp(settings);
            exchange.up(new TreeSet<>(instance.processNames()));
            checks.that("everything is ready", new SystemStatus(instance, exchange.supervisor()).allReady(),
                "it is not");
        });
        if (!checks.allPassed())
        {
            return;
        }
        final Market market = new Market(new HttpApi(settings.ports().gateway()),
            Key.read(instance.apiKeyFile("ADMIN")), Key.read(instance.apiKeyFile("CASHIER")));
        final World world = new World(checks, instance, exchange, market);
        final TradingSteps trading = new TradingSteps(world);
        final StoreSteps stores = new StoreSteps(world);
        final FailureSteps failure = new FailureSteps(world, trading);

        checks.step("Create three assets, one instrument, two users", trading::createMarket);
        checks.step("Deposit 10,000 BTC to 1001 and 100,000 USDT to 1002, each twice", trading::deposit);
        checks.step("1001 sells 0.01 BTC at 50,000, 1002 buys it", trading::trade);
        checks.step("See what arrived in Kafka and in the database", () -> stores.check(1));
        checks.step("1002 bids 40,000 and thinks better of it", trading::restAndCancel);
        checks.step("1001 withdraws 1,000 BTC", trading::withdraw);
        checks.step("Nobody spends more than they have", trading::refuseOverdraft);
        checks.step("Look for errors in the logs", failure::logsHoldNoErrors);
        checks.step("Kill the leader, and trade on", failure::killTheLeader);
        checks.step("Start the killed node again", failure::bringItBack);
        checks.step("Nothing was lost or doubled in Kafka or the database", () -> stores.check(2));
        checks.step("Verify everything against everything", failure::verify);
        checks.step("Stop everything, start everything", failure::stopAndStartEverything);
        checks.step("Verify again", failure::verify);
    }
}
