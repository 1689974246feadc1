/**
 * Suppliers are told by signed webhooks (Standard Webhooks). An endpoint has a cursor in the supplier's events; what comes after
 * it becomes deliveries, tried again with growing pauses until the receiver takes them or they are given up, and to be sent
 * again by hand from any number. At least once, under the same id each time; one process at a time delivers to an endpoint.
 *
 * <p>{@link dev.muster.restock.webhook.DeliveryJob} leases endpoints → {@link dev.muster.restock.webhook.DeliveryStore} gives the
 * next delivery → {@link dev.muster.restock.webhook.Sender} posts it → the outcome is written down. Nothing goes to an
 * address that {@link dev.muster.restock.webhook.AddressRules} forbids, whatever a name resolves to at that moment.
 */
@NullMarked
package dev.muster.restock.webhook;

import org.jspecify.annotations.NullMarked;
