import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backoff } from './backoff';
import { LiveClient, type Socket } from './client';
import { FrameError, parseFrame, type Frame } from './protocol';

class FakeSocket implements Socket {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  onerror: (() => void) | null = null;
  closed = false;
  constructor(readonly url: string) {}
  close(): void {
    this.closed = true;
  }
  say(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

const at = '2026-02-01T08:00:00Z';
const snapshot = (seq: number, epoch = 'e1', data: object = { stock: { N95: { onHand: 5 } } }) => ({ type: 'snapshot', board: 'overview', epoch, seq, at, data });
const put = (from: number, to: number, key: string, value: object) => ({ type: 'delta', from, to, at, changes: [{ op: 'put', in: 'stock', key, value }] });
const heartbeat = (seq: number) => ({ type: 'heartbeat', seq, at });

function client(prepare?: () => Promise<void>) {
  const sockets: FakeSocket[] = [];
  const frames: Frame[] = [];
  const connected: boolean[] = [];
  const live = new LiveClient({
    url: 'ws://x/live/overview',
    open: (url) => {
      const socket = new FakeSocket(url);
      sockets.push(socket);
      return socket;
    },
    onFrame: (frame) => frames.push(frame),
    onConnected: (now) => connected.push(now),
    random: () => 1,
    ...(prepare ? { prepare } : {}),
  });
  live.start();
  const last = () => sockets[sockets.length - 1]!;
  return { live, sockets, frames, connected, last };
}

describe('live client', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('should equal the server after snapshot and deltas', () => {
    const { live, last } = client();
    last().onopen?.();
    last().say(snapshot(10));
    last().say(put(10, 12, 'GOWN', { onHand: 3 }));
    last().say({ type: 'delta', from: 12, to: 13, at, changes: [{ op: 'remove', in: 'stock', key: 'N95' }] });
    expect(live.board.data()).toEqual({ stock: { GOWN: { onHand: 3 } } });
    expect(live.board.seq).toBe(13);
  });

  it('should apply changes of a delta in order', () => {
    const { live, last } = client();
    last().say(snapshot(1));
    last().say({
      type: 'delta', from: 1, to: 4, at,
      changes: [
        { op: 'put', in: 'stock', key: 'A', value: { onHand: 1 } },
        { op: 'remove', in: 'stock', key: 'A' },
        { op: 'put', in: 'stock', key: 'A', value: { onHand: 2 } },
      ],
    });
    expect(live.board.data().stock?.A).toEqual({ onHand: 2 });
  });

  it('should resume from the last number after the connection closed', async () => {
    const { live, sockets, last } = client();
    last().onopen?.();
    last().say(snapshot(10));
    last().onclose?.();
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets).toHaveLength(2);
    expect(last().url).toBe('ws://x/live/overview?epoch=e1&after=10');
    last().say(put(10, 11, 'N95', { onHand: 6 }));
    expect(live.board.data().stock?.N95).toEqual({ onHand: 6 });
  });

  it('should leave the board alone and ask again where a delta does not follow', async () => {
    const { live, sockets, last } = client();
    last().say(snapshot(10));
    last().say(put(12, 13, 'N95', { onHand: 9 }));
    expect(live.board.data().stock?.N95).toEqual({ onHand: 5 });
    expect(sockets[0]!.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(500);
    expect(last().url).toContain('after=10');
  });

  it('should ask for a snapshot when resuming leaves the gap open', async () => {
    const { sockets, last } = client();
    last().say(snapshot(10));
    last().say(put(12, 13, 'N95', { onHand: 9 }));
    await vi.advanceTimersByTimeAsync(500);
    last().say(put(12, 13, 'N95', { onHand: 9 }));
    await vi.advanceTimersByTimeAsync(1000);
    expect(sockets).toHaveLength(3);
    expect(last().url).toBe('ws://x/live/overview');
  });

  it('should not apply twice what it already has', () => {
    const { live, frames, last } = client();
    last().say(snapshot(10));
    last().say(put(10, 12, 'N95', { onHand: 7 }));
    last().say(put(10, 12, 'N95', { onHand: 1 }));
    expect(live.board.data().stock?.N95).toEqual({ onHand: 7 });
    expect(frames).toHaveLength(3);
  });

  it('should forget what it knew on a new epoch', () => {
    const { live, last } = client();
    last().say(snapshot(100));
    last().say(snapshot(3, 'e2', { stock: { GLOVE: { onHand: 1 } } }));
    expect(live.board.data()).toEqual({ stock: { GLOVE: { onHand: 1 } } });
    expect(live.board.seq).toBe(3);
  });

  it('should ask for a snapshot when the server is behind it', async () => {
    const { last } = client();
    last().say(snapshot(100));
    last().say(heartbeat(40));
    await vi.advanceTimersByTimeAsync(500);
    expect(last().url).toBe('ws://x/live/overview');
  });

  it('should drop a connection that is open but silent', async () => {
    const { sockets, connected, last } = client();
    last().onopen?.();
    last().say(snapshot(10));
    await vi.advanceTimersByTimeAsync(14_000);
    last().say(heartbeat(10));
    await vi.advanceTimersByTimeAsync(14_900);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(200);
    expect(sockets[0]!.closed).toBe(true);
    expect(connected).toEqual([true, false]);
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets).toHaveLength(2);
  });

  it('should give up a connection that is never answered', async () => {
    const { sockets } = client();
    await vi.advanceTimersByTimeAsync(10_500);
    expect(sockets).toHaveLength(2);
    expect(sockets[0]!.closed).toBe(true);
  });

  it('should start over on a frame it cannot read', async () => {
    const { live, last } = client();
    last().say(snapshot(10));
    last().onmessage?.({ data: '{"type":"delta"' });
    await vi.advanceTimersByTimeAsync(500);
    expect(last().url).toBe('ws://x/live/overview');
    expect(live.board.seq).toBe(10);
  });

  it('should pass over kinds it does not know', () => {
    const { sockets, last } = client();
    last().say(snapshot(10));
    last().say({ type: 'notice', text: 'x' });
    expect(sockets[0]!.closed).toBe(false);
  });

  it('should sign in again before trying again', async () => {
    const prepare = vi.fn(() => Promise.resolve());
    const { sockets, last } = client(prepare);
    last().onclose?.();
    await vi.advanceTimersByTimeAsync(500);
    expect(prepare).toHaveBeenCalledTimes(1);
    expect(sockets).toHaveLength(2);
  });

  it('should leave nothing behind when stopped', async () => {
    const { live, sockets } = client();
    live.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(sockets).toHaveLength(1);
    expect(sockets[0]!.closed).toBe(true);
    expect(sockets[0]!.onmessage).toBeNull();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('should hold one socket and one timer however often it reconnects', async () => {
    const { sockets, last } = client();
    for (let i = 0; i < 1000; i++) {
      last().say(snapshot(10 + i));
      last().onclose?.();
      await vi.advanceTimersByTimeAsync(600);
    }
    expect(sockets.filter((socket) => !socket.closed)).toHaveLength(1);
    expect(vi.getTimerCount()).toBe(1);
  });
});

describe('back-off', () => {
  it('should stay between its bounds and grow', () => {
    for (const random of [0, 0.5, 1]) {
      const pauses = Array.from({ length: 40 }, (_, n) => backoff(n, 500, 10_000, () => random));
      expect(Math.min(...pauses)).toBeGreaterThanOrEqual(500);
      expect(Math.max(...pauses)).toBeLessThanOrEqual(10_000);
      expect(pauses[6]).toBeGreaterThan(pauses[0]!);
    }
  });
  it('should spread screens', () => {
    expect(backoff(8, 500, 10_000, () => 0)).not.toBe(backoff(8, 500, 10_000, () => 1));
  });
});

describe('frames', () => {
  it.each([
    '[]', '1', 'x', '{"type":"snapshot"}', '{"type":"snapshot","board":"b","epoch":"e","seq":-1,"at":"t","data":{}}',
    '{"type":"snapshot","board":"b","epoch":"e","seq":1,"at":"t","data":{"a":[]}}',
    '{"type":"delta","from":1,"to":2,"at":"t","changes":[{"op":"move","in":"a","key":"b"}]}',
    '{"type":"heartbeat","seq":1.5,"at":"t"}',
  ])('should refuse %s', (text) => {
    expect(() => parseFrame(text)).toThrow(FrameError);
  });
});
