import { readdirSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { applyPatch } from '../client/patch.ts';
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import type { Input } from '../engine/runspec.ts';
import type { SimulationOptions } from '../engine/simulation.ts';
import type { Trace } from '../engine/trace.ts';
import { inputs } from '../testkit/arbitrary.ts';
import { loadProtocol, metasFor, PROTOCOLS } from './discover.ts';
import { Host } from './host.ts';
import type { Answer, Opened, Part, Request } from './wire.ts';

type Asked = { [T in Request['type']]: Omit<Extract<Request, { type: T }>, 'id'> }[Request['type']];

/**
 * A host with the wires of this process: a breath is a turn of the event loop, as in the worker.
 * @param breath called at each pause between two slices
 */
function wired(
  now: () => number = () => performance.now(),
  options: SimulationOptions = {},
  breath: () => void | Promise<void> = () => {},
) {
  const answers: Answer[] = [];
  const transferred: ArrayBuffer[][] = [];
  const host = new Host(
    {
      now,
      breathe: async () => {
        await breath();
        await new Promise((resolve) => setImmediate(resolve));
      },
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
    const final = answers.filter((a) => a.id === id && (a.type === 'done' || a.type === 'failed'));
    expect(final.length).toBe(1);
    return final[0] as Extract<Answer, { type: 'done' | 'failed' }>;
  };
  const open = async (spec: unknown, base: number | null = null) => {
    const answer = await ask({ type: 'open', spec, base });
    if (answer.type !== 'done') throw new Error(answer.why);
    return answer.result as Opened;
  };
  const parts = (): Part[] => answers.filter((a) => a.type === 'part');
  return { host, answers, transferred, ask, open, parts };
}

const raft = { schema: 1, protocol: 'raft' };
const short = { ...raft, seed: 3, until: 300_000 };
/** Minutes of virtual time: longer than any test waits. */
const long = { ...raft, until: 3_600_000_000 };

/** Elections without end: more notes and changes of status than cross in one message. */
const restless = {
  ...raft,
  until: 6_000_000,
  params: { loss: 0.6, electionTimeout: [10_000, 20_000], latency: [1_000, 2_000], heartbeatInterval: 5_000 },
};

describe('open', () => {
  test('answers with the resolved run and its whole trace, whose columns are handed over, not copied', async () => {
    const { open, transferred } = wired();
    const { run, resolved, patch, index } = await open(short);
    expect(run).toBe(1);
    expect(resolved.nodes.map((n) => n.id)).toContain('S1');
    expect(patch).toMatchObject({ keepRows: 0, keepSteps: 0 });
    const trace = applyPatch(null, patch);
    expect(trace.columns.time.length).toBe(trace.rows);
    expect(trace.rows).toBeGreaterThan(50);
    expect(trace.hash).toMatch(/^[0-9a-f]{16}$/);
    for (const column of Object.values(patch.columns)) expect(transferred[0]).toContain(column.buffer);
    expect(transferred[0]).toContain(index.flights.send.buffer);
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
    let changed = 0;
    const clients = ['C1', 'C2'];
    const commands = fc
      .record({ at: fc.nat(until), node: fc.constantFrom(...clients), value: fc.nat(9) })
      .map(({ at, node, value }): Input => ({ at, node, command: { type: 'write', key: 'x', value } }));
    const world = { nodes, until, commands };
    await fc.assert(
      fc.asyncProperty(fc.array(inputs(world, 6), { minLength: 2, maxLength: 4 }), async (edits) => {
        let base: number | null = null;
        let trace: Trace | null = null;
        let list: unknown[] = [];
        for (const edit of edits) {
          // What was there stays, but for the last.
          list = [...list.slice(0, -1), ...edit];
          const spec = { ...raft, seed: 5, nodes: { server: 5, client: 2 }, until, inputs: list };
          const { run, patch }: Opened = await open(spec, base);
          trace = applyPatch(trace, patch);
          expect(trace).toEqual(applyPatch(null, (await wired().open(spec)).patch));
          if (patch.keepRows > 0) kept++;
          if (patch.lists.operations.changed.length > 0) changed++;
          base = run;
        }
      }),
      { numRuns: 16, seed: 4 },
    );
    expect(kept).toBeGreaterThan(3);
    expect(changed).toBeGreaterThan(0);
  });

  test('of long lists come ahead in parts, from the keyframe on after an edit', async () => {
    const { open, parts } = wired();
    const first = await open(restless);
    const came = [...parts()];
    expect(came.length).toBeGreaterThan(2);
    for (const { items } of came) expect(items.length).toBeLessThanOrEqual(1000);
    const trace = applyPatch(null, first.patch, came);
    expect(trace.notes.length).toBeGreaterThan(2000);
    const late = { ...restless, inputs: [{ at: 5_900_000, fault: { type: 'crash', node: 'S2' } }] };
    const edited = await open(late, first.run);
    const more = parts().slice(came.length);
    const count = (of: readonly Part[]) => of.reduce((sum, { items }) => sum + items.length, 0);
    expect(count(more) + edited.patch.lists.notes.tail.length).toBeLessThan(count(came) / 10);
    const whole = wired();
    const patch = (await whole.open(late)).patch;
    expect(applyPatch(trace, edited.patch, more)).toEqual(applyPatch(null, patch, whole.parts()));
  });

  test('of a long run have all its rows, so that the page need not put them together', async () => {
    const { open, parts } = wired();
    const spec = { ...restless, until: 25_000_000 };
    const first = await open(spec);
    expect(first.patch.rest.rows).toBeGreaterThan(100_000);
    const trace = applyPatch(null, first.patch, parts());
    const before = parts().length;
    const late = { ...spec, inputs: [{ at: 24_000_000, fault: { type: 'crash', node: 'S2' } }] };
    const { patch } = await open(late, first.run);
    expect(patch.keepRows).toBeGreaterThan(90_000);
    expect(patch.from).toBe(0);
    const edited = applyPatch(trace, patch, parts().slice(before));
    expect(edited.columns).toBe(patch.columns);
    const whole = wired();
    const { columns: _, ...rest } = applyPatch(null, (await whole.open(late)).patch, whole.parts());
    expect(edited).toMatchObject(rest);
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
    expect(edited.patch.from).toBe(edited.patch.keepRows);
    expect(edited.patch.columns.time.length).toBe(edited.patch.rest.rows - edited.patch.keepRows);
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

/** A clock that moves a little whenever it is looked at: slices are short, and the same on any machine. */
function ticking(): () => number {
  let clock = 0;
  return () => (clock += 3);
}

describe('cancel', () => {
  // That a slice is short in real time is told by the page's own bench: here slices are counted.
  test('is heard at the next pause, whatever is under way, and the host goes on', async () => {
    // Long enough that each stage has several pauses: simulating, indexing, sending what is long ahead.
    const spec = restless;
    let pauses = 0;
    const whole = wired(ticking(), {}, () => void pauses++);
    await whole.open(spec);
    expect(whole.parts().length).toBeGreaterThan(2);
    expect(pauses).toBeGreaterThan(15);
    for (const at of [1, 2, pauses >> 1, pauses - 3, pauses - 1, pauses]) {
      let heard = 0;
      const { host, answers, ask } = wired(ticking(), {}, async () => {
        heard++;
        if (heard === at) await host.handle({ type: 'cancel', id: 102, target: 101 });
      });
      await host.handle({ type: 'open', id: 101, spec, base: null });
      expect(heard, `cancelled at pause ${at} of ${pauses}`).toBe(at);
      expect(answers).toContainEqual(expect.objectContaining({ id: 101, type: 'failed', code: 'cancelled' }));
      expect(answers).not.toContainEqual(expect.objectContaining({ id: 101, type: 'done' }));
      expect(await ask({ type: 'open', spec: short, base: null })).toMatchObject({ type: 'done' });
    }
  });

  test('other questions are answered at the next pause of a long run', async () => {
    const asked: { pause: number; answered: number }[] = [];
    let pause = 0;
    const wires = wired(ticking(), {}, async () => {
      pause++;
      if (pause === 5) {
        const answer = await wires.ask({ type: 'world', run: 1, step: 3 });
        expect(answer).toMatchObject({ type: 'done' });
        asked.push({ pause: 5, answered: pause });
      }
      if (pause === 8) await wires.host.handle({ type: 'cancel', id: 102, target: 101 });
    });
    await wires.open({ ...short, until: 1000 });
    pause = 0;
    await wires.host.handle({ type: 'open', id: 101, spec: long, base: null });
    expect(asked).toEqual([{ pause: 5, answered: 5 }]);
  });

  test('of what is done or was never asked does nothing', async () => {
    const { ask, open } = wired();
    expect(await ask({ type: 'cancel', target: 55 })).toMatchObject({ type: 'done', result: null });
    await open(short);
    await open(short);
  });
});

test('reading a run takes the names of all protocols, and the meta of its own', async () => {
  const metas = await metasFor({ protocol: 'raft' });
  expect([...metas.keys()]).toEqual(PROTOCOLS);
  expect(PROTOCOLS.filter((id) => metas.get(id) !== undefined)).toEqual(['raft']);
  for (const stranger of [null, 7, 'raft', [], { protocol: 'toString' }, { protocol: ['raft'] }]) {
    const none = await metasFor(stranger);
    expect(PROTOCOLS.filter((id) => none.get(id) !== undefined)).toEqual([]);
  }
});

test('every folder of src/protocols is found, under its own name', async () => {
  const folders = readdirSync(new URL('../protocols', import.meta.url), { withFileTypes: true });
  for (const id of PROTOCOLS) expect((await loadProtocol(id)).meta.id).toBe(id);
  expect(PROTOCOLS).toEqual(
    folders
      .filter((f) => f.isDirectory())
      .map((f) => f.name)
      .sort(),
  );
});
