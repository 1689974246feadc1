/**
 * Pause before the next try to connect: doubles from `minMs` to `maxMs`, drawn at random from the upper half so that
 * many screens do not come back in the same instant.
 */
export function backoff(failures: number, minMs: number, maxMs: number, random: () => number): number {
  const ceiling = Math.min(maxMs, minMs * 2 ** Math.min(failures, 20));
  return Math.max(minMs, ceiling / 2 + random() * (ceiling / 2));
}
