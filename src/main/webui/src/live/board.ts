import type { Delta, Snapshot } from './protocol';

export type Applied = 'applied' | 'known' | 'gap';

/** What a board holds: one map per section, true at event number `seq` of `epoch`. */
export class Board {
  epoch: string | null = null;
  seq = -1;
  readonly sections = new Map<string, Map<string, unknown>>();

  /** Replaces everything. */
  replace(snapshot: Snapshot): void {
    this.sections.clear();
    for (const [name, section] of Object.entries(snapshot.data)) this.sections.set(name, new Map(Object.entries(section)));
    this.epoch = snapshot.epoch;
    this.seq = snapshot.seq;
  }

  /** Applies a delta that starts where this board stands; `gap` leaves the board as it is. */
  apply(delta: Delta): Applied {
    if (this.epoch === null) return 'gap';
    if (delta.to <= this.seq && delta.from < this.seq) return 'known';
    if (delta.from !== this.seq) return 'gap';
    for (const change of delta.changes) {
      let section = this.sections.get(change.in);
      if (section === undefined) this.sections.set(change.in, (section = new Map()));
      if (change.op === 'put') section.set(change.key, change.value);
      else section.delete(change.key);
    }
    this.seq = delta.to;
    return 'applied';
  }

  section<T>(name: string): ReadonlyMap<string, T> | undefined {
    return this.sections.get(name) as ReadonlyMap<string, T> | undefined;
  }

  /** The board as plain data, for keeping and comparing. */
  data(): Record<string, Record<string, unknown>> {
    return Object.fromEntries([...this.sections].map(([name, section]) => [name, Object.fromEntries(section)]));
  }
}
