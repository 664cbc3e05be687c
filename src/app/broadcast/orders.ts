/** One run under each order of broadcast: the specs, and what came of each as it is told side by side. Pure. */
import type { Micros, RunSpec } from '../../engine/runspec.ts';
import type { Trace } from '../../engine/trace.ts';

/** By the values of the parameter `order`. */
export const ORDERS = [
  { id: 'best effort', title: 'Best effort', about: 'Whatever comes is delivered at once.' },
  { id: 'FIFO', title: 'FIFO', about: 'Messages of one sender in the order in which it sent them.' },
  { id: 'causal', title: 'Causal', about: 'Nothing before what its sender had seen.' },
  { id: 'total, sequencer', title: 'Total, by a sequencer', about: 'All by the numbers that P1 gives.' },
  {
    id: 'total, timestamps',
    title: 'Total, by timestamps',
    about: 'All by Lamport’s stamps; everybody is waited for.',
  },
] as const;

/** What a run can be held to: values of the parameter `judged`, and the promise that then speaks. */
export const JUDGED = [
  { id: 'FIFO', property: 'fifo-order', title: 'FIFO' },
  { id: 'causal', property: 'causal-order', title: 'causal' },
  { id: 'total', property: 'total-order', title: 'the same for all' },
] as const;

/** The runs that are shown, by their scenarios. */
export const BASES = [
  'answer-before-question',
  'second-before-first',
  'everybody-talks',
  'total-is-not-fifo',
  'one-crash-blocks',
] as const;

/** The same messages, moments and faults under another order. */
export function underOrder(spec: RunSpec, order: string, judged?: string): RunSpec {
  const { judged: _was, ...params } = spec.params;
  return {
    ...spec,
    variants: [],
    params: { ...params, order, ...(judged === undefined ? {} : { judged }) },
  };
}

export interface Delivery {
  readonly text: string;
  readonly from: string;
  /** When it was delivered, µs; null if it never was. */
  readonly at: Micros | null;
  /** How long it was held back before that, or until the end, µs; 0 if not at all. */
  readonly held: Micros;
}

/** What each process delivered, in its order, and after that what it still holds back. */
export function deliveriesOf(
  trace: Trace,
): readonly { readonly node: string; readonly list: readonly Delivery[] }[] {
  return trace.nodes.map(({ id }) => {
    const holds = new Map<string, { readonly text: string; readonly from: string; readonly since: Micros }>();
    const list: Delivery[] = [];
    for (const { node, id: note, row, fields } of trace.notes) {
      if (node !== id || (note !== 'holds' && note !== 'delivers')) continue;
      const [text, from] = [String(fields.text), String(fields.from)];
      const key = `${from} ${text}`;
      const at = trace.columns.time[row] as number;
      if (note === 'holds') {
        if (!holds.has(key)) holds.set(key, { text, from, since: at });
        continue;
      }
      list.push({ text, from, at, held: at - (holds.get(key)?.since ?? at) });
      holds.delete(key);
    }
    const left = [...holds.values()].map(({ text, from, since }) => ({
      text,
      from,
      at: null,
      held: trace.end - since,
    }));
    return { node: id, list: [...list, ...left] };
  });
}
