import { useEffect, useState } from 'preact/hooks';
import { forgetKeptBoards } from '../live/keep';
import { readSession, signOut, type Session } from '../session/session';
import { lang, text } from '../text';
import { Languages } from './languages';

const AGAIN_MS = 5000;

/** Where somebody lands who only knows the server's name. */
export function Start() {
  const [session, setSession] = useState<Session | null | undefined>(undefined);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = (): void => {
      void readSession().then((answer) => {
        setSession(answer);
        if (answer === null) timer = setTimeout(ask, AGAIN_MS);
      });
    };
    ask();
    return () => clearTimeout(timer);
  }, []);
  const words = text().start;
  document.title = `${text().product} · ${text().claim}`;
  return (
    <main class="page">
      <header class="top">
        <span class="brand">
          <img src="/icon.svg" alt="" width="32" height="32" /> {text().product}
        </span>
        <Languages />
      </header>
      <h1>{text().claim}</h1>
      <Who session={session} onSignOut={() => void forgetKeptBoards().then(() => signOut()).then(() => location.reload())} />
      <nav aria-label={words.screens}>
        <ul class="tiles">
          <li>
            <a href={`/wall?lang=${lang.value}`}>
              <strong>{words.wall}</strong>
              <span>{words.wallHint}</span>
            </a>
          </li>
          <li>
            <a href="/q/openapi?format=json">
              <strong>{words.api}</strong>
              <span>{words.apiHint}</span>
            </a>
          </li>
        </ul>
      </nav>
    </main>
  );
}

function Who({ session, onSignOut }: { session: Session | null | undefined; onSignOut: () => void }) {
  const words = text().start;
  if (session === undefined) return <p class="who" aria-busy="true" />;
  if (session === null) return <p class="who trouble" role="alert">{words.unreachable}</p>;
  return (
    <p class="who">
      {session.username === null ? (
        <>
          {words.notSignedIn} <a href="/login">{words.signIn}</a>
        </>
      ) : (
        <>
          {words.signedInAs(session.username)} {session.roles.length > 0 ? `(${session.roles.map((role) => words.roles[role] ?? role).join(', ')})` : null}{' '}
          <button type="button" onClick={onSignOut}>
            {words.signOut}
          </button>
          {session.demo || !session.account ? null : (
            <a class="aside" href="/password">
              {words.changePassword}
            </a>
          )}
          {session.mustChange ? <strong class="demo">{words.mustChange}</strong> : null}
        </>
      )}
      {session.demo ? <span class="demo">{words.demo}</span> : null}
    </p>
  );
}
