package io.lockstep.benchmarks.load;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

class RequestSignerTest
{
    @Test
    void shouldSignAsTheDialectsOwnExampleDoes()
    {
        final RequestSigner signer = new RequestSigner(
            new ApiKey("k", "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j"));
        final String params = "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000" +
            "&timestamp=1499827319559";

        assertEquals(
            params + "&signature=c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71",
            signer.sign(params));
    }

    @Test
    void shouldReadKeysOfOneAndOfMany() throws IOException
    {
        final Path one = Files.writeString(Path.of("target", "one.key"), "abc:def\n");
        final Path many = Files.writeString(Path.of("target", "many.keys"), """
            key.a.secret=sa
            key.a.account=1001
            key.a.permissions=READ,TRADE
            key.b.secret=sb
            key.b.account=0
            key.b.permissions=ADMIN
            key.c.secret=sc
            key.c.account=1003
            key.c.permissions=READ
            """);

        assertEquals(new ApiKey("abc", "def"), ApiKey.read(one));
        assertEquals(Map.of(1001L, new ApiKey("a", "sa")), ApiKey.traders(many));
        assertThrows(SetupFailure.class, () -> ApiKey.read(many));
        assertFalse(ApiKey.read(one).toString().contains("def"), "no secret in a message");
    }
}
