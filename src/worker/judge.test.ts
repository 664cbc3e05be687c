import { describe, expect, test } from 'vitest';
import { generateHistory } from '../checkers/linearizability/generate.ts';
import type { RunJudgement } from '../checkers/run-history.ts';
import type { OperationRecord, Trace } from '../engine/trace.ts';
import { Host } from './host.ts';
import { judgeRun } from './judge.ts';
import type { Answer, Opened, Request } from './wire.ts';

type Asked = { [T in Request['type']]: Omit<Extract<Request, { type: T }>, 'id'> }[Request['type']];
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function wired(now: () => number = () => performance.now()) {
  const answers: Answer[] = [];
  const host = new Host({ now, breathe: turn, answer: (answer) => void answers.push(answer) });
  let nextId = 1;
  const ask = async (request: Asked) => {
    const id = nextId++;
    await host.handle({ ...request, id } as Request);
    return answers.find((a) => a.id === id && (a.type === 'done' || a.type === 'failed')) as Answer;
  };
  const open = async (spec: unknown) => {
    const answer = await ask({ type: 'open', spec, base: null });
    if (answer.type !== 'done') throw new Error('not opened');
    return answer.result as Opened;
  };
  const judge = (run: number, model = 'kv') => ask({ type: 'judge', run, model, effort: 0 });
  return { host, answers, ask, open, judge };
}

const command = (at: number, type: string, value?: number) => ({
  at,
  node: 'C1',
  command: { type, key: 'x', ...(value === undefined ? {} : { value }) },
});
const raft = {
  schema: 1,
  protocol: 'raft',
  until: 700_000,
  inputs: [
    { at: 5_000, fire: { node: 'S1', timer: 'election' } },
    command(110_000, 'write', 7),
    command(450_000, 'read'),
  ],
};

describe('judge', () => {
  test('names the operations of the held run by their ids', async () => {
    const { open, judge } = wired();
    const { run, patch } = await open(raft);
    const answer = await judge(run);
    expect(answer).toMatchObject({ type: 'done', result: { verdict: 'yes', model: 'kv', answered: 2 } });
    const { orders } = (answer as { result: RunJudgement }).result;
    expect(orders).toEqual([
      { key: 'x', order: patch.lists.operations.tail.map(({ id }) => id), missing: 0 },
    ]);
  });

  test('a run without operations is judged too: there is nothing to explain', async () => {
    const { open, judge } = wired();
    const { run } = await open({ ...raft, inputs: [] });
    expect(await judge(run)).toMatchObject({ result: { verdict: 'yes', operations: 0, orders: [] } });
  });

  test('the verdict does not depend on how the work is sliced', async () => {
    let clock = 0;
    const hurried = wired(() => (clock += 100));
    const calm = wired();
    const [a, b] = [await hurried.open(raft), await calm.open(raft)];
    const [first, second] = [await hurried.judge(a.run), await calm.judge(b.run)];
    expect((first as { result: unknown }).result).toEqual((second as { result: unknown }).result);
  });

  test('is refused in a sentence for operations that are none of the model’s, and for no model', async () => {
    const { open, judge } = wired();
    const { run } = await open({
      ...raft,
      inputs: [
        command(1000, 'write', 1),
        { ...command(300_000, 'write', 2), command: { type: 'read', key: 'y' } },
      ],
    });
    expect(await judge(run, 'register')).toMatchObject({
      type: 'failed',
      code: 'bad-input',
      why: expect.stringMatching(/^row \d+: .+\.$/),
    });
    expect(await judge(run, 'queue')).toMatchObject({ why: 'There is no model "queue".' });
  });

  test('is answered gone for a run no longer held', async () => {
    expect(await wired().judge(9)).toMatchObject({ type: 'failed', code: 'gone' });
  });
});

/** A trace of nothing but operations, as the engine would have recorded them. */
function recorded(operations: number, keys: number): Pick<Trace, 'operations' | 'nodes' | 'columns'> {
  const options = { clients: 5, operations, keys, values: 5, cas: true, unfinished: 0, stale: 0, seed: 4 };
  const { events } = generateHistory(options);
  const open = new Map<unknown, number>();
  const records: OperationRecord[] = [];
  for (const [row, { process, type, f, key, value }] of events.entries()) {
    const at = open.get(process);
    if (type === 'invoke') {
      open.set(process, records.length);
      const id = records.length;
      records.push({
        id,
        node: `C${process}`,
        f,
        key: `${key}`,
        value,
        invokeRow: row,
        replyRow: -1,
        outcome: 'open',
      });
    } else if (at !== undefined) {
      const result = f === 'read' ? value : undefined;
      records[at] = { ...(records[at] as OperationRecord), replyRow: row, outcome: type, result };
    }
  }
  return {
    operations: records,
    nodes: [0, 1, 2, 3, 4].map((index) => ({ id: `C${index}`, role: 'client', index })),
    columns: { time: Float64Array.from(events.keys()) } as unknown as Trace['columns'],
  };
}

describe('a long history on one key', () => {
  const trace = recorded(100_000, 1);

  test('is told of as it goes, and others are heard as soon as a slice is over', async () => {
    const told: number[] = [];
    // A clock on which every piece of the work takes a millisecond; how large a piece may be, the checker's own tests say.
    let [ms, longest, last] = [0, 0, 0];
    const work = judgeRun(
      { trace: () => trace as Trace },
      { model: 'kv', effort: 0 },
      {
        now: () => ++ms,
        progress: (steps, limit) => {
          told.push(steps);
          expect(steps).toBeLessThanOrEqual(limit);
        },
        breathe: async () => {
          longest = Math.max(longest, ms - last);
          await turn();
          last = ms;
        },
      },
    );
    const outcome = await work;
    expect('judgement' in outcome && outcome.judgement).toMatchObject({
      verdict: 'yes',
      answered: expect.any(Number),
    });
    expect(told.length).toBeGreaterThan(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
    expect(longest).toBeGreaterThan(0);
    expect(longest).toBeLessThanOrEqual(7);
  });

  test('stops when it is wanted no more', async () => {
    let [ms, breaths] = [0, 0];
    const work = judgeRun(
      { trace: () => trace as Trace },
      { model: 'kv', effort: 0 },
      {
        now: () => ++ms,
        progress: () => {},
        breathe: () => (++breaths === 3 ? Promise.reject(new Error('enough')) : turn()),
      },
    );
    await expect(work).rejects.toThrow('enough');
    expect(breaths).toBe(3);
  });
});
