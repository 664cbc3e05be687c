/** Which faults are in force beside one that starts or ends: what holds on when it is over, and what held before it came. */
import type { FaultType } from '../engine/faultkinds.ts';
import type { Fault, Input, LinkFault, Micros, NodeId } from '../engine/runspec.ts';
import { untilOf } from './words.ts';

/** A start or an end of a fault. */
export interface Turn {
  readonly inputs: readonly Input[];
  readonly input: number;
  readonly ends: boolean;
  /** µs */
  readonly at: Micros;
}

type Of<T extends FaultType> = Extract<Fault, { readonly type: T }>;

/**
 * The other faults of these types in force at a turn, those that start latest last, which is how the engine weighs them. Of what
 * happens in the same instant, what comes before the turn has happened: ends before starts, pauses' before other ends, then in
 * the order of the document.
 */
export function inForce<T extends FaultType>(turn: Turn, ...types: readonly T[]): readonly Of<T>[] {
  const found: { readonly start: Micros; readonly fault: Of<T> }[] = [];
  turn.inputs.forEach((input, index) => {
    if (index === turn.input || !('fault' in input) || input.at > turn.at) return;
    if (!(types as readonly string[]).includes(input.fault.type)) return;
    const start = startOf(input, index, turn);
    if (start !== null) found.push({ start, fault: input.fault as Of<T> });
  });
  return found.sort((a, b) => a.start - b.start).map(({ fault }) => fault);
}

/** When the span began in which an input is in force at a turn; null if it is not. */
function startOf(input: Input & { readonly fault: Fault }, index: number, turn: Turn): Micros | null {
  const { fault } = input;
  const until = untilOf(input) ?? Number.POSITIVE_INFINITY;
  const flap = 'flap' in fault ? fault.flap : undefined;
  const period = flap === undefined ? 0 : flap.down + flap.up;
  let start = period === 0 ? input.at : input.at + Math.floor((turn.at - input.at) / period) * period;
  // What begins in this very instant has done so only if it stands before a start.
  if (start === turn.at && !(turn.ends === false && index < turn.input)) {
    if (period === 0 || start === input.at) return null;
    start -= period;
  }
  const end = Math.min(until, flap === undefined ? until : start + flap.down);
  if (end > turn.at) return start;
  return end === turn.at && turn.ends && endsLater(input, index, turn) ? start : null;
}

function endsLater(input: Input, index: number, turn: Turn): boolean {
  const rank = (one: Input | undefined) => (one && 'fault' in one && one.fault.type === 'pause' ? 0 : 1);
  const [own, other] = [rank(turn.inputs[turn.input]), rank(input)];
  return other === own ? index > turn.input : other > own;
}

/** Whether a cut keeps apart what another keeps apart too, in one direction at least. */
export function cutsMeet(a: Of<'partition' | 'partial' | 'block'>, b: Of<'partition' | 'partial' | 'block'>) {
  const other = cutLinks(b);
  for (const link of cutLinks(a)) if (other.has(link)) return true;
  return false;
}

/** The directed links a cut eats, each as "S1 S2". */
function cutLinks(fault: Of<'partition' | 'partial' | 'block'>): ReadonlySet<string> {
  const links = new Set<string>();
  const add = (from: NodeId, to: NodeId) => links.add(`${from} ${to}`);
  if (fault.type === 'block') add(fault.from, fault.to);
  else if (fault.type === 'partial') {
    for (const [a, b] of fault.links) {
      add(a, b);
      add(b, a);
    }
  } else {
    for (const [a, froms] of fault.groups.entries()) {
      for (const [b, tos] of fault.groups.entries()) {
        if (a === b || (fault.oneWay && a > b)) continue;
        for (const from of froms) for (const to of tos) add(from, to);
      }
    }
  }
  return links;
}

/** Whether two worse links have a link in common, and something that both speak of. */
export function linksMeet(a: LinkFault, b: LinkFault): boolean {
  const ends = (x: NodeId, y: NodeId) => x === '*' || y === '*' || x === y;
  const fields = ['latency', 'loss', 'duplicate', 'reorder', 'corrupt'] as const;
  return (
    ends(a.from, b.from) &&
    ends(a.to, b.to) &&
    fields.some((field) => a[field] !== undefined && b[field] !== undefined)
  );
}
