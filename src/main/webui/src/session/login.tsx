import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../text';
import { safeBack, wayBack } from './back';
import { Form } from './form';
import { readSession, signIn, type SignIn } from './session';

type Trouble = 'missing' | 'refused' | 'tooMany' | 'unreachable' | 'tokenRefused';
const TROUBLES: Record<Exclude<SignIn, 'ok'>, Trouble> = { refused: 'refused', 'too-many': 'tooMany', unreachable: 'unreachable' };

export function Login() {
  const asked = new URLSearchParams(location.search);
  const words = text().login;
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(asked.get('why') === 'token' ? 'tokenRefused' : null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  document.title = `${words.title} · ${text().product}`;

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (username.trim() === '' || password === '') {
      setTrouble('missing');
      return;
    }
    setBusy(true);
    const outcome = await signIn(username.trim(), password);
    setBusy(false);
    if (outcome === 'ok') await goOn(asked.get('back'));
    else {
      setTrouble(TROUBLES[outcome]);
      setPassword('');
      first.current?.focus();
    }
  };

  return (
    <Form title={words.title} submit={busy ? words.busy : words.submit} busy={busy} trouble={trouble === null ? '' : words[trouble]} onSubmit={submit}>
      <label for="username">{words.username}</label>
      <input id="username" ref={first} autocomplete="username" autocapitalize="none" spellcheck={false} value={username} aria-invalid={trouble === 'missing' || trouble === 'refused'} onInput={(event) => setUsername(event.currentTarget.value)} />
      <label for="password">{words.password}</label>
      <input id="password" type="password" autocomplete="current-password" value={password} aria-invalid={trouble === 'missing' || trouble === 'refused'} onInput={(event) => setPassword(event.currentTarget.value)} />
    </Form>
  );
}

/** A password that somebody else has given is changed before anything else. */
async function goOn(back: string | null): Promise<void> {
  const session = await readSession();
  const wanted = safeBack(back);
  location.assign(session?.mustChange === true ? `/password?${wayBack(wanted)}` : wanted);
}
