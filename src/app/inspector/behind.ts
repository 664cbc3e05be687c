/** What was done to a run that lies behind one of its steps: the way from a broken promise to what broke it. */
import type { Input, LinkFault } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { cones, PAST } from '../../query/cones.ts';
import { strikesOf } from '../../timeline/hits.ts';
import { FATE } from '../../timeline/index.ts';
import type { Run } from '../stores/session.ts';
import { orderOf } from '../timeline/cones.ts';

/** A fault that can have had a part in a step. */
export interface Deed {
  readonly input: number;
  /** Where it is to be seen: the step it struck in, or in which it began. */
  readonly step: number;
}

/** The last step of each lane that a step is after, itself included; −1 for none. */
type Reach = readonly number[];

const known = new WeakMap<Run, Map<number, readonly Deed[]>>();

/**
 * The faults on the way to a step: they struck a node that later took part in it or told somebody who did, touched a message to such
 * a node, or kept one from it. A node that only was silent leaves no trace with others, so a fault that is not among these may still
 * have mattered. Commands and fired timers are links of the chain of causes itself. The latest first.
 */
export function deedsBehind(run: Run, step: number): readonly Deed[] {
  if (!run.resolved.spec.inputs.some((input) => 'fault' in input)) return [];
  const kept = known.get(run) ?? new Map<number, readonly Deed[]>();
  known.set(run, kept);
  let deeds = kept.get(step);
  if (deeds === undefined) {
    deeds = find(run, step);
    kept.set(step, deeds);
  }
  return deeds;
}

function find(run: Run, step: number): readonly Deed[] {
  const { inputs } = run.resolved.spec;
  const { kind, step: steps, ref, epoch, peer, node } = run.trace.columns;
  const reach = reachOf(run, step);
  const lanes = new Map(run.trace.nodes.map((node, lane) => [node.id, lane]));
  const took = (lane: number, after: number) => (reach[lane] ?? -1) > after;
  const found = new Map<number, number>();
  for (const row of run.index.inputRows) {
    const at = steps[row] ?? 0;
    const index = ref[row] ?? -1;
    const input = inputs[index];
    if (input === undefined || at > step || kind[row] !== K.fault || epoch[row] !== 0 || found.has(index))
      continue;
    const hit = struckBy(input).some((node) => took(lanes.get(node) ?? -1, at));
    if (hit || (isLink(input) && carried(run, input.at, input.fault, at, reach))) found.set(index, at);
  }
  for (const [input, row] of strikesOf(run.index).hits) {
    const at = steps[row] ?? 0;
    const sender = node[run.heads[at] ?? 0] ?? -1;
    if (at <= step && (took(peer[row] ?? -1, at) || (reach[sender] ?? -1) >= at)) found.set(input, at);
  }
  for (const [input, at] of losses(run, step, reach)) if (!found.has(input)) found.set(input, at);
  return [...found].map(([input, at]) => ({ input, step: at })).sort((a, b) => b.step - a.step);
}

function reachOf(run: Run, step: number): Reach {
  const marks = cones(orderOf(run.index), step);
  return run.index.nodeSteps.map((own) => {
    // What of a lane lies in the past of a step is its beginning.
    let low = 0;
    let high = own.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const s = own[middle] ?? 0;
      if (s <= step && ((marks[s] ?? 0) & PAST) !== 0) low = middle + 1;
      else high = middle;
    }
    return own[low - 1] ?? -1;
  });
}

/** Nodes a fault acts on by itself, without waiting for a message. */
function struckBy(input: Input): readonly string[] {
  if (!('fault' in input)) return [];
  const { fault } = input;
  if ('nodes' in fault) return fault.nodes;
  return 'node' in fault ? [fault.node] : [];
}

function isLink(input: Input): input is Input & { readonly fault: LinkFault } {
  return 'fault' in input && input.fault.type === 'link';
}

/** Whether a message went over the link while it was bad, to a node that has a part in the step later on. */
function carried(run: Run, at: number, fault: LinkFault, began: number, reach: Reach): boolean {
  const { send, from, to, t0, count } = run.index.flights;
  const { step: steps } = run.trace.columns;
  const until = fault.until ?? Number.POSITIVE_INFINITY;
  const id = (lane: number) => run.trace.nodes[lane]?.id;
  for (let i = 0; i < count && (t0[i] ?? 0) <= until; i++) {
    if ((t0[i] ?? 0) < at) continue;
    if (fault.from !== '*' && fault.from !== id(from[i] ?? -1)) continue;
    if (fault.to !== '*' && fault.to !== id(to[i] ?? -1)) continue;
    if ((reach[to[i] ?? -1] ?? -1) > Math.max(began, steps[send[i] ?? 0] ?? 0)) return true;
  }
  return false;
}

/** Faults that kept a message from a node before it last had a part in the step, with the latest such loss. */
function losses(run: Run, step: number, reach: Reach): ReadonlyMap<number, number> {
  const { fate, end, to, count, t0 } = run.index.flights;
  const { step: steps, ref, time } = run.trace.columns;
  const now = time[run.heads[step] ?? 0] ?? 0;
  const found = new Map<number, number>();
  for (let i = 0; i < count && (t0[i] ?? 0) <= now; i++) {
    if (fate[i] !== FATE.lost) continue;
    const row = end[i] ?? -1;
    const at = steps[row] ?? 0;
    const by = ref[row] ?? -1;
    // The loss itself may be the step in question.
    if (by >= 0 && at <= step && (at === step || (reach[to[i] ?? -1] ?? -1) > at)) found.set(by, at);
  }
  return found;
}

/** The other faults that had begun by then, in the order of the document. */
export function otherDeeds(run: Run, step: number): readonly Deed[] {
  const { step: steps, ref, kind, epoch } = run.trace.columns;
  const behind = new Set(deedsBehind(run, step).map((deed) => deed.input));
  const found = new Map<number, number>();
  for (const row of run.index.inputRows) {
    const index = ref[row] ?? -1;
    const at = steps[row] ?? 0;
    if (kind[row] !== K.fault || epoch[row] !== 0 || at >= step || behind.has(index) || found.has(index))
      continue;
    const input = run.resolved.spec.inputs[index];
    if (input !== undefined && 'fault' in input) found.set(index, at);
  }
  return [...found].map(([input, at]) => ({ input, step: at }));
}
