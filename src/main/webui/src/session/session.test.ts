import { describe, expect, it } from 'vitest';
import { changePassword, deviceToken, enter, readSession, signIn } from './session';

type Call = { path: string; init: RequestInit };

function service(answers: Record<string, [number, object]>) {
  const calls: Call[] = [];
  const ask = ((path: string, init: RequestInit = {}) => {
    calls.push({ path, init });
    const answer = answers[`${init.method ?? 'GET'} ${path}`];
    return answer === undefined ? Promise.reject(new TypeError('offline')) : Promise.resolve(new Response(JSON.stringify(answer[1]), { status: answer[0] }));
  }) as typeof fetch;
  return { ask, calls };
}

describe('session', () => {
  it('should sign in the demo’s viewer without a manual step', async () => {
    const { ask, calls } = service({ 'GET /api/v1/session': [200, { anonymous: true, demo: true }], 'POST /api/v1/session': [200, {}] });
    expect(await enter(null, ask)).toMatchObject({ to: 'in', session: { username: 'viewer' } });
    expect(calls[1]?.init.body).toBe('{"username":"viewer","password":"muster-demo"}');
  });
  it('should ask a person where it is no demo', async () => {
    const { ask, calls } = service({ 'GET /api/v1/session': [200, { anonymous: true, demo: false }] });
    expect(await enter(null, ask)).toEqual({ to: 'sign-in', why: 'anonymous' });
    expect(calls).toHaveLength(1);
  });
  it('should keep a session that stands', async () => {
    const { ask } = service({ 'GET /api/v1/session': [200, { username: 'officer', roles: ['officer'] }] });
    expect(await enter(null, ask)).toEqual({ to: 'in', session: { username: 'officer', roles: ['officer'], demo: false, mustChange: false, account: true } });
  });
  it('should have a given password changed first', async () => {
    const { ask } = service({ 'GET /api/v1/session': [200, { username: 'admin', roles: ['admin'], mustChange: true }] });
    expect(await enter(null, ask)).toEqual({ to: 'change-password' });
  });
  it('should say what is wrong with a new password, field by field', async () => {
    const path = 'POST /api/v1/account/password';
    const { ask, calls } = service({
      [path]: [
        422,
        {
          violations: [
            { field: 'newPassword', message: '太短' },
            { field: 'newPassword', message: '太简单' },
            { field: 'currentPassword', message: '不对' },
          ],
        },
      ],
    });
    expect(await changePassword('a', 'b', 'zh-CN', ask)).toEqual({ current: ['不对'], next: ['太短', '太简单'] });
    expect(calls[0]?.init.headers).toMatchObject({ 'accept-language': 'zh-CN' });
    const of = (status: number) => changePassword('a', 'b', 'en', service({ [path]: [status, {}] }).ask);
    expect(await Promise.all([of(200), of(401), of(429), of(503)])).toEqual(['ok', 'signed-out', 'too-many', 'unreachable']);
    expect(await changePassword('a', 'b', 'en', service({}).ask)).toBe('unreachable');
  });
  it('should give a device token in the header only', async () => {
    const { ask, calls } = service({ 'POST /api/v1/session/device': [200, {}], 'GET /api/v1/session': [200, { anonymous: false, device: 'wall-1', roles: ['viewer'] }] });
    expect(await enter('msd_abc', ask)).toMatchObject({ to: 'in' });
    expect(calls[0]).toMatchObject({ path: '/api/v1/session/device', init: { method: 'POST', headers: { authorization: 'Bearer msd_abc' } } });
    expect(calls[0]?.init.body).toBeUndefined();
  });
  it('should say that a device token was refused', async () => {
    const { ask } = service({ 'POST /api/v1/session/device': [401, {}] });
    expect(await enter('msd_abc', ask)).toEqual({ to: 'sign-in', why: 'token-refused' });
  });
  it('should wait for a service that does not answer', async () => {
    const { ask } = service({});
    expect(await enter(null, ask)).toEqual({ to: 'wait' });
    expect(await enter('msd_abc', ask)).toEqual({ to: 'wait' });
    expect(await readSession(service({ 'GET /api/v1/session': [503, {}] }).ask)).toBeNull();
  });
  it('should tell wrong passwords from too many tries and from silence', async () => {
    const of = (status: number) => signIn('a', 'b', service({ 'POST /api/v1/session': [status, {}] }).ask);
    expect(await Promise.all([of(200), of(401), of(429), of(503)])).toEqual(['ok', 'refused', 'too-many', 'unreachable']);
  });
  it('should read device tokens from the fragment', () => {
    expect(deviceToken('#token=msd_a-b_9')).toBe('msd_a-b_9');
    for (const hash of ['', '#token=', '#token=msk_abc', '#token=msd_a b', '#x']) expect(deviceToken(hash)).toBeNull();
  });
});
