/** What a hand does in the panel, as inputs of the run. Pure. */
import type { WorldState } from '../../engine/inspect.ts';
import type { Command, Fault, Input, Micros, NodeId, ResolvedRun, RunSpec } from '../../engine/runspec.ts';
import { K, type Trace } from '../../engine/trace.ts';

const MS = 1_000;
/** A run that is lengthened is lengthened to a whole multiple of this. */
const LENGTHENED = 500 * MS;

/** The last step at or before a time; 0 if there is none. */
export function stepAt({ columns, rows }: Trace, time: Micros): number {
  const after = firstAfter(columns.time, rows, time);
  return after === 0 ? 0 : (columns.step[after - 1] as number);
}

function firstAfter(times: Float64Array, rows: number, time: Micros): number {
  let [low, high] = [0, rows];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The next round millisecond, or if something happens before it the very next instant. */
export function soonAfter({ columns, rows }: Trace, time: Micros): Micros {
  const round = Math.ceil((time + 1) / MS) * MS;
  const next = columns.time[firstAfter(columns.time, rows, time)] ?? Number.POSITIVE_INFINITY;
  return next < round ? Math.floor(time) + 1 : round;
}

/**
 * When what is done at a replica comes about: soon after `time`, but before anything new reaches the replica that `world` does not have
 * yet. So a position means what it meant to whoever saw it.
 */
export function timeFor(trace: Trace, world: WorldState, lane: number, time: Micros): Micros {
  const { columns, rows } = trace;
  const soon = soonAfter(trace, time);
  for (let row = firstAfter(columns.time, rows, world.time); row < rows; row++) {
    const at = columns.time[row] as number;
    if (at > soon) break;
    if (columns.kind[row] === K.deliver && columns.node[row] === lane) return Math.max(at, world.time + 1);
  }
  return Math.max(soon, Math.floor(world.time) + 1);
}

/** How long what is sent now is on its way at most, as far as the parameters say, with a little over. */
export function wayOf({ params }: Pick<ResolvedRun, 'params'>): Micros {
  const latency = Array.isArray(params.latency) ? Number(params.latency[1]) : 50 * MS;
  return latency + 20 * MS;
}

/** The run with more inputs, and long enough that one sees what comes of them for so long. */
export function withInputs(spec: RunSpec, inputs: readonly Input[], then: Micros): RunSpec {
  const last = Math.max(...inputs.map(({ at }) => at));
  return { ...longEnough(spec, last + then), inputs: [...spec.inputs, ...inputs] };
}

function longEnough(spec: RunSpec, end: Micros): RunSpec {
  return end <= spec.until ? spec : { ...spec, until: Math.ceil(end / LENGTHENED) * LENGTHENED + LENGTHENED };
}

export function commandsAt(at: Micros, node: NodeId, commands: readonly Command[]): readonly Input[] {
  return commands.map((command) => ({ at, node, command }));
}

/** Nobody reaches the replica, and it reaches nobody. */
export function cutOff(spec: RunSpec, id: NodeId, all: readonly NodeId[], at: Micros): RunSpec {
  const fault: Fault = { type: 'partition', groups: [[id], all.filter((other) => other !== id)] };
  return { ...longEnough(spec, at + 1), inputs: [...spec.inputs, { at, fault }] };
}

type Active = WorldState['faults'][number];

/** The cuts in force that leave a replica on its own. */
export function cutsOf(world: WorldState, id: NodeId): readonly Active[] {
  return world.faults.filter(
    ({ fault }) => fault.type === 'partition' && fault.groups.some((g) => g.length === 1 && g[0] === id),
  );
}

/** Whether something in force keeps two replicas apart, in one direction at least. */
export function apart(world: WorldState, a: NodeId, b: NodeId): boolean {
  return world.faults.some(({ fault }) => {
    switch (fault.type) {
      case 'partition': {
        const of = (id: NodeId) => fault.groups.findIndex((g) => g.includes(id));
        return of(a) >= 0 && of(b) >= 0 && of(a) !== of(b);
      }
      case 'partial':
        return fault.links.some((link) => link.includes(a) && link.includes(b));
      case 'block':
        return (fault.from === a && fault.to === b) || (fault.from === b && fault.to === a);
      default:
        return false;
    }
  });
}

/** These cuts end at `at`; the run is long enough to see what comes of it. */
export function healed(spec: RunSpec, cuts: readonly Active[], at: Micros, then: Micros): RunSpec {
  const ends = new Set(cuts.map(({ input }) => input));
  const inputs = spec.inputs.map((input, i) =>
    ends.has(i) && 'fault' in input && input.fault.type === 'partition'
      ? { ...input, fault: { ...input.fault, until: Math.max(at, input.at + 1) } }
      : input,
  );
  return { ...longEnough(spec, at + then), inputs };
}

/** Enough to know an input again in a run that was read anew. */
export function nameOf(input: Input): string {
  const what =
    'command' in input ? `${input.node} ${input.command.type}` : 'fault' in input ? input.fault.type : '';
  return `${input.at} ${what}`;
}

/** When the last of the inputs comes about that are in one run and were not in another; 0 if not all of these are `given`. */
export function doneAgain(
  before: readonly Input[],
  now: readonly Input[],
  given: ReadonlySet<string>,
): Micros {
  if (now.length <= before.length) return 0;
  const old = new Set(before.map((input) => JSON.stringify(input)));
  const fresh = now.filter((input) => !old.has(JSON.stringify(input)));
  if (!fresh.every((input) => given.has(nameOf(input)))) return 0;
  return fresh.reduce((last, { at }) => Math.max(last, at), 0);
}

/** Two words typed letter by letter at the start of the text, side by side and cut off from one another. */
export function typedFor(all: readonly NodeId[], backwards: boolean, at: Micros): readonly Input[] {
  const [one = '', ...others] = all;
  const [two = ''] = others;
  const [gap, later] = [40 * MS, 10 * MS];
  const words = [
    [one, 'abc', at + 2 * later],
    [two, 'xyz', at + 3 * later],
  ] as const;
  const keys = words.flatMap(([node, word, from]) => {
    const letters = backwards ? [...word].reverse() : [...word];
    return letters.map((text, i) => ({
      at: from + i * gap,
      node,
      command: { type: 'type', at: backwards ? 0 : i, text },
    }));
  });
  const cut: Input = {
    at,
    fault: { type: 'partition', groups: [[one], others], until: at + 5 * gap },
  };
  return [cut, ...keys.sort((a, b) => a.at - b.at)];
}
