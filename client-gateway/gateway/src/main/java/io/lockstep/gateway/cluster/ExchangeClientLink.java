package io.lockstep.gateway.cluster;

import io.lockstep.client.ExchangeClient;
import io.lockstep.client.InstrumentRequest;
import io.lockstep.client.OrderRequest;
import io.lockstep.sbe.common.SelfTradePrevention;

/** The session with the cluster, over {@link ExchangeClient}. Single-threaded. */
final class ExchangeClientLink implements ClusterLink
{
    /** Exists from genesis, so asking for it tells how far the cluster is. */
    private static final long REVENUE_ACCOUNT_ID = 1;

    private final ExchangeClient client;
    private final OrderRequest order = new OrderRequest();
    private final InstrumentRequest instrument = new InstrumentRequest();

    ExchangeClientLink(final ExchangeClient client)
    {
        this.client = client;
    }

    @Override
    public int poll()
    {
        return client.poll();
    }

    @Override
    public boolean isConnected()
    {
        return client.isConnected();
    }

    @Override
    public long probe()
    {
        return client.queryBalances(REVENUE_ACCOUNT_ID);
    }

    @Override
    public long send(final ClusterCommand command)
    {
        if (command instanceof ClusterCommand.NewOrder)
        {
            return client.newOrder(fill((ClusterCommand.NewOrder)command));
        }
        if (command instanceof ClusterCommand.CancelOrder)
        {
            final ClusterCommand.CancelOrder cancel = (ClusterCommand.CancelOrder)command;
            return client.cancelOrder(
                cancel.accountId(), cancel.instrumentId(), cancel.orderId(), cancel.origClientOrderId());
        }
        if (command instanceof ClusterCommand.QueryOrder)
        {
            final ClusterCommand.QueryOrder query = (ClusterCommand.QueryOrder)command;
            return client.queryOrder(query.accountId(), query.instrumentId(), query.orderId(), query.clientOrderId());
        }
        if (command instanceof ClusterCommand.Transfer)
        {
            final ClusterCommand.Transfer transfer = (ClusterCommand.Transfer)command;
            return transfer.isDeposit() ?
                client.deposit(transfer.accountId(), transfer.assetId(), transfer.amount(), transfer.transferId()) :
                client.withdraw(transfer.accountId(), transfer.assetId(), transfer.amount(), transfer.transferId());
        }
        return sendAdmin(command);
    }

    @Override
    public void close()
    {
        client.close();
    }

    private long sendAdmin(final ClusterCommand command)
    {
        if (command instanceof ClusterCommand.CreateAccount)
        {
            final ClusterCommand.CreateAccount account = (ClusterCommand.CreateAccount)command;
            return client.createAccount(account.accountId(), account.feeGroupId());
        }
        if (command instanceof ClusterCommand.CreateAsset)
        {
            final ClusterCommand.CreateAsset asset = (ClusterCommand.CreateAsset)command;
            return client.createAsset(asset.assetId(), asset.scale(), asset.code());
        }
        if (command instanceof ClusterCommand.CreateInstrument)
        {
            return client.createInstrument(fill((ClusterCommand.CreateInstrument)command));
        }
        if (command instanceof ClusterCommand.Genesis)
        {
            return client.genesis(((ClusterCommand.Genesis)command).chainId());
        }
        if (command instanceof ClusterCommand.StateHash)
        {
            return client.requestStateHash();
        }
        throw new IllegalArgumentException("not a command of this version: " + command.getClass().getSimpleName());
    }

    private OrderRequest fill(final ClusterCommand.NewOrder command)
    {
        return order.reset()
            .accountId(command.accountId())
            .instrumentId(command.instrumentId())
            .side(command.side())
            .orderType(command.orderType())
            .timeInForce(command.timeInForce())
            .selfTradePrevention(null == command.selfTradePrevention() ?
                SelfTradePrevention.NULL_VAL : command.selfTradePrevention())
            .price(command.price())
            .quantity(command.quantity())
            .quoteQuantity(command.quoteQuantity())
            .clientOrderId(command.clientOrderId());
    }

    private InstrumentRequest fill(final ClusterCommand.CreateInstrument command)
    {
        return instrument.reset()
            .instrumentId(command.instrumentId())
            .symbol(command.symbol())
            .baseAssetId(command.baseAssetId())
            .quoteAssetId(command.quoteAssetId())
            .priceScale(command.priceScale())
            .quantityScale(command.quantityScale())
            .tickSize(command.tickSize())
            .minPrice(command.minPrice())
            .maxPrice(command.maxPrice())
            .lotSize(command.lotSize())
            .minQuantity(command.minQuantity())
            .maxQuantity(command.maxQuantity())
            .minNotional(command.minNotional())
            .maxNotional(command.maxNotional())
            .referencePrice(command.referencePrice())
            .maxOpenOrders(command.maxOpenOrders())
            .makerFeePpm(command.makerFeePpm())
            .takerFeePpm(command.takerFeePpm())
            .priceBandBps(command.priceBandBps())
            .instrumentStatus(command.status());
    }
}
