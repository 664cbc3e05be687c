import { beforeEach, expect, test } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { addInput, dragInput, replaceInput } from './actions.ts';

const crash: Input = { at: 500_000, fault: { type: 'crash', node: 'S2', until: 800_000 } };
const said = () => sessionStore.getState().announcement;
const place = () => (documentStore.getState().document?.spec.inputs.length ?? 0) - 1;

beforeEach(() => {
  sessionStore.getState().reset(raft);
  documentStore.getState().load({ title: '', claim: '', notes: '', spec: minority });
  sessionStore.getState().show(raftRun().run, 500_000);
  addInput(crash);
});

test('a fault that was changed in its form is said as it now is', () => {
  expect(said()).toBe('Added: crash of S2.');
  replaceInput(place(), { at: 500_000, fault: { type: 'amnesia', node: 'S2' } });
  expect(said()).toBe('Amnesia of S2, 500 ms to the end.');
});

test('one that was moved is said where the hand let go of it, not on the way', () => {
  const moved: Input = { ...crash, at: 510_000 };
  dragInput(place(), moved, 'drag');
  expect(said()).toBe('Added: crash of S2.');
  dragInput(place(), moved, 'end');
  expect(said()).toBe('Crash of S2, 510 ms to 800 ms.');
});

test('the very same fault is not added twice: the one that is there is picked', () => {
  const picked = place();
  sessionStore.getState().set({ selected: null });
  addInput({ at: 500_000, fault: { until: 800_000, node: 'S2', type: 'crash' } });
  expect(place()).toBe(picked);
  expect(sessionStore.getState().selected).toEqual({ kind: 'input', input: picked });
  expect(said()).toBe('There already: crash of S2.');
});

test('what waits for a message is added twice: the second strikes the next one', () => {
  const drop: Input = { at: 500_000, fault: { type: 'drop', from: 'S1', to: 'S2' } };
  const before = place();
  addInput(drop);
  addInput(drop);
  expect(place()).toBe(before + 2);
});
