import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';
import { atomsOf } from './view-atoms.ts';
import { latticeOf } from './view-lattice.ts';
import { modelOf } from './view-merge.ts';

/** What the panel shows of a scenario after each step. */
function models(id: string) {
  const scenario = scenarios.find((s) => s.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  const { trace, world } = simulate(protocol, scenario.spec);
  const type = String(scenario.spec.params.type);
  return Array.from({ length: trace.steps }, (_, step) =>
    modelOf(world(step), step > 0 ? world(step - 1) : null, trace, type),
  );
}
const pieces = (row: readonly { text: string; name: string | null; from: string }[] | undefined) =>
  row?.map((p) => `${p.text}${p.name === null ? '' : ` ${p.name}`}: ${p.from}`);

describe('the panel', () => {
  it('lays the two states side by side, and says what each gave to the join', () => {
    const merge = models('shopping-list')
      .map((m) => m.merge)
      .find((m) => m?.to === 'R1' && m.join.some((p) => p.text.includes('2 %')));
    expect(merge?.from).toBe('R2');
    expect(pieces(merge?.own)).toEqual(['2 milk (organic) R1.1: own', 'R1:1 R2:1 seen: own']);
    expect(pieces(merge?.came)).toEqual(['6 eggs R2.1: lost', '1 milk (2 %) R2.2: came', 'R2:2 seen: came']);
    expect(pieces(merge?.join)).toEqual([
      '2 milk (organic) R1.1: own',
      '1 milk (2 %) R2.2: came',
      'R1:1 R2:2 seen: both',
    ]);
  });

  it('says whether copies with the same updates show the same', () => {
    expect(models('counting-apart').at(-1)?.agreed).toBe('same');
    expect(models('no-tie-break').at(-1)?.agreed).toBe('differ');
    expect(models('merge-by-hand').find((m) => m.copies[0]?.seen === 'R1:1')?.agreed).toBeNull();
  });

  it('tells what is held back, and who is down', () => {
    const held = models('operations-that-wait').flatMap((m) => m.copies.flatMap((c) => c.waiting));
    expect([...new Set(held)]).toEqual(['R2.1']);
    expect(
      models('crash-and-restart').some((m) => m.copies.some((c) => !c.up && c.shows === undefined)),
    ).toBe(true);
  });

  it('has pieces for every state there is', () => {
    for (const { id, spec } of scenarios) {
      const { last } = simulate(protocol, spec);
      for (const { durable, volatile } of last().nodes) {
        const { state } = durable.copy as { state: never };
        const atoms = atomsOf(String(spec.params.type), state);
        const empty = JSON.stringify(volatile?.shows) === '{}' || JSON.stringify(volatile?.shows) === '[]';
        if (!empty) expect([id, atoms.length > 0]).toEqual([id, true]);
        expect(new Set(atoms.map((a) => a.key)).size).toBe(atoms.length);
        expect(JSON.stringify(atoms)).not.toMatch(/undefined|\[object/);
      }
    }
  });
});

describe('the lattice', () => {
  const lattices = (id: string) => {
    const scenario = scenarios.find((s) => s.id === id) as (typeof scenarios)[number];
    const { trace, world } = simulate(protocol, scenario.spec);
    return Array.from({ length: trace.steps }, (_, step) => latticeOf(world(step), trace));
  };
  const words = (lattice: ReturnType<typeof latticeOf> | undefined) =>
    lattice?.points.map((p) => `${p.value ?? '?'}${p.here.length > 0 ? ` @${p.here.join('+')}` : ''}`);

  it('has the three single states and their joins, though nobody has merged yet', () => {
    const early = lattices('merge-by-hand').findLast(
      (l) => l?.points.filter((p) => p.value === null).length === 4,
    );
    expect(words(early)).toEqual(['', '{apple} @R1', '{bread} @R2', '{cheese} @R3', '?', '?', '?', '?']);
    // A cube: each step up adds one of three.
    expect(early?.edges).toHaveLength(12);
  });

  it('ends with everybody at the top', () => {
    expect(words(lattices('merge-by-hand').at(-1))?.at(-1)).toBe('{apple, bread, cheese} @R1+R2+R3');
  });

  it('shows two states at one height where copies differ', () => {
    const top = lattices('no-tie-break').at(-1)?.points.slice(-2);
    expect(top?.map((p) => [p.level, p.value, p.here])).toEqual([
      [2, '“blue”', ['R1']],
      [2, '“green”', ['R2']],
    ]);
  });

  it('shows where a broken merge leads though it brings no update', () => {
    expect(words(lattices('counter-merged-by-adding').at(-1))).toEqual(['', '1 @R1', '2 @R2']);
  });

  it('has one start', () => {
    for (const { id, spec } of scenarios) {
      const { trace, last } = simulate(protocol, spec);
      const lattice = latticeOf(last(), trace);
      if (lattice !== null) expect([id, lattice.points.filter((p) => p.level === 0).length]).toEqual([id, 1]);
    }
  });

  it('is not drawn where there is too much of it', () => {
    expect(lattices('writing-together').at(-1)).toBeNull();
  });
});
