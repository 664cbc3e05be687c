import { beforeAll, describe, expect, test } from 'vitest';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { createSessionStore, type Run, stepAt, stepTime } from './session.ts';

let run: Run;
beforeAll(() => {
  run = raftRun().run;
});

function showing(time?: number) {
  const store = createSessionStore();
  store.getState().reset(raft);
  store.getState().show(run, time);
  return store;
}

describe('stepAt', () => {
  test('is the last step at or before a time, as a scan finds it', () => {
    for (const time of [0, 1, 6_000, 179_999, 180_000, 500_000, 899_999, 2_000_000]) {
      let last = 0;
      for (let s = 0; s < run.trace.steps; s++) if (stepTime(run, s) <= time) last = s;
      expect(stepAt(run, time), `${time} µs`).toBe(last);
    }
  });
});

describe('the cursor', () => {
  test('opens at the time asked for, at the last step before it', () => {
    const { cursor } = showing(500_000).getState();
    expect(cursor.time).toBe(500_000);
    expect(stepTime(run, cursor.step)).toBeLessThanOrEqual(500_000);
    expect(stepTime(run, cursor.step + 1)).toBeGreaterThan(500_000);
  });

  test('keeps its time when an edit brings another run', () => {
    const store = showing(500_000);
    const edited = raftRun({ ...minority, inputs: minority.inputs.slice(0, 2) }).run;
    store.getState().show(edited);
    expect(store.getState().cursor).toEqual({ step: stepAt(edited, 500_000), time: 500_000 });
  });

  test('stays within a run that became shorter', () => {
    const store = showing(880_000);
    const shorter = raftRun({ ...minority, until: 720_000 }).run;
    store.getState().show(shorter);
    expect(store.getState().cursor.time).toBe(shorter.trace.end);
  });

  test('never leaves the steps of the run', () => {
    const store = showing();
    store.getState().seek(-5);
    expect(store.getState().cursor.step).toBe(0);
    store.getState().seek(1e9);
    expect(store.getState().cursor.step).toBe(run.trace.steps - 1);
  });

  test('lets the playhead run on to the next step but not past it', () => {
    const store = showing();
    store.getState().seek(40, 1e12);
    expect(store.getState().cursor).toEqual({ step: 40, time: stepTime(run, 41) });
    store.getState().seek(40, 0);
    expect(store.getState().cursor).toEqual({ step: 40, time: stepTime(run, 40) });
  });
});

describe('marks after an edit', () => {
  test('on nodes and inputs that are still there stay, others go', () => {
    const store = showing();
    store.getState().set({ selected: { kind: 'node', node: 'S5' } });
    store.getState().show(run);
    expect(store.getState().selected).toEqual({ kind: 'node', node: 'S5' });
    const smaller = raftRun({ ...minority, nodes: { server: 3, client: 1 }, inputs: [] }).run;
    store.getState().show(smaller);
    expect(store.getState().selected).toBeNull();
    store.getState().set({ selected: { kind: 'input', input: 2 } });
    store.getState().show(run);
    expect(store.getState().selected).toEqual({ kind: 'input', input: 2 });
    store.getState().show(smaller);
    expect(store.getState().selected).toBeNull();
  });
});
