// Keeps the shell of the screens, so that a wall can load itself again while the service is away. Data are never taken
// from here: only the page and its hashed assets are kept.
const SHELL = 'muster-shell';
const MOST_ASSETS = 60;
const PATIENCE_MS = 8000;

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(SHELL).then((cache) => cache.add('/')).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (event.request.mode === 'navigate' && ['/', '/wall', '/login', '/password'].includes(url.pathname)) event.respondWith(page(event.request));
  else if (url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg') event.respondWith(asset(event.request));
});

async function page(request) {
  const cache = await caches.open(SHELL);
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.ok) await cache.put('/', answer.clone());
    if (answer.status < 500) return answer;
    return (await cache.match('/')) ?? answer;
  } catch (error) {
    const kept = await cache.match('/');
    if (kept === undefined) throw error;
    return kept;
  }
}

async function asset(request) {
  const cache = await caches.open(SHELL);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) {
    await cache.put(request, answer.clone());
    await trim(cache);
  }
  return answer;
}

/** Names of assets change with every release: the oldest go. */
async function trim(cache) {
  const kept = (await cache.keys()).filter((request) => new URL(request.url).pathname.startsWith('/assets/'));
  for (const request of kept.slice(0, Math.max(0, kept.length - MOST_ASSETS))) await cache.delete(request);
}
