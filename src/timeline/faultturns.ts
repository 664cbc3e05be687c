/**
 * The start or end of a fault in a run, in a sentence that is true beside the others in force: a node that another crash holds down is
 * not brought back up. Of a fault that is alone it is what `faultevents.ts` says.
 */
import type { Meta } from '../engine/meta.ts';
import type { Fault, Input, NodeId } from '../engine/runspec.ts';
import { K, type StatusChange, type Trace } from '../engine/trace.ts';
import { clockEnds } from './clockwords.ts';
import { faultEnds, faultStarts, linkSubject } from './faultevents.ts';
import { cutsMeet, inForce, linksMeet, type Turn } from './faultsinforce.ts';
import { behaviourTitle, faultName, lower } from './faultwords.ts';
import { isHit } from './hits.ts';
import { formatRange, list } from './text.ts';
import { inputTitle } from './words.ts';

export interface Told {
  readonly meta: Meta;
  readonly trace: Pick<Trace, 'nodes' | 'rows' | 'columns' | 'statuses'>;
  readonly inputs: readonly Input[];
}

/**
 * @param row of kind `fault`, the head of a step of the network
 * @param struck of a fault that waits: whether it has found what it waited for
 */
export function faultTurn(told: Told, row: number, fault: Fault, struck: boolean): string {
  const { time, ref, epoch } = told.trace.columns;
  const turn: Turn = {
    inputs: told.inputs,
    input: ref[row] as number,
    ends: epoch[row] === 1,
    at: time[row] as number,
  };
  return turn.ends ? endOf(told, row, turn, fault, struck) : startOf(told, row, turn, fault);
}

/** An input that found nothing to act on, and why: "Firing of S4’s election timer: S4 is down". */
export function inVain(told: Told, row: number, input: Input): string {
  const title = inputTitle(input, told.meta);
  if ('command' in input) return `${title}: ${input.node} is down and does not take it`;
  if ('fire' in input)
    return `${title}: ${isDown(told, input.fire.node, row) ? `${input.fire.node} is down` : 'it is not running'}`;
  const { fault } = input;
  if (fault.type !== 'bitRot' && fault.type !== 'latentError') return `${title}: nothing to act on`;
  return `${title}: ${fault.record === undefined ? 'its disk holds nothing yet' : 'there is no such record'}`;
}

// ── starts ──────────────────────────────────────────────────────────────────

function startOf(told: Told, row: number, turn: Turn, fault: Fault): string {
  const plain = faultStarts(fault, told.meta);
  switch (fault.type) {
    case 'crash':
      return isDown(told, fault.node, row)
        ? `${fault.node} is down already; this crash holds it down too`
        : plain;
    case 'amnesia':
      return isDown(told, fault.node, row)
        ? `${fault.node} is down already; now it loses all it had stored`
        : plain;
    case 'outage': {
      const already = fault.nodes.filter((node) => isDown(told, node, row));
      if (already.length === 0) return plain;
      const { verb, them } = numbers(already);
      if (already.length < fault.nodes.length) return `${plain}; ${list(already)} ${verb} down already`;
      return `${list(already)} ${verb} down already; this outage holds ${them} down too`;
    }
    case 'pause':
      if (isDown(told, fault.node, row))
        return `${fault.node}, which is down, freezes: it cannot restart before it wakes`;
      return of(inForce(turn, 'pause'), fault.node).length > 0
        ? `${fault.node} is frozen already; this freeze holds it too`
        : plain;
    default:
      return plain;
  }
}

// ── ends ────────────────────────────────────────────────────────────────────

function endOf(told: Told, row: number, turn: Turn, fault: Fault, struck: boolean): string {
  const plain = faultEnds(fault, struck);
  switch (fault.type) {
    case 'crash':
    case 'amnesia':
      return broughtUp(told, row, turn, fault, [fault.node], plain);
    case 'outage':
      return broughtUp(told, row, turn, fault, fault.nodes, plain);
    case 'tornWrite':
      return struck ? broughtUp(told, row, turn, fault, [fault.node], plain) : plain;
    case 'pause': {
      const more = of(inForce(turn, 'pause'), fault.node);
      if (more.length > 0) return `${fault.node} stays frozen: ${goesOn(more, fault)}`;
      return staysDown(told, fault.node, row, true)
        ? `${fault.node} is no longer frozen, but is down`
        : plain;
    }
    case 'slow': {
      const last = of(inForce(turn, 'slow'), fault.node).at(-1);
      return last
        ? `${fault.node} is still slow: whatever it handles takes it ${formatRange(last.each)}`
        : plain;
    }
    case 'byzantine': {
      const last = of(inForce(turn, 'byzantine'), fault.node).at(-1);
      return last
        ? `${fault.node} stays Byzantine: ${lower(behaviourTitle(last.behaviour, told.meta))}`
        : plain;
    }
    case 'partition':
    case 'partial': {
      const more = inForce(turn, 'partition', 'partial', 'block').filter((cut) => cutsMeet(cut, fault));
      return more.length > 0 ? `${plain}; ${goesOn(more, fault)}` : plain;
    }
    case 'block': {
      const more = inForce(turn, 'partition', 'partial', 'block').filter((cut) => cutsMeet(cut, fault));
      return more.length > 0
        ? `Messages from ${fault.from} still do not reach ${fault.to}: ${goesOn(more, fault)}`
        : plain;
    }
    case 'link': {
      const more = inForce(turn, 'link').filter((other) => linksMeet(other, fault));
      return more.length > 0 ? `${linkSubject(fault)} recovers, but ${goesOn(more, fault)}` : plain;
    }
    case 'clock':
      return clockEnds(fault, of(inForce(turn, 'clock'), fault.node));
    case 'diskFull': {
      const more = of(inForce(turn, 'diskFull'), fault.node);
      if (more.length > 0) return `${fault.node}’s disk stays full: ${goesOn(more, fault)}`;
      return staysDown(told, fault.node, row) ? `${plain}; ${stays(turn, fault, fault.node)}` : plain;
    }
    case 'slowFsync': {
      const last = of(inForce(turn, 'slowFsync'), fault.node).at(-1);
      return last ? `${fault.node}’s disk is still slow: a write takes ${formatRange(last.by)}` : plain;
    }
    default:
      return plain;
  }
}

/** Of the nodes that a fault held down, who restarts now and who does not. */
function broughtUp(
  told: Told,
  row: number,
  turn: Turn,
  fault: Fault,
  nodes: readonly NodeId[],
  plain: string,
): string {
  const left = nodes.filter((node) => staysDown(told, node, row));
  if (left.length === 0) return plain;
  const up = nodes.filter((node) => !left.includes(node));
  const rest = left.map((node) => stays(turn, fault, node)).join('; ');
  return up.length === 0
    ? `The ${faultName(fault)} is over; ${rest}`
    : `${list(up)} ${numbers(up).verb} brought back up; ${rest}`;
}

/** "S1 stays down: the outage of S1 and S2 goes on" */
function stays(turn: Turn, fault: Fault, node: NodeId): string {
  const crashes = inForce(turn, 'crash', 'amnesia', 'outage').filter((other) =>
    'nodes' in other ? other.nodes.includes(node) : other.node === node,
  );
  if (crashes.length > 0) return `${node} stays down: ${goesOn(crashes, fault)}`;
  const disks = of(inForce(turn, 'tornWrite', 'diskFull'), node);
  if (disks.length > 0) return `${node} stays down: ${goesOn(disks, fault)}`;
  return of(inForce(turn, 'pause'), node).length > 0
    ? `${node} is frozen, and restarts when it wakes`
    : `${node} stays down`;
}

/** Whether a node is down before a row and does not restart at once: one that wakes does so when all of the instant has come. */
function staysDown(told: Told, node: NodeId, row: number, wakes = false): boolean {
  if (!isDown(told, node, row)) return false;
  const { rows, columns } = told.trace;
  const { kind, time } = columns;
  const lane = laneOf(told, node);
  for (let next = row + 1; next < rows && time[next] === time[row]; next++) {
    if (kind[next] === K.start && columns.node[next] === lane) return false;
    if (kind[next] === K.fault && !wakes && !isHit(columns, next)) return true;
  }
  return true;
}

function isDown({ trace }: Told, node: NodeId, row: number): boolean {
  const lane = trace.nodes.find(({ id }) => id === node)?.index ?? -1;
  const changes = changesOf(trace.statuses, trace.nodes.length)[lane] ?? [];
  const step = trace.columns.step[row] as number;
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as StatusChange).step < step) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1]?.status === -1;
}

const known = new WeakMap<readonly StatusChange[], readonly (readonly StatusChange[])[]>();

/** By lane, in the order of steps. */
function changesOf(statuses: readonly StatusChange[], lanes: number): readonly (readonly StatusChange[])[] {
  const found = known.get(statuses);
  if (found) return found;
  const changes: StatusChange[][] = Array.from({ length: lanes }, () => []);
  for (const change of statuses) changes[change.node]?.push(change);
  known.set(statuses, changes);
  return changes;
}

function laneOf({ trace }: Told, node: NodeId): number {
  return trace.nodes.find(({ id }) => id === node)?.index ?? -1;
}

function of<T extends { readonly node: NodeId }>(faults: readonly T[], node: NodeId): readonly T[] {
  return faults.filter((fault) => fault.node === node);
}

/** "the outage of S1 and S2 goes on", "another crash of S1 goes on", "2 others go on" */
function goesOn(others: readonly Fault[], fault: Fault): string {
  if (others.length > 2) return `${others.length} others go on`;
  const own = faultName(fault);
  const names = others.map((other) => {
    const name = faultName(other);
    return name === own ? `another ${name}` : `the ${name}`;
  });
  return `${list([...new Set(names)])} ${names.length > 1 ? 'go' : 'goes'} on`;
}

function numbers(nodes: readonly NodeId[]): { readonly verb: string; readonly them: string } {
  return nodes.length > 1 ? { verb: 'are', them: 'them' } : { verb: 'is', them: 'it' };
}
