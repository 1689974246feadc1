/** Remembers when a figure last grew, for what is shown now and nothing else. */
export class Changes {
  private seen = new Map<string, { value: number; grewAt: number }>();
  private fresh = true;

  /** Takes the figures as they stand; the first look is no change. */
  see(figures: [key: string, value: number][], now: number): void {
    const next = new Map<string, { value: number; grewAt: number }>();
    for (const [key, value] of figures) {
      const before = this.seen.get(key);
      const grew = before === undefined ? !this.fresh : value > before.value;
      next.set(key, { value, grewAt: grew ? now : (before?.grewAt ?? -Infinity) });
    }
    if (figures.length > 0) this.fresh = false;
    this.seen = next;
  }

  grewWithin(key: string, ms: number, now: number): boolean {
    return now - (this.seen.get(key)?.grewAt ?? -Infinity) < ms;
  }
}
