import { render } from 'preact';
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
    const back = encodeURIComponent(location.pathname + location.search);
    location.replace(`/login?back=${back}${entry.why === 'token-refused' ? '&why=token' : ''}`);
    return;
  }
  if (entry.to === 'wait' && token !== null) {
    setTimeout(() => void getIn(root, token), AGAIN_MS);
    return;
  }
  render(<Wall options={wallOptions(location.search)} />, root);
}
