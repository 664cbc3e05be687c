import { expect, test } from 'vitest';
import { protocol } from '../protocols/raft/protocol.ts';
import { scenario as election } from '../protocols/raft/scenarios/first-election.ts';
import { scenario } from '../protocols/raft/scenarios/forgotten-vote.ts';
import { resolve, simulate } from '../testkit/simulate.ts';
import { trySeeds } from './seeds.ts';

test('each seed gives what a run with that seed gives', () => {
  const resolved = resolve(protocol, scenario.spec);
  const seeds = [1, 2, 3, 4, 5, 6, 7, 8];
  const outcomes = [...trySeeds(protocol, resolved, seeds)];
  expect(outcomes.map(({ seed }) => seed)).toEqual(seeds);
  for (const { seed, broken } of outcomes) {
    const { trace } = simulate(protocol, { ...scenario.spec, seed });
    expect(broken).toEqual(
      trace.violations.map(({ property, event, why }) => ({ property, at: trace.columns.time[event], why })),
    );
  }
  expect(outcomes.some(({ broken }) => broken.length > 0)).toBe(true);
});

test('where nothing is broken on purpose nothing breaks, and a bound is told', () => {
  const resolved = resolve(protocol, election.spec);
  for (const { broken, stopped } of trySeeds(protocol, resolved, [1, 2, 3])) {
    expect(broken).toEqual([]);
    expect(stopped).toBe(false);
  }
  const [cut] = trySeeds(protocol, resolved, [1], { rows: 10, bytes: 1e9 });
  expect(cut?.stopped).toBe(true);
});
