package dev.muster.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import java.util.Set;

/** Makes what the framework's checks work on out of a {@link Party}. */
final class Identities {

    private Identities() {}

    static SecurityIdentity of(Party party) {
        QuarkusSecurityIdentity.Builder identity =
                QuarkusSecurityIdentity.builder().addAttribute(Caller.PARTY, party);
        if (party instanceof Account account) {
            return ofAccount(identity, account);
        }
        return party instanceof KeyHolder key ? ofKey(identity, key) : ofDevice(identity, (Device) party);
    }

    /** Without roles while the password must be changed: every {@code @RolesAllowed} then refuses. */
    private static SecurityIdentity ofAccount(QuarkusSecurityIdentity.Builder identity, Account account) {
        identity.setPrincipal(new QuarkusPrincipal(account.username()))
                .addRoles(account.mustChange() ? Set.of() : Set.copyOf(account.roles()))
                .addAttribute(Caller.MUST_CHANGE, account.mustChange());
        if (account.site() != null) {
            identity.addAttribute(Caller.SITE, account.site());
        }
        if (account.organisation() != null) {
            identity.addAttribute(Caller.ORGANISATION, account.organisation());
        }
        return identity.build();
    }

    private static SecurityIdentity ofDevice(QuarkusSecurityIdentity.Builder identity, Device device) {
        identity.setPrincipal(new QuarkusPrincipal("device:" + device.name())).addRole(Roles.VIEWER);
        if (device.region() != null) {
            identity.addAttribute(Caller.REGION, device.region());
        }
        return identity.build();
    }

    private static SecurityIdentity ofKey(QuarkusSecurityIdentity.Builder identity, KeyHolder key) {
        return identity.setPrincipal(new QuarkusPrincipal("key:" + key.organisation() + ":" + key.name()))
                .addRole(Roles.SUPPLIER)
                .addAttribute(Caller.ORGANISATION, key.organisation())
                .build();
    }
}
