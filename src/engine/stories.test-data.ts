/** What the stories of the faults share. */
import type { Played } from '../testkit/toy-puppet.ts';
import type { NodeState } from './inspect.ts';
import type { Fault, Input } from './runspec.ts';

export const fault = (at: number, f: Fault): Input => ({ at, fault: f });

export const reboot = (at: number, until: number, node = 'P1'): Input =>
  fault(at, { type: 'crash', node, until });

/** Every write takes so long to be safe. */
export const fsync = (low: number, high = low) => ({ params: { fsync: [low, high] as [number, number] } });

/** Lines of a run's story that have this in them. */
export const words = (run: Played, about: string): string[] =>
  run.story.filter((line) => line.includes(about));

/** A node as it is at a time, after all that happens then. */
export function at(run: Played, time: number, id = 'P1'): NodeState {
  let step = 0;
  while (step + 1 < run.trace.steps && run.world(step + 1).time <= time) step++;
  return run.world(step).nodes.find((node) => node.id === id) as NodeState;
}

/** A node at the end of the run. */
export const last = (run: Played, id = 'P1'): NodeState =>
  run.last().nodes.find((node) => node.id === id) as NodeState;
