package io.lockstep.gateway.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reader of a request body: one flat JSON object of strings, numbers, truths and lists of strings. Numbers keep the
 * digits that were sent, so nothing passes through floating point. Stateless.
 */
public final class JsonFields
{
    /** Receives the fields in order. */
    public interface Visitor
    {
        /**
         * One field.
         *
         * @param name   of the field.
         * @param values one, or those of the list.
         * @param isList whether it is a list.
         */
        void onField(String name, List<String> values, boolean isList);
    }

    private static final JsonFactory FACTORY = JsonFactory.builder()
        .streamReadConstraints(StreamReadConstraints.builder()
            .maxNestingDepth(4).maxStringLength(4096).maxNameLength(128).maxNumberLength(64).build())
        .build();

    private JsonFields()
    {
    }

    /**
     * Read an object.
     *
     * @param body    the bytes, UTF-8.
     * @param visitor to call for each field that is not null.
     * @throws IOException if the bytes are not one flat object.
     */
    public static void read(final byte[] body, final Visitor visitor) throws IOException
    {
        try (JsonParser parser = FACTORY.createParser(body))
        {
            if (JsonToken.START_OBJECT != parser.nextToken())
            {
                throw new IOException("an object is expected");
            }
            while (JsonToken.FIELD_NAME == parser.nextToken())
            {
                final String name = parser.currentName();
                final JsonToken token = parser.nextToken();
                if (JsonToken.START_ARRAY == token)
                {
                    final List<String> values = new ArrayList<>();
                    while (JsonToken.END_ARRAY != parser.nextToken())
                    {
                        values.add(scalar(parser));
                    }
                    visitor.onField(name, values, true);
                }
                else if (JsonToken.VALUE_NULL != token)
                {
                    visitor.onField(name, List.of(scalar(parser)), false);
                }
            }
            if (JsonToken.END_OBJECT != parser.currentToken() || null != parser.nextToken())
            {
                throw new IOException("one object and nothing after it is expected");
            }
        }
    }

    private static String scalar(final JsonParser parser) throws IOException
    {
        final JsonToken token = parser.currentToken();
        if (null == token || !token.isScalarValue() || JsonToken.VALUE_NULL == token)
        {
            throw new IOException("a string, number, truth or list of strings is expected");
        }
        return token.isNumeric() ? Decimals.plain(parser.getText()) : parser.getText();
    }
}
