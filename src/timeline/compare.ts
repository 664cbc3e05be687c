/**
 * Two runs on one time axis: every node has two half-lanes, run A's above and run B's below, and each run is placed on its own ones by
 * the same code that draws it alone. What happens in both recedes, what happens in one of them only is lit. Pure.
 */
import { jsonEqual } from '../base/json.ts';
import type { RoleMeta } from '../engine/meta.ts';
import type { Input, NodeInfo } from '../engine/runspec.ts';
import { placeBands, placeDots, placeFlags, placeOperations } from './bands.ts';
import { AXIS, type Lane, type Lanes } from './lanes.ts';
import { placeMessages } from './messages.ts';
import type { TimeScale } from './scale.ts';
import type { Band, Cross, Density, Dot, Flag, Measure, MessageLine, Model, OperationBar } from './types.ts';
import { captionOf, lasts, untilOf } from './words.ts';

/** A node with its two half-lanes. */
export interface PairRow {
  readonly id: string;
  readonly shape: 'circle' | 'square';
  /** Heights of the half-lanes; null in the run that has no such node. */
  readonly a: number | null;
  readonly b: number | null;
  readonly top: number;
  readonly bottom: number;
}

export interface PairLayout {
  readonly rows: readonly PairRow[];
  readonly lanesA: Lanes;
  readonly lanesB: Lanes;
  /** Half-lanes of the inputs, above those of the nodes. */
  readonly inputsA: number;
  readonly inputsB: number;
  readonly top: number;
  readonly bottom: number;
  /** Of everything; more than was given when the lanes would be too close. */
  readonly height: number;
}

const INPUT_GAP = 20;
const CLOSEST = 42;
const WIDEST = 96;
const BELOW = 10;
/** px: the axis, and under it the word that says where the runs part. */
const HEAD = AXIS + 22;

export function layoutPairs(
  nodesA: readonly NodeInfo[],
  nodesB: readonly NodeInfo[],
  roles: readonly RoleMeta[],
  height: number,
): PairLayout {
  const shapeOf = (node: NodeInfo) => roles.find((role) => role.id === node.role)?.shape ?? 'circle';
  const known = new Set(nodesA.map((node) => node.id));
  const all = [...nodesA, ...nodesB.filter((node) => !known.has(node.id))];
  // As on the timeline of one run: clients first, then servers, those of one role together.
  const rank = (node: NodeInfo) => (shapeOf(node) === 'square' ? 0 : 1);
  const ordered = all
    .map((node, i) => ({ node, i, role: roles.findIndex((role) => role.id === node.role) }))
    .sort((x, y) => rank(x.node) - rank(y.node) || x.role - y.role || x.i - y.i);
  const inputsA = HEAD + 14;
  const inputsB = inputsA + INPUT_GAP;
  const first = inputsB + 18;
  const gap = Math.min(WIDEST, Math.max(CLOSEST, (height - first - BELOW) / Math.max(1, ordered.length)));
  const apart = gap * 0.44;
  const yA: number[] = nodesA.map(() => 0);
  const yB: number[] = nodesB.map(() => 0);
  const rows = ordered.map(({ node }, place): PairRow => {
    const inA = nodesA.find((other) => other.id === node.id);
    const inB = nodesB.find((other) => other.id === node.id);
    const top = first + place * gap;
    const a = Math.round(top + (gap - apart) / 2);
    const b = Math.round(top + (gap + apart) / 2);
    if (inA) yA[inA.index] = a;
    if (inB) yB[inB.index] = b;
    return {
      id: node.id,
      shape: shapeOf(node),
      a: inA ? a : null,
      b: inB ? b : null,
      top,
      bottom: top + gap,
    };
  });
  const bottom = first + ordered.length * gap;
  const whole = Math.max(height, Math.ceil(bottom + BELOW));
  const lanesOf = (nodes: readonly NodeInfo[], y: readonly number[]): Lanes => ({
    list: nodes.map(
      (node): Lane => ({ node: node.index, id: node.id, shape: shapeOf(node), y: y[node.index] ?? 0 }),
    ),
    y,
    place: nodes.map((node) => rows.findIndex((row) => row.id === node.id)),
    gap: apart,
    half: Math.round(Math.min(9, Math.max(5, apart * 0.26))),
    top: first,
    bottom,
    height: whole,
  });
  return {
    rows,
    lanesA: lanesOf(nodesA, yA),
    lanesB: lanesOf(nodesB, yB),
    inputsA,
    inputsB,
    top: first,
    bottom,
    height: whole,
  };
}

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

export interface ComparedModels {
  readonly a: Model;
  readonly b: Model;
  readonly comparison: Parting;
}

export interface CompareView {
  readonly width: number;
  readonly scale: TimeScale;
  readonly layout: PairLayout;
  readonly measure: Measure;
}

export function compareScene({ a, b, comparison }: ComparedModels, view: CompareView): CompareScene {
  const { scale, layout, width } = view;
  const inputsA = a.resolved.spec.inputs;
  const inputsB = b.resolved.spec.inputs;
  return {
    layout,
    scale,
    width,
    a: halfOf(a, view, layout.lanesA, comparison.rowInB, comparison.differsA, sharedInputs(inputsA, inputsB)),
    b: halfOf(b, view, layout.lanesB, comparison.rowInA, comparison.differsB, sharedInputs(inputsB, inputsA)),
    firstX: comparison.first === null ? null : scale.x(comparison.first.time),
  };
}

function halfOf(
  model: Model,
  { scale, width, measure }: CompareView,
  lanes: Lanes,
  rowInOther: Int32Array,
  differs: Uint8Array,
  sharedInput: readonly boolean[],
): HalfScene {
  const view = { width, scale, lanes, measure };
  const { flights } = model.index;
  const { operations, end } = model.index.trace;
  const { messages, crosses, density } = placeMessages(model, view, []);
  const sharedRow = (row: number) => row < 0 || (rowInOther[row] as number) >= 0;
  const sharedFlight = (flight: number) =>
    sharedRow(flights.send[flight] as number) && sharedRow(flights.end[flight] as number);
  const sharedStep = (step: number) => !differs[step];
  return {
    model,
    lanes,
    bands: placeBands(model, view).map((band) => ({ ...band, shared: sharedStep(band.step) })),
    messages: messages.map((line) => ({ ...line, shared: sharedFlight(line.flight) })),
    crosses: crosses.map((cross) => ({ ...cross, shared: sharedFlight(cross.flight) })),
    density,
    dots: placeDots(model, view).map((dot) => ({ ...dot, shared: sharedStep(dot.step) })),
    operations: placeOperations(model, view).map((bar) => {
      const operation = operations[bar.operation];
      const shared =
        operation !== undefined && sharedRow(operation.invokeRow) && sharedRow(operation.replyRow);
      return { ...bar, shared };
    }),
    flags: placeFlags(model, view),
    inputs: model.resolved.spec.inputs.flatMap((input, i): InputBar[] => {
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
