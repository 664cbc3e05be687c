// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, test } from 'vitest';
import { Modal } from './Modal.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const turn = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 5)));

function page() {
  const opener = document.body.appendChild(document.createElement('button'));
  const other = document.body.appendChild(document.createElement('input'));
  opener.focus();
  const root = createRoot(document.body.appendChild(document.createElement('div')));
  const show = (open: boolean) =>
    act(() =>
      root.render(
        open ? (
          <Modal title="A form" onClose={() => {}}>
            <select aria-label="What" />
          </Modal>
        ) : null,
      ),
    );
  return { opener, other, show };
}

afterEach(() => {
  document.body.replaceChildren();
});

describe('a dialog that closes', () => {
  test('gives the focus back to where it was', async () => {
    const { opener, show } = page();
    show(true);
    await turn();
    expect(document.activeElement?.tagName).toBe('SELECT');
    show(false);
    await turn();
    expect(document.activeElement).toBe(opener);
  });

  test('takes it from nobody who has it by then', async () => {
    const { other, show } = page();
    show(true);
    await turn();
    show(false);
    other.focus();
    await turn();
    expect(document.activeElement).toBe(other);
  });
});
