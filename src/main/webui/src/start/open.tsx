import { render } from 'preact';
import { Start } from './start';

export function open(root: Element): void {
  render(<Start />, root);
}
