import { describe, expect, test } from 'vitest';
import type { Lab, OpenOptions, OpenRun } from '../../client/lab.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { branchedOff } from '../branches/runs.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { createDocumentStore } from '../stores/document.ts';
import { createSessionStore } from '../stores/session.ts';
import { createRunner } from './runner.ts';

interface Call {
  readonly spec: RunSpec;
  readonly options: OpenOptions;
  answer(): void;
  fail(code: string, message: string): void;
}

/** A lab that simulates at once but answers when told to, and honours `signal` as the real one does. */
function slowLab() {
  const opens: Call[] = [];
  const asked: string[] = [];
  const runs = new Map<number, ReturnType<typeof raftRun>['simulated']>();
  const error = (code: string, message: string) => Object.assign(new Error(message), { code });
  const lab: Lab = {
    open: (spec, options = {}) =>
      new Promise<OpenRun>((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(error('cancelled', 'Cancelled.')));
        opens.push({
          spec: spec as RunSpec,
          options,
          answer: () => {
            const { run, simulated } = raftRun(spec as RunSpec);
            runs.set(run.id, simulated);
            resolve({ run: run.id, resolved: run.resolved, trace: run.trace, index: run.index });
          },
          fail: (code, message) => reject(error(code, message)),
        });
      }),
    judge: () => Promise.reject(error('gone', 'Not judged here.')),
    stamps: () => Promise.reject(error('gone', 'Not stamped here.')),
    order: () => Promise.reject(error('gone', 'Not ordered here.')),
    world: async (run, step) => {
      asked.push(`world ${step}`);
      await settled();
      const simulated = runs.get(run);
      if (simulated === undefined) throw error('gone', 'That run is gone.');
      return simulated.world(step);
    },
    step: async (run, step) => {
      asked.push(`step ${step}`);
      const simulated = runs.get(run);
      if (simulated === undefined) throw error('gone', 'That run is gone.');
      return simulated.detail(step);
    },
    busy: () => false,
    onIdle: () => Promise.resolve(),
  };
  return { lab, opens, asked, forget: () => runs.clear() };
}

const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 0));
const seed = (n: number) => (spec: RunSpec) => ({ ...spec, seed: n });

function setup() {
  const { lab, opens, asked, forget } = slowLab();
  const documents = createDocumentStore();
  const session = createSessionStore();
  const runner = createRunner({ lab, documents, session });
  runner.open(raft, { title: 'T', claim: '', notes: '', spec: minority }, 500_000);
  return { opens, asked, forget, documents, session, runner };
}

async function opened() {
  const s = setup();
  s.opens[0]?.answer();
  await settled();
  await settled();
  await settled();
  return s;
}

describe('opening', () => {
  test('shows the run at its cursor with the world and the step there', async () => {
    const { session, opens, runner } = await opened();
    expect(opens[0]?.options.base).toBeUndefined();
    const { cursor, world, detail, status } = session.getState();
    expect(status.kind).toBe('ready');
    expect(cursor.time).toBe(500_000);
    expect(world?.step).toBe(cursor.step);
    expect(detail?.step).toBe(cursor.step);
    expect(runner.busy()).toBe(false);
  });

  test('says why a run was refused', async () => {
    const { session, opens } = setup();
    opens[0]?.fail('bad-input', 'inputs[0].at must be an integer.');
    await settled();
    expect(session.getState().status).toEqual({ kind: 'failed', why: 'inputs[0].at must be an integer.' });
  });
});

describe('an edit', () => {
  test('is simulated from the run before it, and the cursor keeps its time', async () => {
    const { session, documents, opens } = await opened();
    const base = session.getState().run?.id;
    documents.getState().edit('seed', seed(8));
    expect(opens).toHaveLength(2);
    expect(opens[1]?.options.base).toBe(base);
    opens[1]?.answer();
    await settled();
    expect(session.getState().cursor.time).toBe(500_000);
    expect(session.getState().run?.resolved.spec.seed).toBe(8);
  });

  test('that is refused leaves the last good run on show', async () => {
    const { session, documents, opens } = await opened();
    const before = session.getState().run;
    documents.getState().edit('seed', seed(8));
    opens[1]?.fail('bad-input', 'No.');
    await settled();
    expect(session.getState().run).toBe(before);
    expect(session.getState().status).toEqual({ kind: 'failed', why: 'No.' });
    documents.getState().undo();
    opens[2]?.answer();
    await settled();
    expect(session.getState().status.kind).toBe('ready');
  });

  test('cancels the simulation of the one before it', async () => {
    const { session, documents, opens } = await opened();
    documents.getState().edit('seed', seed(8));
    documents.getState().edit('seed', seed(9));
    await settled();
    expect(opens).toHaveLength(3);
    opens[2]?.answer();
    await settled();
    expect(session.getState().run?.resolved.spec.seed).toBe(9);
  });

  test('before the first run is there still opens at the cursor of the document', async () => {
    const { session, documents, opens } = setup();
    documents.getState().edit('seed', seed(8));
    await settled();
    opens.at(-1)?.answer();
    await settled();
    expect(session.getState().cursor.time).toBe(500_000);
  });

  test('starts from nothing when the worker no longer holds the run before it', async () => {
    const { session, documents, opens } = await opened();
    documents.getState().edit('seed', seed(8));
    opens[1]?.fail('gone', 'That run is gone.');
    await settled();
    expect(opens[2]?.options.base).toBeUndefined();
    opens[2]?.answer();
    await settled();
    expect(session.getState().run?.resolved.spec.seed).toBe(8);
  });
});

describe('a long simulation', () => {
  test('says how far it is once it takes time, and can be stopped and begun again', async () => {
    const { session, documents, opens } = await opened();
    const before = session.getState().run;
    documents.getState().edit('seed', seed(8));
    // Nothing is said of what may be over in a blink.
    expect(session.getState().status.kind).toBe('ready');
    opens[1]?.options.onProgress?.({ rows: 500, time: 250, until: 1000 });
    const { status } = session.getState();
    expect(status).toMatchObject({ kind: 'running', progress: 0.25 });
    if (status.kind === 'running') status.stop();
    await settled();
    const stopped = session.getState().status;
    expect(stopped.kind).toBe('stopped');
    expect(session.getState().run).toBe(before);
    if (stopped.kind === 'stopped') stopped.again();
    expect(opens).toHaveLength(3);
    opens[2]?.answer();
    await settled();
    expect(session.getState().status.kind).toBe('ready');
    expect(session.getState().run?.resolved.spec.seed).toBe(8);
  });
});

describe('a worker that dies', () => {
  test('during an edit: the edit is run once more from nothing, and if that fails too it is said', async () => {
    const { session, documents, opens } = await opened();
    documents.getState().edit('seed', seed(8));
    opens[1]?.fail('crashed', 'The simulator stopped.');
    await settled();
    expect(opens[2]?.options.base).toBeUndefined();
    expect(opens[2]?.spec.seed).toBe(8);
    opens[2]?.fail('crashed', 'The simulator stopped.');
    await settled();
    expect(opens).toHaveLength(3);
    expect(session.getState().status).toEqual({ kind: 'failed', why: 'The simulator stopped.' });
  });

  test('while nothing is under way: the next look gives the run on show to another, and nothing else changes', async () => {
    const { session, opens, forget, runner } = await opened();
    const { run, cursor, status } = session.getState();
    forget();
    session.getState().seek(cursor.step + 5);
    const moved = session.getState().cursor;
    await settled();
    expect(opens[1]?.options.base).toBeUndefined();
    expect(opens[1]?.spec).toEqual(run?.resolved.spec);
    opens[1]?.answer();
    for (let i = 0; i < 5; i++) await settled();
    const now = session.getState();
    expect(now.run?.trace.hash).toBe(run?.trace.hash);
    expect(now.run?.id).not.toBe(run?.id);
    expect(now.cursor).toEqual(moved);
    expect(now.status).toBe(status);
    expect(now.world?.step).toBe(moved.step);
    expect(now.detail?.step).toBe(moved.step);
    expect(runner.busy()).toBe(false);
  });

  test('again and again is not begun for ever', async () => {
    const { session, opens, forget, runner } = await opened();
    session.getState().seek(3);
    for (let i = 0; i < 10 && session.getState().status.kind !== 'failed'; i++) {
      forget();
      await settled();
      await settled();
      opens.at(-1)?.answer();
      forget();
      await settled();
      await settled();
    }
    expect(session.getState().status.kind).toBe('failed');
    expect(opens.length).toBeLessThan(6);
    expect(runner.busy()).toBe(false);
  });
});

test('while the hand moves, runs are finished and shown, and only the latest of those that wait is run', async () => {
  const { session, documents, opens } = await opened();
  for (const n of [11, 12, 13]) documents.getState().preview(seed(n));
  expect(opens).toHaveLength(2);
  opens[1]?.answer();
  await settled();
  expect(session.getState().run?.resolved.spec.seed).toBe(11);
  expect(opens).toHaveLength(3);
  expect(opens[2]?.spec.seed).toBe(13);
});

test('scrubbing asks for what is on show, not for every step passed', async () => {
  const { session, asked } = await opened();
  asked.length = 0;
  for (let step = 10; step < 60; step++) session.getState().seek(step);
  for (let i = 0; i < 5; i++) await settled();
  // Two moments at most, each with the world before it, the world after it and the step between.
  expect(asked.length).toBeLessThanOrEqual(6);
  expect(session.getState().world?.step).toBe(59);
  expect(session.getState().detail?.step).toBe(59);
});

describe('turning to another branch', () => {
  async function branched() {
    const s = await opened();
    const { documents, opens } = s;
    documents.getState().revise('branch', (d) => branchedOff(d, 9));
    documents.getState().edit('seed', seed(8));
    opens[1]?.answer();
    await settled();
    return s;
  }

  test('shows the run that is held at once, at the same time, and nothing is simulated', async () => {
    const { documents, session, opens } = await branched();
    const edited = session.getState().run;
    documents.getState().turnTo(0);
    expect(session.getState().run?.resolved.spec.seed).toBe(minority.seed);
    expect(session.getState().cursor.time).toBe(500_000);
    documents.getState().turnTo(9);
    expect(session.getState().run).toBe(edited);
    await settled();
    await settled();
    expect(session.getState().world?.step).toBe(session.getState().cursor.step);
    expect(opens).toHaveLength(2);
  });

  test('nobody waits any more for what was being simulated, and it does not come on show', async () => {
    const { documents, session, opens, runner } = await branched();
    documents.getState().edit('seed', seed(9));
    documents.getState().turnTo(0);
    opens[2]?.answer();
    await settled();
    await settled();
    await settled();
    expect(session.getState().run?.resolved.spec.seed).toBe(minority.seed);
    expect(session.getState().status.kind).toBe('ready');
    expect(runner.busy()).toBe(false);
    documents.getState().turnTo(9);
    expect(opens).toHaveLength(4);
    opens[3]?.answer();
    await settled();
    expect(session.getState().run?.resolved.spec.seed).toBe(9);
    expect(opens[3]?.options.base).toBeDefined();
  });

  test('a run that the worker has let go is simulated again once it is looked into', async () => {
    const { documents, session, opens, forget } = await branched();
    forget();
    documents.getState().turnTo(0);
    await settled();
    await settled();
    expect(opens).toHaveLength(3);
    opens[2]?.answer();
    await settled();
    await settled();
    await settled();
    expect(session.getState().world?.step).toBe(session.getState().cursor.step);
    expect(session.getState().status.kind).toBe('ready');
  });
});
