/** Frames of the live boards (subprotocol `muster.v1`) and what they hold. */

export type Section = Record<string, unknown>;

export interface Snapshot {
  type: 'snapshot';
  board: string;
  epoch: string;
  seq: number;
  at: string;
  data: Record<string, Section>;
}

export type Change = { op: 'put'; in: string; key: string; value: unknown } | { op: 'remove'; in: string; key: string };

export interface Delta {
  type: 'delta';
  from: number;
  to: number;
  at: string;
  changes: Change[];
}

export interface Heartbeat {
  type: 'heartbeat';
  seq: number;
  at: string;
}

export type Frame = Snapshot | Delta | Heartbeat;

/** A frame that is not what the protocol says. */
export class FrameError extends Error {}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function number(frame: Record<string, unknown>, field: string): number {
  const value = frame[field];
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) throw new FrameError(`${field}: not a number`);
  return value;
}

function text(frame: Record<string, unknown>, field: string): string {
  const value = frame[field];
  if (typeof value !== 'string') throw new FrameError(`${field}: not a text`);
  return value;
}

function change(value: unknown): Change {
  if (!isObject(value)) throw new FrameError('change: not an object');
  const place = { in: text(value, 'in'), key: text(value, 'key') };
  if (value.op === 'remove') return { op: 'remove', ...place };
  if (value.op === 'put' && isObject(value.value)) return { op: 'put', ...place, value: value.value };
  throw new FrameError('change: neither put nor remove');
}

/**
 * Reads one text frame. Unknown kinds give null, so that a newer server may send them.
 *
 * @throws FrameError if the frame is not JSON or lacks what its kind needs
 */
export function parseFrame(frame: string): Frame | null {
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    throw new FrameError('not JSON');
  }
  if (!isObject(value)) throw new FrameError('not an object');
  switch (value.type) {
    case 'snapshot': {
      const data = value.data;
      if (!isObject(data) || !Object.values(data).every(isObject)) throw new FrameError('data: not sections');
      return {
        type: 'snapshot',
        board: text(value, 'board'),
        epoch: text(value, 'epoch'),
        seq: number(value, 'seq'),
        at: text(value, 'at'),
        data: data as Record<string, Section>,
      };
    }
    case 'delta':
      if (!Array.isArray(value.changes)) throw new FrameError('changes: not a list');
      return { type: 'delta', from: number(value, 'from'), to: number(value, 'to'), at: text(value, 'at'), changes: value.changes.map(change) };
    case 'heartbeat':
      return { type: 'heartbeat', seq: number(value, 'seq'), at: text(value, 'at') };
    default:
      return null;
  }
}
