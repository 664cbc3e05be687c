import { expect, test } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { raftRun } from '../run.test-data.ts';
import { freshDamage } from './freshDamage.ts';

/** The records that the disk of S2 holds wrongly from the step on in which this fault strikes. */
function struck(fault: Extract<Input, { fault: unknown }>['fault']) {
  const inputs: readonly Input[] = [
    { at: 400_000, fault: { type: 'latentError', node: 'S2', record: 'votedFor' } },
    { at: 500_000, fault },
    { at: 520_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
  ];
  const { run, simulated } = raftRun({
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: {},
    variants: [],
    until: 1_000_000,
    inputs,
  });
  const { kind, ref, step } = run.trace.columns;
  const rows = [...kind.keys()].filter((row) => kind[row] === K.fault && ref[row] === 1);
  const at = step[rows.at(-1) ?? 0] ?? 0;
  const damaged = (s: number) => simulated.world(s).nodes.find(({ id }) => id === 'S2')?.damaged ?? [];
  return freshDamage(damaged(at - 1), damaged(at));
}

test('a record that rots, and no record that was bad before', () => {
  expect(struck({ type: 'bitRot', node: 'S2', record: 'log[0]' })).toMatchObject([
    { record: 'log[0]', what: 'wrong' },
  ]);
  // Bad already, and bad in the same way: nothing is new.
  expect(struck({ type: 'latentError', node: 'S2', record: 'votedFor' })).toEqual([]);
});

test('a lost write, in the step that made it', () => {
  expect(struck({ type: 'lostWrite', node: 'S2' })).toMatchObject([{ record: 'log[1]', what: 'gone' }]);
});
