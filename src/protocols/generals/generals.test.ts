import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { simulate } from '../../testkit/simulate.ts';
import { agree, brokenIn, faultTypes, faulty, proves } from '../../testkit/suite.test-data.ts';
import { meta } from './meta.ts';
import { listen, om, twins } from './naive.test-data.ts';
import { protocol } from './protocol.ts';
import { idsOf, specOf, traitor } from './random.test-data.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';

proves({ protocol, rules, scenarios, traces: new URL('./traces/', import.meta.url) });

const spec = (id: string): RunSpec => {
  const found = scenarios.find((s) => s.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found.spec;
};

/** What reaches a node, and when: all that it has to go by. */
function seenBy(node: string, run: RunSpec) {
  const { trace, detail } = simulate(protocol, run);
  const { columns } = trace;
  const lane = trace.nodes.findIndex((n) => n.id === node);
  return [...columns.kind.keys()]
    .filter((row) => columns.kind[row] === K.deliver && columns.node[row] === lane)
    .map((row) => {
      const [head] = detail(columns.step[row] as number).rows;
      return { time: columns.time[row], from: head?.peer, message: head?.message };
    });
}

describe('three generals', () => {
  it('L1 receives the very same messages at the very same times, be the traitor L2 or C1', () => {
    const one = seenBy('L1', spec('three-generals-lieutenant'));
    const other = seenBy('L1', spec('three-generals-commander'));
    expect(one.map(({ time, from, message }) => [time, from, message?.v])).toEqual([
      [30_000, 'C1', 'attack'],
      [70_000, 'L2', 'retreat'],
    ]);
    expect(other).toEqual(one);
    expect(seenBy('L1', spec('three-generals-obey'))).toEqual(one);
  });

  it('RETREAT in doubt is wrong where L2 lies, the commander’s word where C1 does', () => {
    const broken = (id: string, variants: readonly string[]) => listen({ ...spec(id), variants }).broken;
    expect(broken('three-generals-lieutenant', [])).toEqual(['ic2']);
    expect(broken('three-generals-commander', [])).toEqual([]);
    expect(broken('three-generals-lieutenant', ['obeyCommander'])).toEqual([]);
    expect(broken('three-generals-commander', ['obeyCommander'])).toEqual(['ic1']);
  });

  it('whatever rule each lieutenant has, it is wrong in one of three runs; two of them are not enough', () => {
    const heard = (node: string, run: RunSpec) =>
      seenBy(node, run)
        .map(({ message }) => message?.v)
        .join();
    const [l2Lies, c1Lies] = [spec('three-generals-lieutenant'), spec('three-generals-commander')];
    // In the third run each hears what it heard in one of the others.
    const [heard1, heard2] = [heard('L1', c1Lies), heard('L2', c1Lies)];
    expect([heard1, heard2]).toEqual(['attack,retreat', 'retreat,attack']);
    expect([heard('L1', l2Lies), heard('L2', spec('three-generals-attack'))]).toEqual([heard1, heard2]);

    const views = ['attack,attack', 'attack,retreat', 'retreat,attack', 'retreat,retreat'];
    const mappings = Array.from(
      { length: 16 },
      (_, bits) => (view: string) => ((bits >> views.indexOf(view)) & 1 ? 'attack' : 'retreat'),
    );
    let passTwo = 0;
    for (const l1 of mappings) {
      for (const l2 of mappings) {
        const right = [l1(heard1) === 'attack', l1(heard1) === l2(heard2), l2(heard2) === 'retreat'];
        expect(right).toContain(false);
        if (right[0] && right[1]) passTwo++;
      }
    }
    expect(passTwo).toBeGreaterThan(0);
    const broken = (id: string) => listen({ ...spec(id), variants: ['attackInDoubt'] }).broken;
    expect([broken('three-generals-lieutenant'), broken('three-generals-commander')]).toEqual([[], []]);
    expect(broken('three-generals-attack')).toEqual(['ic2']);
  });
});

const WORDS = ['attack', 'retreat', 'nothing'];
/** Every way of saying one word to each of these. */
function minds(hearers: readonly string[]): readonly string[] {
  return hearers.reduce<readonly string[]>(
    (all, to) => all.flatMap((text) => WORDS.map((word) => `${text} ${to}=${word}`)),
    [''],
  );
}

describe('four generals: one traitor, wherever it stands and whatever it says to whom', () => {
  it.each(idsOf(4))('%s', (who) => {
    let runs = 0;
    for (const order of ['attack', 'retreat'] as const) {
      for (const words of minds(['L1', 'L2', 'L3'].filter((id) => id !== who))) {
        const run = specOf(4, 1, 'OM', order, [traitor(who, words)]);
        const { broken, decisions, said } = listen(run);
        expect([broken, words]).toEqual([[], words]);
        const expected = om(1, ['C1'], ['L1', 'L2', 'L3'], said);
        for (const [id, decision] of decisions) if (id !== who) expect(decision).toBe(expected.get(id));
        runs++;
      }
    }
    expect(runs).toBe(who === 'C1' ? 54 : 18);
  });

  it('three generals fail for some of the same lies, wherever the traitor stands', () => {
    const fails = (who: string, variants: readonly string[]) =>
      minds(['L1', 'L2'].filter((id) => id !== who)).flatMap(
        (words) => listen({ ...specOf(3, 1, 'OM', 'attack', [traitor(who, words)]), variants }).broken,
      );
    expect(fails('L1', [])).toContain('ic2');
    expect(fails('L2', [])).toContain('ic2');
    expect(fails('C1', [])).toEqual([]);
    expect(fails('C1', ['obeyCommander'])).toContain('ic1');
  });

  it('with signatures three generals hold, wherever the traitor stands', () => {
    for (const who of idsOf(3)) {
      for (const words of minds(['L1', 'L2'].filter((id) => id !== who))) {
        for (const order of ['attack', 'retreat'] as const) {
          expect(listen(specOf(3, 1, 'SM', order, [traitor(who, words)])).broken).toEqual([]);
        }
      }
    }
  });
});

describe('what the scenarios claim', () => {
  const last = (id: string) => listen(spec(id));
  const decided = (id: string) => [...last(id).decisions.values()].join(' ');

  it('the orders that are obeyed', () => {
    expect(decided('traitor-commander')).toBe('retreat retreat retreat');
    expect(decided('six-generals').split(' ').slice(0, 3)).toEqual(['retreat', 'retreat', 'retreat']);
    expect(listen({ ...spec('six-generals'), variants: [] }).broken).toEqual([]);
    expect(decided('two-traitors-om1').split(' ').slice(0, 5).join(' ')).toBe(
      'attack attack attack retreat retreat',
    );
    expect(decided('signed-two-orders')).toBe('retreat retreat');
    expect(decided('late-order-refused')).toBe('attack attack');
    expect(decided('crashed-lieutenant')).toBe('attack attack ');
  });

  it('two traitors of seven: OM(2) holds, of the same traitors OM(1) does not', () => {
    const { inputs } = spec('seven-generals');
    expect(spec('two-traitors-om1').inputs).toEqual(inputs);
    expect(spec('signed-withheld').inputs).toEqual(spec('signed-one-round-less').inputs);
  });

  it('ten-generals: 3,609 words', () => {
    expect(last('ten-generals').words).toBe(3_609);
    expect(last('seven-generals').words).toBe(156);
  });

  it('slow-road: with delays below the length of a round all is well', () => {
    const run = spec('slow-road');
    expect(listen({ ...run, params: { ...run.params, roundTime: 70_000 }, until: 400_000 }).broken).toEqual(
      [],
    );
  });
});

const nodes = fc.record({ lieutenant: fc.integer({ min: 3, max: 6 }) });
const params = fc.record({ algorithm: fc.constantFrom('OM', 'SM'), m: fc.constantFrom('1', '2') });
const ALL = ['ic1', 'ic2', 'termination'];
describe('under random faults of one kind', () => {
  it.each(faultTypes(protocol).filter((type) => type !== 'byzantine'))('%s', (type) => {
    // What comes twice, in another order, or with a wrong wall clock changes nothing.
    const harmless = ['duplicate'];
    brokenIn(
      protocol,
      faulty(protocol, [type], { nodes, params, faults: 3 }),
      40,
      harmless.includes(type) ? [] : ALL,
    );
  });

  it('none, in 200 runs', () => {
    expect([...brokenIn(protocol, faulty(protocol, [], { nodes, params }), 200)]).toEqual([]);
  });

  it('liars of all kinds break no promise but those of agreement, and throw nothing', () => {
    brokenIn(protocol, faulty(protocol, ['byzantine', 'crash', 'corrupt'], { nodes, params }), 150, ALL);
  });
});

it('each promise breaks where its naive twin does, and each does somewhere', () => {
  const small = { nodes, params, faults: 4 };
  // Twins count the rounds that the paper has, and are slow where words are many.
  const other = (run: RunSpec) => run.variants.some((id) => id === 'n3m' || id === 'mRoundsOnly');
  const runs = [
    ...fc.sample(faulty(protocol, ['byzantine', 'link', 'pause', 'clock', 'crash'], small), {
      seed: 3,
      numRuns: 60,
    }),
    ...scenarios.map((s) => s.spec).filter((run) => run.nodes.lieutenant !== 9 && !other(run)),
  ];
  expect([...agree(protocol, twins, runs)].sort()).toEqual(meta.properties.map((p) => p.id).sort());
});
