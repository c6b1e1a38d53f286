package io.lockstep.core.types;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RequestIdTest
{
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9-_.:/", "12345678", "123456789", "123456789012345678901234567890123456"})
    void shouldAcceptOneToThirtySixOfTheAllowedCharacters(final String text)
    {
        final RequestId id = new RequestId().set(text);
        assertTrue(id.isValid());
        assertEquals(text, id.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\u0001", "\u00e9", "a{", "a[", "a`", "a@", "a;", "12345678 "})
    void shouldRefuseAnythingElse(final String text)
    {
        assertFalse(new RequestId().set(text).isValid());
    }

    @Test
    void shouldRefuseAHoleInEveryPlace()
    {
        final String full = "abcdefghijklmnopqrstuvwxyz0123456789";
        for (int i = 0; i < 35; i++)
        {
            final String holed = full.substring(0, i) + "\u0000" + full.substring(i + 1);
            assertFalse(new RequestId().set(holed).isValid(), "hole at " + i);
        }
    }

    @Test
    void shouldHashByAccountAndEveryCharacter()
    {
        final String full = "abcdefghijklmnopqrstuvwxyz0123456789";
        final long hash = new RequestId().set(full).hash(7);
        assertEquals(hash, new RequestId().set(full).hash(7));
        assertNotEquals(hash, new RequestId().set(full).hash(8));
        for (int i = 0; i < 36; i++)
        {
            final String other = full.substring(0, i) + "X" + full.substring(i + 1);
            assertNotEquals(hash, new RequestId().set(other).hash(7));
            assertFalse(new RequestId().set(full).isSame(new RequestId().set(other)));
        }
    }
}
