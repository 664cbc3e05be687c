/** What hands do in the panel: as edits of a text, and as inputs of the run. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../base/json.ts';
import type { CommandInput, Input } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';
import type { Edit } from './types/data-type.ts';
import {
  apart,
  commandsAt,
  cutOff,
  cutsOf,
  doneAgain,
  healed,
  nameOf,
  soonAfter,
  stepAt,
  timeFor,
  typedFor,
  withInputs,
} from './view-inputs.ts';
import { refusalOf } from './view-merge.ts';
import {
  anchorAt,
  carried,
  editsBetween,
  latestOf,
  lengthOf,
  piecesOf,
  placeIn,
  toChars,
  toUnits,
} from './view-text.ts';

/** What a replica makes of the edits. */
function done(text: string, edits: readonly Edit[]): string {
  const chars = [...text];
  for (const edit of edits) {
    if (edit.type === 'type') chars.splice(edit.at, 0, ...edit.text);
    if (edit.type === 'erase') chars.splice(edit.at, edit.count);
  }
  return chars.join('');
}

describe('what was taken back and is done again', () => {
  const at = (time: number, text: string): Input => ({
    at: time,
    node: 'R1',
    command: { type: 'type', at: 0, text },
  });

  it('is known by when and where it was done, whatever order its words are in', () => {
    const given = new Set([nameOf(at(5, 'a')), nameOf(at(9, 'b'))]);
    const again: Input = { command: { text: 'b', at: 0, type: 'type' }, node: 'R1', at: 9 };
    expect(doneAgain([at(5, 'a')], [at(5, 'a'), again], given)).toBe(9);
    expect(doneAgain([at(5, 'a'), again], [at(5, 'a')], given)).toBe(0);
    // What came from elsewhere, such as a fault put on the timeline, moves nobody's cursor.
    expect(doneAgain([], [at(7, 'c')], given)).toBe(0);
    expect(doneAgain([], [at(5, 'a'), at(7, 'c')], given)).toBe(0);
  });
});

describe('a caret, when others have typed', () => {
  it('stays between the same letters, and before what came where it stands', () => {
    expect(carried('abcd', 'abXXcd', 1)).toBe(1);
    expect(carried('abcd', 'abXXcd', 2)).toBe(2);
    expect(carried('abcd', 'abXXcd', 3)).toBe(5);
    expect(carried('abcd', 'ad', 4)).toBe(2);
    expect(carried('abcd', 'ad', 2)).toBe(1);
    expect(carried('', 'abc', 0)).toBe(0);
    expect(carried('abc', '', 3)).toBe(0);
  });
});

describe('what was typed', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'b', '😀', '\n', 'é', '👍'), maxLength: 12 });

  it('becomes edits that make one text of the other, wherever the caret is said to be', () => {
    fc.assert(
      fc.property(letters, letters, fc.nat(30), (before, now, caret) => {
        expect(done(before, editsBetween(before, now, caret))).toBe(now);
      }),
      { numRuns: 3_000, seed: 1 },
    );
  });

  it('is the letter that was typed, of equal ones side by side', () => {
    expect(editsBetween('aaa', 'aaaa', 1)).toEqual([{ type: 'type', at: 0, text: 'a' }]);
    expect(editsBetween('aaa', 'aaaa', 4)).toEqual([{ type: 'type', at: 3, text: 'a' }]);
    expect(editsBetween('aaa', 'aa', 1)).toEqual([{ type: 'erase', at: 1, count: 1 }]);
  });

  it('is one erasure and one text where something was picked, and cuts no character in two', () => {
    expect(editsBetween('one two', 'one 2', 5)).toEqual([
      { type: 'erase', at: 4, count: 3 },
      { type: 'type', at: 4, text: '2' },
    ]);
    expect(editsBetween('a😀', 'a😁', 3)).toEqual([
      { type: 'erase', at: 1, count: 1 },
      { type: 'type', at: 1, text: '😁' },
    ]);
  });

  it('is cut into commands that a run may hold', () => {
    const edits = editsBetween('xy', `x${'😀'.repeat(4_500)}y`, 9_001);
    expect(edits.map((e) => (e.type === 'type' ? [e.at, lengthOf(e.text)] : []))).toEqual([
      [1, 2_000],
      [2_001, 2_000],
      [4_001, 500],
    ]);
  });

  it('counts characters here and UTF-16 units there', () => {
    expect([toChars('a😀b', 3), toUnits('a😀b', 2), toUnits('a😀b', 9)]).toEqual([2, 3, 4]);
  });
});

describe('places in a text', () => {
  const { last } = simulate(protocol, {
    params: { type: 'fugue', replication: 'operations', latency: [20_000, 30_000] },
    nodes: { replica: 2 },
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'type', at: 0, text: 'hello' } },
      { at: 200_000, fault: { type: 'partition', groups: [['R1'], ['R2']] } },
      { at: 250_000, node: 'R1', command: { type: 'type', at: 2, text: 'XY' } },
      { at: 300_000, node: 'R2', command: { type: 'type', at: 0, text: '>> ' } },
      { at: 350_000, node: 'R2', command: { type: 'erase', at: 4, count: 1 } },
    ],
  });
  const [one = [], two = []] = last().nodes.map((n) => piecesOf(n.durable.copy as JsonObject));

  it('are tied to the character before them: heXY|llo and >> h|llo', () => {
    expect(anchorAt(one, 0)).toBe('');
    expect([0, 1, 2, 5].map((place) => placeIn(one, anchorAt(one, place), one))).toEqual([0, 1, 2, 5]);
    // Behind h, behind the e that R2 has erased, behind what R2 has not heard of, behind the first l.
    expect([1, 2, 4, 5].map((place) => placeIn(two, anchorAt(one, place), one))).toEqual([4, 4, 4, 5]);
    expect([0, 3, 4].map((place) => placeIn(one, anchorAt(two, place), two))).toEqual([0, 0, 1]);
  });

  it('of somebody else are behind the latest that came from there', () => {
    expect(latestOf(two, 'R1')).toBe('R1.5');
    expect(latestOf(one, 'R2')).toBeNull();
    expect(placeIn(two, latestOf(two, 'R1') ?? '', two)).toBe(7);
  });
});

it('what was refused is told until something is done', () => {
  const { trace } = simulate(protocol, {
    params: { type: '2p-set', replication: 'state' },
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'tea' } },
      { at: 60_000, node: 'R1', command: { type: 'remove', element: 'tea' } },
      { at: 70_000, node: 'R1', command: { type: 'add', element: 'tea' } },
      { at: 300_000, node: 'R1', command: { type: 'add', element: 'milk' } },
    ],
  });
  const told = (time: number) => refusalOf(trace, 'R1', stepAt(trace, time));
  expect([told(65_000), told(300_001), refusalOf(trace, 'R2', trace.steps)]).toEqual([null, null, null]);
  expect(told(70_000)).toMatch(/tea/);
  expect(told(200_000)).toBe(told(70_000));
});

describe('inputs', () => {
  const found = scenarios.find((s) => s.id === 'writing-together');
  if (!found) throw new Error('no scenario');
  const { spec } = found;
  const { trace, world } = simulate(protocol, spec);
  const lane = (id: string) => resolve(protocol, spec).nodes.findIndex((n) => n.id === id);

  it('of a replica come about after what is seen there and before anything else reaches it', () => {
    for (let step = 0; step < trace.steps; step++) {
      const now = world(step);
      for (const id of ['R1', 'R2', 'R3']) {
        const at = timeFor(trace, now, lane(id), now.time);
        expect(at).toBeGreaterThan(now.time);
        // Also where the cursor has run ahead of what is seen.
        const ahead = timeFor(trace, now, lane(id), now.time + 200_000);
        const { time, kind, node } = trace.columns;
        const missed = time.findIndex(
          (t, row) => t > now.time && t < ahead && kind[row] === K.deliver && node[row] === lane(id),
        );
        expect(missed).toBe(-1);
        const text = now.nodes[lane(id)]?.volatile?.shows ?? '';
        const input: Input = { at, node: id, command: { type: 'type', at: 0, text: '!' } };
        if (step % 7 !== 0) continue;
        const { trace: next, world: then } = simulate(protocol, withInputs(spec, [input], 0));
        const made = next.notes.find(
          (n) => n.node === id && n.id === 'edits' && next.columns.time[n.row] === at,
        );
        expect(then(next.columns.step[made?.row ?? -1] ?? 0).nodes[lane(id)]?.volatile?.shows).toBe(
          `!${text}`,
        );
      }
    }
  });

  it('the step at a time is the last up to it', () => {
    expect(stepAt(trace, 0)).toBe(trace.columns.step[trace.columns.time.lastIndexOf(0)]);
    expect(stepAt(trace, trace.end)).toBe(trace.steps - 1);
    expect(soonAfter(trace, 50_000)).toBe(51_000);
  });

  it('a replica that is cut off is reached by nobody until it is joined again', () => {
    const cut = cutOff({ ...spec, inputs: spec.inputs.slice(0, 1) }, 'R2', ['R1', 'R2', 'R3'], 200_000);
    const typing = commandsAt(300_000, 'R2', [{ type: 'type', at: 0, text: 'alone ' }]);
    const alone = withInputs(cut, typing, 400_000);
    const end = simulate(protocol, alone).last();
    expect(cutsOf(end, 'R2')).toHaveLength(1);
    expect([cutsOf(end, 'R1').length, apart(end, 'R1', 'R2'), apart(end, 'R1', 'R3')]).toEqual([
      0,
      true,
      false,
    ]);
    const shows = (s: typeof alone) =>
      simulate(protocol, s)
        .last()
        .nodes.map((n) => n.volatile?.shows);
    expect(shows(alone)).toEqual(['The cat sat.', 'alone The cat sat.', 'The cat sat.']);
    const joined = healed(alone, cutsOf(end, 'R2'), 700_000, 900_000);
    expect(
      joined.inputs.flatMap((i) => ('fault' in i ? [(i.fault as { until?: number }).until] : [])),
    ).toEqual([700_000]);
    expect(shows(joined)).toEqual(Array(3).fill('alone The cat sat.'));
  });

  it('only replicas on two sides of a cut are apart', () => {
    const fault = { type: 'partition', groups: [['R1'], ['R2']] } as const;
    const cut = { ...world(0), faults: [{ input: 0, fault }] };
    const pairs = [
      ['R1', 'R2'],
      ['R1', 'R3'],
      ['R3', 'R2'],
    ] as const;
    expect(pairs.map(([a, b]) => apart(cut, a, b))).toEqual([true, false, false]);
  });

  it('two words typed backwards are mixed in RGA and whole in Fugue, forwards whole in both', () => {
    const texts = (['rga', 'fugue'] as const).flatMap((type) =>
      [true, false].map((backwards) => {
        const all = ['R1', 'R2', 'R3'];
        const run = withInputs(
          { ...spec, params: { ...spec.params, type, partner: 'everyone' }, inputs: [] },
          typedFor(all, backwards, 100_000),
          900_000,
        );
        const shows = new Set(
          simulate(protocol, run)
            .last()
            .nodes.map((n) => n.volatile?.shows),
        );
        expect(shows.size).toBe(1);
        return [...shows][0];
      }),
    );
    expect(texts).toEqual(['xaybzc', 'xyzabc', 'abcxyz', 'abcxyz']);
  });

  it('a run that is too short for what was done is lengthened, by whole half seconds', () => {
    const typing = commandsAt(1_390_000, 'R1', [
      { type: 'type', at: 0, text: 'a' },
    ]) as readonly CommandInput[];
    expect(withInputs(spec, typing, 5_000).until).toBe(1_400_000);
    expect(withInputs(spec, typing, 50_000).until).toBe(2_000_000);
  });
});
