package io.lockstep.deploy.parts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * JSON as plain maps, lists, strings, numbers and booleans; small enough for what a command line needs. Stateless;
 * any thread.
 */
public final class Json
{
    private static final JsonFactory FACTORY = new JsonFactory();

    private Json()
    {
    }

    /**
     * Parse a text.
     *
     * @param text of one JSON value.
     * @return Map, List, String, Long, BigInteger, BigDecimal, Boolean or null.
     * @throws IllegalArgumentException if it is no JSON.
     */
    public static Object parse(final String text)
    {
        try (JsonParser parser = FACTORY.createParser(text))
        {
            parser.nextToken();
            final Object value = value(parser);
            if (null != parser.nextToken())
            {
                throw new IllegalArgumentException("text after the end of the JSON");
            }
            return value;
        }
        catch (final JsonParseException ex)
        {
            throw new IllegalArgumentException(ex.getOriginalMessage(), ex);
        }
        catch (final IOException ex)
        {
            throw new IllegalArgumentException(ex.getMessage(), ex);
        }
    }

    /**
     * Fields of a status page.
     *
     * @param answer of a process.
     * @return its fields; empty if there is no answer or it holds no JSON object.
     */
    static Map<String, Object> object(final StatusPage.Answer answer)
    {
        if (200 != answer.code())
        {
            return Map.of();
        }
        try
        {
            return asObject(parse(answer.body()));
        }
        catch (final IllegalArgumentException ex)
        {
            return Map.of();
        }
    }

    /**
     * See a value as an object.
     *
     * @param value that may be one.
     * @return its fields; empty if it is something else.
     */
    @SuppressWarnings("unchecked")
    public static Map<String, Object> asObject(final Object value)
    {
        return value instanceof Map ? (Map<String, Object>)value : Map.of();
    }

    /**
     * Write a value with indentation.
     *
     * @param value as {@link #parse} returns.
     * @return its text.
     */
    public static String write(final Object value)
    {
        final StringWriter text = new StringWriter();
        try (JsonGenerator generator = FACTORY.createGenerator(text))
        {
            generator.useDefaultPrettyPrinter();
            write(generator, value);
        }
        catch (final IOException ex)
        {
            throw new UncheckedIOException(ex);
        }
        return text.toString();
    }

    private static Object value(final JsonParser parser) throws IOException
    {
        final JsonToken token = parser.currentToken();
        if (null == token)
        {
            throw new IllegalArgumentException("empty text");
        }
        return switch (token)
        {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> array(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> JsonParser.NumberType.BIG_INTEGER == parser.getNumberType() ?
                (Object)parser.getBigIntegerValue() : (Object)parser.getLongValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case VALUE_NULL -> null;
            default -> throw new IllegalArgumentException("unexpected " + token);
        };
    }

    private static Map<String, Object> object(final JsonParser parser) throws IOException
    {
        final Map<String, Object> fields = new LinkedHashMap<>();
        while (JsonToken.END_OBJECT != parser.nextToken())
        {
            final String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static List<Object> array(final JsonParser parser) throws IOException
    {
        final List<Object> items = new ArrayList<>();
        while (JsonToken.END_ARRAY != parser.nextToken())
        {
            items.add(value(parser));
        }
        return items;
    }

    private static void write(final JsonGenerator generator, final Object value) throws IOException
    {
        if (value instanceof Map)
        {
            generator.writeStartObject();
            for (final Map.Entry<String, Object> field : asObject(value).entrySet())
            {
                generator.writeFieldName(field.getKey());
                write(generator, field.getValue());
            }
            generator.writeEndObject();
        }
        else if (value instanceof Iterable<?> items)
        {
            generator.writeStartArray();
            for (final Object item : items)
            {
                write(generator, item);
            }
            generator.writeEndArray();
        }
        else if (value instanceof Boolean flag)
        {
            generator.writeBoolean(flag);
        }
        else if (value instanceof Number)
        {
            generator.writeNumber(value.toString());
        }
        else if (null == value)
        {
            generator.writeNull();
        }
        else
        {
            generator.writeString(value.toString());
        }
    }
}
