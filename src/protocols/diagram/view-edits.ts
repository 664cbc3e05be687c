/** What can be done to a drawing, each as one edit with the name it has in the list of edits. Pure. */
import type { CommandInput, Input, Micros, RunSpec } from '../../engine/runspec.ts';
import { randomDrawing } from '../../query/stamps-drawing.ts';

export interface Edit {
  /** Completes "Undo …". */
  readonly name: string;
  readonly change: (spec: RunSpec) => RunSpec;
}

/** A message takes at least so long, µs: it may not arrive before it is sent. */
export const LEAST = 1000;

export const idOf = (lane: number): string => `P${lane + 1}`;

/** In the run, to the millisecond. */
export function snap(time: Micros, until: Micros): Micros {
  return Math.min(until - LEAST, Math.max(LEAST, Math.round(time / 1000) * 1000));
}

/** The time at which a message sent at `at` may arrive, where the hand would have it at `wanted`: the wall is at its sending. */
export function arrival(at: Micros, wanted: Micros, until: Micros): Micros {
  return Math.max(at + LEAST, snap(wanted, until));
}

function local(lane: number, at: Micros): CommandInput {
  return { at, node: idOf(lane), command: { type: 'local' } };
}
function send(lane: number, at: Micros, to: number, arrives: Micros): CommandInput {
  return { at, node: idOf(lane), command: { type: 'send', to: idOf(to), after: arrives - at } };
}
const withInput = (spec: RunSpec, index: number, input: Input): RunSpec => ({
  ...spec,
  inputs: index < spec.inputs.length ? spec.inputs.with(index, input) : [...spec.inputs, input],
});

/** @param index of the stroke it takes the place of; one beyond the last for a new one */
export function localEdit(index: number, lane: number, at: Micros): Edit {
  return { name: `an event of ${idOf(lane)}`, change: (spec) => withInput(spec, index, local(lane, at)) };
}

export function sendEdit(index: number, lane: number, at: Micros, to: number, arrives: Micros): Edit {
  const name = `a message from ${idOf(lane)} to ${idOf(to)}`;
  return { name, change: (spec) => withInput(spec, index, send(lane, at, to, arrives)) };
}

/** Slides the event of a stroke: its start, or where its message arrives. A message keeps its other end, and stops at it. */
export function slideEdit(
  spec: RunSpec,
  index: number,
  end: 'start' | 'arrival',
  to: Micros,
  toLane?: number,
): Edit | null {
  const input = spec.inputs[index];
  if (input === undefined || !('command' in input)) return null;
  const { at, node, command } = input;
  const after = Number(command.after ?? 0);
  const name = `slide an event of ${end === 'start' ? node : String(command.to)}`;
  const time = snap(to, spec.until);
  if (command.type !== 'send') return { name, change: (s) => withInput(s, index, { ...input, at: time }) };
  if (end === 'start') {
    const start = Math.min(time, at + after - LEAST);
    const moved = { ...input, at: start, command: { ...command, after: at + after - start } };
    return { name, change: (s) => withInput(s, index, moved) };
  }
  const aim = toLane !== undefined && idOf(toLane) !== node ? idOf(toLane) : command.to;
  const moved = {
    ...input,
    command: { ...command, to: aim as string, after: arrival(at, to, spec.until) - at },
  };
  return { name, change: (s) => withInput(s, index, moved) };
}

export function removeEdit(spec: RunSpec, index: number): Edit {
  const input = spec.inputs[index];
  const what =
    input !== undefined && 'command' in input && input.command.type === 'send' ? 'a message' : 'an event';
  return {
    name: `delete ${what}`,
    change: (s) => ({ ...s, inputs: s.inputs.filter((_, i) => i !== index) }),
  };
}

/** Everything drawn goes; faults stay. */
export function clearEdit(): Edit {
  const keep = (input: Input) => !('command' in input);
  return { name: 'clear the drawing', change: (spec) => ({ ...spec, inputs: spec.inputs.filter(keep) }) };
}

/** A drawing at random in place of what was drawn, from the next seed: the link leads to the same one. */
export function redrawEdit(): Edit {
  return {
    name: 'another drawing',
    change: (spec) => {
      const seed = (spec.seed + 1) % Number.MAX_SAFE_INTEGER;
      const lanes = spec.nodes.process ?? 3;
      const strokes = randomDrawing(seed, { lanes, strokes: 2 * lanes + 1, until: spec.until });
      const drawn = strokes.map(({ at, lane, to, after }) =>
        to === undefined ? local(lane, at) : send(lane, at, to, at + (after ?? LEAST)),
      );
      return { ...spec, seed, inputs: [...spec.inputs.filter((i) => !('command' in i)), ...drawn] };
    },
  };
}

/** @param lanes how many there are from now on; what was drawn on the others goes with them */
export function lanesEdit(lanes: number): Edit {
  const there = (id: unknown) => typeof id !== 'string' || Number(id.slice(1)) <= lanes;
  const stays = (input: Input) =>
    'command' in input
      ? there(input.node) && there(input.command.to)
      : !('fault' in input) ||
        ['node', 'from', 'to'].every((f) => there((input.fault as unknown as Record<string, unknown>)[f]));
  return {
    name: 'change the number of processes',
    change: (spec) => ({
      ...spec,
      nodes: { ...spec.nodes, process: lanes },
      inputs: spec.inputs.filter(stays),
    }),
  };
}

export function choiceEdit(param: 'clock' | 'exercise', value: string, standard: string): Edit {
  const name = param === 'clock' ? 'show other stamps' : 'turn to another exercise';
  return {
    name,
    change: (spec) => {
      const { [param]: _old, ...rest } = spec.params;
      return { ...spec, params: value === standard ? rest : { ...rest, [param]: value } };
    },
  };
}
