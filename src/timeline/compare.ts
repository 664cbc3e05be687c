/**
 * Two runs on one time axis: every node has two half-lanes, run A's above and run B's below, and each run is placed on its own ones by
 * the same code that draws it alone. What happens in both recedes, what happens in one of them only is lit. Pure.
 */
import { jsonEqual } from '../base/json.ts';
import type { Input } from '../engine/runspec.ts';
import { placeBands, placeDots, placeFlags, placeOperations } from './bands.ts';
import type { PairLayout } from './comparelayout.ts';
import { placeGaps } from './gaps.ts';
import { FATE, flightOf } from './index.ts';
import type { Lanes } from './lanes.ts';
import { placeMessages } from './messages.ts';
import type { Tick, TimeScale } from './scale.ts';
import type {
  AxisBreak,
  Band,
  Cross,
  Density,
  Dot,
  Flag,
  Measure,
  MessageLine,
  Model,
  OperationBar,
  View,
} from './types.ts';
import { captionOf, lasts, untilOf } from './words.ts';

/** A fault or command on the half-lane of the inputs of its run. */
export interface InputBar {
  readonly input: number;
  readonly x0: number;
  readonly x1: number;
  /** An instant is drawn as a mark. */
  readonly instant: boolean;
  /** The other run has it too. */
  readonly shared: boolean;
  readonly caption: string;
}

export interface HalfScene {
  readonly model: Model;
  readonly lanes: Lanes;
  readonly bands: readonly (Band & { readonly shared: boolean })[];
  readonly messages: readonly (MessageLine & { readonly shared: boolean })[];
  readonly crosses: readonly (Cross & { readonly shared: boolean })[];
  readonly density: readonly Density[];
  readonly dots: readonly (Dot & { readonly shared: boolean })[];
  readonly operations: readonly (OperationBar & { readonly shared: boolean })[];
  readonly flags: readonly Flag[];
  readonly inputs: readonly InputBar[];
  /** x of the end of this run. */
  readonly end: number;
}

export interface CompareScene {
  readonly layout: PairLayout;
  readonly scale: TimeScale;
  readonly width: number;
  readonly a: HalfScene;
  readonly b: HalfScene;
  /** Where both are idle the axis is broken; its numbers leave room for the words of that. */
  readonly breaks: readonly AxisBreak[];
  readonly ticks: readonly Tick[];
  /** x from which the runs differ, null if they do not. */
  readonly firstX: number | null;
}

/** What is needed of a comparison of two traces (`query/compare.ts`). */
export interface Parting {
  readonly rowInB: Int32Array;
  readonly rowInA: Int32Array;
  readonly differsA: Uint8Array;
  readonly differsB: Uint8Array;
  readonly first: { readonly time: number } | null;
}

/** What two runs share whatever part of them is looked at. */
export interface Sharing {
  /** By input of each run: whether the other has its like. */
  readonly inputsA: readonly boolean[];
  readonly inputsB: readonly boolean[];
  /** By row of the call: whether the operation was answered. */
  readonly answeredA: ReadonlyMap<number, boolean>;
  readonly answeredB: ReadonlyMap<number, boolean>;
}

export interface ComparedModels {
  readonly a: Model;
  readonly b: Model;
  readonly comparison: Parting;
  readonly sharing: Sharing;
}

export function sharingOf(a: Model, b: Model): Sharing {
  const inputs = (model: Model) => model.resolved.spec.inputs;
  const answered = ({ index }: Model) =>
    new Map(index.trace.operations.map((o) => [o.invokeRow, o.replyRow >= 0] as const));
  return {
    inputsA: sharedInputs(inputs(a), inputs(b)),
    inputsB: sharedInputs(inputs(b), inputs(a)),
    answeredA: answered(a),
    answeredB: answered(b),
  };
}

export interface CompareView {
  readonly width: number;
  readonly scale: TimeScale;
  readonly layout: PairLayout;
  readonly measure: Measure;
}

export function compareScene({ a, b, comparison, sharing }: ComparedModels, view: CompareView): CompareScene {
  const { scale, layout, width } = view;
  const { rowInB, rowInA, differsA, differsB, first } = comparison;
  return {
    layout,
    scale,
    width,
    ...placeGaps(view),
    a: halfOf(a, b, view, layout.lanesA, rowInB, differsA, sharing.inputsA, sharing.answeredB),
    b: halfOf(b, a, view, layout.lanesB, rowInA, differsB, sharing.inputsB, sharing.answeredA),
    firstX: first === null ? null : scale.x(first.time),
  };
}

/** What run A has in a view of one run and run B has not. */
export function onlyInFirst(
  { a, b, comparison, sharing }: ComparedModels,
  view: View,
): Pick<HalfScene, 'bands' | 'messages' | 'dots' | 'operations' | 'inputs' | 'flags'> {
  const { rowInB, differsA } = comparison;
  const half = halfOf(a, b, view, view.lanes, rowInB, differsA, sharing.inputsA, sharing.answeredB);
  const gone = <T extends { readonly shared: boolean }>(all: readonly T[]) =>
    all.filter((one) => !one.shared);
  return {
    bands: gone(half.bands),
    messages: gone(half.messages),
    dots: gone(half.dots),
    operations: gone(half.operations),
    inputs: gone(half.inputs),
    flags: half.flags.filter((flag) => differsA[flag.step] !== 0),
  };
}

function halfOf(
  model: Model,
  other: Model,
  { scale, width, measure }: Pick<View, 'scale' | 'width' | 'measure'>,
  lanes: Lanes,
  rowInOther: Int32Array,
  differs: Uint8Array,
  sharedInput: readonly boolean[],
  answeredThere: ReadonlyMap<number, boolean>,
): HalfScene {
  const view = { width, scale, lanes, measure };
  const { flights } = model.index;
  const { operations, end } = model.index.trace;
  const { messages, crosses, density } = placeMessages(model, view, []);
  const inputs = model.resolved.spec.inputs;
  const sharedRow = (row: number) => (rowInOther[row] as number) >= 0;
  const sharedFlight = (flight: number) => {
    const send = flights.send[flight] as number;
    const last = flights.end[flight] as number;
    if (!sharedRow(send)) return false;
    if (last >= 0) return sharedRow(last);
    // Still under way at the end: there it may have arrived.
    const twin = flightOf(other.index, rowInOther[send] as number);
    return twin >= 0 && other.index.flights.fate[twin] === FATE.pending;
  };
  const sharedStep = (step: number) => !differs[step];
  const otherBands = new Set(placeBands(other, view).map((band) => bandName(other, band)));
  const sharedOperation = (index: number) => {
    const operation = operations[index];
    if (operation === undefined || !sharedRow(operation.invokeRow)) return false;
    if (operation.replyRow >= 0) return sharedRow(operation.replyRow);
    return answeredThere.get(rowInOther[operation.invokeRow] as number) === false;
  };
  return {
    model,
    lanes,
    bands: placeBands(model, view).map((band) => ({
      ...band,
      shared: otherBands.has(bandName(model, band)),
    })),
    messages: messages.map((line) => ({ ...line, shared: sharedFlight(line.flight) })),
    crosses: crosses.map((cross) => ({ ...cross, shared: sharedFlight(cross.flight) })),
    density,
    dots: placeDots(model, view).map((dot) => ({ ...dot, shared: sharedStep(dot.step) })),
    operations: placeOperations(model, view).map((bar) => ({
      ...bar,
      shared: sharedOperation(bar.operation),
    })),
    flags: placeFlags(model, view),
    inputs: inputs.flatMap((input, i): InputBar[] => {
      const t1 = untilOf(input) ?? (lasts(input) ? end : input.at);
      if (t1 < scale.t0 || input.at > scale.t1) return [];
      return [
        {
          input: i,
          x0: scale.x(input.at),
          x1: scale.x(t1),
          instant: t1 === input.at,
          shared: sharedInput[i] ?? false,
          caption: captionOf(input, model.meta),
        },
      ];
    }),
    end: scale.x(end),
  };
}

/** What a band shows and where on the axis; equal ones of two runs are the same. */
function bandName({ index }: Model, { node, x0, x1, epoch, label, mark }: Band): string {
  return [index.trace.nodes[node]?.id, x0, x1, epoch, label, mark].join(' ');
}

/** For each input whether the other run has its like; of several equal ones each needs its own. */
function sharedInputs(own: readonly Input[], other: readonly Input[]): boolean[] {
  const left = new Map<number, Input[]>();
  for (const input of other) {
    const at = left.get(input.at);
    if (at) at.push(input);
    else left.set(input.at, [input]);
  }
  return own.map((input) => {
    const candidates = left.get(input.at);
    const twin = candidates?.findIndex((candidate) => jsonEqual(candidate, input)) ?? -1;
    if (twin >= 0) candidates?.splice(twin, 1);
    return twin >= 0;
  });
}
