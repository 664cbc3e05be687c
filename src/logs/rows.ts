/** A run as JSON lines, one per row of its trace. */
import { plain } from '../base/plain.ts';
import type { Input } from '../engine/runspec.ts';
import { type Columns, isNodeStep, K, KINDS, LOST_NODE_DOWN, LOST_RANDOM, NO_NODE } from '../engine/trace.ts';
import { isHit } from '../timeline/hits.ts';
import type { RecordedRun } from './recorded.ts';

/** Lines of the rows, in order. Message bodies are there if they were kept. */
export function* rowLines(run: RecordedRun): Generator<string> {
  const describe = rowDescriber(run);
  for (let row = 0; row < run.trace.rows; row++) yield JSON.stringify(describe(row));
}

/** Rows of the network belong to no step of a node, even those that stand in one. */
const NETWORK: ReadonlySet<number> = new Set([K.fault, K.lost, K.ignored, K.corrupt, K.undone]);

/** Rows must be asked for in order: step names are counted on the way. */
function rowDescriber({ trace, meta, resolved, bodies }: RecordedRun): (row: number) => object {
  const { columns: c, nodes } = trace;
  const { inputs } = resolved.spec;
  const ordinals = new Int32Array(nodes.length);
  let stepName: string | undefined;
  let step = -1;
  const at = (name: keyof Columns, row: number) => c[name][row] as number;
  const id = (index: number) => (index === NO_NODE ? undefined : nodes[index]?.id);
  const body = (row: number) => plain(bodies?.get(row));

  return (row) => {
    const kind = at('kind', row);
    const node = at('node', row);
    const ref = at('ref', row);
    const cause = at('cause', row);
    if (at('step', row) !== step) {
      step = at('step', row);
      if (isNodeStep(kind)) ordinals[node] = (ordinals[node] as number) + 1;
      stepName = isNodeStep(kind) ? `${id(node)}#${ordinals[node]}` : undefined;
    }
    const line: Record<string, unknown> = {
      i: row,
      t: at('time', row),
      node: id(node),
      step: NETWORK.has(kind) ? undefined : stepName,
      kind: KINDS[kind],
      peer: id(at('peer', row)),
    };
    if (kind === K.send || kind === K.deliver) line.msg = body(row);
    else if (kind === K.lost) {
      line.msg = body(cause);
      line.lost = ref === LOST_RANDOM ? 'loss' : ref === LOST_NODE_DOWN ? 'node down' : lostTo(inputs[ref]);
      if (ref >= 0) line.input = ref;
    } else if (kind === K.corrupt) {
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
      if (kind === K.fault) line.phase = isHit(c, row) ? 'hit' : at('epoch', row) === 0 ? 'start' : 'end';
    }
    if (cause >= 0) line.cause = cause;
    return line;
  };
}

function lostTo(input: Input | undefined): string {
  return input && 'fault' in input ? input.fault.type : 'fault';
}
