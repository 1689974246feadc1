import { render } from 'preact';
import { Password } from './password';

export function open(root: Element): void {
  render(<Password />, root);
}
