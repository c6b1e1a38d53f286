package io.lockstep.gateway.json;

/**
 * A JSON document being written, front to back. The caller keeps the structure right; commas and escapes are taken care
 * of. Not thread safe: one document, one thread at a time.
 */
public final class JsonText
{
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder(512);
    private boolean commaNeeded;

    /**
     * Begin an object.
     *
     * @return this.
     */
    public JsonText beginObject()
    {
        return open('{');
    }

    /**
     * End the object begun last.
     *
     * @return this.
     */
    public JsonText endObject()
    {
        return close('}');
    }

    /**
     * Begin an array.
     *
     * @return this.
     */
    public JsonText beginArray()
    {
        return open('[');
    }

    /**
     * Begin an array as the value of a field.
     *
     * @param name of the field.
     * @return this.
     */
    public JsonText beginArray(final String name)
    {
        return name(name).open('[');
    }

    /**
     * End the array begun last.
     *
     * @return this.
     */
    public JsonText endArray()
    {
        return close(']');
    }

    /**
     * Name of the value that follows.
     *
     * @param name of the field.
     * @return this.
     */
    public JsonText name(final String name)
    {
        comma();
        quote(name);
        text.append(':');
        commaNeeded = false;
        return this;
    }

    /**
     * A string value, or null.
     *
     * @param value may be null.
     * @return this.
     */
    public JsonText value(final String value)
    {
        comma();
        if (null == value)
        {
            text.append("null");
        }
        else
        {
            quote(value);
        }
        return this;
    }

    /**
     * A number.
     *
     * @param value to write.
     * @return this.
     */
    public JsonText value(final long value)
    {
        comma();
        text.append(value);
        return this;
    }

    /**
     * A decimal, as a string so that no reader makes a floating point number of it.
     *
     * @param mantissa of the decimal.
     * @param scale    decimals.
     * @return this.
     */
    public JsonText decimal(final long mantissa, final int scale)
    {
        comma();
        text.append('"');
        Decimals.append(text, mantissa, scale);
        text.append('"');
        return this;
    }

    /**
     * A string field.
     *
     * @param name  of the field.
     * @param value may be null.
     * @return this.
     */
    public JsonText field(final String name, final String value)
    {
        return name(name).value(value);
    }

    /**
     * A number field.
     *
     * @param name  of the field.
     * @param value to write.
     * @return this.
     */
    public JsonText field(final String name, final long value)
    {
        return name(name).value(value);
    }

    /**
     * A truth field.
     *
     * @param name  of the field.
     * @param value to write.
     * @return this.
     */
    public JsonText field(final String name, final boolean value)
    {
        name(name).comma();
        text.append(value);
        return this;
    }

    /**
     * A decimal field, as a string.
     *
     * @param name     of the field.
     * @param mantissa of the decimal.
     * @param scale    decimals.
     * @return this.
     */
    public JsonText field(final String name, final long mantissa, final int scale)
    {
        return name(name).decimal(mantissa, scale);
    }

    /**
     * The document so far.
     *
     * @return its text.
     */
    public String toString()
    {
        return text.toString();
    }

    private JsonText open(final char bracket)
    {
        comma();
        text.append(bracket);
        commaNeeded = false;
        return this;
    }

    private JsonText close(final char bracket)
    {
        text.append(bracket);
        commaNeeded = true;
        return this;
    }

    private void comma()
    {
        if (commaNeeded)
        {
            text.append(',');
        }
        commaNeeded = true;
    }

    private void quote(final String value)
    {
        text.append('"');
        for (int i = 0; i < value.length(); i++)
        {
            final char c = value.charAt(i);
            if ('"' == c || '\\' == c)
            {
                text.append('\\').append(c);
            }
            else if (c < ' ' || '\u2028' == c || '\u2029' == c)
            {
                text.append("\\u").append(HEX[c >> 12 & 15]).append(HEX[c >> 8 & 15]).append(HEX[c >> 4 & 15])
                    .append(HEX[c & 15]);
            }
            else
            {
                text.append(c);
            }
        }
        text.append('"');
    }
}
