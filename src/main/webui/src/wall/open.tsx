import { render } from 'preact';
import { loginPage, passwordPage } from '../session/back';
import { deviceToken, enter } from '../session/session';
import { text } from '../text';
import { wallOptions } from './options';
import { Wall } from './wall';

const AGAIN_MS = 3000;

/** Opens the wall, after getting this browser in. A wall that was signed in before opens even while the service is away. */
export function open(root: Element): void {
  const token = deviceToken(location.hash);
  if (token !== null) history.replaceState(null, '', location.pathname + location.search);
  document.title = text().wall.title;
  void getIn(root, token);
}

async function getIn(root: Element, token: string | null): Promise<void> {
  const entry = await enter(token);
  if (entry.to === 'sign-in') {
    location.replace(`${loginPage(location)}${entry.why === 'token-refused' ? '&why=token' : ''}`);
    return;
  }
  if (entry.to === 'change-password') {
    location.replace(passwordPage(location));
    return;
  }
  if (entry.to === 'wait' && token !== null) {
    setTimeout(() => void getIn(root, token), AGAIN_MS);
    return;
  }
  render(<Wall options={wallOptions(location.search)} />, root);
}
