package dev.muster.allocation.plan;

import java.math.BigInteger;

/** A sum of products of longs, exact in 128 bits. */
final class WideSum {

    private long high;
    private long low;

    void add(long a, long b) {
        long product = a * b;
        long sum = low + product;
        high += Math.multiplyHigh(a, b) + (Long.compareUnsigned(sum, low) < 0 ? 1 : 0);
        low = sum;
    }

    boolean equals(WideSum other) {
        return high == other.high && low == other.low;
    }

    double value() {
        return exact().doubleValue();
    }

    BigInteger exact() {
        BigInteger unsigned = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsigned);
    }
}
