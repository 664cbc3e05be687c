// @vitest-environment happy-dom
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { focusByHand } from '../faults/focus.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { addInput } from './actions.ts';
import { handleKey } from './keys.ts';

const { run } = raftRun();
const player = {
  toggle: vi.fn(),
  step: vi.fn(),
  goto: vi.fn(),
  toStart: vi.fn(),
  toEnd: vi.fn(),
};

function press(key: string, target: HTMLElement = document.body, mods: KeyboardEventInit = {}): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...mods });
  Object.defineProperty(event, 'target', { value: target });
  return handleKey(event, player as unknown as Parameters<typeof handleKey>[1]);
}
function element(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
}

beforeEach(() => {
  vi.clearAllMocks();
  usePreferences.getState().set({ singleKeys: true });
  sessionStore.getState().reset(raft);
  documentStore.getState().load({ title: '', claim: '', notes: '', spec: minority });
  sessionStore.getState().show(run, 500_000);
});

describe('keys for the whole page', () => {
  test('move the cursor', () => {
    press('ArrowRight');
    press('ArrowLeft');
    press('Home');
    press('End');
    press(' ');
    expect(player.step.mock.calls).toEqual([[1], [-1]]);
    expect(player.toStart).toHaveBeenCalledOnce();
    expect(player.toEnd).toHaveBeenCalledOnce();
    expect(player.toggle).toHaveBeenCalledOnce();
  });

  test('Space plays after a fault was let go of by hand; reached by Tab, its handle keeps the key', () => {
    const handle = element('<button data-input="0">Crash of S1</button>');
    focusByHand(handle);
    press(' ', handle);
    expect(player.toggle).toHaveBeenCalledOnce();
    handle.blur();
    handle.focus();
    press(' ', handle);
    expect(player.toggle).toHaveBeenCalledOnce();
  });

  test('Escape lets go of a fault: the arrows are the cursor’s again', () => {
    element(
      '<div><button data-input="0"></button><div role="slider" aria-label="Time" tabindex="0"></div></div>',
    );
    document.querySelector<HTMLElement>('[data-input]')?.focus();
    sessionStore.getState().set({ selected: { kind: 'input', input: 0 } });
    press('Escape');
    expect(sessionStore.getState().selected).toBeNull();
    expect(document.activeElement?.getAttribute('role')).toBe('slider');
  });

  test('go to the next interesting step', () => {
    press('n');
    expect(player.goto.mock.calls[0]?.[0]).toBeGreaterThan(sessionStore.getState().cursor.step);
  });

  test('open the form of a fault', async () => {
    expect(press('c')).toBe(true);
    // What it needs is fetched first, and a busy machine may take its time.
    await vi.waitFor(() => expect(sessionStore.getState().form?.draft.kind).toBe('crash'), 60_000);
    expect(sessionStore.getState().form?.draft.at).toBe('500');
  });

  test('undo and redo, by letter and by chord', () => {
    addInput({ at: 0, fault: { type: 'crash', node: 'S1' } });
    const count = () => documentStore.getState().document?.spec.inputs.length;
    expect(count()).toBe(minority.inputs.length + 1);
    press('z');
    expect(count()).toBe(minority.inputs.length);
    press('Z', document.body, { shiftKey: true });
    expect(count()).toBe(minority.inputs.length + 1);
    press('z', document.body, { ctrlKey: true });
    expect(count()).toBe(minority.inputs.length);
  });

  test('delete the selected input, and nothing else', () => {
    expect(press('Delete')).toBe(false);
    sessionStore.getState().set({ selected: { kind: 'input', input: 2 } });
    expect(press('Delete')).toBe(true);
    expect(documentStore.getState().document?.spec.inputs).toEqual(minority.inputs.filter((_, i) => i !== 2));
    expect(sessionStore.getState().selected).toBeNull();
  });
});

describe('keys are left alone', () => {
  test.each(['<input>', '<textarea></textarea>', '<select></select>', '<div role="dialog"></div>'])(
    'in %s',
    (html) => {
      const target = element(html);
      for (const key of ['c', 'z', ' ', 'ArrowRight', 'n', '?']) expect(press(key, target), key).toBe(false);
      expect(player.step).not.toHaveBeenCalled();
    },
  );

  test('where a button owns space and Enter, but not letters', () => {
    const target = element('<button>b</button>');
    expect(press(' ', target)).toBe(false);
    sessionStore.getState().set({ selected: { kind: 'input', input: 0 } });
    expect(press('Enter', target)).toBe(false);
    expect(press('n', target)).toBe(true);
  });

  test('when single letters are switched off; arrows and chords still work', () => {
    usePreferences.getState().set({ singleKeys: false });
    expect(press('c')).toBe(false);
    expect(press('z')).toBe(false);
    expect(press('ArrowRight')).toBe(true);
    expect(press('z', document.body, { ctrlKey: true })).toBe(true);
  });

  test('with Alt or an unknown chord: they are the browser’s', () => {
    expect(press('ArrowLeft', document.body, { altKey: true })).toBe(false);
    expect(press('c', document.body, { ctrlKey: true })).toBe(false);
    expect(press('n', document.body, { metaKey: true })).toBe(false);
  });
});
