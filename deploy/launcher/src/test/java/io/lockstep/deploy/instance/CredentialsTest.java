package io.lockstep.deploy.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CredentialsTest
{
    @TempDir
    private Path dir;

    @Test
    void shouldLetOnlyTheOwnerReadAnyKey() throws IOException
    {
        final Instance instance = new Instance(dir);
        new Credentials().createMissing(instance);

        final Path keys = instance.principalsFile().getParent();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)));
        try (Stream<Path> files = Files.list(keys))
        {
            final List<Path> all = files.toList();
            assertEquals(10, all.size(), all.toString());
            for (final Path file : all)
            {
                final String mode = PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
                assertEquals("rw-------", mode, file.toString());
            }
        }
    }

    @Test
    void shouldGiveEachPrincipalTheSecretThatTheNodesKnow() throws IOException
    {
        final Instance instance = new Instance(dir);
        new Credentials().createMissing(instance);

        final Properties principals = load(instance.principalsFile());
        final Map<String, String> roles = new HashMap<>();
        roles.put("node", "NODE");
        roles.put("gateway", "GATEWAY,CASHIER,ADMIN,BRIDGE");
        roles.put("bridge", "BRIDGE");
        roles.put("admin", "ADMIN,CASHIER");
        roles.put("trader-1001", "TRADER");
        roles.put("trader-1002", "TRADER");
        for (final Map.Entry<String, String> expected : roles.entrySet())
        {
            final String id = expected.getKey();
            final String secret = principals.getProperty("principal." + id + ".secret");
            assertEquals(expected.getValue(), principals.getProperty("principal." + id + ".roles"), id);
            assertEquals(32, Base64.getDecoder().decode(secret).length, id);
            assertEquals(id + ":" + secret, Files.readString(instance.clusterKeyFile(id)).strip());
        }
        assertEquals("1001", principals.getProperty("principal.trader-1001.accounts"));
        assertEquals("1002", principals.getProperty("principal.trader-1002.accounts"));
    }

    @Test
    void shouldMakeOneAdminAndOneCashierKeyForTheGateway() throws IOException
    {
        final Instance instance = new Instance(dir);
        new Credentials().createMissing(instance);

        final Properties keys = load(instance.apiKeysFile());
        assertEquals(6, keys.size());
        for (final String permission : List.of("ADMIN", "CASHIER"))
        {
            final String[] line = Files.readString(instance.apiKeyFile(permission)).strip().split(":");
            assertEquals(line[1], keys.getProperty("key." + line[0] + ".secret"));
            assertEquals("0", keys.getProperty("key." + line[0] + ".account"));
            assertEquals(permission, keys.getProperty("key." + line[0] + ".permissions"));
        }
    }

    @Test
    void shouldKeepKeysThatExist() throws IOException
    {
        final Instance instance = new Instance(dir);
        new Credentials().createMissing(instance);
        final String principals = Files.readString(instance.principalsFile());
        // The gateway adds the keys that an administrator creates.
        Files.writeString(instance.apiKeysFile(), "key.added.secret=x\n");

        new Credentials().createMissing(instance);

        assertEquals(principals, Files.readString(instance.principalsFile()));
        assertEquals("key.added.secret=x\n", Files.readString(instance.apiKeysFile()));
    }

    @Test
    void shouldFinishWhatAnInterruptedStartLeftHalfDone() throws IOException
    {
        final Instance instance = new Instance(dir);
        SecretFile.create(instance.clusterKeyFile("gateway"), "gateway:old\n");

        new Credentials().createMissing(instance);

        final String secret = load(instance.principalsFile()).getProperty("principal.gateway.secret");
        assertEquals("gateway:" + secret, Files.readString(instance.clusterKeyFile("gateway")).strip());
        assertTrue(Files.exists(instance.apiKeysFile()));
    }

    private static Properties load(final Path file) throws IOException
    {
        final Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file))
        {
            properties.load(reader);
        }
        return properties;
    }
}
