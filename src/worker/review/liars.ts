/** How many replicas may lie? Asked of PBFT, counted, and tried out with replicas that say nothing. */
import type { RunSpec } from '../../engine/runspec.ts';
import { quorumOf } from '../../protocols/pbft/quorums.ts';
import { drawer } from '../../query/stamps-drawing.ts';
import type { Question } from '../../review/question.ts';
import { numbered } from './choices.ts';
import { heldProtocol } from './held.ts';
import { labOf, ran } from './runs.ts';

const LEAD = 'Replicas of PBFT. Some may lie, or say nothing, and messages may take any time.';

export function liarsQuestion(seed: number): Question {
  const draw = drawer(seed);
  const form = draw(0, 2);
  if (form === 1) return replicasFor(seed, draw(1, 4));
  if (form === 2) return answersFor(seed, draw(1, 4));
  const n = draw(4, 10);
  const f = Math.floor((n - 1) / 3);
  return {
    kind: 'liars',
    seed,
    lead: LEAD,
    ask: `Of ${n} replicas, how many may lie?`,
    picture: null,
    choices: numbered(f, [Math.floor((n - 1) / 2), f + 1, f - 1, Math.floor(n / 3), n - 1], (k) =>
      k > f ? shared(n, k) : `More may: ${n} is at least 3 · ${f} + 1.`,
    ),
    evidence: [counted(n, f), tried(n, f), ...worse(n, f)],
    lab: silentLab(n, tooSilent(n, f)),
  };
}

function replicasFor(seed: number, f: number): Question {
  const n = 3 * f + 1;
  return {
    kind: 'liars',
    seed,
    lead: LEAD,
    ask: `How many replicas does it take at least so that ${f === 1 ? 'one of them' : `${f} of them`} may lie?`,
    picture: null,
    choices: numbered(n, [2 * f + 1, 3 * f, n + 1, n + f], (k) =>
      k > n ? `That would do, but ${n} are enough.` : shared(k, f),
    ),
    evidence: [counted(n, f), ...(n <= 10 ? [tried(n, f)] : [])],
    lab: silentLab(n, f + 1),
  };
}

function answersFor(seed: number, f: number): Question {
  const n = 3 * f + 1;
  return {
    kind: 'liars',
    seed,
    lead: LEAD,
    ask: `Of ${n} replicas ${f} may lie. How many equal answers does a client wait for?`,
    picture: null,
    choices: numbered(f + 1, [1, f, 2 * f + 1, n], (k) =>
      k <= f
        ? `Liars can give so many: there may be ${f}.`
        : `More than it needs: among ${f + 1} equal answers one is from a correct replica.`,
    ),
    evidence: [
      `Among ${f + 1} equal answers at least one comes from a replica that does not lie, and that replica executed a request on which a quorum had agreed.`,
    ],
    lab: silentLab(n, f),
  };
}

/** Why n are too few for f liars. */
function shared(n: number, f: number): string {
  const left = n - f;
  const both = Math.max(0, n - 2 * f);
  return `No more than ${left} can be sure to answer, and two sets of ${left} of ${n} may share as few as ${both}: with ${f} liars not one honest replica need be in both.`;
}

function counted(n: number, f: number): string {
  const q = quorumOf(n, f);
  return `A quorum is ${q} of ${n}: the ${n - f} that do not lie can fill it, and any two share ${2 * q - n}, of whom at most ${f} lie.`;
}

/** With so many silent no quorum is left: f + 1, and where n = 3f + 3 it is f + 2. */
const tooSilent = (n: number, f: number): number => n - quorumOf(n, f) + 1;

function tried(n: number, f: number): string {
  const told = (k: number) => (answered(silent(n, k)) ? 'answered' : 'not answered');
  const many = tooSilent(n, f);
  return `Tried out: with ${f} of ${n} silent a write is ${told(f)}, with ${many} it is ${told(many)} in four seconds.`;
}

/** Where more may be silent than may lie. */
function worse(n: number, f: number): readonly string[] {
  const q = quorumOf(n, f);
  if (n - q <= f) return [];
  return [
    `That ${n - q} may be silent does not mean that ${n - q} may lie: two quorums of ${q} share as few as ${2 * q - n}, and all of these could be liars.`,
  ];
}

/** The last ones say nothing, so that the first primary is not one of them. */
function silent(n: number, k: number): RunSpec {
  return {
    schema: 1,
    protocol: 'pbft',
    seed: 1,
    nodes: { replica: n, client: 1 },
    params: {},
    variants: [],
    until: 4_000_000,
    inputs: [
      ...Array.from({ length: k }, (_, i) => ({
        at: 0,
        fault: { type: 'byzantine' as const, node: `R${n - i}`, behaviour: 'silent' },
      })),
      { at: 10_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
    ],
  };
}

function answered(spec: RunSpec): boolean {
  return ran(heldProtocol('pbft'), spec).operations.some(
    ({ f, outcome }) => f === 'write' && outcome === 'ok',
  );
}

function silentLab(n: number, k: number): string {
  const borne = k < tooSilent(n, Math.floor((n - 1) / 3));
  const claim = borne ? 'So many silent replicas are borne' : 'With so many silent no quorum is left';
  return labOf(heldProtocol('pbft'), silent(n, k), `${k} of ${n} replicas silent`, claim);
}
