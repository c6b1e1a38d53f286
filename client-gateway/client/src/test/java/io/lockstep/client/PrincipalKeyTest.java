package io.lockstep.client;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PrincipalKeyTest
{
    private static final byte[] SECRET = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    @TempDir
    Path folder;

    @Test
    void shouldReadKeyFileAndAnswerChallenge() throws IOException
    {
        final PrincipalKey key = PrincipalKey.read(
            write("# a comment\n\ngateway:" + Base64.getEncoder().encodeToString(SECRET) + "\n"));

        assertEquals("gateway", key.principalId());
        assertArrayEquals("gateway".getBytes(StandardCharsets.US_ASCII), key.encodedCredentials());
        // openssl dgst -sha256 -hmac 0123456789abcdef0123456789abcdef, over "nonce"
        assertEquals(
            "c945fe2d45565ab0694a699f758c1a8fc7629d0464634af3fea619f2fc419274",
            HexFormat.of().formatHex(key.onChallenge("nonce".getBytes(StandardCharsets.US_ASCII))));
    }

    @Test
    void shouldNameFileAndRuleButNeverSecretWhenKeyFileIsWrong() throws IOException
    {
        for (final String content : new String[]{ "", "gateway", ":c2VjcmV0", "a:c2VjcmV0\nb:c2VjcmV0",
            "gateway:c2VjcmV0", "gateway:not*base64", "gate way:" + Base64.getEncoder().encodeToString(SECRET) })
        {
            final Path file = write(content);
            final IllegalArgumentException ex =
                assertThrows(IllegalArgumentException.class, () -> PrincipalKey.read(file), content);
            assertTrue(ex.getMessage().contains(file.toString()), ex.getMessage());
            assertFalse(ex.getMessage().contains("c2VjcmV0"), ex.getMessage());
        }
        assertThrows(UncheckedIOException.class, () -> PrincipalKey.read(folder.resolve("missing")));
    }

    @Test
    void shouldNotPrintSecret()
    {
        assertEquals("PrincipalKey{principalId=bridge}", new PrincipalKey("bridge", SECRET).toString());
    }

    private Path write(final String content) throws IOException
    {
        return Files.writeString(folder.resolve("key"), content);
    }
}
