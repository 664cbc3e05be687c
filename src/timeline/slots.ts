/** Strips beside one lane that last at the same time lie below one another. */
import type { Fault, NodeId } from '../engine/runspec.ts';
import { endOf } from './edit.ts';
import type { Model } from './types.ts';

/** Past so many they share the last place. */
const MOST_SLOTS = 24;
const slotsByRun = new WeakMap<Model['resolved'], readonly number[]>();

/** For every input its place below its lane: the first that is free when it starts. Depends on the run alone, not on the view. */
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
  /** By lane: when each place becomes free. */
  const free = new Map<number, number[]>();
  for (const { input, i } of order) {
    const lane = 'fault' in input ? stripLane(input.fault, (id) => lanes.get(id) ?? -1) : null;
    if (lane === null) continue;
    const ends = free.get(lane) ?? [];
    free.set(lane, ends);
    let slot = ends.findIndex((end) => end <= input.at);
    if (slot < 0) slot = Math.min(ends.length, MOST_SLOTS - 1);
    ends[slot] = Math.max(ends[slot] ?? 0, endOf(input, until));
    slots[i] = slot;
  }
  slotsByRun.set(resolved, slots);
  return slots;
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
