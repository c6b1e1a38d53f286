package io.lockstep.benchmarks.load;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import java.io.IOException;

/**
 * What the gateway said to an order or a cancel. Immutable.
 *
 * @param isAccepted whether the exchange has it.
 * @param fills      of the order, in this answer.
 * @param code       of the dialect; 0 when accepted.
 * @param reject     the exchange's own reject code, or null.
 */
record HttpReply(boolean isAccepted, int fills, int code, String reject)
{
    /** The dialect's code for a command that was sent and not confirmed. */
    private static final int OUTCOME_UNKNOWN = -1007;
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int OK = 200;
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * @param status of the response.
     * @param body   of the response, JSON.
     * @return what it says.
     * @throws IOException when it is neither an order nor an error of the dialect.
     */
    static HttpReply parse(final int status, final byte[] body) throws IOException
    {
        int fills = 0;
        int code = 0;
        String reject = null;
        boolean hasOrder = false;
        try (JsonParser parser = JSON.createParser(body))
        {
            for (JsonToken token = parser.nextToken(); null != token; token = parser.nextToken())
            {
                if (token.isScalarValue())
                {
                    final String name = null == parser.currentName() ? "" : parser.currentName();
                    switch (name)
                    {
                        case "tradeId":
                            fills++;
                            break;

                        case "orderId":
                            hasOrder = true;
                            break;

                        case "code":
                            code = parser.getIntValue();
                            break;

                        case "reject":
                            reject = parser.getText();
                            break;

                        default:
                            break;
                    }
                }
            }
        }
        if (OK == status && hasOrder)
        {
            return new HttpReply(true, fills, 0, null);
        }
        if (status >= CLIENT_ERRORS && 0 != code)
        {
            return new HttpReply(false, 0, code, reject);
        }
        throw new IOException("neither an order nor an error: status " + status);
    }

    /**
     * @return whether the outcome is unknown: neither refused nor accepted.
     */
    boolean isUnknown()
    {
        return OUTCOME_UNKNOWN == code;
    }

    /**
     * A refusal that a client can act on has a code of the exchange or is an error of the client; the rest are errors
     * of the gateway.
     *
     * @param status of the response.
     * @return whether the command was refused.
     */
    boolean isRefused(final int status)
    {
        return !isAccepted && !isUnknown() && (null != reject || status < SERVER_ERRORS);
    }

    /**
     * @return the exchange's reject code, else the dialect's.
     */
    String rejectCode()
    {
        return null == reject ? "HTTP_" + code : reject;
    }
}
