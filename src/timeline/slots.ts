/** Strips beside one lane that last at the same time lie beside one another. */
import type { Fault, NodeId } from '../engine/runspec.ts';
import { endOf } from './edit.ts';
import type { Model } from './types.ts';

/** Past so many they share the last place. */
const MOST_SLOTS = 24;
const slotsByRun = new WeakMap<Model['resolved'], readonly number[]>();

/** For every input its place beside its lane: the first that is free when it starts. Depends on the run alone, not on the view. */
export function slotsOf({ resolved }: Model): readonly number[] {
  const known = slotsByRun.get(resolved);
  if (known) return known;
  const { inputs, until } = resolved.spec;
  const lanes = new Map(resolved.nodes.map((node) => [node.id, node.index]));
  const order = inputs
    .map((input, i) => ({ input, i }))
    .filter(({ input }) => 'fault' in input)
    .sort((a, b) => a.input.at - b.input.at || a.i - b.i);
  const slots = new Array<number>(inputs.length).fill(0);
  /** By lane and side: when each place becomes free. */
  const free = new Map<string, number[]>();
  const laneOf = (id: NodeId) => lanes.get(id) ?? -1;
  for (const { input, i } of order) {
    const lane = 'fault' in input ? stripLane(input.fault, laneOf) : null;
    if (lane === null || !('fault' in input)) continue;
    const side = `${lane} ${liesAbove(input.fault, laneOf)}`;
    const ends = free.get(side) ?? [];
    free.set(side, ends);
    let slot = ends.findIndex((end) => end <= input.at);
    if (slot < 0) slot = Math.min(ends.length, MOST_SLOTS - 1);
    ends[slot] = Math.max(ends[slot] ?? 0, endOf(input, until));
    slots[i] = slot;
  }
  slotsByRun.set(resolved, slots);
  return slots;
}

/** Whether a strip lies above its lane and not below: on the side to which the messages go that it strikes. */
export function liesAbove(fault: Fault, laneOf: (id: NodeId) => number): boolean {
  const [from, to] =
    fault.type === 'partial'
      ? (fault.links[0] ?? ['', ''])
      : fault.type === 'block' || fault.type === 'link'
        ? [fault.from, fault.to]
        : ['', ''];
  return laneOf(to) >= 0 && laneOf(to) < laneOf(from);
}

/** The lane beside which a fault lies as a strip: −1 for the top edge, null if it is drawn otherwise. */
export function stripLane(fault: Fault, laneOf: (id: NodeId) => number): number | null {
  switch (fault.type) {
    case 'clock':
    case 'diskFull':
    case 'slowFsync':
      return laneOf(fault.node);
    case 'partial':
      return laneOf(fault.links[0]?.[0] ?? '');
    case 'block':
    case 'link':
      if (fault.from !== '*') return laneOf(fault.from);
      return fault.to === '*' ? -1 : laneOf(fault.to);
    default:
      return null;
  }
}
