package io.lockstep.benchmarks.load;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class HttpReplyTest
{
    private static HttpReply parse(final int status, final String body) throws IOException
    {
        return HttpReply.parse(status, body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadAnOrderAndCountItsFills() throws IOException
    {
        final HttpReply reply = parse(200, """
            {"symbol":"AB","orderId":7,"clientOrderId":"x","status":"FILLED","fills":[
            {"price":"1.0","qty":"1","commission":"0","commissionAsset":"B","tradeId":1},
            {"price":"1.0","qty":"1","commission":"0","commissionAsset":"B","tradeId":2}]}""");

        assertTrue(reply.isAccepted());
        assertEquals(2, reply.fills());
    }

    @Test
    void shouldTellARefusalFromAnUnknownOutcomeAndFromAnError() throws IOException
    {
        final HttpReply refused = parse(400, "{\"code\":-2010,\"msg\":\"m\",\"reject\":\"INSUFFICIENT_BALANCE\"}");
        assertTrue(refused.isRefused(400));
        assertEquals("INSUFFICIENT_BALANCE", refused.rejectCode());

        final HttpReply busy = parse(503, "{\"code\":-1001,\"msg\":\"m\",\"reject\":\"BUSY\"}");
        assertTrue(busy.isRefused(503));

        final HttpReply filter = parse(400, "{\"code\":-1102,\"msg\":\"m\"}");
        assertTrue(filter.isRefused(400));
        assertEquals("HTTP_-1102", filter.rejectCode());

        final HttpReply unknown = parse(503, "{\"code\":-1007,\"msg\":\"m\"}");
        assertTrue(unknown.isUnknown());
        assertFalse(unknown.isRefused(503));

        final HttpReply failed = parse(503, "{\"code\":-1001,\"msg\":\"m\"}");
        assertFalse(failed.isUnknown());
        assertFalse(failed.isRefused(503));
        assertFalse(failed.isAccepted());
    }

    @Test
    void shouldNotTakeAnythingElseForAnAnswer()
    {
        assertThrows(IOException.class, () -> parse(200, "{}"));
        assertThrows(IOException.class, () -> parse(502, "<html>"));
        assertThrows(IOException.class, () -> parse(404, "{\"orderId\":1}"));
    }
}
