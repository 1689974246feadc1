import { signal } from '@preact/signals';

const QUIET_MS = 15_000;

/** A short double tone for a new critical need. Browsers let it sound only after somebody armed it by hand. */
export class Sound {
  readonly armed = signal(false);
  private context: AudioContext | null = null;
  private soundedAt = -Infinity;

  async toggle(): Promise<void> {
    if (this.armed.value) {
      this.armed.value = false;
      return;
    }
    this.context ??= new AudioContext();
    await this.context.resume();
    this.armed.value = this.context.state === 'running';
    this.tone();
  }

  /** Sounds at most every quarter of a minute. */
  alert(now: number): void {
    if (!this.armed.value || now - this.soundedAt < QUIET_MS) return;
    this.soundedAt = now;
    this.tone();
  }

  private tone(): void {
    const context = this.context;
    if (context === null) return;
    for (const [delay, pitch] of [[0, 740], [0.22, 988]] as const) {
      const oscillator = context.createOscillator();
      const gain = context.createGain();
      const from = context.currentTime + delay;
      oscillator.frequency.value = pitch;
      gain.gain.setValueAtTime(0.0001, from);
      gain.gain.exponentialRampToValueAtTime(0.3, from + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, from + 0.2);
      oscillator.connect(gain).connect(context.destination);
      oscillator.start(from);
      oscillator.stop(from + 0.22);
    }
  }
}
