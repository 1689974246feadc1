package dev.muster.security;

import java.util.List;
import java.util.Set;

/** The roles an account can have, for {@code @RolesAllowed}. */
public final class Roles {

    /** Reference data, accounts, keys, settings; changes no stock. */
    public static final String ADMIN = "admin";

    /** Everything an officer may, overrides, policies. */
    public static final String COMMANDER = "commander";

    /** Dispatches for all sites. */
    public static final String OFFICER = "officer";

    /** Writes for the own site only. */
    public static final String KEEPER = "keeper";

    /** Reads; wall screens have it. */
    public static final String VIEWER = "viewer";

    /** Sees and changes the own organisation's things under {@code /supplier}, nothing else. */
    public static final String SUPPLIER = "supplier";

    /** Reads everything, the audit log included. */
    public static final String AUDITOR = "auditor";

    static final List<String> ORDER = List.of(ADMIN, COMMANDER, OFFICER, KEEPER, VIEWER, SUPPLIER, AUDITOR);
    static final Set<String> ALL = Set.copyOf(ORDER);

    private Roles() {}
}
