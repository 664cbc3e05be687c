import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch } from '../client/lab.ts';
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import type { SimulationOptions } from '../engine/simulation.ts';
import type { Trace } from '../engine/trace.ts';
import { inputs } from '../testkit/arbitrary.ts';
import { METAS } from './discover.ts';
import { Host } from './host.ts';
import type { Answer, Opened, Request } from './wire.ts';

type Asked = { [T in Request['type']]: Omit<Extract<Request, { type: T }>, 'id'> }[Request['type']];

/** A host with the wires of this process: a breath is a turn of the event loop, as in the worker. */
function wired(now: () => number = () => performance.now(), options: SimulationOptions = {}) {
  const answers: Answer[] = [];
  const transferred: ArrayBuffer[][] = [];
  const host = new Host(
    {
      now,
      breathe: () => new Promise((resolve) => setImmediate(resolve)),
      answer: (answer, transfer) => {
        answers.push(answer);
        transferred.push(transfer);
      },
    },
    options,
  );
  let nextId = 1;
  const ask = async (request: Asked) => {
    const id = nextId++;
    await host.handle({ ...request, id } as Request);
    const final = answers.filter((a) => a.id === id && a.type !== 'progress');
    expect(final.length).toBe(1);
    return final[0] as Exclude<Answer, { type: 'progress' }>;
  };
  const open = async (spec: unknown, base: number | null = null) => {
    const answer = await ask({ type: 'open', spec, base });
    if (answer.type !== 'done') throw new Error(answer.why);
    return answer.result as Opened;
  };
  return { host, answers, transferred, ask, open };
}

const raft = { schema: 1, protocol: 'raft' };
const short = { ...raft, seed: 3, until: 300_000 };
/** Minutes of virtual time: longer than any test waits. */
const long = { ...raft, until: 3_600_000_000 };

describe('open', () => {
  test('answers with the resolved run and its whole trace, whose columns are handed over, not copied', async () => {
    const { open, transferred } = wired();
    const { run, resolved, patch } = await open(short);
    expect(run).toBe(1);
    expect(resolved.nodes.map((n) => n.id)).toContain('S1');
    expect(patch).toMatchObject({ keepRows: 0, keepSteps: 0 });
    const trace = applyPatch(null, patch);
    expect(trace.columns.time.length).toBe(trace.rows);
    expect(trace.rows).toBeGreaterThan(50);
    expect(trace.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(transferred[0]?.length).toBe(9);
    expect(transferred[0]).toContain(patch.tail.time.buffer);
  });

  test('the same spec has the same hash on another host, in other slices', async () => {
    let clock = 0;
    // Every look at this clock is a slice's end: the run is done in the smallest slices there are.
    const hurried = await wired(() => (clock += 100)).open(short);
    expect(hurried.patch.rest).toEqual((await wired().open(short)).patch.rest);
  });

  test.each<[string, unknown]>([
    ['nothing', null],
    ['text', 'raft'],
    ['another protocol', { schema: 1, protocol: 'rift' }],
    ['an unknown field', { ...raft, sede: 1 }],
    ['a fault on nobody', { ...raft, inputs: [{ at: 1, fault: { type: 'crash', node: 'S99' } }] }],
    ['a future schema', { ...raft, schema: 2 }],
  ])('refuses %s with one sentence', async (_, spec) => {
    const answer = await wired().ask({ type: 'open', spec, base: null });
    expect(answer).toMatchObject({ type: 'failed', code: 'bad-input' });
    const { why } = answer as { why: string };
    expect(why).toMatch(/^[^\n]{10,300}[.?]$/);
  });

  test('a base it no longer holds is no base: the run is simulated whole', async () => {
    const { open } = wired();
    const { patch } = await open(short, 77);
    expect(patch.keepRows).toBe(0);
  });

  test('tells how far it is, and the numbers grow', async () => {
    const { host, answers } = wired();
    const opening = host.handle({ type: 'open', id: 1, spec: long, base: null });
    while (
      answers.filter((a) => a.type === 'progress').length < 3 &&
      !answers.some((a) => a.type === 'done')
    ) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    await host.handle({ type: 'cancel', id: 2, target: 1 });
    await opening;
    const progress = answers.filter((a) => a.type === 'progress');
    expect(progress.length).toBeGreaterThanOrEqual(3);
    for (const [i, p] of progress.entries()) {
      expect(p).toMatchObject({ id: 1, until: long.until });
      if (i > 0) expect(p.rows).toBeGreaterThan((progress[i - 1] as typeof p).rows);
      if (i > 0) expect(p.time).toBeGreaterThan((progress[i - 1] as typeof p).time);
    }
  });
});

describe('patches', () => {
  const nodes = ['S1', 'S2', 'S3', 'S4', 'S5'];
  const until = 700_000;

  test('put together on the page give the whole trace, for any chain of edits', async () => {
    const { open } = wired(undefined, { keyframeRows: 32 });
    let kept = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(inputs({ nodes, until }, 5), { minLength: 2, maxLength: 4 }),
        async (edits) => {
          let base: number | null = null;
          let trace: Trace | null = null;
          let list: unknown[] = [];
          for (const edit of edits) {
            // What was there stays, but for the last.
            list = [...list.slice(0, -1), ...edit];
            const spec = { ...raft, seed: 5, nodes: { server: 5, client: 0 }, until, inputs: list };
            const { run, patch }: Opened = await open(spec, base);
            trace = applyPatch(trace, patch);
            expect(trace).toEqual(applyPatch(null, (await wired().open(spec)).patch));
            if (patch.keepRows > 0) kept++;
            base = run;
          }
        },
      ),
      { numRuns: 12 },
    );
    expect(kept).toBeGreaterThan(3);
  });

  test('cross only from the keyframe before the edit on', async () => {
    const { open } = wired();
    const spec = { ...short, until: 3_000_000 };
    const first = await open(spec);
    const edited = await open(
      { ...spec, inputs: [{ at: 2_800_000, fault: { type: 'crash', node: 'S2' } }] },
      first.run,
    );
    expect(edited.patch.keepRows).toBeGreaterThan(0.7 * edited.patch.rest.rows);
    expect(edited.patch.tail.time.length).toBe(edited.patch.rest.rows - edited.patch.keepRows);
  });
});

describe('world and step', () => {
  test('look into any moment of a held run', async () => {
    const { ask, open } = wired();
    const { run, patch } = await open(short);
    for (const step of [0, 7, patch.rest.steps - 1]) {
      const world = await ask({ type: 'world', run, step });
      expect((world as { result: WorldState }).result).toMatchObject({ step });
      const detail = await ask({ type: 'step', run, step });
      expect((detail as { result: StepDetail }).result.rows.length).toBeGreaterThan(0);
    }
  });

  test('are answered gone for a step there is not, and a run no longer held', async () => {
    const { ask, open } = wired();
    const { run, patch } = await open({ ...short, until: 1000 });
    for (const step of [-1, patch.rest.steps, 0.5, Number.NaN]) {
      expect(await ask({ type: 'world', run, step })).toMatchObject({ type: 'failed', code: 'gone' });
      expect(await ask({ type: 'step', run, step })).toMatchObject({ type: 'failed', code: 'gone' });
    }
    expect(await ask({ type: 'world', run: 99, step: 0 })).toMatchObject({ code: 'gone' });
    for (let i = 0; i < 8; i++) await open({ ...short, until: 1000 });
    expect(await ask({ type: 'world', run, step: 0 })).toMatchObject({ code: 'gone' });
  });
});

describe('cancel', () => {
  test('stops a long run within 100 ms, and the host goes on', { retry: 2 }, async () => {
    const { host, ask, answers } = wired();
    const opening = host.handle({ type: 'open', id: 101, spec: long, base: null });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(answers).not.toContainEqual(expect.objectContaining({ id: 101, type: 'done' }));
    const start = performance.now();
    await host.handle({ type: 'cancel', id: 102, target: 101 });
    await opening;
    expect(performance.now() - start).toBeLessThan(100);
    expect(answers).toContainEqual(expect.objectContaining({ id: 101, type: 'failed', code: 'cancelled' }));
    expect(answers).toContainEqual({ type: 'done', id: 102, result: null });
    expect(await ask({ type: 'open', spec: short, base: null })).toMatchObject({ type: 'done' });
  });

  test('other questions are answered while a long run is under way', { retry: 2 }, async () => {
    const { host, ask, open } = wired();
    const { run } = await open(short);
    const opening = host.handle({ type: 'open', id: 101, spec: long, base: null });
    const start = performance.now();
    expect(await ask({ type: 'world', run, step: 3 })).toMatchObject({ type: 'done' });
    expect(performance.now() - start).toBeLessThan(100);
    await host.handle({ type: 'cancel', id: 102, target: 101 });
    await opening;
  });

  test('of what is done or was never asked does nothing', async () => {
    const { ask, open } = wired();
    expect(await ask({ type: 'cancel', target: 55 })).toMatchObject({ type: 'done', result: null });
    await open(short);
    await open(short);
  });
});

test('every folder of src/protocols is found, under its own name', () => {
  const folders = readdirSync(new URL('../protocols', import.meta.url), { withFileTypes: true });
  expect([...METAS.keys()]).toEqual(
    folders
      .filter((f) => f.isDirectory())
      .map((f) => f.name)
      .sort(),
  );
});
