import { backoff } from './backoff';
import { Board } from './board';
import { FrameError, parseFrame, type Frame, type Snapshot } from './protocol';

/** The part of a WebSocket that the client uses. */
export interface Socket {
  onopen: (() => void) | null;
  onmessage: ((event: { data: unknown }) => void) | null;
  onclose: (() => void) | null;
  onerror: (() => void) | null;
  close(): void;
}

export interface LiveOptions {
  /** Address of the board without `epoch` and `after`. */
  url: string;
  open: (url: string) => Socket;
  /** Before each try after one that was not answered: signs in again if that is what is missing. */
  prepare?: () => Promise<void>;
  /** After every frame that was accepted, heartbeats included. */
  onFrame: (frame: Frame) => void;
  /** When the connection comes or goes. */
  onConnected?: (connected: boolean) => void;
  now?: () => number;
  random?: () => number;
  minPauseMs?: number;
  maxPauseMs?: number;
  /** Silence after which the connection counts as dead: three heartbeats. */
  silenceMs?: number;
  connectMs?: number;
}

/**
 * Keeps a board equal to the server's: takes the snapshot, applies deltas in order, and after any break (closed, silent,
 * a gap, a frame it cannot read) connects again and resumes from the last number applied. A socket's `readyState` says
 * nothing about a frozen server, so silence alone ends a connection.
 */
export class LiveClient {
  readonly board = new Board();
  private readonly options: Required<LiveOptions>;
  private socket: Socket | null = null;
  private timer: ReturnType<typeof setTimeout> | null = null;
  private failures = 0;
  private resume = true;
  private answered = false;
  private stopped = true;

  constructor(options: LiveOptions) {
    this.options = {
      prepare: () => Promise.resolve(),
      onConnected: () => {},
      now: Date.now,
      random: Math.random,
      minPauseMs: 500,
      maxPauseMs: 10_000,
      silenceMs: 15_000,
      connectMs: 10_000,
      ...options,
    };
  }

  start(): void {
    if (!this.stopped) return;
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    this.drop();
  }

  /** Tries at once instead of waiting out the pause, for instance when the network came back. */
  hurry(): void {
    if (this.stopped || this.socket !== null) return;
    this.failures = 0;
    this.connect();
  }

  private connect(): void {
    this.clearTimer();
    this.answered = false;
    let socket: Socket;
    try {
      socket = this.options.open(this.address());
    } catch {
      this.again();
      return;
    }
    this.socket = socket;
    this.timer = setTimeout(() => this.broken(socket), this.options.connectMs);
    socket.onopen = () => this.listen(socket);
    socket.onmessage = (event) => this.receive(socket, event.data);
    socket.onclose = () => this.broken(socket);
    socket.onerror = () => this.broken(socket);
  }

  private address(): string {
    if (!this.resume || this.board.epoch === null) return this.options.url;
    const separator = this.options.url.includes('?') ? '&' : '?';
    return `${this.options.url}${separator}epoch=${encodeURIComponent(this.board.epoch)}&after=${this.board.seq}`;
  }

  private listen(socket: Socket): void {
    if (socket !== this.socket) return;
    this.options.onConnected(true);
    this.watch(socket);
  }

  private watch(socket: Socket): void {
    this.clearTimer();
    this.timer = setTimeout(() => this.broken(socket), this.options.silenceMs);
  }

  private receive(socket: Socket, data: unknown): void {
    if (socket !== this.socket) return;
    let frame: Frame | null;
    try {
      frame = parseFrame(String(data));
    } catch (error) {
      if (!(error instanceof FrameError)) throw error;
      this.startOver(socket);
      return;
    }
    this.watch(socket);
    if (frame === null) return;
    if (!this.accept(frame)) {
      this.gap(socket, frame);
      return;
    }
    this.failures = 0;
    this.resume = true;
    this.answered = true;
    this.options.onFrame(frame);
  }

  private accept(frame: Frame): boolean {
    switch (frame.type) {
      case 'snapshot':
        this.board.replace(frame);
        return true;
      case 'delta':
        return this.board.apply(frame) !== 'gap';
      case 'heartbeat':
        return frame.seq >= this.board.seq;
    }
  }

  /** A server behind us is another history: only a snapshot helps. Otherwise ask for what is missing. */
  private gap(socket: Socket, frame: Frame): void {
    const behind = frame.type === 'heartbeat' || (frame.type === 'delta' && frame.from < this.board.seq);
    if (behind || !this.answered) this.startOver(socket);
    else this.broken(socket, false);
  }

  private startOver(socket: Socket): void {
    this.resume = false;
    this.broken(socket, false);
  }

  private broken(socket: Socket, unanswered = true): void {
    if (socket !== this.socket) return;
    this.drop();
    this.options.onConnected(false);
    if (!this.stopped) this.again(unanswered);
  }

  private again(unanswered = true): void {
    const { minPauseMs, maxPauseMs, random, prepare } = this.options;
    const pause = backoff(this.failures++, minPauseMs, maxPauseMs, random);
    this.timer = setTimeout(() => {
      if (!unanswered) {
        this.connect();
        return;
      }
      const go = (): void => {
        if (!this.stopped && this.socket === null) this.connect();
      };
      prepare().then(go, go);
    }, pause);
  }

  private drop(): void {
    this.clearTimer();
    const socket = this.socket;
    this.socket = null;
    if (socket === null) return;
    socket.onopen = socket.onmessage = socket.onclose = socket.onerror = null;
    socket.close();
  }

  private clearTimer(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** A board's snapshot as it stands now, for keeping over a reload. */
export function snapshotOf(board: Board, at: string, name: string): Snapshot | null {
  if (board.epoch === null) return null;
  return { type: 'snapshot', board: name, epoch: board.epoch, seq: board.seq, at, data: board.data() };
}
