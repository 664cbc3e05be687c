/** What faults did to the messages a step is due to, and to those that would have kept a timer from running out. */
import type { Meta } from '../../engine/meta.ts';
import type { Fault, Input, LinkFault, NthFault } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { hitSentence } from '../../timeline/faulthits.ts';
import { strikesOf } from '../../timeline/hits.ts';
import { FATE, lowerBound } from '../../timeline/index.ts';
import { describeStep, inputTitle, messageTitle, nodeId } from '../describe.ts';
import { arrives } from '../inStep.ts';
import { type Run, stepTime } from '../stores/session.ts';
import { capital, ms, withArticle } from '../text.ts';
import type { Cause } from './causes.ts';

/** Told nearest first; a step that is due to many may have many. */
export function onTheWay(meta: Meta, run: Run, step: number): readonly Cause[] {
  if (!run.resolved.spec.inputs.some((input) => 'fault' in input)) return [];
  const { kind, cause } = run.trace.columns;
  const head = run.heads[step] ?? 0;
  const by = cause[head] ?? -1;
  if (by < 0) return [];
  if (kind[head] === K.deliver) return handled(meta, run, step, by);
  if (kind[head] === K.timer) return missed(meta, run, step, run.trace.columns.step[by] ?? 0);
  return [];
}

/** The message of a step was slowed down, held back, doubled or damaged. */
function handled(meta: Meta, run: Run, step: number, send: number): readonly Cause[] {
  const { columns } = run.trace;
  const { inputs } = run.resolved.spec;
  const at = columns.step[send] ?? 0;
  const message = nameOf(meta, run, send);
  const found: Cause[] = [];
  for (const [index, row] of strikesOf(run.index).hits) {
    const fault = faultOf(inputs[index]);
    if (columns.cause[row] !== send || fault === null || !isOnMessage(fault)) continue;
    found.push({
      step: at,
      sentence: hitSentence(run.trace, inputs, row, fault, message, (sent) => arrives(run, sent)),
    });
  }
  const damage = strikesOf(run.index).damaged.get(send);
  const damager = inputs[columns.ref[damage ?? -1] ?? -1];
  if (damage !== undefined && faultOf(damager)?.type === 'link' && damager !== undefined)
    found.push({ step: at, sentence: `${message} is damaged on its way: ${inputTitle(meta, damager)}` });
  const slow = slowedBy(run, send);
  if (slow !== null) {
    const took = ms(stepTime(run, step) - (columns.time[send] ?? 0));
    found.push({ step: at, sentence: `${message} takes ${took}: ${inputTitle(meta, slow)}` });
  }
  return found;
}

/** The fault that gave a message its time on the way: of those in force on its link the latest, if it makes it slower than usual. */
function slowedBy(run: Run, send: number): Input | null {
  const { time, node, peer } = run.trace.columns;
  const at = time[send] ?? 0;
  const from = nodeId(run, node[send] ?? -1);
  const to = nodeId(run, peer[send] ?? -1);
  const on = run.resolved.spec.inputs.filter((input) => {
    const fault = faultOf(input);
    return (
      fault?.type === 'link' &&
      fault.latency !== undefined &&
      input.at <= at &&
      at < (fault.until ?? Number.POSITIVE_INFINITY) &&
      meets(fault, from, to)
    );
  });
  const last = on.reduce<Input | null>(
    (latest, input) => (latest && latest.at > input.at ? latest : input),
    null,
  );
  const usual: unknown = run.resolved.params.latency;
  const most = Array.isArray(usual) && typeof usual[1] === 'number' ? usual[1] : 0;
  const fault = faultOf(last ?? undefined);
  return fault?.type === 'link' && (fault.latency?.[1] ?? 0) > most ? last : null;
}

function meets({ from, to }: LinkFault, a: string, b: string): boolean {
  return (from === '*' || from === a) && (to === '*' || to === b);
}

/**
 * A timer ran out that a word from somebody had set: what else that node has said since then and who kept it away, or that it has
 * gone down. A timer that sets itself again waits for nobody. Of those kept away by one fault the latest, with how many there were.
 */
function missed(meta: Meta, run: Run, step: number, set: number): readonly Cause[] {
  const { flights } = run.index;
  const { columns } = run.trace;
  const lane = columns.node[run.heads[step] ?? 0] ?? -1;
  const setBy = run.heads[set] ?? 0;
  if (columns.kind[setBy] !== K.deliver) return [];
  const from = columns.peer[setBy];
  const [since, now] = [stepTime(run, set), stepTime(run, step)];
  /** By the input that kept them away: the last of them, and how many. */
  const kept = new Map<number, { flight: number; count: number }>();
  for (let i = lowerBound(flights.t0, since, flights.count); i < flights.count; i++) {
    if ((flights.t0[i] ?? 0) > now) break;
    if (flights.to[i] !== lane || flights.from[i] !== from || flights.fate[i] !== FATE.lost) continue;
    const end = flights.end[i] ?? -1;
    const input = columns.ref[end] ?? -1;
    if (input < 0 || (columns.time[end] ?? 0) > now || (columns.step[end] ?? 0) >= step) continue;
    kept.set(input, { flight: i, count: (kept.get(input)?.count ?? 0) + 1 });
  }
  const found = [...kept].flatMap(([input, { flight, count }]): Cause[] => {
    const fault = run.resolved.spec.inputs[input];
    if (fault === undefined) return [];
    const name = nameOf(meta, run, flights.send[flight] ?? 0);
    const others = count === 1 ? '' : `, the last of ${count}`;
    const at = columns.step[flights.end[flight] ?? 0] ?? 0;
    return [{ step: at, sentence: `${name} does not arrive${others}: ${inputTitle(meta, fault)}` }];
  });
  const silent = silenced(meta, run, set, step);
  return silent === null ? found : [silent, ...found];
}

/** Whoever was heard when the timer was set went down before it ran out. */
function silenced(meta: Meta, run: Run, set: number, step: number): Cause | null {
  const { peer, cause, step: steps } = run.trace.columns;
  const head = run.heads[set] ?? 0;
  const from = peer[head] ?? -1;
  const last = run.trace.statuses.findLast((change) => change.node === from && change.step < step);
  if (last === undefined || last.status >= 0) return null;
  // What it had said before was still on its way.
  if (last.step <= (steps[cause[head] ?? 0] ?? 0)) return null;
  return { step: last.step, sentence: describeStep(meta, run, last.step).headline };
}

/** "A heartbeat from S1 to S3" */
function nameOf(meta: Meta, run: Run, send: number): string {
  const { node, peer } = run.trace.columns;
  const title = capital(withArticle(messageTitle(meta, run, send)));
  return `${title} from ${nodeId(run, node[send] ?? -1)} to ${nodeId(run, peer[send] ?? -1)}`;
}

const ON_MESSAGES: readonly string[] = ['drop', 'duplicate', 'delay', 'reorder', 'corrupt'];

function isOnMessage(fault: Fault): fault is NthFault {
  return ON_MESSAGES.includes(fault.type);
}

function faultOf(input: Input | undefined): Fault | null {
  return input !== undefined && 'fault' in input ? input.fault : null;
}
