import { expect, test } from 'vitest';
import { causality, relation } from '../query/causality.ts';
import { stampsOf } from '../query/stamps.ts';
import { Host } from './host.ts';
import type { Answer, EventOrder, Opened, Request, Stamp } from './wire.ts';

type Asked = { [T in Request['type']]: Omit<Extract<Request, { type: T }>, 'id'> }[Request['type']];
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

function wired(now: () => number = () => performance.now()) {
  const answers: Answer[] = [];
  const host = new Host({ now, breathe: turn, answer: (answer) => void answers.push(answer) });
  let nextId = 1;
  const ask = async <R>(request: Asked): Promise<R> => {
    const id = nextId++;
    await host.handle({ ...request, id } as Request);
    const answer = answers.find((a) => a.id === id && (a.type === 'done' || a.type === 'failed'));
    if (answer?.type !== 'done') throw new Error(answer?.type === 'failed' ? answer.code : 'no answer');
    return answer.result as R;
  };
  return { host, answers, ask };
}

const spec = {
  schema: 1,
  protocol: 'vectors',
  until: 200_000,
  inputs: [{ at: 0, fault: { type: 'clock', node: 'B1', offset: 5000 } }],
};

test('the stamps of single events and the order of two are those of the whole run', async () => {
  const { ask } = wired();
  const { run, patch, resolved } = await ask<Opened>({ type: 'open', spec, base: null });
  const { rows, steps, end } = {
    rows: patch.columns.time.length,
    steps: patch.rest.steps,
    end: patch.rest.end,
  };
  const trace = { nodes: resolved.nodes, rows, steps, end, columns: patch.columns };
  const all = stampsOf(trace, (lane, t) => t + (resolved.nodes[lane]?.id === 'B1' ? 5000 : 0));
  const c = causality(trace as Parameters<typeof causality>[0]);
  const last = steps - 1;
  const [one, network] = await ask<readonly (Stamp | null)[]>({ type: 'stamps', run, steps: [last, 0] });
  expect(network).toBeNull();
  expect(one).toMatchObject({
    step: last,
    lamport: all.lamport[last],
    hlc: { l: all.l[last], c: all.c[last] },
  });
  let paths = 0;
  for (let a = 0; a < steps; a += 3) {
    for (let b = 1; b < steps; b += 4) {
      const { relation: order, path, stamps } = await ask<EventOrder>({ type: 'order', run, a, b });
      expect(order).toBe(relation(c, a, b));
      expect(stamps.map((s) => s?.step ?? null)).toEqual([a, b].map((s) => (all.lane[s] === 255 ? null : s)));
      expect(path.length > 0).toBe(order === 'before' || order === 'after');
      if (path.length === 0) continue;
      paths++;
      expect([path[0]?.from, path.at(-1)?.to]).toEqual([Math.min(a, b), Math.max(a, b)]);
    }
  }
  expect(paths).toBeGreaterThan(5);
});

test('a run that is let go is refused, and a cancel is heard while stamps are built', async () => {
  // A clock that leaps: every slice is one piece of work long.
  let now = 0;
  const { ask, host, answers } = wired(() => (now += 100));
  await expect(ask({ type: 'stamps', run: 7, steps: [0] })).rejects.toThrow('gone');
  const long = { schema: 1, protocol: 'raft', until: 200_000_000, inputs: [] };
  const { run } = await ask<Opened>({ type: 'open', spec: long, base: null });
  const asking = host.handle({ type: 'stamps', id: 99, run, steps: [1] });
  await host.handle({ type: 'cancel', id: 100, target: 99 });
  await asking;
  expect(answers.find((a) => a.id === 99)).toMatchObject({ type: 'failed', code: 'cancelled' });
});
