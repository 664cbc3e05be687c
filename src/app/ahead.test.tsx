// @vitest-environment happy-dom
import { act, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dialogComing, holdKeys, OnItsWay, takeTyped } from './ahead.ts';
import { spare, wanted } from './later.tsx';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const behind = vi.fn();

function press(key: string, target: Element = document.body, mods: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...mods }),
  );
}

afterEach(() => {
  document.body.replaceChildren();
  behind.mockClear();
  window.removeEventListener('keydown', behind);
  takeTyped();
});

describe('keys pressed before their dialog is there', () => {
  test('do nothing on the page behind it; letters wait for whoever takes them, once', () => {
    window.addEventListener('keydown', behind);
    const there = holdKeys();
    for (const key of ['c', 'r', 'x', 'Backspace', 'a', 'Enter', 'ArrowDown', ' ', '2']) {
      expect(press(key), key).toBe(false);
    }
    expect(behind).not.toHaveBeenCalled();
    there();
    expect(takeTyped()).toBe('cra 2');
    expect(takeTyped()).toBe('');
    press('c');
    expect(behind).toHaveBeenCalledOnce();
  });

  test('Escape forgets what was typed, and the next dialog begins with nothing', () => {
    const first = holdKeys();
    press('c');
    press('Escape');
    press('d');
    expect(takeTyped()).toBe('d');
    press('e');
    first();
    const second = holdKeys();
    second();
    expect(takeTyped()).toBe('');
  });

  test('commands of the browser, and what is written in a field meanwhile, are left alone', () => {
    window.addEventListener('keydown', behind);
    const field = document.body.appendChild(document.createElement('textarea'));
    const there = holdKeys();
    expect(press('r', document.body, { ctrlKey: true })).toBe(true);
    expect(press('F5')).toBe(true);
    expect(press('c', field)).toBe(true);
    expect(behind).toHaveBeenCalledTimes(3);
    there();
    expect(takeTyped()).toBe('');
  });

  test('of two on their way the later one ends it', () => {
    const one = holdKeys();
    const two = holdKeys();
    one();
    expect(dialogComing()).toBe(true);
    two();
    expect(dialogComing()).toBe(false);
  });

  test('are held from the moment a dialog is to be shown until it stands', async () => {
    let arrive: (part: () => string) => void = () => {};
    const Dialog = wanted(
      () => new Promise<() => string>((resolve) => (arrive = resolve)),
      <OnItsWay />,
      () => {},
    );
    const box = document.body.appendChild(document.createElement('div'));
    const root = createRoot(box);
    await act(async () => root.render(<Dialog />));
    expect(dialogComing()).toBe(true);
    await act(async () => arrive(() => 'here'));
    expect(box.textContent).toBe('here');
    expect(dialogComing()).toBe(false);
    await act(async () => root.unmount());
  });

  test('are let go when what they were for cannot be fetched; asked for again, it is tried again', async () => {
    const quiet = vi.spyOn(console, 'error').mockImplementation(() => {});
    let network = false;
    const lost = vi.fn();
    const Dialog = wanted<object>(
      () => (network ? Promise.resolve(() => 'here') : Promise.reject(new Error('no network'))),
      <OnItsWay />,
      () => {
        lost();
        root.render(null);
      },
    );
    const box = document.body.appendChild(document.createElement('div'));
    const root = createRoot(box);
    for (let times = 1; times <= 2; times++) {
      await act(async () => root.render(<Dialog />));
      expect(lost).toHaveBeenCalledTimes(times);
      expect(dialogComing()).toBe(false);
    }
    network = true;
    await act(async () => root.render(<Dialog />));
    expect(box.textContent).toBe('here');
    expect(lost).toHaveBeenCalledTimes(2);
    quiet.mockRestore();
  });
});

test('a spare part that cannot be fetched leaves the rest of the page as it is', async () => {
  const Part = spare<object>(() => Promise.reject(new Error('no network')));
  const box = document.body.appendChild(document.createElement('div'));
  await act(async () =>
    createRoot(box).render(
      <p>
        The lab.
        <Suspense>
          <Part />
        </Suspense>
      </p>,
    ),
  );
  expect(box.textContent).toBe('The lab.');
});
