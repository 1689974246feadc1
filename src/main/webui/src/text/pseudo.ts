import { en, type Text } from './en';

const SWELL = 0.4;

function longer(text: string): string {
  if (text.length < 2) return text;
  return text + '·'.repeat(Math.ceil(text.length * SWELL));
}

function swell(value: unknown): unknown {
  if (typeof value === 'string') return longer(value);
  if (typeof value === 'function') return (...args: unknown[]) => longer(String((value as (...a: unknown[]) => unknown)(...args)));
  return Object.fromEntries(Object.entries(value as object).map(([key, inner]) => [key, swell(inner)]));
}

/** English made 40 % longer, to see where a layout would break in another language. For tests. */
export const pseudo: Text = { ...(swell(en) as Text), locale: 'en' };
