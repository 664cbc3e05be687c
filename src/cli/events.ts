/** A trace as JSON lines, one per row. */
import { plain } from '../base/plain.ts';
import type { Simulation } from '../engine/simulation.ts';
import {
  type Columns,
  isNodeStep,
  K,
  KINDS,
  LOST_NODE_DOWN,
  LOST_RANDOM,
  NO_NODE,
  type Trace,
} from '../engine/trace.ts';

const CHUNK = 500;

/** Lines of the rows in order, some hundred joined at a time. Message bodies are there if the simulation kept them. */
export function* eventLines(trace: Trace, simulation: Simulation): Generator<string> {
  const describe = rowDescriber(trace, simulation);
  let lines: string[] = [];
  for (let row = 0; row < trace.rows; row++) {
    lines.push(JSON.stringify(describe(row)));
    if (lines.length === CHUNK) {
      yield lines.join('\n');
      lines = [];
    }
  }
  if (lines.length > 0) yield lines.join('\n');
}

/** Rows must be asked for in order: step names are counted on the way. */
function rowDescriber(trace: Trace, simulation: Simulation): (row: number) => Record<string, unknown> {
  const { columns: c, nodes } = trace;
  const { meta } = simulation.protocol;
  const { inputs } = simulation.run.spec;
  const ordinals = new Int32Array(nodes.length);
  let stepName: string | undefined;
  let step = -1;
  const at = (name: keyof Columns, row: number) => c[name][row] as number;
  const id = (index: number) => (index === NO_NODE ? undefined : nodes[index]?.id);

  return (row) => {
    const kind = at('kind', row);
    const node = at('node', row);
    const ref = at('ref', row);
    const cause = at('cause', row);
    if (at('step', row) !== step) {
      step = at('step', row);
      stepName = isNodeStep(kind)
        ? `${id(node)}#${++(ordinals as Record<number, number>)[node]!}`
        : undefined;
    }
    // Rows of the network belong to no step of a node, even those a send brings about.
    const network = kind === K.fault || kind === K.lost || kind === K.ignored;
    const line: Record<string, unknown> = {
      i: row,
      t: at('time', row),
      node: id(node),
      step: network ? undefined : stepName,
      kind: KINDS[kind],
      peer: id(at('peer', row)),
    };
    if (kind === K.send || kind === K.deliver) line.msg = body(simulation, row);
    else if (kind === K.lost) {
      line.msg = body(simulation, cause);
      line.lost = ref === LOST_RANDOM ? 'loss' : ref === LOST_NODE_DOWN ? 'node down' : lostTo(inputs[ref]);
      if (ref >= 0) line.input = ref;
    } else if (kind === K.timer) line.timer = meta.timers[ref]?.id;
    else if (kind === K.rule) line.rule = trace.ruleIds[ref];
    else if (kind === K.note || kind === K.error) {
      const note = trace.notes[ref];
      line.note = note && { id: note.id, ...(plain(note.fields) as object) };
    } else if (kind === K.invoke || kind === K.reply) {
      const o = trace.operations[ref];
      line.operation =
        o && kind === K.invoke
          ? { id: o.id, f: o.f, key: o.key, value: o.value }
          : o && { id: o.id, f: o.f, key: o.key, outcome: o.outcome, value: o.result };
    } else if (kind === K.command || kind === K.fault || kind === K.ignored) {
      const input = inputs[ref];
      line.input = ref;
      if (input && 'command' in input) line.command = input.command;
      else if (input && 'fault' in input) line.fault = input.fault;
      else if (input && 'fire' in input) line.fire = input.fire;
      if (kind === K.fault) line.phase = at('epoch', row) === 0 ? 'start' : 'end';
    }
    if (cause >= 0) line.cause = cause;
    return line;
  };
}

function body(simulation: Simulation, row: number): unknown {
  return plain(simulation.builder.bodies?.get(row));
}

function lostTo(input: unknown): string {
  return (input as { fault?: { type: string } } | undefined)?.fault?.type ?? 'fault';
}
