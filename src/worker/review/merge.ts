/** What is left after the merge? Two replicas of a CRDT, cut off from one another, and random updates on both sides. */
import type { Json } from '../../base/json.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import type { Edit } from '../../protocols/crdts/types/data-type.ts';
import { editLabel, isList, valueWords } from '../../protocols/crdts/words.ts';
import { drawer } from '../../query/stamps-drawing.ts';
import type { Choice, Question } from '../../review/question.ts';
import { heldProtocol } from './held.ts';
import { labOf, seedFrom, simulated } from './runs.ts';

const TYPES = ['2p-set', 'or-set', 'pn-counter', 'mv-register'] as const;
type Type = (typeof TYPES)[number];

const SAYS: Readonly<Record<Type, readonly [string, string]>> = {
  '2p-set': ['2P-Set', 'What was removed anywhere is gone, and an add beside it changes nothing.'],
  'or-set': ['OR-Set', 'A remove takes away the adds it has seen; an add that it did not see stays.'],
  'pn-counter': ['PN-Counter', 'Every increment and every decrement counts once, wherever it was made.'],
  'mv-register': [
    'MV-Register',
    'A write replaces what it has seen; writes that did not see each other are both kept.',
  ],
};

const CUT = 300_000;
const HEALED = 700_000;

interface Play {
  readonly spec: RunSpec;
  readonly rows: readonly { readonly node: string; readonly edit: Edit; readonly shows: Json }[];
  readonly left: Json;
}

export function mergeQuestion(seed: number): Question {
  const type = TYPES[drawer(seed)(0, TYPES.length - 1)] as Type;
  for (let n = 0; n < 200; n++) {
    const play = played(type, seedFrom(seed, n));
    if (play === null) continue;
    const [title, rule] = SAYS[type];
    const right = valueWords(play.left);
    const told = `After the merge both show ${right}. ${rule}`;
    return {
      kind: 'merge',
      seed,
      lead: `Two replicas of ${type === 'or-set' || type === 'mv-register' ? 'an' : 'a'} ${title}. The first row is known to both; then they are cut off from one another until all the others are done.`,
      ask: 'What do both show once they have heard everything?',
      picture: {
        kind: 'statements',
        setup: '',
        sessions: ['R1', 'R2'],
        steps: play.rows.map(({ node, edit, shows }) => ({
          session: node,
          sql: edit.type === 'write' ? `write ${edit.value}` : editLabel(edit),
          outcome: valueWords(shows),
          state: 'done' as const,
        })),
      },
      choices: choicesOf(type, play),
      evidence: [told],
      lab: labOf(heldProtocol('crdts'), play.spec, `${title}: two replicas apart`, rule),
    };
  }
  throw new RangeError('No run came of this seed.');
}

/** Null where an update was refused, or both sides would show the same without a merge. */
function played(type: Type, seed: number): Play | null {
  const spec = specOf(type, seed);
  const simulation = simulated(heldProtocol('crdts'), spec);
  const trace = simulation.trace();
  const showsAt = (lane: number, time: number): Json => {
    let step = 0;
    const { time: times, step: steps } = trace.columns;
    for (let row = 0; row < trace.rows && (times[row] as number) <= time; row++) step = steps[row] as number;
    return (simulation.at(step).nodes.volatile[lane] as { shows: Json }).shows;
  };
  const ends = [0, 1].map((lane) => showsAt(lane, trace.end));
  if (trace.notes.some(({ id }) => id === 'refuses')) return null;
  if (valueWords(ends[0] as Json) !== valueWords(ends[1] as Json)) return null;
  const rows = spec.inputs.flatMap((input) => {
    if (!('command' in input)) return [];
    const { at, node, command } = input;
    return [{ node, edit: command as unknown as Edit, shows: showsAt(node === 'R1' ? 0 : 1, at) }];
  });
  const apart = [0, 1].map((lane) => valueWords(showsAt(lane, HEALED - 1)));
  return apart[0] === apart[1] ? null : { spec, rows, left: ends[0] as Json };
}

function specOf(type: Type, seed: number): RunSpec {
  const draw = drawer(seed);
  const one = (k: number) => {
    if (type === 'pn-counter') return { type: draw(0, 2) === 0 ? 'decrement' : 'increment', by: draw(1, 5) };
    if (type === 'mv-register') return { type: 'write', value: 'abcdef'.charAt(k) };
    return { type: draw(0, 1) === 0 ? 'add' : 'remove', element: draw(0, 2) === 0 ? 'tea' : 'milk' };
  };
  const first =
    type === 'pn-counter'
      ? { type: 'increment', by: draw(3, 9) }
      : type === 'mv-register'
        ? { type: 'write', value: 'a' }
        : { type: 'add', element: 'milk' };
  const updates = draw(2, 4);
  const nodes = Array.from({ length: updates }, (_, k) => (k < 2 ? `R${k + 1}` : `R${draw(1, 2)}`));
  return {
    schema: 1,
    protocol: 'crdts',
    seed: seedFrom(seed, 5),
    nodes: { replica: 2 },
    params: { type, latency: [10_000, 20_000] },
    variants: [],
    until: 1_500_000,
    inputs: [
      { at: 50_000, node: 'R1', command: first },
      { at: CUT, fault: { type: 'partition', groups: [['R1'], ['R2']], until: HEALED } },
      ...nodes.map((node, k) => ({ at: CUT + 60_000 * (k + 1), node, command: one(k + 1) })),
    ],
  };
}

function choicesOf(type: Type, { rows, left }: Play): readonly Choice[] {
  const right = valueWords(left);
  const last = (node: string) => rows.findLast((row) => row.node === node)?.shows ?? null;
  const [one, two] = [last('R1'), last('R2')];
  const kept = letters(left);
  const wrong: readonly (readonly [Json, string])[] =
    type === 'pn-counter'
      ? [
          [Number(one) + Number(two), 'That counts the first row twice: both copies have it.'],
          [Math.max(Number(one), Number(two)), 'That forgets what the other side did meanwhile.'],
          [Math.min(Number(one), Number(two)), 'That forgets what the other side did meanwhile.'],
        ]
      : type === 'mv-register'
        ? slips(rows).map((values) => [
            values,
            values.every((value) => kept.includes(value))
              ? 'That is one of them; the other was written by somebody who had not seen it.'
              : `“${values.find((value) => !kept.includes(value))}” was replaced by a write that had seen it.`,
          ])
        : [[], ['milk'], ['tea'], ['milk', 'tea']].map((elements) => [
            elements,
            unlike(type, rows, elements, kept),
          ]);
  const others = new Map(wrong.map(([value, why]) => [valueWords(value), why]));
  others.delete(right);
  const all = [{ text: right, right: true, why: '' }].concat(
    [...others].slice(0, 3).map(([text, why]) => ({ text, right: false, why })),
  );
  const size = ({ text }: Choice) => Number(text.replace('−', '-')) || text.length;
  return all.sort((a, b) => size(a) - size(b) || (a.text < b.text ? -1 : 1));
}

/**
 * What one might think a register holds: the last write by the clock, all that were written apart, the first ones on each side, what was
 * there before. Each in the order of its values, as a register shows them.
 */
function slips(rows: Play['rows']): readonly (readonly string[])[] {
  const apart = rows.slice(1).map(({ node, edit }) => ({ node, value: written(edit) }));
  const firsts = ['R1', 'R2'].flatMap((id) => apart.find(({ node }) => node === id)?.value ?? []);
  const all = apart.map(({ value }) => value);
  const before = rows.slice(0, 1).map(({ edit }) => written(edit));
  return [all.slice(-1), all, firsts, [...before, ...all.slice(-1)], before].map((values) =>
    [...values].sort(),
  );
}

const written = (edit: Edit): string => (edit.type === 'write' ? edit.value : '');

/** Why the first element in which they differ is there, or is not. */
function unlike(type: Type, rows: Play['rows'], chosen: readonly string[], kept: readonly string[]): string {
  const more = chosen.find((element) => !kept.includes(element));
  if (more === undefined) {
    const less = kept.find((element) => !chosen.includes(element));
    return type === '2p-set'
      ? `“${less}” is there: it was added, and nobody removed it.`
      : `“${less}” is there: no remove had seen all adds of it.`;
  }
  if (!rows.some(({ edit }) => edit.type === 'add' && edit.element === more))
    return `“${more}” is not there: nobody added it.`;
  return type === '2p-set'
    ? `“${more}” is not there: it was removed, and an add does not bring it back.`
    : `“${more}” is not there: every add of it had been seen by a remove.`;
}

const letters = (value: Json): readonly string[] =>
  typeof value === 'string' ? [value] : isList(value) ? value.map(String) : [];
