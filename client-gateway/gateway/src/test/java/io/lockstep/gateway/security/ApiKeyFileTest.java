package io.lockstep.gateway.security;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ApiKeyFileTest
{
    @TempDir
    private Path directory;

    @Test
    void shouldKeepCreatedKeysForTheOwnerOnly() throws IOException
    {
        final Path file = directory.resolve("keys");
        final ApiKeyFile keys = ApiKeyFile.load(file);
        assertEquals(0, keys.size());
        final ApiKeyFile.NewKey first = keys.create(1001, EnumSet.of(Permission.READ, Permission.TRADE));
        final ApiKeyFile.NewKey second = keys.create(0, EnumSet.of(Permission.ADMIN));

        assertNotEquals(first.key(), second.key());
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertFalse(Files.exists(directory.resolve("keys.new")));
        final ApiKeyFile again = ApiKeyFile.load(file);
        assertEquals(2, again.size());
        final ApiKey key = again.find(first.key());
        assertEquals(1001, key.accountId());
        assertEquals(first.secret(), key.secret());
        assertTrue(key.permits(Permission.TRADE));
        assertFalse(key.permits(Permission.CASHIER));
        assertTrue(again.find(second.key()).permits(Permission.ADMIN));
    }

    @Test
    void shouldHaveNoKeyThatCouldNotBeWritten() throws IOException
    {
        final ApiKeyFile keys = ApiKeyFile.load(directory.resolve("none").resolve("keys"));
        assertThrows(IOException.class, () -> keys.create(1, EnumSet.of(Permission.READ)));
        assertEquals(0, keys.size());
        assertNull(keys.find("x"));
    }

    @Test
    void shouldRefuseAFileThatOthersMayRead() throws IOException
    {
        final Path file = write("key.a.secret=s\nkey.a.account=1\nkey.a.permissions=READ\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> ApiKeyFile.load(file))
            .getMessage().contains("owner"));
    }

    @ParameterizedTest
    @CsvSource({
        "key.a.secret=, key.a.secret",
        "key.a.account=1, key.a.secret",
        "key.a.secret=s;key.a.account=x, key.a.account",
        "key.a.secret=s;key.a.account=-1, key.a.account",
        "key.a.secret=s;key.a.permissions=ROOT, ROOT",
        "key.a.secret=s;key.a.colour=red, key.a.colour",
        "other=1, other",
        "key.secret=s, key.secret"
    })
    void shouldNameTheLineThatIsWrong(final String lines, final String named) throws IOException
    {
        final Path file = write(lines.replace(';', '\n') + '\n');
        final String message =
            assertThrows(IllegalArgumentException.class, () -> ApiKeyFile.load(file)).getMessage();
        assertTrue(message.contains(named), message);
    }

    private Path write(final String text) throws IOException
    {
        final Path file = directory.resolve("keys");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
