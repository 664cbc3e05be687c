// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeStep } from '../describe.ts';
import { createPlayer } from '../playback/player.ts';
import { raft, raftRun } from '../run.test-data.ts';
import { sessionStore } from '../stores/session.ts';
import { LabContext } from './context.ts';
import { EventList } from './EventList.tsx';

const { run } = raftRun();
let root: Root;
let host: HTMLElement;
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });

beforeEach(() => {
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  sessionStore.getState().reset(raft);
  sessionStore.getState().show(run, 500_000);
  const player = createPlayer({ session: sessionStore, slowdown: () => 20, reducedMotion: () => false });
  act(() =>
    root.render(
      <LabContext value={{ meta: raft, player, embed: false }}>
        <EventList />
      </LabContext>,
    ),
  );
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const rows = () => [...host.querySelectorAll('ul[aria-label="Events"] > li')];
const current = () => host.querySelectorAll('[aria-current="step"]');

test('rows know their place among all steps, though only some exist', () => {
  expect(rows().length).toBeLessThan(run.trace.steps);
  for (const row of rows()) {
    expect(row.getAttribute('aria-setsize')).toBe(String(run.trace.steps));
    const step = Number(row.getAttribute('aria-posinset')) - 1;
    expect(row.textContent).toContain(describeStep(raft, run, step).headline);
  }
});

test('the row of the cursor exists wherever the list is scrolled to, and is the one focus stop', () => {
  const { step } = sessionStore.getState().cursor;
  expect(current()).toHaveLength(1);
  expect(current()[0]?.getAttribute('data-step')).toBe(String(step));
  expect(host.querySelectorAll('button[tabindex="0"]')).toHaveLength(1);
});

test('a press and the arrows move the one cursor', () => {
  const row = rows()[3]?.querySelector('button');
  act(() => row?.click());
  const step = Number(row?.dataset.step);
  expect(sessionStore.getState().cursor.step).toBe(step);
  act(() => {
    current()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true }));
  });
  expect(sessionStore.getState().cursor.step).toBe(step + 1);
  act(() => {
    current()[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true }));
  });
  expect(sessionStore.getState().cursor.step).toBe(run.trace.steps - 1);
});
