package dev.muster.security;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A local account.
 *
 * @param username lower case, unique
 * @param passwordHash PHC string, see {@link PasswordHash}
 * @param roles at least one of {@link Roles}
 * @param site code of the keeper's own site
 * @param organisation code of the supplier
 * @param language {@code zh-CN} or {@code en}
 * @param mustChange the password was given by somebody else and opens nothing but its own change
 * @param demo counts only while the demo scenario is on
 * @param version grows with every change
 */
record Account(
        String username,
        String passwordHash,
        List<String> roles,
        @Nullable String site,
        @Nullable String organisation,
        @Nullable String language,
        boolean mustChange,
        boolean disabled,
        boolean demo,
        int version)
        implements Party {

    /** Leaves the hash out, so that an account in a log gives nothing away. */
    @Override
    public String toString() {
        return "Account[" + username + " " + roles + "]";
    }
}
