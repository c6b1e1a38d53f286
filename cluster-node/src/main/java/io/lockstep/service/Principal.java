package io.lockstep.service;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Who is behind a session: an id, roles and, for traders, accounts. Encoded in ASCII as
 * {@code <id>;<ROLE,ROLE>;<account,first-last,…>}, which is what the log carries, so every node authorises alike.
 * Immutable; questions about it allocate nothing.
 */
public final class Principal
{
    /** May do nothing. */
    public static final Principal NOBODY = new Principal("", 0, new long[0]);

    private final String id;
    private final int roles;
    private final long[] accountRanges;

    private Principal(final String id, final int roles, final long[] accountRanges)
    {
        this.id = id;
        this.roles = roles;
        this.accountRanges = accountRanges;
    }

    /**
     * Never throws for what it is given: the bytes come out of the log, and what cannot be read may do nothing.
     *
     * @param encodedPrincipal as encoded by {@link #encode}.
     * @return the principal, or {@link #NOBODY}.
     */
    public static Principal decode(final byte[] encodedPrincipal)
    {
        if (null == encodedPrincipal)
        {
            return NOBODY;
        }
        final String[] parts = new String(encodedPrincipal, StandardCharsets.US_ASCII).split(";", -1);
        try
        {
            return 3 == parts.length ? of(parts[0], parts[1], parts[2]) : NOBODY;
        }
        catch (final IllegalArgumentException ex)
        {
            return NOBODY;
        }
    }

    /**
     * @param id       1 to 64 printable ASCII characters, no blank, colon or semicolon.
     * @param roles    comma list of {@link Role} names, at least one.
     * @param accounts comma list of account ids and ranges of them; for traders, empty otherwise.
     * @return the principal.
     * @throws IllegalArgumentException with the rule that is broken.
     */
    public static Principal of(final String id, final String roles, final String accounts)
    {
        if (!id.matches("[!-~&&[^:;]]{1,64}"))
        {
            throw new IllegalArgumentException(
                "principal id must be 1 to 64 printable ASCII characters without blank, ':' or ';': " + id);
        }
        int bits = 0;
        for (final String role : roles.split(",", -1))
        {
            bits |= Role.valueOf(role.strip()).bit;
        }
        final List<Long> ranges = new ArrayList<>();
        for (final String range : accounts.isBlank() ? new String[0] : accounts.split(",", -1))
        {
            final String[] ends = range.strip().split("-", -1);
            final long first = Long.parseLong(ends[0]);
            final long last = Long.parseLong(ends[ends.length - 1]);
            if (ends.length > 2 || first < 1 || last < first)
            {
                throw new IllegalArgumentException("accounts must be ids or first-last, from 1: " + range);
            }
            ranges.add(first);
            ranges.add(last);
        }
        return new Principal(id, bits, ranges.stream().mapToLong(Long::longValue).toArray());
    }

    /**
     * @return {@code <id>;<ROLE,ROLE>;<accounts>} in ASCII.
     */
    public byte[] encode()
    {
        final StringBuilder text = new StringBuilder(id).append(';');
        char separator = 0;
        for (final Role role : Role.values())
        {
            if (has(role))
            {
                append(text, separator, role.name());
                separator = ',';
            }
        }
        text.append(';');
        separator = 0;
        for (int i = 0; i < accountRanges.length; i += 2)
        {
            final boolean isOne = accountRanges[i] == accountRanges[i + 1];
            append(text, separator, isOne ? "" + accountRanges[i] : accountRanges[i] + "-" + accountRanges[i + 1]);
            separator = ',';
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static void append(final StringBuilder text, final char separator, final String value)
    {
        if (0 != separator)
        {
            text.append(separator);
        }
        text.append(value);
    }

    /**
     * @return name of the principal.
     */
    public String id()
    {
        return id;
    }

    /**
     * @param role to look for.
     * @return whether the principal has it.
     */
    public boolean has(final Role role)
    {
        return 0 != (roles & role.bit);
    }

    /**
     * @param roleBits set of {@link Role#bit}.
     * @return whether the principal has one of them.
     */
    public boolean hasAny(final int roleBits)
    {
        return 0 != (roles & roleBits);
    }

    /**
     * @param accountId any value.
     * @return whether the principal may trade for the account as its owner.
     */
    public boolean tradesFor(final long accountId)
    {
        if (has(Role.TRADER))
        {
            for (int i = 0; i < accountRanges.length; i += 2)
            {
                if (accountId >= accountRanges[i] && accountId <= accountRanges[i + 1])
                {
                    return true;
                }
            }
        }
        return false;
    }
}
