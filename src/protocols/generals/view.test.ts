import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { rulesOf, textOf, withWord, wordFor } from './meta/script.ts';
import { protocol } from './protocol.ts';
import { cases } from './random.test-data.ts';
import { scenarios } from './scenarios.ts';
import { neighbour, planOf } from './view-plan.ts';
import { firstLoyal, sentUpTo, sidesOf } from './view-sides.ts';
import { said, speechesOf, toggled, wordIn } from './view-traitors.ts';
import { countOf, treeOf, votesText, type WordNode, wordsOf, wordText } from './view-tree.ts';

const spec = (id: string): RunSpec => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};
const runOf = (run: Parameters<typeof simulate>[1]) => ({
  ...simulate(protocol, run),
  resolved: resolve(protocol, run),
});
/** The world after the last step at or before a time, µs. */
function at(run: RunSpec, time: number) {
  const { trace, world } = simulate(protocol, run);
  let row = 0;
  while (row + 1 < trace.rows && (trace.columns.time[row + 1] as number) <= time) row++;
  const step = trace.columns.step[row] as number;
  return { world: world(step), before: world(step - 1), resolved: resolve(protocol, run), trace, step };
}
function treeAt(id: string, time: number, self = 'L1'): WordNode {
  const { world, before, resolved } = at(spec(id), time);
  const tree = treeOf(self, world, before, countOf(resolved));
  if (tree === null) throw new Error('no tree');
  return tree;
}
const mark = (w: WordNode) =>
  `${w.path.at(-1)}${w.standing === 'heard' ? '' : w.standing === 'default' ? '?' : '…'}${w.v?.[0] ?? ''}`;
const drawn = (w: WordNode): string =>
  `${mark(w)}${w.votes === null ? '' : `→${w.settled?.[0] ?? '-'}`}${w.children.length > 0 ? ` (${w.children.map(drawn).join(' ')})` : ''}`;

describe('the tree of words', () => {
  it('grows with the cursor', () => {
    expect(drawn(treeAt('one-traitor-of-four', 25_000))).toBe('C1… (L2… L3…)');
    expect(drawn(treeAt('one-traitor-of-four', 35_000))).toBe('C1a (L2… L3…)');
    expect(drawn(treeAt('one-traitor-of-four', 75_000))).toBe('C1a (L2a L3r)');
    expect(drawn(treeAt('one-traitor-of-four', 105_000))).toBe('C1a→a (L2a L3r)');
    expect(drawn(treeAt('crashed-lieutenant', 105_000))).toBe('C1a→a (L2a L3?r)');
    expect(drawn(treeAt('no-default', 105_000))).toBe('C1a→- (L2r L3…)');
  });

  it('is the same for L1 at every time, be the traitor L2 or C1', () => {
    const bare = (w: WordNode): unknown => ({ ...w, byTraitor: null, children: w.children.map(bare) });
    for (const time of [20_000, 30_000, 60_000, 70_000, 100_000, 140_000]) {
      const one = treeAt('three-generals-lieutenant', time);
      expect(bare(treeAt('three-generals-commander', time))).toEqual(bare(one));
    }
  });

  it('comes to what the lieutenant decided: in every scenario, and in random runs', () => {
    const specs = [
      ...scenarios.map((s) => s.spec),
      ...fc.sample(cases(5, 2, 'OM', 2), { seed: 5, numRuns: 40 }).map((c) => c.spec),
    ];
    let compared = 0;
    for (const run of specs) {
      const { last, resolved } = runOf(run);
      if (resolved.params.algorithm === 'SM') continue;
      const count = countOf(resolved);
      for (const { id, decision, up } of sidesOf(last(), null)) {
        if (!up) continue;
        expect([id, treeOf(id, last(), null, count)?.settled, run]).toEqual([id, decision, run]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(200);
  });

  it('says who said what, and how it was counted', () => {
    const tree = treeAt('seven-generals', 150_000);
    const l2 = tree.children[0] as WordNode;
    expect(wordText(tree, 'L1')).toBe('C1 orders L1: attack.');
    expect(wordText(l2.children[0] as WordNode, 'L1')).toBe('L3 says that L2 said that C1 said attack.');
    expect(votesText(tree, 'L1')).toBe(
      '4 for attack (this word, L2, L3, L6), 2 for retreat (L4, L5). L1 obeys: attack.',
    );
    const tie = treeAt('three-generals-lieutenant', 105_000);
    expect(votesText(tie, 'L1')).toMatch(/L1 obeys: no majority, so retreat\.$/);
    expect(wordText(treeAt('one-traitor-of-four', 25_000).children[0] as WordNode, 'L1')).toBe(
      'L1 waits until L2 says what C1 said.',
    );
  });

  it('marks what the step brought, and who is a traitor', () => {
    const fresh = (w: WordNode): string[] => [
      ...(w.fresh ? [w.path.join('.')] : []),
      ...w.children.flatMap(fresh),
    ];
    const run = spec('one-traitor-of-four');
    const { trace, world, resolved } = runOf(run);
    const found = Array.from({ length: trace.steps - 1 }, (_, s) =>
      fresh(treeOf('L1', world(s + 1), world(s), countOf(resolved)) as WordNode),
    );
    expect(found.flat()).toEqual(['C1', 'C1.L2', 'C1.L3']);
    expect(treeAt('one-traitor-of-four', 75_000).children.map((w) => w.byTraitor)).toEqual([false, true]);
  });
});

describe('the plan of the tree', () => {
  const seven = treeAt('seven-generals', 150_000);
  const ten = treeAt('ten-generals', 250_000);

  it('draws all where there is room, and nothing over anything else', () => {
    for (const [tree, width] of [[seven, 345] as const, [ten, 345] as const, [seven, 240] as const]) {
      const { placed } = planOf(tree, width, null);
      for (const a of placed) {
        expect(a.x - a.width / 2).toBeGreaterThanOrEqual(0);
        expect(a.x + a.width / 2).toBeLessThanOrEqual(width);
        for (const b of placed) {
          if (a !== b && a.depth === b.depth) expect(Math.abs(a.x - b.x)).toBeGreaterThanOrEqual(a.width);
        }
      }
    }
    expect(planOf(seven, 345, null)).toMatchObject({ partial: false, depths: 3 });
    expect(planOf(seven, 345, null).placed).toHaveLength(26);
  });

  it('draws of many words those below the one that is open, and says how many are not drawn', () => {
    const { placed, partial } = planOf(ten, 345, null);
    expect([partial, placed.length]).toEqual([true, 1 + 8 + 7 + 6]);
    const open = ten.children[3] as WordNode;
    const other = planOf(ten, 345, open).placed;
    expect(other.filter((p) => p.depth === 2).map((p) => p.word.path[1])).toEqual(Array(7).fill('L5'));
    const drawnOnes = other.length;
    expect(other.reduce((sum, p) => sum + p.hidden, drawnOnes)).toBe(1 + 8 + 56 + 336);
  });

  it('is walked with the arrow keys', () => {
    const { placed } = planOf(seven, 345, null);
    const who = (i: number) => placed[i]?.word.path.join('.');
    const down = neighbour(placed, 0, 'ArrowDown');
    expect(who(down)).toBe('C1.L2');
    expect(who(neighbour(placed, down, 'ArrowRight'))).toBe('C1.L3');
    expect(neighbour(placed, down, 'ArrowUp')).toBe(0);
    expect(neighbour(placed, 0, 'ArrowLeft')).toBe(0);
  });
});

describe('beside the tree', () => {
  it('the sets V, and what was refused', () => {
    const { last } = runOf(spec('signed-withheld'));
    const sets = sidesOf(last(), null).map(({ id, V }) => [
      id,
      V.map((c) => `${c.v}:${c.signers.join(':')}`),
    ]);
    expect(sets).toEqual([
      ['L1', ['attack:C1', 'retreat:C1:L3']],
      ['L2', ['attack:C1', 'retreat:C1:L3:L1']],
      ['L3', ['retreat:C1', 'attack:C1:L1']],
    ]);
    const refused = sidesOf(runOf(spec('signed-three')).last(), null).map((side) => side.refused);
    expect(refused[0]).toMatchObject([{ v: 'retreat', why: 'forged', signer: 'C1', from: 'L2' }]);
  });

  it('messages are counted up to the cursor, and by the formula', () => {
    const { trace, step } = at(spec('seven-generals'), 65_000);
    expect(sentUpTo(trace, step)).toBe(6 + 30);
    expect(sentUpTo(trace, trace.steps - 1)).toBe(156);
    expect(wordsOf(7, 3)).toEqual({ words: 156, sum: '6 + 6·5 + 6·5·4' });
    expect(wordsOf(3, 4)).toEqual({ words: 4, sum: '2 + 2·1' });
  });

  it('the tree is first that of a loyal lieutenant', () => {
    expect(firstLoyal(resolve(protocol, spec('one-traitor-of-four')))).toBe('L1');
    expect(firstLoyal(resolve(protocol, toggled(spec('no-default'), 'L1', false)))).toBe('L2');
  });
});

describe('traitors are made in the panel', () => {
  const loyal = spec('slow-road');

  it('with a press, and made loyal again', () => {
    const run = toggled(toggled(loyal, 'C1', true), 'L2', false);
    const speeches = speechesOf(resolve(protocol, run), 2);
    expect(
      speeches.map((s) => [s.node, s.rows.map((row) => s.hearers.map((to) => wordIn(s, row, to)))]),
    ).toEqual([
      ['C1', [['attack', 'retreat', 'retreat']]],
      ['L2', [['lie', 'lie']]],
    ]);
    expect(toggled(toggled(run, 'L2', false), 'C1', true)).toEqual(loyal);
  });

  it('one that does not lie whenever it speaks is said to', () => {
    const only = (node: string, from: number, until?: number, params: RunSpec['params'] = {}) => {
      const behaviour = node === 'C1' ? 'splits' : 'flips';
      const run: RunSpec = {
        ...loyal,
        params: { ...loyal.params, ...params },
        inputs: [{ at: from, fault: { type: 'byzantine', node, behaviour, ...(until ? { until } : {}) } }],
      };
      return speechesOf(resolve(protocol, run), countOf(resolve(protocol, run)).rounds)[0]?.only;
    };
    expect([only('C1', 0), only('C1', 20_000), only('L2', 60_000), only('L2', 0, 61_000)]).toEqual(
      Array(4).fill(null),
    );
    expect(only('C1', 160_000, 460_000)).toBe(
      'C1 lies only from 160 ms to 460 ms, and gives its order at 20 ms.',
    );
    expect(only('L2', 61_000)).toBe('L2 lies only from 61 ms on, and passes words on at 60 ms.');
    expect(only('L2', 0, 60_000)).toBe('L2 lies only to 60 ms, and passes words on at 60 ms.');
    expect(only('L2', 30_000, undefined, { algorithm: 'SM', m: '1' })).toBe(
      'L2 lies only from 30 ms on, and passes orders on from 20 ms to 100 ms.',
    );
  });

  it('word by word: the run does what the table says', () => {
    let run = toggled({ ...loyal, inputs: [] }, 'L3', false);
    const speech = () => {
      const [found] = speechesOf(resolve(protocol, run), 2);
      if (!found) throw new Error('no speech');
      return found;
    };
    const [row] = speech().rows;
    if (!row) throw new Error('no row');
    run = said(run, speech(), row, 'L1', 'nothing', false);
    expect(speech().hearers.map((to) => wordIn(speech(), row, to))).toEqual(['nothing', 'lie']);
    const { last, resolved } = runOf(run);
    const tree = (self: string) => drawn(treeOf(self, last(), null, countOf(resolved)) as WordNode);
    expect([tree('L1'), tree('L2')]).toEqual(['C1a→a (L2a L3?r)', 'C1a→a (L1a L3r)']);
    // What is said as before leaves no rule behind.
    run = said(run, speech(), row, 'L1', 'lie', false);
    expect(run.inputs).toMatchObject([{ fault: { behaviour: 'says', options: { words: '*=lie' } } }]);
  });

  it('rules read as they are written, and nonsense is passed over', () => {
    const text = 'L1=attack *=lie C1.L3>L2=nothing';
    expect(textOf(rulesOf(text))).toBe(text);
    expect(rulesOf('L1=maybe =attack L2 > ; *=both,')).toEqual([{ about: null, to: null, word: 'both' }]);
    const rules = rulesOf(text);
    expect([wordFor(rules, 'C1.L3', 'L2'), wordFor(rules, 'C1', 'L2'), wordFor(rules, 'C1', 'L1')]).toEqual([
      'nothing',
      'lie',
      'attack',
    ]);
    expect(wordFor([], 'C1', 'L1')).toBe('truth');
    expect(wordFor(rulesOf('*=lie *=attack'), 'C1', 'L1')).toBe('attack');
    expect(textOf(withWord(rules, 'C1', 'L1', 'retreat'))).toBe(`${text} C1>L1=retreat`);
    expect(withWord(rules, 'C1', 'L1', 'attack')).toEqual(rules);
  });
});
