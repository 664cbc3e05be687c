/** What the trace alone says about a moment: each node's status, and the faults in force. No waiting for the worker. */
import type { Fault, Input, Micros, NodeId } from '../../engine/runspec.ts';
import { K, type StatusChange } from '../../engine/trace.ts';
import { clockPieces } from '../../timeline/clocks.ts';
import { formOf } from '../../timeline/faultforms.ts';
import { isHit } from '../../timeline/hits.ts';
import type { TraceIndex } from '../../timeline/index.ts';

export interface InForce {
  /** Index into the spec's inputs. */
  readonly input: number;
  readonly fault: Fault;
  /** Of one that waits: it has found what it waited for, and lasts on (a torn write keeps its node down). */
  readonly struck: boolean;
}
interface FaultChange {
  readonly step: number;
  /** µs. */
  readonly time: number;
  readonly input: number;
  readonly starts: boolean;
  /** It has found what it waited for. */
  readonly hits: boolean;
}
export interface Moments {
  /** Per lane, in the order of steps. */
  readonly statuses: readonly (readonly StatusChange[])[];
  readonly faults: readonly FaultChange[];
  /** Per lane that is a client: steps and receivers of what it sent. */
  readonly contacts: readonly (readonly (readonly [step: number, to: number])[])[];
  readonly inputs: readonly Input[];
}

/** `asks` says of a lane whether it is a client, whose last contact is worth remembering. */
export function indexMoments(
  index: TraceIndex,
  inputs: readonly Input[],
  asks: (lane: number) => boolean,
): Moments {
  const { trace, heads } = index;
  const statuses: StatusChange[][] = trace.nodes.map(() => []);
  for (const change of trace.statuses) statuses[change.node]?.push(change);
  const faults: FaultChange[] = [];
  const contacts: (readonly [number, number])[][] = trace.nodes.map(() => []);
  const { kind, ref, epoch, step, peer, time } = trace.columns;
  for (const row of index.inputRows) {
    if (kind[row] !== K.fault) continue;
    faults.push({
      step: step[row] as number,
      time: time[row] as number,
      input: ref[row] as number,
      starts: epoch[row] === 0,
      hits: isHit(trace.columns, row),
    });
  }
  for (const { index: lane } of trace.nodes) {
    if (!asks(lane)) continue;
    for (const s of index.nodeSteps[lane] ?? []) {
      const end = heads[s + 1] ?? trace.rows;
      for (let row = heads[s] as number; row < end; row++) {
        if (kind[row] === K.send) contacts[lane]?.push([s, peer[row] as number]);
      }
    }
  }
  return { statuses, faults, contacts, inputs };
}

/** Index of the last item that is not after `limit`, −1 if none. */
function lastBy<T>(items: readonly T[], limit: number, of: (item: T) => number): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const mid = (low + high) >> 1;
    if (of(items[mid] as T) > limit) high = mid;
    else low = mid + 1;
  }
  return low - 1;
}

/** The node's status and epoch after `step`; status −1 while it is down or has not booted. */
export function statusAt(
  moments: Moments,
  lane: number,
  step: number,
): { readonly status: number; readonly epoch: number; readonly unborn?: true } {
  const list = moments.statuses[lane] ?? [];
  const i = lastBy(list, step, (c) => c.step);
  const found = list[i];
  if (!found) return { status: -1, epoch: 0, unborn: true };
  // A node that is down shows the epoch it had: it is on its disk.
  if (found.status < 0 && found.epoch === 0) return { status: -1, epoch: list[i - 1]?.epoch ?? 0 };
  return found;
}

/**
 * How many fault changes are past: those up to `step`, and those of this very instant that come after it. A fault that begins
 * where the playhead stands is seen at once, whichever of the instant's steps the cursor is on.
 */
export function faultEra(moments: Moments, step: number, time: number): number {
  const { faults } = moments;
  return (
    1 +
    Math.max(
      lastBy(faults, step, (c) => c.step),
      lastBy(faults, time, (c) => c.time),
    )
  );
}

/** Faults in force in an era, by start. */
export function faultsAt(moments: Moments, era: number): InForce[] {
  /** By input, in the order they started: whether it has struck. */
  const on = new Map<number, boolean>();
  for (const { input, starts, hits } of moments.faults.slice(0, era)) {
    const entry = moments.inputs[input];
    if (!entry || !('fault' in entry)) continue;
    const torn = hits && entry.fault.type === 'tornWrite';
    if (!torn) on.delete(input);
    if (torn || (starts && happensFor(entry.fault))) on.set(input, torn);
  }
  const found: InForce[] = [];
  for (const [input, struck] of on) {
    const entry = moments.inputs[input];
    if (entry && 'fault' in entry) found.push({ input, fault: entry.fault, struck });
  }
  return found;
}

/** Whether a fault is in force for a while: not what strikes a record once. */
function happensFor({ type }: Fault): boolean {
  const { form, waits } = formOf(type);
  return form !== 'disk' || waits === true;
}

/** Whether a fault keeps a node down. A full disk does so once the node has tried to write: its status says. */
export function downs({ fault, struck }: InForce, node: NodeId): boolean {
  switch (fault.type) {
    case 'crash':
    case 'amnesia':
      return fault.node === node;
    case 'outage':
      return fault.nodes.includes(node);
    case 'tornWrite':
      return struck && fault.node === node;
    default:
      return false;
  }
}

/** The lanes a client last sent to: all of one step. Empty if it has not. */
export function lastContacts(moments: Moments, lane: number, step: number): readonly number[] {
  const list = moments.contacts[lane] ?? [];
  const to: number[] = [];
  const last = lastBy(list, step, (c) => c[0]);
  for (let i = last; i >= 0 && list[i]?.[0] === list[last]?.[0]; i--) to.unshift(list[i]?.[1] as number);
  return to;
}

/**
 * "+30 %", "−50 ms" or "stopped" for the clock faults in force on a node, '' if its clock is right. The latest start wins, field by field.
 * @param off how far off it is where it runs at the right rate, µs: what it gained or jumped stays when the fault is over
 */
export function clockText(faults: readonly InForce[], node: NodeId, off: Micros | null = null): string {
  let drift = 0;
  let stopped = false;
  let offset = 0;
  let jumps = 0;
  for (const { fault } of faults) {
    if (fault.type !== 'clock' || fault.node !== node) continue;
    if (fault.stop || fault.driftPpm !== undefined) {
      stopped = fault.stop === true;
      drift = fault.driftPpm ?? 0;
    }
    offset = fault.offset ?? offset;
    jumps += fault.step ?? 0;
  }
  offset += jumps;
  if (drift === 0 && !stopped && off !== null) offset = off;
  const parts: string[] = stopped ? ['stopped'] : [];
  if (drift !== 0) parts.push(`${signed(Math.round(drift / 100) / 100)} %`);
  if (offset !== 0) parts.push(`${signed(Math.round(offset / 100) / 10)} ms`);
  return parts.join(', ');
}

/** How far off a node's wall clock is, µs; null where it runs fast, slow or not at all, or was never touched. */
export function clockOff(inputs: readonly Input[], node: NodeId, time: Micros): Micros | null {
  const bent = inputs.some(
    (i) => 'fault' in i && i.fault.type === 'clock' && i.fault.node === node && i.at <= time,
  );
  if (!bent) return null;
  const piece = clockPieces(inputs, node, time + 1).at(-1);
  return piece?.rate === 1 ? piece.local - piece.t0 : null;
}

function signed(value: number): string {
  return value < 0 ? `−${-value}` : `+${value}`;
}
