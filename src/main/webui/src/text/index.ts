import { signal } from '@preact/signals';
import { en, type Text } from './en';
import { pseudo } from './pseudo';
import { zh } from './zh';

export type { Text };
export type Lang = 'zh' | 'en' | 'pseudo';

const texts: Record<Lang, Text> = { zh, en, pseudo };
const KEPT = 'muster.lang';

export function isLang(value: string | null): value is Lang {
  return value === 'zh' || value === 'en' || value === 'pseudo';
}

/** The language asked for by the address, else the one chosen before, else the browser's. */
export function chooseLang(asked: string | null, kept: string | null, browser: readonly string[]): Lang {
  if (isLang(asked)) return asked;
  if (isLang(kept)) return kept;
  return browser.some((tag) => tag.toLowerCase().startsWith('zh')) || browser.length === 0 ? 'zh' : 'en';
}

export const lang = signal<Lang>('zh');

export function text(): Text {
  return texts[lang.value];
}

export function startLang(): void {
  setLang(chooseLang(new URLSearchParams(location.search).get('lang'), kept(), navigator.languages ?? []));
}

export function setLang(chosen: Lang): void {
  lang.value = chosen;
  document.documentElement.lang = texts[chosen].locale;
}

/** As `setLang`, and remembers it on this browser and in the address. */
export function keepLang(chosen: Lang): void {
  setLang(chosen);
  try {
    localStorage.setItem(KEPT, chosen);
  } catch {
    // A browser that keeps nothing still switches.
  }
  const address = new URL(location.href);
  address.searchParams.set('lang', chosen);
  history.replaceState(null, '', address);
}

function kept(): string | null {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

/** A name in the language shown; the other one where it is missing; the code where there is none. */
export function nameOf(thing: { name?: { zh?: string; en?: string }; code: string } | undefined, code: string): string {
  if (thing === undefined) return code;
  const { zh: chinese, en: english } = thing.name ?? {};
  return (lang.value === 'zh' ? (chinese ?? english) : (english ?? chinese)) ?? thing.code;
}
