package io.lockstep.node;

import io.lockstep.service.Principal;
import io.lockstep.service.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PrincipalsTest
{
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);
    private static final String NODE = "principal.node.roles=NODE\nprincipal.node.secret=" + SECRET + "\n";

    @TempDir
    private Path dir;

    private Principals read(final String text) throws IOException
    {
        final Path file = dir.resolve("principals");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return Principals.read(file);
    }

    @Test
    void shouldReadRolesAccountsAndSecret() throws IOException
    {
        final Principals principals = read(NODE +
            "principal.t.roles=TRADER\nprincipal.t.accounts=7,10-12\nprincipal.t.secret=" + SECRET + "\n");
        final Principals.Entry entry = principals.get("t");
        assertArrayEquals(new byte[32], entry.secret());
        assertTrue(entry.principal().tradesFor(7));
        assertTrue(entry.principal().tradesFor(12));
        assertFalse(entry.principal().tradesFor(8));
        assertFalse(entry.principal().tradesFor(13));
        assertEquals("t;TRADER;7,10-12", new String(entry.principal().encode(), StandardCharsets.US_ASCII));
        assertNull(principals.get("nobody"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "principal.x.roles=KING\nprincipal.x.secret=S", "principal.x.roles=ADMIN", "principal.x.secret=S",
        "principal.x.roles=ADMIN\nprincipal.x.secret=AAAA", "principal.x.roles=ADMIN\nprincipal.x.secret=%%%",
        "principal.x.roles=TRADER\nprincipal.x.accounts=5-1\nprincipal.x.secret=S",
        "principal.x.roles=TRADER\nprincipal.x.accounts=a\nprincipal.x.secret=S",
        "principal.x.colour=red\nprincipal.x.roles=ADMIN\nprincipal.x.secret=S"})
    void shouldNameThePrincipalThatIsWrong(final String text)
    {
        final String message = assertThrows(
            ConfigurationException.class, () -> read(NODE + text.replace("=S", "=" + SECRET))).getMessage();
        assertTrue(message.startsWith("principal.x"), message);
        assertFalse(message.contains(SECRET), message);
    }

    @Test
    void shouldInsistOnTheNodesOwnPrincipal()
    {
        assertThrows(
            ConfigurationException.class, () -> read("principal.x.roles=ADMIN\nprincipal.x.secret=" + SECRET));
    }

    @Test
    void shouldRefuseAFileThatOthersMayRead() throws IOException
    {
        read(NODE);
        final Path file = dir.resolve("principals");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThrows(ConfigurationException.class, () -> Principals.read(file));
    }

    @Test
    void shouldTakeBytesThatAreNoPrincipalForNobody()
    {
        for (final String bytes : new String[]{"", ";", ";;", "a;ADMIN", "a;KING;", "a;ADMIN;x", "a b;ADMIN;", "a;;"})
        {
            assertSame(Principal.NOBODY, Principal.decode(bytes.getBytes(StandardCharsets.US_ASCII)), bytes);
        }
        assertSame(Principal.NOBODY, Principal.decode(null));
        assertTrue(Principal.decode("a;ADMIN,BRIDGE;".getBytes(StandardCharsets.US_ASCII)).has(Role.BRIDGE));
    }
}
