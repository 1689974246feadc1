/**
 * What suppliers are told: the events of the log that concern one of them, under the log's numbers. The database writes them
 * down with each change ({@code supplier_event}); suppliers poll them here, or have them delivered by
 * {@link dev.muster.restock.webhook}.
 */
@NullMarked
package dev.muster.restock.feed;

import org.jspecify.annotations.NullMarked;
