/** What a node finds when it boots, after any faults of its disk: several on one write, and crashes in between. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toArray } from '../base/list.ts';
import type { Durable } from '../testkit/toy-acts.ts';
import { type Act, act, play } from '../testkit/toy-puppet.ts';
import { type OnDisk, OneDisk } from './onedisk.test-data.ts';
import type { Input } from './runspec.ts';
import { K } from './trace.ts';

const until = 80;
const at = fc.nat(until);
const acts = fc.constantFrom<Act>(
  ['put', 'term', 1],
  ['put', 'term', 2],
  ['put', 'vote', 'P1'],
  ['put', 'vote', null],
  ['put', 'name', 'x'],
  ['put', 'name', 'y'],
  ['append', 'e'],
  ['append', 'g'],
  ['append', 'h'],
  ['cut', 2],
  ['cut', 1],
  ['cut', 0],
  ['keep', 'k'],
  ['keep', 'l'],
);
const RECORDS = ['term', 'vote', 'name', 'log[0]', 'log[1]', 'log[2]', 'kept[0]', 'kept[1]'];
const end = fc.integer({ min: 1, max: 40 });
/** By node, for faults say whom they strike. */
const lists = (node: string): fc.Arbitrary<OnDisk[]> => {
  const writes = fc
    .tuple(fc.nat(7), fc.array(acts, { minLength: 1, maxLength: 5 }))
    .map(([time, list]): OnDisk => ({ at: 10 * time + 5, acts: list }));
  const strikes = fc
    .record({
      at,
      type: fc.constantFrom('lostWrite' as const, 'misdirectedWrite' as const, 'tornWrite' as const),
      nth: fc.integer({ min: 1, max: 3 }),
      kept: fc.option(fc.nat(4)),
      end,
    })
    .map((s): OnDisk => {
      const torn =
        s.type === 'tornWrite' ? { until: s.at + s.end, ...(s.kept === null ? {} : { kept: s.kept }) } : {};
      return { at: s.at, fault: { type: s.type, node, nth: s.nth, ...torn } };
    });
  const spoils = fc
    .tuple(at, fc.constantFrom('bitRot' as const, 'latentError' as const), fc.constantFrom(...RECORDS))
    .map(([time, type, record]): OnDisk => ({ at: time, fault: { type, node, record } }));
  const crashes = fc
    .tuple(at, fc.constantFrom('crash' as const, 'crash' as const, 'amnesia' as const), end)
    .map(
      ([time, type, length]): OnDisk => ({
        at: time,
        fault: { type, node, until: time + (length % 12) + 1 },
      }),
    );
  const any = fc.oneof({ weight: 4, arbitrary: writes }, { weight: 3, arbitrary: strikes }, spoils, {
    weight: 2,
    arbitrary: crashes,
  });
  return fc.array(any, { maxLength: 20, size: 'max' }).map((list) =>
    // One write at a time: while one is on its way the node handles nothing.
    list.filter((one, i) => !('acts' in one) || list.findIndex((o) => 'acts' in o && o.at === one.at) === i),
  );
};

function text({ kept, term, vote, name, log }: Durable): string {
  const list = (field: string, words: readonly unknown[]) =>
    words.map((word, i) => [`${field}[${i}]`, word] as const);
  const own = [
    ['term', term],
    ['vote', vote],
    ['name', name.startsWith('lost ') ? 'lost' : name],
  ] as const;
  return JSON.stringify(Object.fromEntries([...list('kept', kept), ...own, ...list('log', logWords(log))]));
}
const logWords = (log: Durable['log']) => toArray(log).map((one) => one?.word ?? null);

/** What the run tells, in the model's words. */
function lived(given: readonly OnDisk[], fsync: number, node: string, seed: number): string[] {
  const inputs = given.map((one): Input => ('acts' in one ? act(one.at, node, ...one.acts) : one));
  const { trace, simulation } = play(inputs, {
    seed,
    nodes: node === 'K1' ? { peer: 0, keeper: 1 } : { peer: 1 },
    until,
    params: { fsync: [fsync, fsync] },
  });
  const { columns: c } = trace;
  const told: string[] = [];
  for (let row = 0; row < trace.rows; row++) {
    const time = c.time[row] as number;
    const input = given[c.ref[row] as number];
    const note = trace.notes[c.ref[row] as number];
    if (c.kind[row] === K.ignored && input && !('acts' in input)) told.push(`${time} ignored`);
    if (c.kind[row] === K.note && note?.id === '!disk') {
      const names = /^cannot read ([^;]*)/.exec(note.fields.message as string)?.[1] as string;
      told.push(`${time} cannot read ${names.split(', ').sort()}`);
    }
    if (c.kind[row] === K.start && time > 0) {
      const state = simulation.at(c.step[row] as number).nodes.durable[0] as Durable;
      told.push(`${time} back with ${text(state)}`);
    }
  }
  told.push(`in the end ${text(simulation.world.nodes.durable[0] as Durable)}`);
  return told;
}

/** All that may come of it, as far as the model knows; the first few hundred. */
function* possible(given: readonly OnDisk[], fsync: number, recovers: boolean): Generator<string[]> {
  let choices: number[] | null = [];
  for (let tries = 0; choices !== null && tries < 300; tries++) {
    const model: OneDisk = new OneDisk(given, fsync, recovers, choices).run(until);
    yield model.told;
    const taken: number[] = model.ways.map((_, i) => choices?.[i] ?? 0);
    const next: number = taken.findLastIndex((way, i) => way + 1 < (model.ways[i] as number));
    choices = next < 0 ? null : [...taken.slice(0, next), (taken[next] as number) + 1];
  }
}

/** What is told of one moment, in whatever order. */
const ordered = (told: readonly string[]) => [...told].sort();

test.each(['P1', 'K1'])('%s reads what a model of its disk holds', (node) => {
  let [backs, bad] = [0, 0];
  fc.assert(
    fc.property(lists(node), fc.constantFrom(0, 0, 6), fc.nat(999), (given, fsync, seed) => {
      const told = lived(given, fsync, node, seed);
      const want = ordered(told);
      let first: string[] | undefined;
      for (const may of possible(given, fsync, node === 'K1')) {
        first ??= ordered(may);
        if (ordered(may).join('\n') === want.join('\n')) {
          backs += told.filter((line) => line.includes('back')).length;
          bad += told.filter((line) => line.includes('cannot')).length;
          return;
        }
      }
      expect(want).toEqual(first);
    }),
    { numRuns: 200 },
  );
  expect(backs).toBeGreaterThan(200);
  expect(bad).toBeGreaterThan(15);
});
