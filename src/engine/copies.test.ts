import { expect, test } from 'vitest';
import { simulate } from '../testkit/simulate.ts';
import { toy } from '../testkit/toy.ts';
import type { Protocol, Role } from './api.ts';

type Kept = { total: number; heard: readonly string[] };
type Passing = { ticks: number; deadline: number; open: number | null };
const peer = toy.roles.peer as Role<Kept, Passing, never>;
const copying = (copies: Role<Kept, Passing, never>['copies']): Protocol => ({
  ...toy,
  roles: { peer: { ...peer, ...(copies && { copies }) } as never },
});
const spec = { nodes: { peer: 3 }, until: 300_000 };

const durable = ({ total, heard }: Kept): Kept => ({ total, heard });
const volatile = ({ ticks, deadline, open }: Passing): Passing => ({ ticks, deadline, open });

test('a protocol that names the fields of its records runs as one whose records are spread', () => {
  const named = simulate(copying({ durable, volatile }), spec);
  const spread = simulate(toy, spec);
  expect(named.trace.rows).toBeGreaterThan(100);
  expect(named.trace.hash).toMatch(/^[0-9a-f]{8,}$/);
  expect(named.trace.hash).toEqual(spread.trace.hash);
  expect(named.last()).toEqual(spread.last());
});

test('runs of tests find a copy that leaves out a field, orders them anew, or changes one', () => {
  const wrong: Role<Kept, Passing, never>['copies'][] = [
    { durable: ({ total }) => ({ total }) as Kept, volatile },
    { durable: ({ total, heard }) => ({ heard, total }), volatile },
    { durable, volatile: (record) => ({ ...volatile(record), ticks: record.ticks + 1 }) },
  ];
  for (const copies of wrong) expect(() => simulate(copying(copies), spec)).toThrow('A copy of');
});
