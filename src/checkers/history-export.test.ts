import fc from 'fast-check';
import { expect, test } from 'vitest';
import raft from '../protocols/raft/protocol.ts';
import { specs } from '../protocols/raft/random.test-data.ts';
import { simulate } from '../testkit/simulate.ts';
import { type History, historyFromTrace, type Operation } from './history.ts';
import { writeEdnHistory } from './history-edn.ts';
import { exportedHistory } from './history-export.ts';
import { readHistory } from './history-text.ts';
import { checkLinearizability } from './linearizability/judge.ts';

/** What of an operation does not depend on where its events were found. */
const told = ({ process, f, key, value, result, outcome }: Operation) => ({
  process,
  f,
  key,
  value,
  result,
  // Whether nobody knows, or nobody said so yet, is the same to a judge.
  outcome: outcome === 'open' ? 'info' : outcome,
});

/** As the judge has them, who takes keys out of tuples; with its verdict. */
function judged(history: History): { operations: object[]; verdict: string } {
  const checked = checkLinearizability(history, 'kv');
  if (!checked.ok) throw new Error(checked.why);
  return { operations: checked.problem.operations.map(told), verdict: checked.judgement.verdict };
}

test('written as EDN and read back, random faulty runs have the same operations and the same verdict', () => {
  let answered = 0;
  let unknown = 0;
  fc.assert(
    fc.property(specs(1_500_000), (spec) => {
      const { trace } = simulate(raft, spec, { freeze: false });
      const text = writeEdnHistory(exportedHistory(trace));
      const read = readHistory(text);
      if (!read.ok) throw new Error(`${read.why}\n${text}`);
      expect(judged(read.history)).toEqual(judged(historyFromTrace(trace)));
      answered += trace.operations.filter(({ outcome }) => outcome === 'ok').length;
      unknown += trace.operations.filter(({ replyRow }) => replyRow < 0).length;
      // Every invocation is completed, in order, and none twice.
      const open = new Set<unknown>();
      for (const { process, type } of read.history.events) {
        expect(open.has(process)).toBe(type !== 'invoke');
        if (type === 'invoke') open.add(process);
        else open.delete(process);
      }
      expect(open.size).toBe(0);
      const times = read.history.events.map(({ time }) => time as number);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }),
    { numRuns: 40 },
  );
  expect(answered).toBeGreaterThan(0);
  expect(unknown).toBeGreaterThan(0);
});

test('a wrong answer is as wrong when it is read back', () => {
  const [spec] = fc.sample(specs(1_500_000), { seed: 5, numRuns: 1 });
  const { trace } = simulate(raft, spec ?? {}, { freeze: false });
  const write = { id: 0, node: 'C1', f: 'write', key: 'x', value: 1, outcome: 'ok', result: null } as const;
  const read = { id: 1, node: 'C1', f: 'read', key: 'x', outcome: 'ok', result: 2 } as const;
  const operations = [
    { ...write, invokeRow: 0, replyRow: 1 },
    { ...read, invokeRow: 2, replyRow: 3 },
  ];
  const columns = { ...trace.columns, time: new Float64Array([0, 10, 20, 30]) };
  const text = writeEdnHistory(exportedHistory({ ...trace, columns, operations }));
  expect(text).toBe(
    [
      '{:process 0, :type :invoke, :f :write, :value ["x" 1], :time 0}',
      '{:process 0, :type :ok, :f :write, :value ["x" 1], :time 10000}',
      '{:process 0, :type :invoke, :f :read, :value ["x" nil], :time 20000}',
      '{:process 0, :type :ok, :f :read, :value ["x" 2], :time 30000}',
      '',
    ].join('\n'),
  );
  const again = readHistory(text);
  expect(again.ok && checkLinearizability(again.history, 'kv')).toMatchObject({
    judgement: { verdict: 'no' },
  });
});

test('a client that goes on without an answer has given up the first, and is a new process', () => {
  const time = new Float64Array([0, 5000, 9000, 12_000]);
  const nodes = [{ id: 'C1', role: 'client', index: 0 }];
  const operations = [
    { id: 0, node: 'C1', f: 'write', value: 1, invokeRow: 0, replyRow: -1, outcome: 'open' },
    { id: 1, node: 'C1', f: 'write', value: 2, invokeRow: 1, replyRow: 2, outcome: 'ok', result: null },
    { id: 2, node: 'C1', f: 'write', value: 3, invokeRow: 3, replyRow: -1, outcome: 'open' },
  ] as const;
  const columns = { time } as unknown as Parameters<typeof exportedHistory>[0]['columns'];
  expect(writeEdnHistory(exportedHistory({ operations, nodes, columns })).split('\n')).toEqual([
    '{:process 0, :type :invoke, :f :write, :value 1, :time 0}',
    '{:process 0, :type :info, :f :write, :value 1, :time 5000000}',
    '{:process 1, :type :invoke, :f :write, :value 2, :time 5000000}',
    '{:process 1, :type :ok, :f :write, :value 2, :time 9000000}',
    '{:process 1, :type :invoke, :f :write, :value 3, :time 12000000}',
    '{:process 1, :type :info, :f :write, :value 3, :time 12000000}',
    '',
  ]);
});
