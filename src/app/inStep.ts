/** What faults did inside the step of somebody: to its messages, to its write, to what waited for it. In sentences. */
import type { Meta } from '../engine/meta.ts';
import type { NthFault, WriteFault } from '../engine/runspec.ts';
import { K, LOST_NODE_DOWN, NO_NODE } from '../engine/trace.ts';
import { faultHits } from '../timeline/faultevents.ts';
import { formOf } from '../timeline/faultforms.ts';
import { hitSentence } from '../timeline/faulthits.ts';
import { isDamaged, isHit, strikesOf } from '../timeline/hits.ts';
import { FATE, flightOf } from '../timeline/index.ts';
import { inputTitle } from '../timeline/words.ts';
import { messageTitle, nodeId, stepRows } from './rows.ts';
import type { Run } from './stores/session.ts';
import { listOf } from './text.ts';

/** All of it, but for a write that was torn: that is the headline. */
export function doneInStep(meta: Meta, run: Run, step: number): readonly string[] {
  return [
    ...strikeSentences(meta, run, step),
    ...eatenSentences(meta, run, step),
    ...undoneSentences(run, step),
    ...untakenSentences(meta, run, step),
  ];
}

/** Why a message of this `lost` row is lost: " at the cut", ": S2 is down". */
export function lostWhy(run: Run, row: number): string {
  const by = run.trace.columns.ref[row] ?? -1;
  if (by === LOST_NODE_DOWN) return `: ${nodeId(run, run.trace.columns.peer[row] ?? NO_NODE)} is down`;
  const input = run.resolved.spec.inputs[by];
  if (input === undefined || !('fault' in input)) return ' by chance';
  const { type } = input.fault;
  if (formOf(type).downs) return `: ${nodeId(run, run.trace.columns.peer[row] ?? NO_NODE)} is down`;
  switch (type) {
    case 'partition':
    case 'partial':
    case 'block':
      return ' at the cut';
    case 'drop':
      return ' on purpose';
    case 'corrupt':
    case 'link': {
      const { cause, peer } = run.trace.columns;
      return isDamaged(run.index, cause[row] ?? -1, row, false)
        ? `: it is damaged, and ${nodeId(run, peer[row] ?? NO_NODE)} throws it away`
        : ' by chance';
    }
    default:
      return '';
  }
}

/** Of a step whose write was torn, that: whatever else it did is undone with it. */
export function tornBy(run: Run, step: number): string | null {
  const { columns } = run.trace;
  const [from, to] = stepRows(run, step);
  for (let row = to - 1; row >= from; row--) {
    if (!isHit(columns, row)) continue;
    const input = run.resolved.spec.inputs[columns.ref[row] ?? -1];
    if (input && 'fault' in input && input.fault.type === 'tornWrite') return faultHits(input.fault, '');
  }
  return null;
}

/** What faults that had waited for a message or write do to those of this step: "The vote request to S2 is held up by 100 ms". */
function strikeSentences(meta: Meta, run: Run, step: number): readonly string[] {
  const { columns } = run.trace;
  const { inputs } = run.resolved.spec;
  const [from, to] = stepRows(run, step);
  const said: string[] = [];
  for (let row = from; row < to; row++) {
    const damaged = columns.kind[row] === K.corrupt;
    if (!damaged && !isHit(columns, row)) continue;
    const input = inputs[columns.ref[row] ?? -1];
    if (input === undefined || !('fault' in input)) continue;
    const message = `The ${messageTitle(meta, run, columns.cause[row] ?? -1)} to ${nodeId(run, columns.peer[row] ?? NO_NODE)}`;
    if (damaged) {
      said.push(`${message} is damaged on its way`);
      continue;
    }
    const fault = input.fault as NthFault | WriteFault;
    // A message damaged on purpose has two rows that say so.
    if (fault.type === 'corrupt' && strikesOf(run.index).damaged.has(columns.cause[row] ?? -1)) continue;
    said.push(hitSentence(run.trace, inputs, row, fault, message, (send) => arrives(run, send)));
  }
  return said;
}

/** What a step sent that never left: "The heartbeat to S3, S4 and S5 is lost at the cut". What was lost on purpose is told of its fault. */
function eatenSentences(meta: Meta, run: Run, step: number): readonly string[] {
  const { kind, cause, peer, ref } = run.trace.columns;
  const { inputs } = run.resolved.spec;
  const [from, to] = stepRows(run, step);
  /** By message and reason: who does not get it. */
  const eaten = new Map<string, { what: string; why: string; to: string[] }>();
  for (let row = from + 1; row < to; row++) {
    if (kind[row] !== K.lost) continue;
    const by = inputs[ref[row] ?? -1];
    if (by !== undefined && 'fault' in by && by.fault.type === 'drop') continue;
    const what = messageTitle(meta, run, cause[row] ?? -1);
    const why = lostWhy(run, row);
    const group = eaten.get(`${what}${why}`) ?? { what, why, to: [] };
    group.to.push(nodeId(run, peer[row] ?? NO_NODE));
    eaten.set(`${what}${why}`, group);
  }
  return [...eaten.values()].map(
    (group) => `The ${group.what} to ${listOf([...new Set(group.to)])} is lost${group.why}`,
  );
}

/** Of a step in which a client goes down: the commands that waited for it. */
function untakenSentences(meta: Meta, run: Run, step: number): readonly string[] {
  const { kind, ref } = run.trace.columns;
  const [from, to] = stepRows(run, step);
  const said: string[] = [];
  for (let row = from + 1; row < to; row++) {
    const input = run.resolved.spec.inputs[ref[row] ?? -1];
    if (kind[row] === K.ignored && input !== undefined)
      said.push(`${inputTitle(input, meta)} has waited, and is never taken`);
  }
  return said;
}

/** Whether a message is handled, or lost, before the run ends. */
export function arrives(run: Run, send: number): boolean {
  const flight = flightOf(run.index, send);
  return flight >= 0 && run.index.flights.fate[flight] !== FATE.pending;
}

/** Of a step in which nodes go down: whose write was not yet safe. */
function undoneSentences(run: Run, step: number): readonly string[] {
  const { kind, node } = run.trace.columns;
  const [from, to] = stepRows(run, step);
  const said: string[] = [];
  for (let row = from; row < to; row++) {
    if (kind[row] === K.undone)
      said.push(`${nodeId(run, node[row] ?? NO_NODE)}’s write was not yet safe on disk, and is undone`);
  }
  return said;
}
