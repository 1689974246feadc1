import type { ComponentChildren } from 'preact';
import { Languages } from '../start/languages';
import { text } from '../text';

interface Properties {
  title: string;
  /** What the button says. */
  submit: string;
  busy: boolean;
  /** What is wrong with the whole, empty if nothing. */
  trouble: string;
  onSubmit: (event: Event) => Promise<void>;
  children: ComponentChildren;
}

/** A page with one form to fill in. */
export function Form({ title, submit, busy, trouble, onSubmit, children }: Properties) {
  return (
    <main class="page narrow">
      <header class="top">
        <a class="brand" href="/">
          <img src="/icon.svg" alt="" width="32" height="32" /> {text().product}
        </a>
        <Languages />
      </header>
      <form class="card" onSubmit={(event) => void onSubmit(event)} noValidate aria-describedby="trouble">
        <h1>{title}</h1>
        {children}
        <p id="trouble" class="trouble" role="alert">
          {trouble}
        </p>
        <button type="submit" class="primary" aria-disabled={busy}>
          {submit}
        </button>
      </form>
    </main>
  );
}
