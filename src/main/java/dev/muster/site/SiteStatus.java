package dev.muster.site;

/** Whether a site gives and takes; only an open one is a source (R3). */
public enum SiteStatus {
    OPEN,
    RESTRICTED,
    CLOSED
}
