package dev.muster.demo;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was done and what was refused since this process began to play. */
final class Tally {

    private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();

    void add(String what) {
        counts.computeIfAbsent(what, w -> new AtomicLong()).incrementAndGet();
    }

    Map<String, Long> counts() {
        Map<String, Long> now = new TreeMap<>();
        counts.forEach((what, count) -> now.put(what, count.get()));
        return now;
    }
}
