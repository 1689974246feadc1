package dev.muster.restock.webhook;

/** Whether an endpoint is delivered to. */
enum EndpointState {
    ACTIVE,
    /** By the supplier. */
    PAUSED,
    /** By the service, as it failed too long or answered that it is gone. */
    DISABLED
}
