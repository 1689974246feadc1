import './fonts.css';
import './theme.css';
import { render } from 'preact';
import { startLang } from './text';

/** Each screen is loaded when its address is opened. */
const screens: Record<string, () => Promise<{ open: (root: Element) => void }>> = {
  '/wall': () => import('./wall/open'),
  '/login': () => import('./session/open'),
  '/password': () => import('./session/open-password'),
};

startLang();
const root = document.getElementById('app')!;
const screen = screens[location.pathname.replace(/\/+$/, '')] ?? (() => import('./start/open'));
screen().then(
  ({ open }) => open(root),
  (error: unknown) => {
    render(<p class="page">{String(error)}</p>, root);
  },
);
if ('serviceWorker' in navigator && import.meta.env.PROD) void navigator.serviceWorker.register('/sw.js').catch(() => undefined);
