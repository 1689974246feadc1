/** How much the wall may be believed, by the silence of the server. */

export const AMBER_MS = 10_000;
export const STALE_MS = 30_000;
export const RELOAD_MS = 300_000;

export type Freshness = 'loading' | 'live' | 'amber' | 'stale';

/** `silenceMs` is null as long as nothing was ever heard. */
export function freshness(silenceMs: number | null): Freshness {
  if (silenceMs === null) return 'loading';
  if (silenceMs >= STALE_MS) return 'stale';
  return silenceMs >= AMBER_MS ? 'amber' : 'live';
}

/** Whether it is time to load the page anew: five minutes of silence, and as long since the page was loaded. */
export function reloadDue(silenceMs: number | null, pageAgeMs: number): boolean {
  return pageAgeMs >= RELOAD_MS && (silenceMs === null || silenceMs >= RELOAD_MS);
}

/**
 * The server's clock, guessed from its frames: a frame cannot arrive before it was sent, so the largest difference
 * seen lately is the nearest. Ages stay right on a screen whose own clock is wrong.
 */
export class ServerClock {
  private readonly offsets: number[] = [];

  heard(at: string, now: number): void {
    const offset = Date.parse(at) - now;
    if (!Number.isFinite(offset)) return;
    this.offsets.push(offset);
    if (this.offsets.length > 32) this.offsets.shift();
  }

  now(local: number): number {
    return this.offsets.length === 0 ? local : local + Math.max(...this.offsets);
  }
}
