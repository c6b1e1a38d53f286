package io.lockstep.gateway.security;

import io.lockstep.gateway.ApiException;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Locale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SignatureTest
{
    /** The vector that the dialect's documentation gives. */
    private static final String SECRET = "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j";
    private static final String PAYLOAD = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1" +
        "&recvWindow=5000&timestamp=1499827319559";
    private static final String SIGNATURE = "c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71";
    /** The same documentation's vector for parameters in query and body: nothing between them. */
    private static final String MIXED_SIGNATURE = "0fd168b8ddb4876a0358a8d14d0c9f3da0e9b20c5d52b2a00fcf7d1c602f9a77";

    private final ApiKey key = new ApiKey("vmPUZE6mv9SD5V5e14y7Ju91duEh8A", SECRET, 1, EnumSet.allOf(Permission.class));

    @Test
    void shouldSignAsTheDialectDoes()
    {
        assertEquals(SIGNATURE, HexFormat.of().formatHex(key.sign(SignedPayload.of(PAYLOAD, new byte[0], true))));
    }

    @Test
    void shouldAcceptAllInQuery()
    {
        assertVerifies(PAYLOAD + "&signature=" + SIGNATURE, "", true);
    }

    @Test
    void shouldAcceptAllInForm()
    {
        assertVerifies("", PAYLOAD + "&signature=" + SIGNATURE, true);
    }

    @Test
    void shouldAcceptParametersInFormAndSignatureInQuery()
    {
        assertVerifies("signature=" + SIGNATURE, PAYLOAD, true);
    }

    @Test
    void shouldAcceptParametersInQueryAndSignatureInForm()
    {
        assertVerifies(PAYLOAD, "signature=" + SIGNATURE, true);
    }

    @Test
    void shouldConcatenateQueryAndFormWithNothingBetween()
    {
        final String query = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC";
        final String form = "quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559";
        assertVerifies(query, form + "&signature=" + MIXED_SIGNATURE, true);
        assertFalse(verifies(query + "&", form + "&signature=" + MIXED_SIGNATURE, true));
    }

    @Test
    void shouldSignJsonBodiesAsTheyAre()
    {
        final String json = "{\"cid\":\"a&signature=b\",  \"price\":\"1\"}";
        final String query = "timestamp=1";
        final String signature = HexFormat.of().formatHex(
            key.sign(new SignedPayload(bytes(query), bytes(json), null)));

        assertVerifies(query + "&signature=" + signature, json, false);
        assertFalse(verifies(query + "&signature=" + signature, json.replace("  ", " "), false));
    }

    @Test
    void shouldTakeTheSignatureFromAnyPlaceWithOneSeparator()
    {
        assertEquals("a=1&b=2", SignedPayload.withoutSignature("signature=x&a=1&b=2"));
        assertEquals("a=1&b=2", SignedPayload.withoutSignature("a=1&signature=x&b=2"));
        assertEquals("a=1&b=2", SignedPayload.withoutSignature("a=1&b=2&signature=x"));
        assertEquals("", SignedPayload.withoutSignature("signature=x"));
        assertEquals("a=%2F&&b", SignedPayload.withoutSignature("a=%2F&&b&signature=x"));
        assertEquals("mysignature=x&signatures=y", SignedPayload.withoutSignature("mysignature=x&signatures=y"));
    }

    @Test
    void shouldTakeHexOfEitherCaseAndNothingElse()
    {
        assertVerifies(PAYLOAD + "&signature=" + SIGNATURE.toUpperCase(Locale.ROOT), "", true);
        assertFalse(verifies(PAYLOAD + "&signature=" + SIGNATURE.substring(2), "", true));
        assertFalse(verifies(PAYLOAD + "&signature=" + SIGNATURE + "00", "", true));
        assertFalse(verifies(PAYLOAD + "&signature=zz" + SIGNATURE.substring(2), "", true));
        assertFalse(verifies(PAYLOAD + "&signature=0", "", true));
    }

    @Test
    void shouldRefuseEveryChangedByte()
    {
        for (int i = 0; i < PAYLOAD.length(); i++)
        {
            final StringBuilder changed = new StringBuilder(PAYLOAD);
            changed.setCharAt(i, '!' == changed.charAt(i) ? '"' : '!');
            assertFalse(verifies(changed + "&signature=" + SIGNATURE, "", true), "byte " + i);
        }
    }

    @Test
    void shouldTellNoSignatureFromTwo()
    {
        assertNull(SignedPayload.of(PAYLOAD, new byte[0], true).signature());
        assertNull(SignedPayload.of("signature=", new byte[0], true).signature());
        assertThrows(
            ApiException.class, () -> SignedPayload.of("signature=a&signature=b", new byte[0], true));
        assertThrows(ApiException.class, () -> SignedPayload.of("signature=a", bytes("x=1&signature=b"), true));
    }

    @Test
    void shouldNotShowTheSecret()
    {
        assertFalse(key.toString().contains(SECRET));
        assertFalse(new ApiKeyFile.NewKey("k", SECRET).toString().contains(SECRET));
    }

    private void assertVerifies(final String query, final String body, final boolean isForm)
    {
        assertTrue(verifies(query, body, isForm), query + " | " + body);
    }

    private boolean verifies(final String query, final String body, final boolean isForm)
    {
        final SignedPayload payload = SignedPayload.of(query, bytes(body), isForm);
        return key.verifies(payload, payload.signature());
    }

    private static byte[] bytes(final String text)
    {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
