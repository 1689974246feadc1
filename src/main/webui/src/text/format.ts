import type { Text } from './index';

const formats = new Map<string, Intl.NumberFormat>();

function numberFormat(locale: string, compact: boolean): Intl.NumberFormat {
  const key = `${locale}/${compact}`;
  let format = formats.get(key);
  if (format === undefined) formats.set(key, (format = new Intl.NumberFormat(locale, compact ? { notation: 'compact' } : {})));
  return format;
}

/** Short form with two significant figures at least: 1.2k, 1.2万. */
export function compact(n: number, text: Text): string {
  return numberFormat(text.locale, true).format(n).replace('K', 'k');
}

/** All figures: 12,345. */
export function whole(n: number, text: Text): string {
  return numberFormat(text.locale, false).format(n);
}

/** How long ago, in one unit, never negative. */
export function age(ms: number, text: Text): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return text.unit.second(seconds);
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return text.unit.minute(minutes);
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? text.unit.hour(hours) : text.unit.day(Math.floor(hours / 24));
}

export function travel(minutes: number, text: Text): string {
  const whole = Math.max(0, Math.round(minutes));
  return text.unit.travel(whole < 100 ? 0 : Math.floor(whole / 60), whole < 100 ? whole : whole % 60);
}

export function distance(km: number, text: Text): string {
  return text.unit.km(numberFormat(text.locale, false).format(km < 10 ? Math.round(km * 10) / 10 : Math.round(km)));
}

/** A time of today as 14:32, another day as that day. */
export function when(ms: number, now: number, text: Text): string {
  const at = new Date(ms);
  if (at.toDateString() === new Date(now).toDateString()) return clock(ms, false);
  return new Intl.DateTimeFormat(text.locale, { month: 'short', day: 'numeric' }).format(at);
}

/** 14:32:07 */
export function clock(ms: number, seconds = true): string {
  const at = new Date(ms);
  const two = (n: number): string => String(n).padStart(2, '0');
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  return seconds ? `${time}:${two(at.getSeconds())}` : time;
}
