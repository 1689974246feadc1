import { lang } from '../text';

type Here = Pick<Location, 'pathname' | 'search'>;

/** Only paths of this origin are gone back to. */
export function safeBack(back: string | null): string {
  if (back === null || !back.startsWith('/') || back.startsWith('//') || back.includes('\\')) return '/';
  return back;
}

/** Where somebody signs in and comes back from. */
export function loginPage(here: Here): string {
  return `/login?${wayBack(here.pathname + here.search)}`;
}

/** Where somebody changes the password and comes back from. */
export function passwordPage(here: Here): string {
  return `/password?${wayBack(here.pathname + here.search)}`;
}

/** What leads back to a path of this origin, and keeps the language. */
export function wayBack(path: string): string {
  return `lang=${lang.value}&back=${encodeURIComponent(path)}`;
}
