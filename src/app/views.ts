/**
 * The seams between the lab's shell and its two big pictures. Stage and timeline draw what they are given and report what the
 * hand did; the shell turns that into edits of the document or moves of the cursor.
 */
import type { FaultType } from '../engine/faultkinds.ts';
import type { WorldState } from '../engine/inspect.ts';
import type { Meta } from '../engine/meta.ts';
import type { Input, Micros, NodeId, ResolvedRun, RunSpec } from '../engine/runspec.ts';
import type { Trace } from '../engine/trace.ts';
import type { TraceIndex } from '../timeline/index.ts';
import type { Heard } from '../timeline/known.ts';
import type { Scene } from '../timeline/types.ts';
import type { Palette } from './timeline/palette.ts';
import type { Context } from './timeline/pen.ts';

/** The one cursor: a step, and the playhead's time (runs between steps while playing, else the step's own time). */
export interface Cursor {
  readonly step: number;
  readonly time: Micros;
}

/** What is pointed at or picked: hovering one view lights it in the others. */
export type Mark =
  /** `send`: row of the message of that step that is meant, if one is. */
  | { readonly kind: 'step'; readonly step: number; readonly send?: number }
  | { readonly kind: 'input'; readonly input: number }
  | { readonly kind: 'node'; readonly node: NodeId }
  | null;

/** Kinds of chip in the palette, by the fault or command they make. */
export type ChipKind = FaultType | 'command';

/** Where a chip would land. The shell makes the input; the view says only where the hand is. */
export interface DropTarget {
  readonly at: Micros;
  /** How exactly the hand could aim, µs; a millisecond if not said. */
  readonly precision?: Micros;
  readonly node?: NodeId;
  /** For a chip over a message in flight or its line: the row of its send. */
  readonly send?: number;
  /** For a partition: the sides as the hand drew them. */
  readonly groups?: readonly (readonly NodeId[])[];
  /** For a fault of a link: from and to. */
  readonly link?: readonly [NodeId, NodeId];
}

/** Given by ref from Stage and Timeline. Coordinates are the pointer's client coordinates. */
export interface DropZone {
  dropTarget(clientX: number, clientY: number, chip: ChipKind): DropTarget | null;
}

/** Paints what somebody has to add to the timeline, in the pixels of its plot. `lit`: 0 … 1 for a step, less while it recedes. */
export type SceneLayer = (
  ctx: Context,
  scene: Scene,
  palette: Palette,
  lit: (step: number) => number,
) => void;

/** A place on the timeline: a lane, and a time in µs. */
export interface LanePoint {
  readonly lane: number;
  readonly time: Micros;
}

/**
 * What a protocol has to draw over the timeline of a whole run: lines across its lanes, each with a name, and messages that matter to
 * them. `protocols/<id>/view-timeline.ts`, default export; fetched once a picture stands.
 */
export type TimelineDrawing = (trace: Trace) => {
  readonly lines: readonly { readonly name: string; readonly points: readonly LanePoint[] }[];
  /** `bad`: drawn in red. */
  readonly messages: readonly { readonly from: LanePoint; readonly to: LanePoint; readonly bad: boolean }[];
};

export interface ViewProps {
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  readonly trace: Trace;
  /** Row of the head of each step (`stepHeads(trace)`). */
  readonly heads: Int32Array;
  /** What became of each message, and the order and causes of steps: built with the run, in the worker. */
  readonly index: TraceIndex;
  readonly cursor: Cursor;
  /** The world after `cursor.step`; null until the worker has answered. May lag one frame behind the cursor. */
  readonly world: WorldState | null;
  /** The world one step before `world`, to mark what the step changed; null at the first step. */
  readonly before: WorldState | null;
  readonly hover: Mark;
  readonly selected: Mark;
  /** What is being dragged over the view and where it would land, for the preview. */
  readonly dropping: { readonly chip: ChipKind; readonly target: DropTarget | null } | null;
  /** Drawn over the timeline's lanes. */
  readonly layer?: SceneLayer | null;
  /** Set while the run is shown as one of its nodes sees it: all else in these props is then what that node can know. */
  readonly seen?: {
    readonly node: NodeId;
    readonly lane: number;
    /** All inputs of the run: nodes stand where they stand when everything is shown. */
    readonly inputs: readonly Input[];
    /** The last message it had handled from a lane at the cursor. */
    heard(lane: number): Heard | null;
  };
  /** What comes after the cursor must not be told: handed on to the protocol's own panel. */
  readonly covered?: boolean;
  readonly theme: 'light' | 'dark';
  readonly reducedMotion: boolean;
  onHover(mark: Mark): void;
  onSelect(mark: Mark): void;
  onSeek(step: number, time?: Micros): void;
  /**
   * An input was moved or stretched. `phase: 'drag'` while the hand moves (re-simulated live, one undo entry in the end),
   * 'end' when let go, 'cancel' on Escape. The input keeps its index while the hand holds it.
   */
  onEditInput(index: number, input: Input, phase: 'drag' | 'end' | 'cancel'): void;
  /** The same of several that are picked together, as one undo entry. Where it is missing there is no picking of several. */
  onEditInputs?(
    edits: readonly { readonly index: number; readonly input: Input }[],
    phase: 'drag' | 'end' | 'cancel',
  ): void;
  onEditRun?: PanelProps['onEditRun'];
  onDeleteInput(index: number): void;
  /** Opens the form for an input (double click, Enter). */
  onOpenInput(index: number): void;
}

/** What a protocol's own panel (`protocols/<id>/view.tsx`, default export) is given. */
export interface PanelProps {
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  /** The whole run; a panel shows only what had happened by `world.step`. */
  readonly trace: Trace;
  readonly world: WorldState;
  /** The world one step earlier, to mark what changed; null at the first step. */
  readonly before: WorldState | null;
  /** Whose eyes one looks through, if anybody's: of all others the world then holds nothing (`meta.panelSeen`). */
  readonly seen?: NodeId;
  /** Where the playhead is; `world` may lag a frame behind it. Missing where nobody plays. */
  readonly cursor?: Cursor;
  /** What comes after the cursor must not be told, whatever the student has set: a lesson is asking for it. */
  readonly covered?: boolean;
  /** Moves the cursor. */
  onSeek?(step: number, time?: Micros): void;
  /**
   * Edits the run. While the hand moves (`drag`: simulated again live) `change` is always given the run as it was before; `end` makes one
   * entry of it all, and `cancel` puts back what was. `more` is an edit of its own that joins the last entry if that has the same name
   (letters typed one after the other); `change` is then given the run as it is. `name` completes "Undo …". Missing where nothing can be edited.
   */
  onEditRun?(
    name: string,
    change: (spec: RunSpec) => RunSpec,
    phase: 'drag' | 'end' | 'cancel' | 'more',
  ): void;
}
