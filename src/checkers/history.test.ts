import { expect, test } from 'vitest';
import type { Columns, OperationRecord, Trace } from '../engine/trace.ts';
import { type History, historyFromTrace, type Operation, pairOperations } from './history.ts';
import { readHistory } from './history-text.ts';

function read(text: string): History {
  const result = readHistory(text);
  if (!result.ok) throw new Error(result.why);
  return result.history;
}

function paired(text: string): readonly Operation[] {
  const result = pairOperations(read(text));
  if (!result.ok) throw new Error(result.why);
  return result.operations;
}

function refused(text: string): string {
  const result = pairOperations(read(text));
  return result.ok ? 'accepted' : result.why;
}

const line = (process: number, type: string, f: string, value: unknown) =>
  `${JSON.stringify({ process, type, f, value })}\n`;

test('invocations are paired with completions; what failed did not happen', () => {
  const operations = paired(
    line(0, 'invoke', 'write', 1) +
      line(1, 'invoke', 'read', null) +
      line(1, 'ok', 'read', 1) +
      line(2, 'invoke', 'write', 3) +
      line(2, 'fail', 'write', 3) +
      line(0, 'info', 'write', 1) +
      line(3, 'invoke', 'read', null),
  );
  expect(operations.map(({ id, process, outcome, result }) => [id, process, outcome, result])).toEqual([
    [0, 0, 'info', null],
    [1, 1, 'ok', 1],
    [2, 3, 'open', null],
  ]);
  expect(operations[0]).toMatchObject({ invoked: 0, returned: Infinity, at: 1, completedAt: 6 });
  expect(operations[1]).toMatchObject({ invoked: 1, returned: 2, at: 2, completedAt: 3 });
});

test('a process goes on after info, as a new process', () => {
  const text = line(0, 'invoke', 'write', 1) + line(0, 'info', 'write', 1) + line(0, 'invoke', 'read', null);
  expect(paired(text).map(({ outcome }) => outcome)).toEqual(['info', 'open']);
  expect(refused(text + line(0, 'ok', 'read', 1) + line(0, 'ok', 'write', 1))).toBe(
    'line 5: process 0 completes "write" (ok), but it has invoked nothing.',
  );
});

test('a completion says what its invocation said, or nothing; only a read has something new to tell', () => {
  const both = (f: string, asked: unknown, told: unknown) =>
    refused(line(0, 'invoke', f, asked) + line(0, 'ok', f, told));
  expect(both('write', 1, 2)).toBe(
    'line 2: process 0 completes a write of 2, but what it wrote at line 1 was 1.',
  );
  expect(both('write', 'a', { b: [1] })).toBe(
    'line 2: process 0 completes a write of {"b":[1]}, but what it wrote at line 1 was a.',
  );
  expect(both('cas', [1, 2], [1, 3])).toBe(
    'line 2: process 0 completes a cas of [1,3], but what it asked for at line 1 was [1,2].',
  );
  for (const [f, asked, told] of [
    ['write', 1, 1],
    ['write', { a: 1, b: 2 }, { b: 2, a: 1 }],
    ['write', 1, null],
    ['cas', [1, 2], [1, 2]],
    ['cas', [1, 2], null],
    ['cas', [1, 2], false],
    ['cas', [1, 2], true],
    ['read', 1, 2],
  ] as const)
    expect(both(f, asked, told)).toBe('accepted');
  // What did not happen, or nobody knows of, may say why in the place of a value.
  for (const type of ['fail', 'info'])
    expect(refused(line(0, 'invoke', 'write', 1) + line(0, type, 'write', 'timeout'))).toBe('accepted');
});

test('what cannot be paired is refused with its line', () => {
  expect(refused(line(0, 'invoke', 'read', null) + line(0, 'invoke', 'read', null))).toBe(
    'line 2: process 0 invokes, but what it invoked at line 1 has not ended.',
  );
  expect(refused(line(0, 'ok', 'read', 1))).toBe(
    'line 1: process 0 completes "read" (ok), but it has invoked nothing.',
  );
  expect(refused(`${line(0, 'invoke', 'read', null)}\n${line(0, 'ok', 'write', 1)}`)).toBe(
    'line 3: process 0 completes "write", but it invoked "read" at line 1.',
  );
});

test('the history of a trace: rows are the order, clients the processes', () => {
  const record = (id: number, node: string, rest: Partial<OperationRecord>): OperationRecord => ({
    ...{ id, node, f: 'read', key: 'x', invokeRow: 0, replyRow: -1, outcome: 'open' },
    ...rest,
  });
  const trace: Pick<Trace, 'operations' | 'nodes' | 'columns'> = {
    nodes: ['S1', 'C1', 'C2', 'C3'].map((id, index) => ({ id, role: 'any', index })),
    columns: { time: Float64Array.from({ length: 20 }, (_, row) => row * 10) } as unknown as Columns,
    operations: [
      record(0, 'C3', { f: 'write', value: 1, invokeRow: 2, replyRow: 9, outcome: 'info' }),
      record(1, 'C1', { invokeRow: 3, replyRow: 5, outcome: 'ok', result: 1 }),
      record(2, 'C1', { f: 'write', value: 2, invokeRow: 6 }),
      record(3, 'C1', { invokeRow: 8, replyRow: 11, outcome: 'ok', result: 2 }),
      record(4, 'C3', { f: 'cas', value: [2, 3], invokeRow: 12, replyRow: 14, outcome: 'fail' }),
    ],
  };
  const history = historyFromTrace(trace);
  expect(history.place).toBe('row');
  expect(history.events.map(({ at, process, type, f, value }) => [at, process, type, f, value])).toEqual([
    [2, 1, 'invoke', 'write', 1],
    [3, 0, 'invoke', 'read', null],
    [5, 0, 'ok', 'read', 1],
    [6, 0, 'invoke', 'write', 2],
    // C1 crashed with a write on its way, C3 gave up: both go on as new processes.
    [8, 2, 'invoke', 'read', null],
    [9, 1, 'info', 'write', 1],
    [11, 2, 'ok', 'read', 2],
    [12, 3, 'invoke', 'cas', [2, 3]],
    [14, 3, 'fail', 'cas', [2, 3]],
  ]);
  expect(history.events[1]).toMatchObject({ key: 'x', time: 30 });
  const result = pairOperations(history);
  expect(result.ok && result.operations.map(({ outcome }) => outcome)).toEqual(['info', 'ok', 'open', 'ok']);
});
