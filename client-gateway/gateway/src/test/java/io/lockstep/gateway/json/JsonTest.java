package io.lockstep.gateway.json;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class JsonTest
{
    @Test
    void shouldPutCommasAndEscapesWhereTheyBelong()
    {
        final String text = new JsonText().beginObject()
            .field("a", "q\"b\\c\n\u2028é")
            .field("n", -5)
            .field("t", true)
            .field("d", 150, 2)
            .field("z", (String)null)
            .beginArray("l").value(1).value("x").beginArray().endArray().beginObject().endObject().endArray()
            .name("o").beginObject().field("k", "v").endObject()
            .endObject().toString();

        assertEquals(
            "{\"a\":\"q\\\"b\\\\c\\u000a\\u2028é\",\"n\":-5,\"t\":true,\"d\":\"1.50\",\"z\":null," +
            "\"l\":[1,\"x\",[],{}],\"o\":{\"k\":\"v\"}}",
            text);
    }

    @Test
    void shouldReadFieldsInOrderWithTheDigitsThatWereSent() throws IOException
    {
        assertEquals(
            List.of("s=x", "n=0.0100", "e=0.0000001", "b=true", "l=[A, B]", "none=[]"),
            read("{\"s\":\"x\",\"n\":0.0100,\"e\":1e-7,\"b\":true,\"l\":[\"A\",\"B\"],\"z\":null,\"none\":[]}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", " ", "[]", "1", "\"x\"", "{", "{\"a\"}", "{\"a\":}", "{\"a\":1", "{\"a\":1}}", "{\"a\":1} x", "{\"a\":{}}",
        "{\"a\":[[1]]}", "{\"a\":[null]}", "{\"a\":NaN}", "{\"a\":01}", "{'a':1}", "{\"a\":1,}", "{\"a\":[1}", "\u0000"
    })
    void shouldRefuseWhatIsNotOneFlatObject(final String text)
    {
        assertThrows(IOException.class, () -> read(text));
    }

    @Test
    void shouldRefuseNumbersAndNestingBeyondReason()
    {
        assertThrows(IOException.class, () -> read("{\"a\":" + "9".repeat(65) + "}"));
        assertThrows(IOException.class, () -> read("{\"a\":" + "[".repeat(10_000)));
    }

    private static List<String> read(final String text) throws IOException
    {
        final List<String> fields = new ArrayList<>();
        JsonFields.read(text.getBytes(StandardCharsets.UTF_8), (name, values, isList) ->
            fields.add(name + (isList ? "=" + values : "=" + values.get(0))));
        return fields;
    }
}
