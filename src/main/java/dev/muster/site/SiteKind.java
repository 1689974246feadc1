package dev.muster.site;

/** What a site is. */
public enum SiteKind {
    HOSPITAL,
    CLINIC,
    WAREHOUSE,
    RESCUE_STATION,
    SHELTER,
    FIELD_HOSPITAL,
    SUPPLIER_DEPOT
}
