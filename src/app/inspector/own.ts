/**
 * What a node's own past has to do with a step. Program order is every step's second cause, but a node takes hundreds of steps
 * and few of them mattered: those that last wrote what this step changed, and what was worth a headline since the node took
 * up the part it plays.
 */
import { jsonEqual } from '../../base/json.ts';
import type { FieldChange, StepDetail } from '../../engine/inspect.ts';
import type { Meta } from '../../engine/meta.ts';
import { isNodeStep, K } from '../../engine/trace.ts';
import { isMajor, stepNotes } from '../describe.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { type Cause, causeChain, causeEntry, causeOf } from './causes.ts';
import { onTheWay } from './onTheWay.ts';

/** How many of its own steps back a node's writes are looked for. */
const LOOK_BACK = 80;
/** Steps asked for at a time: a cursor that moves on leaves no long queue behind. */
const AT_A_TIME = 8;
/** Of headlines alone (nothing written that mattered), so many of the latest. */
const MOST_HEADLINES = 2;
const MOST_OWN = 4;
const MOST_DONE = 2;
export const MOST_WHY = 6;

export type Look = (step: number) => Promise<StepDetail>;

/** Earlier steps of the same node, nearest first, at most `most`. What the network does to a node has no program order. */
export function ownStepsBefore(run: Run, step: number, most: number): readonly number[] {
  const { kind, node } = run.trace.columns;
  const head = run.heads[step] ?? 0;
  if (!isNodeStep(kind[head] ?? -1)) return [];
  const own = node[head];
  const found: number[] = [];
  for (let s = step - 1; s >= 0 && found.length < most; s--) {
    const row = run.heads[s] ?? 0;
    if (node[row] === own && isNodeStep(kind[row] ?? -1)) found.push(s);
  }
  return found;
}

/** Own headlines since the node last changed what it is (follower, leader, …) or booted, that change included. Nearest first. */
export function ownHeadlines(meta: Meta, run: Run, step: number): readonly number[] {
  const { kind, node } = run.trace.columns;
  const own = node[run.heads[step] ?? 0];
  const turns = new Set<number>();
  let status: number | null = null;
  for (const change of run.trace.statuses) {
    if (change.node !== own) continue;
    if (change.status !== status) turns.add(change.step);
    status = change.status;
  }
  const found: number[] = [];
  for (const s of ownStepsBefore(run, step, Number.POSITIVE_INFINITY)) {
    const boot = kind[run.heads[s] ?? 0] === K.start;
    const turn = turns.has(s) && !(boot && stepTime(run, s) === 0);
    if (turn || stepNotes(run, s).some((note) => isMajor(meta, note))) found.push(s);
    if (boot || turns.has(s) || found.length >= MOST_HEADLINES) break;
  }
  return found;
}

/** A part of a field whose last writer is wanted: the whole field, or what it says of one node. */
interface Wanted {
  readonly field: string;
  readonly volatile: boolean;
  /** Whether this earlier change is the one. */
  wrote(change: FieldChange): boolean;
}

/**
 * What to look for: the last write of each changed field. A field that speaks of nodes (a set of votes, an index per peer)
 * is told node by node, as far as they agree with what was just written: that is what a quorum is made of.
 */
function wantedParts(changes: readonly FieldChange[], nodes: ReadonlySet<string>): Wanted[] {
  return changes.flatMap((change): Wanted[] => {
    const { field } = change;
    const volatile = change.area === 'volatile';
    const parts = partsByNode(change.before, nodes);
    const now = partsByNode(change.after, nodes);
    if (parts === null || now === null) return [{ field, volatile, wrote: () => true }];
    const written = [...now]
      .filter(([node, value]) => !jsonEqual(parts.get(node), value))
      .map(([, value]) => value);
    return [...parts]
      .filter(([node, value]) => jsonEqual(now.get(node), value) && written.some((w) => agrees(value, w)))
      .map(([node, value]) => ({
        field,
        volatile,
        wrote: ({ before, after }) =>
          jsonEqual(partsByNode(after, nodes)?.get(node), value) &&
          !jsonEqual(partsByNode(before, nodes)?.get(node), value),
      }));
  });
}

/** `["S1", "S2"]` or `{"S1": 3}` as a map by node; null for what does not speak of nodes. */
function partsByNode(value: unknown, nodes: ReadonlySet<string>): ReadonlyMap<string, unknown> | null {
  if (Array.isArray(value)) {
    return value.length > 0 && value.every((v) => typeof v === 'string' && nodes.has(v))
      ? new Map(value.map((v: string) => [v, true]))
      : null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const entries = Object.entries(value);
  return entries.length > 0 && entries.every(([key]) => nodes.has(key)) ? new Map(entries) : null;
}

function agrees(value: unknown, written: unknown): boolean {
  return typeof value === 'number' && typeof written === 'number'
    ? value >= written
    : jsonEqual(value, written);
}

/**
 * The node's own steps that last wrote what this step changed, nearest first.
 * @param gone says when nobody wants to know any more
 */
export async function ownWriters(
  run: Run,
  detail: StepDetail,
  look: Look,
  gone: () => boolean = () => false,
): Promise<readonly number[]> {
  const nodes = new Set(run.trace.nodes.map((node) => node.id));
  let wanted = wantedParts(detail.changes, nodes);
  const found: number[] = [];
  const before = ownStepsBefore(run, detail.step, LOOK_BACK);
  for (let i = 0; i < before.length && wanted.length > 0 && !gone(); i += AT_A_TIME) {
    const details = await Promise.all(before.slice(i, i + AT_A_TIME).map(look));
    for (const { step, changes } of details) {
      const boot = run.trace.columns.kind[run.heads[step] ?? 0] === K.start;
      // At a boot fields are not written, they begin; what was on disk before it may still matter.
      const first = boot && stepTime(run, step) === 0;
      const left = wanted.filter((part) => {
        const change = changes.find(
          (c) => c.field === part.field && (c.area === 'volatile') === part.volatile,
        );
        const begins = boot && change?.before == null;
        return change === undefined || begins || !part.wrote(change);
      });
      if (left.length < wanted.length && !first) found.push(step);
      wanted = boot ? left.filter((part) => !part.volatile) : left;
    }
  }
  return found;
}

/**
 * What led to a step, in the order of time: what was sent to it and why, and the node's own steps that mattered. Never more
 * than `MOST_WHY`; the immediate cause is always among them.
 * @param writers from `ownWriters`, or none while they are not known
 */
export function whyOf(meta: Meta, run: Run, step: number, writers: readonly number[] = []): readonly Cause[] {
  const chain = causeChain(meta, run, step);
  const did = writers.length > 0 || stepNotes(run, step).length > 0;
  const own = [...writers.map((s) => telling(run, s)), ...(did ? ownHeadlines(meta, run, step) : [])];
  const [immediate, ...further] = chain;
  // What was done to the message or to the timer of this very step, or of the nearest one before it that something was done to.
  const done = [step, ...chain.map((cause) => cause.step)]
    .map((s) => onTheWay(meta, run, s))
    .find((found) => found.length > 0);
  const wanted = [
    ...(immediate === undefined ? [] : [immediate]),
    ...(done ?? []).slice(0, MOST_DONE),
    ...[...new Set(own)].slice(0, MOST_OWN).map((s) => causeEntry(meta, run, s)),
    ...further,
  ];
  const kept = new Map<string, Cause>();
  for (const cause of wanted) {
    if (kept.size >= MOST_WHY) break;
    // Alike in words is alike for a reader, unless time sets them apart; of those the first wanted stays.
    if (!kept.has(cause.sentence) && cause.step !== step) kept.set(cause.sentence, cause);
  }
  return [...kept.values()].sort((a, b) => a.step - b.step);
}

/** A step that only took in an answer says less than the step that gave it: "S5 votes for S4". */
function telling(run: Run, step: number): number {
  if (stepNotes(run, step).length > 0) return step;
  const cause = causeOf(run, step);
  return cause !== null && stepNotes(run, cause).length > 0 ? cause : step;
}
