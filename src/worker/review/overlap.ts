/** Do the quorums meet? N copies, W that store a write, R that are asked: every pair of quorums is looked at. */
import { drawer } from '../../query/stamps-drawing.ts';
import type { Question } from '../../review/question.ts';
import { numbered } from './choices.ts';

const NAMES = 'ABCDEFG';

export function overlapQuestion(seed: number): Question {
  const draw = drawer(seed);
  const n = draw(3, 7);
  const w = draw(1, n);
  const r = draw(1, n);
  const apart = disjoint(n, w, r);
  const lead = `There are ${n} copies. A write is done once ${copies(w)} ${w === 1 ? 'has' : 'have'} stored it; a read asks ${copies(r)} and takes the newest.`;
  const common = { kind: 'overlap' as const, seed, lead, picture: null, lab: null };
  if (draw(0, 1) === 0) {
    const may = n - Math.max(w, r);
    return {
      ...common,
      ask: 'How many copies may be down for good so that reads and writes are both still answered?',
      choices: numbered(may, [n - Math.min(w, r), Math.floor((n - 1) / 2), may + 1, may - 1, n - 1], (k) =>
        k > may
          ? `Then no more than ${n - k} would be left: too few for ${w > n - k ? `the ${w} of a write` : `the ${r} of a read`}.`
          : `More may: with ${may} down, ${n - may} ${n - may === 1 ? 'is' : 'are'} left, enough for either.`,
      ),
      evidence: [
        `The larger quorum has ${Math.max(w, r)} of ${n}: so many must be up, and ${may === 0 ? 'none' : may} may be down.`,
      ],
    };
  }
  return {
    ...common,
    ask: 'Can a read that begins after a write was done miss that write?',
    choices: [
      {
        text: 'Yes',
        right: apart !== null,
        why: apart === null ? `Any ${w} and any ${r} of ${n} have a copy in common.` : '',
      },
      {
        text: 'No',
        right: apart === null,
        why: apart === null ? '' : 'There are two quorums with no copy in common.',
      },
    ],
    evidence:
      apart === null
        ? [
            `${looked(pairs(n, w, r))}, as R + W = ${r + w} is more than N = ${n}.`,
            // Who asks every copy meets what any read before has seen.
            ...(r < n
              ? [
                  'That makes no store linearizable by itself: of two reads during a write the later may still return the older value.',
                ]
              : []),
          ]
        : [
            `Stored by ${apart[0]}, asked of ${apart[1]}: no copy in common. R + W = ${r + w} is not more than N = ${n}.`,
          ],
  };
}

const copies = (n: number): string => (n === 1 ? '1 copy' : `${n} copies`);

/** All sets of `size` of the first n names. */
export function quorums(n: number, size: number): readonly string[] {
  if (size === 0) return [''];
  if (size > n) return [];
  return [...quorums(n - 1, size), ...quorums(n - 1, size - 1).map((set) => set + NAMES[n - 1])];
}

const looked = (n: number): string =>
  n === 1
    ? 'There is one pair of quorums, and it has copies in common'
    : `All ${n} pairs of quorums were looked at: each has a copy in common`;

const pairs = (n: number, w: number, r: number): number => quorums(n, w).length * quorums(n, r).length;

/** Two that have no member in common; null if there are none. */
export function disjoint(n: number, w: number, r: number): readonly [string, string] | null {
  for (const stored of quorums(n, w)) {
    const asked = quorums(n, r).find((set) => [...set].every((name) => !stored.includes(name)));
    if (asked !== undefined) return [[...stored].join(', '), [...asked].join(', ')];
  }
  return null;
}
