/**
 * The concurrent history check: many clients send random commands to two services on one database while connections,
 * services and the database are killed; every send and answer is recorded; then the whole history is compared with what
 * stands in the database.
 *
 * <p>{@code ConcurrentHistoryIT} and {@code Histories} (bench/history) make {@code HistoryRun}s: {@code Workload} makes the commands, {@code Client} sends them and writes into
 * the {@code Recorder}, {@code Faults} break things, {@code RecordReader} reads what stands at the end. {@code
 * HistoryChecker} is pure: it takes a {@code History} and gives what is wrong with it.
 */
@NullMarked
package dev.muster.allocation.history;

import org.jspecify.annotations.NullMarked;
