package dev.muster.exchange.table;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Comma, semicolon or tab: the one that splits the first lines most evenly. */
final class Delimiter {

    static final int SAMPLE_CHARS = 1 << 16;
    private static final int SAMPLE_LINES = 50;
    private static final char[] CANDIDATES = {',', '\t', ';'};

    private Delimiter() {}

    /** Reads at most {@link #SAMPLE_CHARS}. */
    static char of(Reader reader) throws IOException {
        char[] sample = new char[SAMPLE_CHARS - 1];
        int length = 0;
        for (int n = 0; n >= 0 && length < sample.length; length += Math.max(n, 0)) {
            n = reader.read(sample, length, sample.length - length);
        }
        char best = ',';
        long bestScore = 0;
        for (char candidate : CANDIDATES) {
            long score = score(counts(sample, length, candidate));
            if (score > bestScore) {
                best = candidate;
                bestScore = score;
            }
        }
        return best;
    }

    /** How often the candidate stands outside quotes, for each line that is not empty. */
    private static List<Integer> counts(char[] sample, int length, char candidate) {
        List<Integer> counts = new ArrayList<>();
        boolean quoted = false;
        boolean empty = true;
        int count = 0;
        for (int i = 0; i < length && counts.size() < SAMPLE_LINES; i++) {
            char c = sample[i];
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\n' && !quoted) {
                if (!empty) {
                    counts.add(count);
                }
                count = 0;
                empty = true;
                continue;
            } else if (c == candidate && !quoted) {
                count++;
            }
            empty &= c == '\r';
        }
        if (!empty && counts.size() < SAMPLE_LINES) {
            counts.add(count);
        }
        return counts;
    }

    /** Lines that share the commonest number of delimiters, weighed by that number. */
    private static long score(List<Integer> counts) {
        Map<Integer, Integer> lines = new HashMap<>();
        counts.forEach(count -> lines.merge(count, 1, Integer::sum));
        return lines.entrySet().stream()
                .mapToLong(e -> (long) e.getValue() * e.getValue() * Math.min(e.getKey(), 1_000))
                .max()
                .orElse(0);
    }
}
