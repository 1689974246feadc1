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

    static final List<String> LANGUAGES = List.of("zh-CN", "en");

    Account withVersion(int next) {
        return new Account(
                username, passwordHash, roles, site, organisation, language, mustChange, disabled, demo, next);
    }

    /** With a password its owner chose. */
    Account withPassword(String hash) {
        return new Account(username, hash, roles, site, organisation, language, false, disabled, demo, version + 1);
    }

    /** Leaves the hash out, so that an account in a log gives nothing away. */
    @Override
    public String toString() {
        return "Account[" + username + " " + roles + "]";
    }
}
