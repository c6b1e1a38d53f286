package io.lockstep.gateway.security;

import io.lockstep.gateway.ApiErrors;

import java.nio.charset.StandardCharsets;

/**
 * The bytes that a client has signed: the raw query without its signature, then the raw body without it, nothing
 * between them and nothing decoded. All placements that clients use come out of this one rule. Immutable.
 *
 * @param query     raw bytes of the query without the signature.
 * @param body      raw bytes of the body without the signature.
 * @param signature as it was sent, or null when the request is not signed.
 */
public record SignedPayload(byte[] query, byte[] body, String signature)
{
    private static final String NAME = "signature=";

    /**
     * Take the signature out of a request.
     *
     * @param rawQuery what follows the question mark, as received; may be empty.
     * @param rawBody  as received; may be empty.
     * @param isForm   whether the body is a form, which can hold a signature; a JSON body is signed as it is.
     * @return the payload.
     */
    public static SignedPayload of(final String rawQuery, final byte[] rawBody, final boolean isForm)
    {
        final String queryWithout = withoutSignature(rawQuery);
        final String inQuery = signatureOf(rawQuery);
        if (!isForm)
        {
            return new SignedPayload(latin(queryWithout), rawBody, inQuery);
        }

        final String rawForm = new String(rawBody, StandardCharsets.ISO_8859_1);
        final String inForm = signatureOf(rawForm);
        if (null != inQuery && null != inForm)
        {
            throw ApiErrors.repeated("signature");
        }
        return new SignedPayload(
            latin(queryWithout), latin(withoutSignature(rawForm)), null == inQuery ? inForm : inQuery);
    }

    /**
     * Raw parameters without the signature among them.
     *
     * @param raw percent-encoded parameters.
     * @return the same, byte for byte, but for the signature and the separator that went with it.
     */
    public static String withoutSignature(final String raw)
    {
        final int start = find(raw);
        if (start < 0)
        {
            return raw;
        }
        final int separator = raw.indexOf('&', start);
        if (separator < 0)
        {
            return 0 == start ? "" : raw.substring(0, start - 1);
        }
        return raw.substring(0, start) + raw.substring(separator + 1);
    }

    private static String signatureOf(final String raw)
    {
        final int start = find(raw);
        if (start < 0)
        {
            return null;
        }
        final int separator = raw.indexOf('&', start);
        final String value = raw.substring(start + NAME.length(), separator < 0 ? raw.length() : separator);
        if (separator >= 0 && find(raw.substring(separator)) >= 0)
        {
            throw ApiErrors.repeated("signature");
        }
        return value.isEmpty() ? null : value;
    }

    private static int find(final String raw)
    {
        if (raw.startsWith(NAME))
        {
            return 0;
        }
        final int at = raw.indexOf("&" + NAME);
        return at < 0 ? -1 : at + 1;
    }

    private static byte[] latin(final String text)
    {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
