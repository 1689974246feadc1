// @vitest-environment happy-dom
import { render } from 'preact';
import { describe, expect, it } from 'vitest';
import { attempt, Guard, sound } from './panel';

function Shown({ value }: { value: string | Error }) {
  return <p>{sound(value)}</p>;
}

const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

describe('guard', () => {
  it('should replace the panel that fails and no other, and try again with the next data', async () => {
    const root = document.createElement('div');
    const draw = async (version: number, value: string | Error): Promise<string> => {
      render(
        <>
          <Guard version={version} instead={<p>failed</p>}>
            <Shown value={value} />
          </Guard>
          <Guard version={version} instead={<p>failed</p>}>
            <Shown value="other" />
          </Guard>
        </>,
        root,
      );
      await settled();
      return root.textContent ?? '';
    };
    expect(await draw(1, 'one')).toBe('oneother');
    expect(await draw(2, new Error('bad data'))).toBe('failedother');
    expect(await draw(3, new Error('still bad'))).toBe('failedother');
    expect(await draw(4, 'four')).toBe('fourother');
  });
  it('should keep errors for where they are shown', () => {
    const failed = attempt(() => (null as unknown as string[]).length);
    expect(failed).toBeInstanceOf(Error);
    expect(() => sound(failed)).toThrow();
    expect(sound(attempt(() => 3))).toBe(3);
  });
});
