package io.lockstep.benchmarks.load;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class BridgeStatusTest
{
    private static BridgeStatus parse(final String json) throws IOException
    {
        return BridgeStatus.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldReadWhatEachPartHoldsWhateverElseThePageSays() throws IOException
    {
        final BridgeStatus status = parse("""
            {"ready":true,"eventSeq":1,"tail":{"node":2,"eventSeq":30,"last":{"eventSeq":99},"ids":[7]},
            "journal":{"eventSeq":29},"kafka":{"state":"RUNNING","eventSeq":28},"cql":{"eventSeq":27,"error":""},
            "ackedEventSeq":5}""");

        assertEquals(new BridgeStatus(30, 28, 27), status);
        assertTrue(status.covers(27));
        assertFalse(status.covers(28));
    }

    @Test
    void shouldRefuseAnotherPage()
    {
        assertThrows(IOException.class, () -> parse("{\"tail\":{\"eventSeq\":1},\"kafka\":{\"eventSeq\":1}}"));
        assertThrows(IOException.class, () -> parse("not json"));
    }
}
