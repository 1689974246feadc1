package dev.muster.restock.webhook;

import java.util.Locale;

/** Why an attempt failed. */
enum Failure {
    /** The name stands for no address. */
    UNKNOWN_HOST,
    /** The name stands for an address that must not be called. */
    FORBIDDEN_ADDRESS,
    /** No connection, or it ended. */
    CONNECTION,
    /** Its certificate is not trusted, is another name's or out of date, or TLS failed otherwise. */
    CERTIFICATE,
    TIMEOUT,
    /** Answered with a redirect, which is not followed. */
    REDIRECT,
    /** Answered with another status than 2xx. */
    STATUS,
    /** Answered 410: the receiver wants no more. */
    GONE;

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
