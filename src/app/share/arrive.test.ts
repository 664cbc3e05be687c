// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { chooseRun } from './arrive.ts';

test('a file is asked for in the very press: a moment later the browser might not let the page ask', () => {
  const asked = vi.spyOn(HTMLInputElement.prototype, 'click').mockImplementation(() => {});
  chooseRun();
  expect(asked).toHaveBeenCalledOnce();
  expect((asked.mock.contexts[0] as HTMLInputElement).type).toBe('file');
});
