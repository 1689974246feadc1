/**
 * The decision benchmark: how many allocations a second, how fast and at what cost, beside the two ways of doing it with
 * row locks on the same database server. A program, not a test: {@code bench/decisions}, explained in
 * {@code docs/benchmarks.md}. It knows the service by its public interface and the database by plain SQL only.
 */
@NullMarked
package dev.muster.bench.decisions;

import org.jspecify.annotations.NullMarked;
