import { useEffect, useRef, useState } from 'preact/hooks';
import { Languages } from '../start/languages';
import { text } from '../text';
import { signIn, type SignIn } from './session';

/** Only paths of this origin are gone back to. */
export function safeBack(back: string | null): string {
  if (back === null || !back.startsWith('/') || back.startsWith('//') || back.includes('\\')) return '/';
  return back;
}

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
    if (outcome === 'ok') location.assign(safeBack(asked.get('back')));
    else {
      setTrouble(TROUBLES[outcome]);
      setPassword('');
      first.current?.focus();
    }
  };

  return (
    <main class="page narrow">
      <header class="top">
        <a class="brand" href="/">
          <img src="/icon.svg" alt="" width="32" height="32" /> {text().product}
        </a>
        <Languages />
      </header>
      <form class="card" onSubmit={(event) => void submit(event)} noValidate aria-describedby="trouble">
        <h1>{words.title}</h1>
        <label for="username">{words.username}</label>
        <input id="username" ref={first} autocomplete="username" autocapitalize="none" spellcheck={false} value={username} aria-invalid={trouble === 'missing' || trouble === 'refused'} onInput={(event) => setUsername(event.currentTarget.value)} />
        <label for="password">{words.password}</label>
        <input id="password" type="password" autocomplete="current-password" value={password} aria-invalid={trouble === 'missing' || trouble === 'refused'} onInput={(event) => setPassword(event.currentTarget.value)} />
        <p id="trouble" class="trouble" role="alert">
          {trouble === null ? '' : words[trouble]}
        </p>
        <button type="submit" class="primary" aria-disabled={busy}>
          {busy ? words.busy : words.submit}
        </button>
      </form>
    </main>
  );
}
