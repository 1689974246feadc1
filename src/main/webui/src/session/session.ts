/** Who this browser is: `GET`, `POST`, `DELETE /api/v1/session`, `POST /api/v1/account/password`. */

export interface Session {
  /** Account, or the name of a wall screen signed in by its device token; null for nobody. */
  username: string | null;
  roles: string[];
  /** The service plays the demo scenario, so its accounts are known to everybody. */
  demo: boolean;
  /** Nothing is allowed until the password, which somebody else has given, is changed. */
  mustChange: boolean;
  /** An account with a password, and no screen with a device token. */
  account: boolean;
}

export type SignIn = 'ok' | 'refused' | 'too-many' | 'unreachable';

const SESSION = '/api/v1/session';
const DEMO = { username: 'viewer', password: 'muster-demo' };
/** A frozen service must not keep a wall from opening. */
const PATIENCE_MS = 8000;
const NOBODY: Session = { username: null, roles: [], demo: false, mustChange: false, account: false };
const DEVICE_TOKEN = /^#token=(msd_[\w.~-]+)$/;

type Fetch = typeof fetch;

/** Asks the service; null where it does not answer. */
export async function readSession(ask: Fetch = fetch): Promise<Session | null> {
  try {
    const answer = await ask(SESSION, { headers: { accept: 'application/json' }, cache: 'no-store', signal: AbortSignal.timeout(PATIENCE_MS) });
    if (answer.status === 401 || answer.status === 403) return NOBODY;
    if (!answer.ok) return null;
    return toSession((await answer.json()) as Record<string, unknown>);
  } catch {
    return null;
  }
}

function toSession(body: Record<string, unknown>): Session {
  const username = typeof body.username === 'string' ? body.username : typeof body.device === 'string' ? body.device : null;
  return { username, roles: Array.isArray(body.roles) ? body.roles.map(String) : [], demo: body.demo === true, mustChange: body.mustChange === true, account: typeof body.username === 'string' };
}

function post(path: string, init: RequestInit, ask: Fetch): Promise<SignIn> {
  return ask(path, { method: 'POST', signal: AbortSignal.timeout(PATIENCE_MS), ...init }).then(
    (answer) => (answer.ok ? 'ok' : answer.status === 429 ? 'too-many' : answer.status < 500 ? 'refused' : 'unreachable'),
    () => 'unreachable',
  );
}

export function signIn(username: string, password: string, ask: Fetch = fetch): Promise<SignIn> {
  return post(SESSION, { headers: { 'content-type': 'application/json' }, body: JSON.stringify({ username, password }) }, ask);
}

/** Signs this screen in by its revocable device token. */
export function signInDevice(token: string, ask: Fetch = fetch): Promise<SignIn> {
  return post(`${SESSION}/device`, { headers: { authorization: `Bearer ${token}` } }, ask);
}

/** What is wrong with the present and the new password, in the language asked for. */
export interface Refusals {
  current: string[];
  next: string[];
}

export type PasswordChange = 'ok' | 'signed-out' | 'too-many' | 'unreachable' | Refusals;

/** Changes one's own password; every other session of the account ends. */
export async function changePassword(current: string, next: string, locale: string, ask: Fetch = fetch): Promise<PasswordChange> {
  try {
    const answer = await ask('/api/v1/account/password', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, application/problem+json', 'accept-language': locale },
      body: JSON.stringify({ currentPassword: current, newPassword: next }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (answer.ok) return 'ok';
    if (answer.status === 401) return 'signed-out';
    if (answer.status === 429) return 'too-many';
    return answer.status === 422 ? refusals((await answer.json()) as Problem) : 'unreachable';
  } catch {
    return 'unreachable';
  }
}

interface Problem {
  violations?: { field: string; message: string }[];
}

function refusals(problem: Problem): Refusals {
  const of = (field: string): string[] => (problem.violations ?? []).filter((v) => v.field === field).map((v) => v.message);
  return { current: of('currentPassword'), next: of('newPassword') };
}

export async function signOut(ask: Fetch = fetch): Promise<void> {
  await ask(SESSION, { method: 'DELETE' }).catch(() => undefined);
}

/** The device token in an address's fragment, which is never sent to a server or kept in its logs. */
export function deviceToken(hash: string): string | null {
  return DEVICE_TOKEN.exec(hash)?.[1] ?? null;
}

export type Entry = { to: 'in'; session: Session } | { to: 'sign-in'; why: 'anonymous' | 'token-refused' } | { to: 'change-password' } | { to: 'wait' };

/**
 * Gets this browser in without a person where that is possible: a device token, a session that stands, or the demo's
 * viewer. Otherwise somebody has to sign in or to change a password first, or the service does not answer and it is worth asking again.
 */
export async function enter(token: string | null, ask: Fetch = fetch): Promise<Entry> {
  if (token !== null) {
    const device = await signInDevice(token, ask);
    if (device === 'unreachable') return { to: 'wait' };
    if (device !== 'ok') return { to: 'sign-in', why: 'token-refused' };
  }
  const session = await readSession(ask);
  if (session === null) return { to: 'wait' };
  if (session.mustChange) return { to: 'change-password' };
  if (session.username !== null) return { to: 'in', session };
  if (!session.demo) return { to: 'sign-in', why: 'anonymous' };
  const demo = await signIn(DEMO.username, DEMO.password, ask);
  if (demo === 'refused') return { to: 'sign-in', why: 'anonymous' };
  if (demo !== 'ok') return { to: 'wait' };
  return { to: 'in', session: { username: DEMO.username, roles: ['viewer'], demo: true, mustChange: false, account: true } };
}
