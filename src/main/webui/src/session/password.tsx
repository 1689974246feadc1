import { useEffect, useRef, useState } from 'preact/hooks';
import { text } from '../text';
import { loginPage, safeBack } from './back';
import { Form } from './form';
import { changePassword, readSession, type PasswordChange, type Refusals, type Session } from './session';

type Trouble = 'missing' | 'differ' | 'tooMany' | 'unreachable';
const NONE: Refusals = { current: [], next: [] };

/** Changes one's own password, which is all that is allowed while it is one that somebody else has given. */
export function Password() {
  const words = text().password;
  const [session, setSession] = useState<Session | null>(null);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [refused, setRefused] = useState<Refusals>(NONE);
  const first = useRef<HTMLInputElement>(null);
  document.title = `${words.title} · ${text().product}`;
  useEffect(() => {
    first.current?.focus();
    void readSession().then((answer) => {
      if (answer !== null && answer.username === null) location.replace(loginPage(location));
      else setSession(answer);
    });
  }, []);

  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    setRefused(NONE);
    if (current === '' || next === '' || again === '') return setTrouble('missing');
    if (next !== again) return setTrouble('differ');
    setTrouble(null);
    setBusy(true);
    const outcome = await changePassword(current, next, text().locale);
    setBusy(false);
    take(outcome);
  };

  const take = (outcome: PasswordChange): void => {
    if (outcome === 'ok') location.assign(safeBack(new URLSearchParams(location.search).get('back')));
    else if (outcome === 'signed-out') location.replace(loginPage(location));
    else if (outcome === 'too-many') setTrouble('tooMany');
    else if (outcome === 'unreachable') setTrouble('unreachable');
    else {
      setRefused(outcome);
      if (outcome.current.length > 0) first.current?.focus();
    }
  };

  return (
    <Form title={words.title} submit={busy ? words.busy : words.submit} busy={busy} trouble={trouble === null ? '' : words[trouble]} onSubmit={submit}>
      {session?.mustChange === true ? <p>{words.mustChange}</p> : null}
      <input type="text" hidden autocomplete="username" value={session?.username ?? ''} readOnly />
      <label for="current">{words.current}</label>
      <input id="current" ref={first} type="password" autocomplete="current-password" value={current} aria-invalid={refused.current.length > 0} aria-describedby="current-wrong" onInput={(event) => setCurrent(event.currentTarget.value)} />
      <Wrong id="current-wrong" all={refused.current} />
      <label for="next">{words.next}</label>
      <input id="next" type="password" autocomplete="new-password" value={next} aria-invalid={refused.next.length > 0} aria-describedby="next-wrong" onInput={(event) => setNext(event.currentTarget.value)} />
      <Wrong id="next-wrong" all={refused.next} />
      <label for="again">{words.again}</label>
      <input id="again" type="password" autocomplete="new-password" value={again} aria-invalid={trouble === 'differ'} onInput={(event) => setAgain(event.currentTarget.value)} />
    </Form>
  );
}

function Wrong({ id, all }: { id: string; all: string[] }) {
  return (
    <ul id={id} class="wrong" role="alert">
      {all.map((one) => (
        <li key={one}>{one}</li>
      ))}
    </ul>
  );
}
