import { render } from 'preact';
import { Login } from './login';

export function open(root: Element): void {
  render(<Login />, root);
}
