package io.lockstep.benchmarks.load;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs the parameters of a request with one key: HMAC-SHA256, in hex. Single-threaded.
 */
final class RequestSigner
{
    private static final String ALGORITHM = "HmacSHA256";

    private final String key;
    private final Mac mac;

    /**
     * @param apiKey to sign with.
     */
    RequestSigner(final ApiKey apiKey)
    {
        key = apiKey.key();
        try
        {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(apiKey.secret().getBytes(StandardCharsets.UTF_8), ALGORITHM));
        }
        catch (final GeneralSecurityException ex)
        {
            throw new IllegalStateException(ALGORITHM + " is not available", ex);
        }
    }

    /**
     * @return the key's name, for the header X-MBX-APIKEY.
     */
    String key()
    {
        return key;
    }

    /**
     * @param params percent-encoded, {@code name=value&name=value}.
     * @return the same with the signature behind.
     */
    String sign(final String params)
    {
        return params + "&signature=" +
            HexFormat.of().formatHex(mac.doFinal(params.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
