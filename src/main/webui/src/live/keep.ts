import { parseFrame, type Snapshot } from './protocol';

const CACHE = 'muster-last-board';

/** Keeps one board's last snapshot over a reload. Where the browser has no cache (no TLS) nothing is kept. */
export class KeptBoard {
  constructor(private readonly name: string) {}

  private address(): string {
    return `/kept/${encodeURIComponent(this.name)}`;
  }

  async write(snapshot: Snapshot): Promise<void> {
    if (!('caches' in globalThis)) return;
    const cache = await caches.open(CACHE);
    await cache.put(this.address(), new Response(JSON.stringify(snapshot), { headers: { 'content-type': 'application/json' } }));
  }

  async read(): Promise<Snapshot | null> {
    if (!('caches' in globalThis)) return null;
    const cache = await caches.open(CACHE);
    const kept = await cache.match(this.address());
    if (kept === undefined) return null;
    const frame = parseFrame(await kept.text());
    return frame?.type === 'snapshot' ? frame : null;
  }
}

/** Forgets every board kept on this browser, for instance at sign-out. */
export async function forgetKeptBoards(): Promise<void> {
  if ('caches' in globalThis) await caches.delete(CACHE);
}
