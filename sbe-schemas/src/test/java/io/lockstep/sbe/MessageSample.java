package io.lockstep.sbe;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

import org.agrona.MutableDirectBuffer;

/**
 * Fills any generated message with values from a seed and reads them back, by reflection, so that no message can be
 * forgotten.
 */
final class MessageSample
{
    private static final int GROUP_ENTRIES = 3;

    private final SplittableRandom random;

    MessageSample(final long seed)
    {
        random = new SplittableRandom(seed);
    }

    /** Every field's value by its path. */
    Map<String, Object> encode(final Object encoder, final MutableDirectBuffer buffer, final Object header)
        throws ReflectiveOperationException
    {
        encoder.getClass()
            .getMethod("wrapAndApplyHeader", MutableDirectBuffer.class, int.class, header.getClass())
            .invoke(encoder, buffer, 0, header);
        final Map<String, Object> values = new TreeMap<>();
        fill("", encoder, values);
        return values;
    }

    private void fill(final String path, final Object encoder, final Map<String, Object> values)
        throws ReflectiveOperationException
    {
        for (final Method setter : setters(encoder.getClass()))
        {
            final Object value = value(setter);
            setter.invoke(encoder, value);
            values.put(path + setter.getName(), value);
        }
        for (final Method part : composites(encoder.getClass(), "Encoder"))
        {
            fill(path + part.getName() + ".", part.invoke(encoder), values);
        }
        for (final Method count : groupCounts(encoder.getClass()))
        {
            final Object group = count.invoke(encoder, GROUP_ENTRIES);
            for (int i = 0; i < GROUP_ENTRIES; i++)
            {
                group.getClass().getMethod("next").invoke(group);
                fill(path + count.getName() + i + ".", group, values);
            }
        }
    }

    /** What a decoder reads at the same paths. */
    static Map<String, Object> decode(final Object decoder, final Map<String, Object> encoded)
        throws ReflectiveOperationException
    {
        final Map<String, Object> values = new TreeMap<>();
        read("", decoder, encoded, values);
        return values;
    }

    private static void read(
        final String path, final Object decoder, final Map<String, Object> encoded, final Map<String, Object> values)
        throws ReflectiveOperationException
    {
        for (final Method getter : decoder.getClass().getMethods())
        {
            final Object expected = encoded.get(path + getter.getName());
            if (null != expected && 0 == getter.getParameterCount() && !Modifier.isStatic(getter.getModifiers()))
            {
                final Object value = getter.invoke(decoder);
                values.put(path + getter.getName(), expected instanceof Number ? narrow(value, expected) : value);
            }
        }
        for (final Method part : composites(decoder.getClass(), "Decoder"))
        {
            read(path + part.getName() + ".", part.invoke(decoder), encoded, values);
        }
        for (final Method group : decoder.getClass().getMethods())
        {
            if (0 == group.getParameterCount() && group.getReturnType().getSimpleName().endsWith("Decoder") &&
                group.getReturnType() != decoder.getClass() && Iterable.class.isAssignableFrom(group.getReturnType()))
            {
                final Object entries = group.invoke(decoder);
                for (int i = 0; (Boolean)entries.getClass().getMethod("hasNext").invoke(entries); i++)
                {
                    entries.getClass().getMethod("next").invoke(entries);
                    read(path + group.getName() + "Count" + i + ".", entries, encoded, values);
                }
            }
        }
    }

    private static Object narrow(final Object value, final Object like)
    {
        return like instanceof Integer ? (Object)((Number)value).intValue() :
            like instanceof Short ? (Object)((Number)value).shortValue() : value;
    }

    private static List<Method> setters(final Class<?> type)
    {
        final List<Method> setters = new ArrayList<>();
        for (final Method method : type.getMethods())
        {
            if (1 == method.getParameterCount() && method.getReturnType() == type &&
                method.getDeclaringClass() == type && !"next".equals(method.getName()) &&
                (method.getParameterTypes()[0].isPrimitive() || method.getParameterTypes()[0].isEnum() ||
                    String.class == method.getParameterTypes()[0]))
            {
                setters.add(method);
            }
        }
        setters.sort(Comparator.comparing(Method::getName));
        return setters;
    }

    private static List<Method> composites(final Class<?> type, final String suffix)
    {
        final List<Method> parts = new ArrayList<>();
        for (final Method method : type.getMethods())
        {
            final Class<?> part = method.getReturnType();
            if (0 == method.getParameterCount() && part != type && part.getSimpleName().endsWith(suffix) &&
                null == part.getDeclaringClass() && !"sbeRewind".equals(method.getName()))
            {
                parts.add(method);
            }
        }
        parts.sort(Comparator.comparing(Method::getName));
        return parts;
    }

    private static List<Method> groupCounts(final Class<?> type)
    {
        final List<Method> counts = new ArrayList<>();
        for (final Method method : type.getMethods())
        {
            if (1 == method.getParameterCount() && method.getName().endsWith("Count") &&
                null != method.getReturnType().getDeclaringClass())
            {
                counts.add(method);
            }
        }
        return counts;
    }

    private Object value(final Method setter)
    {
        final Class<?> type = setter.getParameterTypes()[0];
        if (long.class == type)
        {
            return random.nextLong();
        }
        if (int.class == type)
        {
            return random.nextInt(0, 0x10000);
        }
        if (short.class == type)
        {
            return (short)random.nextInt(0, 0x100);
        }
        if (byte.class == type)
        {
            return (byte)random.nextInt();
        }
        if (String.class == type)
        {
            return Long.toString(random.nextLong(1, 1_000_000_000_000L), 36).toUpperCase(java.util.Locale.ROOT);
        }
        if (type.isEnum())
        {
            final Object[] constants = type.getEnumConstants();
            return constants[random.nextInt(constants.length - 2)];
        }
        throw new IllegalStateException("no value for " + setter);
    }
}
