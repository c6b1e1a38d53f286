package io.lockstep.gateway.http;

import io.lockstep.gateway.ApiErrors;
import io.lockstep.gateway.json.Decimals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The parameters of one request, out of its query and its body. Each may be sent once. Those that nothing reads make
 * the request fail in {@link #requireAllRead()}, so that nothing a client asks for is silently ignored. Errors are
 * {@link io.lockstep.gateway.ApiException}s that name the parameter. One request, one thread.
 */
public final class Params
{
    /** Characters and length of client order ids and transfer ids. */
    public static final Pattern REQUEST_ID = Pattern.compile("^[A-Za-z0-9-_.:/]{1,36}$");

    private static final int MAX_COUNT = 64;
    private static final long MAX_ID = (1L << 53) - 1;
    private static final Pattern NAME = Pattern.compile("^[A-Za-z0-9_-]{1,64}$");
    private static final Pattern DIGITS = Pattern.compile("^[0-9]{1,20}$");

    private final List<Param> params = new ArrayList<>(16);

    private static final class Param
    {
        private final String name;
        private final List<String> values;
        private final boolean isList;
        private boolean read;

        private Param(final String name, final List<String> values, final boolean isList)
        {
            this.name = name;
            this.values = values;
            this.isList = isList;
        }
    }

    /**
     * Take the parameters of a query or a form.
     *
     * @param raw percent-encoded, as received.
     */
    public void addEncoded(final String raw)
    {
        int start = 0;
        while (start < raw.length())
        {
            final int separator = raw.indexOf('&', start);
            final int end = separator < 0 ? raw.length() : separator;
            if (end > start)
            {
                final int equals = raw.indexOf('=', start);
                final boolean hasValue = equals >= 0 && equals < end;
                final String name = decode(raw.substring(start, hasValue ? equals : end));
                add(name, hasValue ? decode(raw.substring(equals + 1, end)) : "");
            }
            start = end + 1;
        }
    }

    /**
     * Take one parameter.
     *
     * @param name  of it.
     * @param value of it.
     */
    public void add(final String name, final String value)
    {
        add(name, Collections.singletonList(value), false);
    }

    /**
     * Take one parameter.
     *
     * @param name   of it.
     * @param values of it.
     * @param isList whether it was sent as a list; else there is one value.
     */
    public void add(final String name, final List<String> values, final boolean isList)
    {
        if (!NAME.matcher(name).matches())
        {
            throw ApiErrors.badRequest(
                -1100, "Illegal characters found in a parameter.", "parameter name: must match " + NAME);
        }
        if (null != find(name))
        {
            throw ApiErrors.repeated(name);
        }
        if (params.size() == MAX_COUNT)
        {
            throw ApiErrors.badRequest(
                -1101, "Too many parameters sent for this endpoint.", "at most " + MAX_COUNT + " parameters");
        }
        params.add(new Param(name, values, isList));
    }

    /**
     * Whether a parameter was sent. Does not count as reading it.
     *
     * @param name of the parameter.
     * @return true if it was.
     */
    public boolean has(final String name)
    {
        return null != find(name);
    }

    /**
     * A parameter that may be absent.
     *
     * @param name of the parameter.
     * @return its value, not empty; or null when it was not sent.
     */
    public String optional(final String name)
    {
        final Param param = find(name);
        if (null == param)
        {
            return null;
        }
        param.read = true;
        if (param.isList)
        {
            throw ApiErrors.invalid(name, "must be one value, not a list");
        }
        final String value = param.values.get(0);
        if (value.isEmpty())
        {
            throw ApiErrors.empty(name);
        }
        return value;
    }

    /**
     * A parameter that must be there.
     *
     * @param name of the parameter.
     * @return its value, not empty.
     */
    public String mandatory(final String name)
    {
        final Param param = find(name);
        if (null == param || !param.isList && param.values.get(0).isEmpty())
        {
            throw ApiErrors.mandatory(name);
        }
        return optional(name);
    }

    /**
     * A list that must be there; a single value is a list of those between its commas.
     *
     * @param name of the parameter.
     * @return its values.
     */
    public List<String> mandatoryList(final String name)
    {
        final Param param = find(name);
        if (null == param || param.values.isEmpty())
        {
            throw ApiErrors.mandatory(name);
        }
        param.read = true;
        return param.isList ? param.values : List.of(param.values.get(0).split(",", MAX_COUNT));
    }

    /**
     * A whole number that must be there.
     *
     * @param name of the parameter.
     * @param min  smallest value allowed.
     * @param max  largest value allowed.
     * @return its value.
     */
    public long mandatoryLong(final String name, final long min, final long max)
    {
        return parseLong(name, mandatory(name), min, max);
    }

    /**
     * A whole number that may be absent.
     *
     * @param name         of the parameter.
     * @param min          smallest value allowed.
     * @param max          largest value allowed.
     * @param defaultValue when it was not sent.
     * @return its value.
     */
    public long optionalLong(final String name, final long min, final long max, final long defaultValue)
    {
        final String text = optional(name);
        return null == text ? defaultValue : parseLong(name, text, min, max);
    }

    /**
     * An id of an account, order or trade that may be absent.
     *
     * @param name         of the parameter.
     * @param defaultValue when it was not sent.
     * @return its value.
     */
    public long optionalId(final String name, final long defaultValue)
    {
        return optionalLong(name, 0, MAX_ID, defaultValue);
    }

    /**
     * A client order id or transfer id that may be absent.
     *
     * @param name of the parameter.
     * @return 1 to 36 legal characters, or null.
     */
    public String optionalRequestId(final String name)
    {
        final String text = optional(name);
        if (null != text && !REQUEST_ID.matcher(text).matches())
        {
            throw ApiErrors.illegal(name, REQUEST_ID.pattern());
        }
        return text;
    }

    /**
     * A decimal that must be there.
     *
     * @param name  of the parameter.
     * @param scale decimals of the mantissa.
     * @return the mantissa, exact.
     */
    public long mandatoryDecimal(final String name, final int scale)
    {
        return parseDecimal(name, mandatory(name), scale);
    }

    /**
     * A decimal that may be absent.
     *
     * @param name         of the parameter.
     * @param scale        decimals of the mantissa.
     * @param defaultValue when it was not sent.
     * @return the mantissa, exact.
     */
    public long optionalDecimal(final String name, final int scale, final long defaultValue)
    {
        final String text = optional(name);
        return null == text ? defaultValue : parseDecimal(name, text, scale);
    }

    /**
     * A truth that may be absent.
     *
     * @param name of the parameter.
     * @return its value; false when it was not sent.
     */
    public boolean optionalBoolean(final String name)
    {
        final String text = optional(name);
        if (null == text)
        {
            return false;
        }
        if (!"true".equalsIgnoreCase(text) && !"false".equalsIgnoreCase(text))
        {
            throw ApiErrors.invalid(name, "must be true or false");
        }
        return "true".equals(text.toLowerCase(Locale.ROOT));
    }

    /** Fail when a parameter was sent that nothing has read. */
    public void requireAllRead()
    {
        int readCount = 0;
        StringBuilder unread = null;
        for (final Param param : params)
        {
            if (param.read)
            {
                readCount++;
            }
            else
            {
                unread = null == unread ? new StringBuilder() : unread.append(", ");
                unread.append(param.name);
            }
        }
        if (null != unread)
        {
            throw ApiErrors.unread(readCount, params.size(), unread.toString());
        }
    }

    private Param find(final String name)
    {
        for (final Param param : params)
        {
            if (param.name.equals(name))
            {
                return param;
            }
        }
        return null;
    }

    private static long parseLong(final String name, final String text, final long min, final long max)
    {
        if (!DIGITS.matcher(text).matches())
        {
            throw ApiErrors.illegal(name, DIGITS.pattern());
        }
        try
        {
            final long value = Long.parseLong(text);
            if (value >= min && value <= max)
            {
                return value;
            }
        }
        catch (final NumberFormatException ex)
        {
            // Twenty digits may be more than a long: out of range like any other.
        }
        throw ApiErrors.invalid(name, "must be " + min + " to " + max);
    }

    private static long parseDecimal(final String name, final String text, final int scale)
    {
        final long mantissa = Decimals.parse(text, scale);
        if (Decimals.MALFORMED == mantissa)
        {
            throw ApiErrors.illegal(name, Decimals.LEGAL);
        }
        if (Decimals.TOO_PRECISE == mantissa)
        {
            throw ApiErrors.tooPrecise(name, scale);
        }
        if (Decimals.TOO_LARGE == mantissa)
        {
            throw ApiErrors.invalid(name, "too large");
        }
        return mantissa;
    }

    private static String decode(final String raw)
    {
        if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0)
        {
            return raw;
        }
        final byte[] bytes = new byte[raw.length()];
        int length = 0;
        for (int i = 0; i < raw.length(); i++)
        {
            final char c = raw.charAt(i);
            if ('%' == c)
            {
                final int high = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 1), 16) : -1;
                final int low = i + 2 < raw.length() ? Character.digit(raw.charAt(i + 2), 16) : -1;
                if (high < 0 || low < 0)
                {
                    throw malformedEncoding();
                }
                bytes[length++] = (byte)(high << 4 | low);
                i += 2;
            }
            else
            {
                bytes[length++] = (byte)('+' == c ? ' ' : c);
            }
        }
        try
        {
            return StandardCharsets.UTF_8.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .decode(ByteBuffer.wrap(bytes, 0, length))
                .toString();
        }
        catch (final CharacterCodingException ex)
        {
            throw malformedEncoding();
        }
    }

    private static RuntimeException malformedEncoding()
    {
        return ApiErrors.badRequest(
            -1100, "Illegal characters found in a parameter.", "percent-encoding: must be UTF-8, two hex digits each");
    }
}
