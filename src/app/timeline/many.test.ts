import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { copyMany, deleteMany, dragMany, pasteMany } from './many.ts';
import { clearPicks, markPick, pickMany, picksStore, togetherWith, togglePick } from './picks.ts';

vi.mock('../faults/focus.ts', () => ({ focusPicked: () => {}, rescueFocus: () => {} }));

const inputs: readonly Input[] = [
  { at: 100_000, fault: { type: 'crash', node: 'S1', until: 200_000 } },
  { at: 300_000, fault: { type: 'pause', node: 'S2', until: 350_000 } },
  { at: 400_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
];
const spec = { ...minority, inputs };
const { run } = raftRun(spec);
const now = () => documentStore.getState().document?.spec.inputs ?? [];
const names = () => documentStore.getState().past.map((entry) => entry.name);

beforeEach(() => {
  sessionStore.getState().reset(raft);
  documentStore.getState().load({ title: '', claim: '', notes: '', spec });
  sessionStore.getState().show(run, 0);
  clearPicks();
});

describe('several picked', () => {
  test('are toggled one by one, begin with what is selected, and end when something else is', () => {
    sessionStore.getState().set({ selected: { kind: 'input', input: 2 } });
    togglePick(0);
    expect(picksStore.getState().picks).toEqual([0, 2]);
    expect(sessionStore.getState().selected).toEqual({ kind: 'input', input: 0 });
    expect(togetherWith(2)).toEqual([0, 2]);
    expect(togetherWith(1)).toEqual([1]);
    togglePick(0);
    expect(picksStore.getState().picks).toEqual([]);
    expect(sessionStore.getState().selected).toEqual({ kind: 'input', input: 2 });
    pickMany([0, 1, 2]);
    sessionStore.getState().set({ selected: { kind: 'node', node: 'S1' } });
    expect(picksStore.getState().picks).toEqual([]);
  });

  test('by key begin with the one that has the focus, though it is selected already', () => {
    sessionStore.getState().set({ selected: { kind: 'input', input: 1 } });
    markPick(1);
    expect(togetherWith(1)).toEqual([1]);
    sessionStore.getState().set({ selected: { kind: 'input', input: 2 } });
    markPick(2);
    expect(picksStore.getState().picks).toEqual([1, 2]);
    markPick(1);
    markPick(2);
    expect(togetherWith(1)).toEqual([1]);
  });

  test('move together as one undo entry that says how far', () => {
    const by = (delta: number) =>
      [0, 1].map((index) => {
        const input = inputs[index] as Input & { fault: { until: number } };
        const fault = { ...input.fault, until: input.fault.until + delta };
        return { index, input: { ...input, at: input.at + delta, fault } as Input };
      });
    dragMany(by(10_000), 'drag');
    dragMany(by(20_000), 'drag');
    dragMany(by(20_000), 'end');
    expect(now().map((input) => input.at)).toEqual([120_000, 320_000, 400_000]);
    expect(names()).toEqual(['move 2 faults 20 ms later']);
    documentStore.getState().undo();
    expect(now()).toEqual(inputs);
    dragMany(by(50_000), 'drag');
    dragMany(by(0), 'cancel');
    expect(now()).toEqual(inputs);
    expect(documentStore.getState().future).toHaveLength(1);
  });

  test('are deleted as one', () => {
    pickMany([0, 2]);
    deleteMany([0, 2]);
    expect(now()).toEqual([inputs[1]]);
    expect(names()).toEqual(['delete 2 faults and commands']);
    expect(sessionStore.getState().selected).toBeNull();
    expect(picksStore.getState().picks).toEqual([]);
  });

  test('are copied to the cursor with their distances, beside themselves where they came from, never beyond the end', () => {
    copyMany([0, 1]);
    sessionStore.getState().seekTime(500_000);
    pasteMany();
    expect(now().slice(3)).toEqual([
      { at: 500_000, fault: { type: 'crash', node: 'S1', until: 600_000 } },
      { at: 700_000, fault: { type: 'pause', node: 'S2', until: 750_000 } },
    ]);
    expect(names()).toEqual(['paste 2 faults']);
    expect(picksStore.getState().picks).toEqual([3, 4]);
    documentStore.getState().undo();
    sessionStore.getState().seekTime(100_000);
    pasteMany();
    expect(
      now()
        .slice(3)
        .map((input) => input.at),
    ).toEqual([110_000, 310_000]);
    documentStore.getState().undo();
    sessionStore.getState().seekTime(run.trace.end);
    pasteMany();
    expect(now().at(-1)?.at).toBe(minority.until);
  });

  test('are not pasted into a run of another protocol', () => {
    copyMany([0]);
    documentStore
      .getState()
      .load({ title: '', claim: '', notes: '', spec: { ...spec, protocol: 'gallery' } });
    pasteMany();
    expect(now()).toEqual(inputs);
    expect(sessionStore.getState().announcement).toMatch(/another protocol/);
  });
});
