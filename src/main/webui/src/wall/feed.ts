import { signal } from '@preact/signals';
import { LiveClient, snapshotOf, type Socket } from '../live/client';
import { KeptBoard } from '../live/keep';
import type { Frame } from '../live/protocol';
import { enter } from '../session/session';
import { ServerClock } from './staleness';

const REDRAW_MS = 500;
const KEEP_MS = 30_000;

/** The board behind the wall: what it holds, how fresh it is, and when to draw again. */
export class Feed {
  /** Counts up when there is something to draw, at most twice a second. */
  readonly version = signal(0);
  readonly connected = signal(false);
  /** Local time of the last frame, heartbeats included; null before the first. */
  readonly heardAt = signal<number | null>(null);
  /** Whether what is held came from a reload's keeping and not yet from the service. */
  readonly kept = signal(false);
  /** The service knows this browser, but its role may not see boards. */
  readonly refused = signal(false);
  readonly live: LiveClient;
  private readonly clock = new ServerClock();
  private readonly keeper: KeptBoard;
  private redraw: ReturnType<typeof setTimeout> | null = null;
  private keptAt = 0;

  constructor(region: string | null) {
    this.keeper = new KeptBoard(`overview/${region ?? ''}`);
    const query = region === null ? '' : `?region=${encodeURIComponent(region)}`;
    const origin = location.origin.replace(/^http/, 'ws');
    this.live = new LiveClient({
      url: `${origin}/live/overview${query}`,
      open: (url) => new WebSocket(url, 'muster.v1') as unknown as Socket,
      prepare: () => this.prepare(),
      onFrame: (frame) => this.heard(frame),
      onConnected: (connected) => (this.connected.value = connected),
    });
  }

  async start(): Promise<void> {
    addEventListener('online', () => this.live.hurry());
    await this.restore();
    this.live.start();
  }

  section<T>(name: string): ReadonlyMap<string, T> | undefined {
    return this.live.board.section<T>(name);
  }

  /** The service's time. */
  now(local: number): number {
    return this.clock.now(local);
  }

  /** Whatever a browser kept is better than nothing on a wall, as long as it is marked as old. */
  private async restore(): Promise<void> {
    const kept = await this.keeper.read().catch(() => null);
    if (kept === null || this.heardAt.value !== null) return;
    this.live.board.replace(kept);
    this.live.board.epoch = null;
    this.heardAt.value = Math.min(Date.now(), Date.parse(kept.at));
    this.kept.value = true;
    this.version.value++;
  }

  private async prepare(): Promise<void> {
    const entry = await enter(null);
    this.refused.value = entry.to === 'sign-in' || entry.to === 'change-password';
  }

  private heard(frame: Frame): void {
    const now = Date.now();
    this.clock.heard(frame.at, now);
    this.heardAt.value = now;
    this.refused.value = false;
    if (frame.type === 'heartbeat') return;
    this.kept.value = false;
    this.redraw ??= setTimeout(() => {
      this.redraw = null;
      this.version.value++;
    }, frame.type === 'snapshot' ? 0 : REDRAW_MS);
    if (now - this.keptAt >= KEEP_MS) this.keep(now, frame.at);
  }

  private keep(now: number, at: string): void {
    this.keptAt = now;
    const snapshot = snapshotOf(this.live.board, at, 'overview');
    if (snapshot !== null) this.keeper.write(snapshot).catch(() => undefined);
  }
}
