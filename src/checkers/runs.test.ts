/** The judge over what clients saw in real runs. */
import { expect, test } from 'vitest';
import type { Input } from '../engine/runspec.ts';
import raft from '../protocols/raft/protocol.ts';
import { type PartialSpec, simulate } from '../testkit/simulate.ts';
import { historyFromTrace } from './history.ts';
import { writeEdnHistory } from './history-edn.ts';
import { readHistory } from './history-text.ts';
import { checkLinearizability } from './linearizability/judge.ts';

const clients = ['C1', 'C2', 'C3'];

/** Three clients that write and read one key, through a partition, a crash of each kind of node and lossy links. */
function stormy(seed: number): PartialSpec {
  const commands = Array.from({ length: 45 }, (_, i): Input => {
    const node = clients[i % 3] as string;
    const command = i % 2 === 0 ? { type: 'write', key: 'x', value: i } : { type: 'read', key: 'x' };
    return { at: 200_000 + i * 17_000, node, command };
  });
  const faults: Input[] = [
    {
      at: 350_000,
      fault: {
        type: 'partition',
        groups: [
          ['S1', 'S2'],
          ['S3', 'S4', 'S5'],
        ],
        until: 700_000,
      },
    },
    { at: 500_000, fault: { type: 'crash', node: 'C1', until: 520_000 } },
    { at: 800_000, fault: { type: 'crash', node: 'S3', until: 900_000 } },
    { at: 100_000, fault: { type: 'link', from: '*', to: '*', loss: 0.05, until: 1_500_000 } },
  ];
  return { seed, nodes: { server: 5, client: 3 }, until: 3_000_000, inputs: [...commands, ...faults] };
}

test('what the clients of Raft see is linearizable, whatever is done to them', () => {
  let answered = 0;
  for (let seed = 1; seed <= 12; seed++) {
    const { trace } = simulate(raft, stormy(seed), { freeze: false });
    const history = historyFromTrace(trace);
    const checked = checkLinearizability(history, 'kv');
    expect(checked).toMatchObject({ ok: true, judgement: { verdict: 'yes' } });
    if (!checked.ok) continue;
    const { operations } = checked.problem;
    answered += operations.filter(({ outcome }) => outcome === 'ok').length;
    expect(operations.length).toBe(trace.operations.filter(({ outcome }) => outcome !== 'fail').length);

    // Written out for other checkers and read back, it is judged the same.
    const again = readHistory(writeEdnHistory(history));
    expect(again.ok && checkLinearizability(again.history, 'kv')).toMatchObject({
      judgement: { verdict: 'yes', steps: checked.judgement.steps },
    });
  }
  expect(answered).toBeGreaterThan(200);
});

test('an answer that is changed afterwards is not', () => {
  const { trace } = simulate(raft, stormy(1), { freeze: false });
  const history = historyFromTrace(trace);
  const reads = history.events.filter(({ type, f }) => type === 'ok' && f === 'read');
  const last = reads[reads.length - 1];
  const events = history.events.map((event) => (event === last ? { ...event, value: -1 } : event));
  const checked = checkLinearizability({ ...history, events }, 'kv');
  expect(checked.ok && checked.judgement).toMatchObject({ verdict: 'no' });
  if (!checked.ok || checked.judgement.verdict !== 'no') return;
  const { blocked, key } = checked.judgement.obstacle;
  expect(key).toBe('x');
  const culprit = checked.problem.operations[blocked[0]?.operation ?? -1];
  expect(culprit).toMatchObject({ f: 'read', result: -1, completedAt: last?.at });
});
