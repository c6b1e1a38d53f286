package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.RejectTable;
import io.lockstep.gateway.cluster.ClusterCommand;
import io.lockstep.gateway.cluster.ClusterPort;
import io.lockstep.gateway.cluster.ModelQuery;
import io.lockstep.gateway.cluster.Outcome;
import io.lockstep.gateway.json.JsonText;
import io.lockstep.gateway.model.AccountView;
import io.lockstep.gateway.model.Asset;
import io.lockstep.gateway.model.Instrument;
import io.lockstep.gateway.model.ReadModel;
import io.lockstep.gateway.model.ReferenceData;
import io.lockstep.sbe.common.RejectCode;

import java.util.function.Consumer;
import java.util.function.Function;

/** What all resources do with the cluster. Called on the event loop; nothing blocks. */
abstract class Resource
{
    private final ClusterPort port;

    Resource(final ClusterPort port)
    {
        this.port = port;
    }

    final ClusterPort port()
    {
        return port;
    }

    final ReferenceData referenceData()
    {
        return port.referenceData();
    }

    /** Send a command; what becomes of it is the reply, written by the renderer when it was applied. */
    final void submit(
        final HttpCall call,
        final ClusterCommand command,
        final RejectTable.Request request,
        final Function<Outcome, JsonText> renderer)
    {
        submitThen(call, command, request, (outcome) -> call.reply(renderer.apply(outcome)));
    }

    /** Send a command and go on when it was applied; the reader replies, then or later. */
    final void submitThen(
        final HttpCall call,
        final ClusterCommand command,
        final RejectTable.Request request,
        final Consumer<Outcome> reader)
    {
        final Consumer<Outcome> listener = (outcome) -> call.run(() ->
        {
            requireApplied(outcome, request);
            reader.accept(outcome);
        });
        if (!port.submit(command, call.expiresAtUs(), listener))
        {
            throw ApiErrors.busy(whyNot());
        }
    }

    /** Reply with what the model says. */
    final void read(final HttpCall call, final Function<ReadModel, JsonText> renderer)
    {
        readThen(call, (model) -> call.reply(renderer.apply(model)));
    }

    /** Go on with what the model says; the reader replies, then or later. */
    final void readThen(final HttpCall call, final Consumer<ReadModel> reader)
    {
        final boolean isAccepted = port.read(new ModelQuery()
        {
            @Override
            public void onModel(final ReadModel model)
            {
                call.run(() -> reader.accept(model));
            }

            @Override
            public void onTimeout()
            {
                call.fail(ApiErrors.busy("the read model is behind"));
            }
        });
        if (!isAccepted)
        {
            throw ApiErrors.busy(whyNot());
        }
    }

    final Instrument mandatoryInstrument(final HttpCall call)
    {
        return instrumentOf(call.params().mandatory("symbol"));
    }

    final Instrument optionalInstrument(final HttpCall call)
    {
        final String symbol = call.params().optional("symbol");
        return null == symbol ? null : instrumentOf(symbol);
    }

    final Instrument instrumentOf(final String symbol)
    {
        final Instrument instrument = referenceData().instrument(symbol);
        if (null == instrument)
        {
            requireReady();
            throw ApiErrors.unknownSymbol("symbol");
        }
        return instrument;
    }

    final Asset mandatoryAsset(final HttpCall call, final String name)
    {
        final Asset asset = referenceData().asset(call.params().mandatory(name));
        if (null == asset)
        {
            requireReady();
            throw ApiErrors.invalid(name, "no such asset");
        }
        return asset;
    }

    static AccountView accountOf(final ReadModel model, final HttpCall call)
    {
        final AccountView account = model.account(call.accountId());
        if (null == account)
        {
            throw RejectTable.errorOf(RejectCode.UNKNOWN_ACCOUNT, RejectTable.Request.QUERY);
        }
        return account;
    }

    static void requireApplied(final Outcome outcome, final RejectTable.Request request)
    {
        switch (outcome.kind())
        {
            case APPLIED ->
            {
                // The one case that goes on.
            }
            case REJECTED -> throw RejectTable.errorOf(outcome.reject(), request);
            case UNKNOWN -> throw ApiErrors.outcomeUnknown();
            case EXPIRED -> throw ApiErrors.stale(outcome.detail());
            case INVALID -> throw ApiErrors.badRequest(
                -1130, "Data sent for a parameter is not valid.", outcome.detail());
            default -> throw ApiErrors.busy(outcome.detail());
        }
    }

    /** A gateway that does not know yet what exists must not say that something does not. */
    final void requireReady()
    {
        final String notReady = port.status().notReady();
        if (null != notReady)
        {
            throw ApiErrors.busy(notReady);
        }
    }

    private String whyNot()
    {
        final String notReady = port.status().notReady();
        return null == notReady ? "too many requests under way" : notReady;
    }
}
