/** The scene: what is drawn, as numbers. Pixels of the plot, colours as names that a painter resolves. */
import type { Meta } from '../engine/meta.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import type { InputForm } from './faultforms.ts';
import type { TraceIndex } from './index.ts';
import type { Lane, Lanes } from './lanes.ts';
import type { Tick, TimeScale } from './scale.ts';

/** A custom property of the page without its dashes. */
export type Tone =
  | 'paper'
  | 'panel'
  | 'ink'
  | 'ink-2'
  | 'ink-3'
  | 'rule'
  | 'fault'
  | 'veil'
  | `e${1 | 2 | 3 | 4}`
  | `e${1 | 2 | 3 | 4}-text`
  | `e${1 | 2 | 3 | 4}-fill`;

/** Width of a text, px. */
export type Measure = (text: string, size: number, weight: number) => number;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Label {
  readonly text: string;
  /** All of its words, where `text` had to be cut. */
  readonly whole?: string;
  readonly size: number;
  readonly weight: number;
  readonly tone: Tone;
  /** Left end of the base line. */
  readonly x: number;
  readonly y: number;
  readonly box: Box;
  /** The step it speaks of, −1 if none: it fades with it. */
  readonly step: number;
  /** x of the event it names, null if it names none. */
  readonly at: number | null;
  /** The flight whose letter it is, −1 if it is none. */
  readonly flight: number;
  /** The line that ties it to its event when it stands apart from it: where that runs. */
  readonly lead: Box | null;
  /** It stands in the foot of the picture, which does not scroll with the lanes. */
  readonly foot: boolean;
}

/** A stretch in which a node has a status worth a band. */
export interface Band {
  readonly node: number;
  readonly step: number;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly half: number;
  /** Term or view; 0 for none. */
  readonly epoch: number;
  /** `meta.statuses[…].label`, `{epoch}` not yet filled in. */
  readonly label: string;
  readonly mark: 'plain' | 'filled' | 'dashed';
}

export interface MessageLine {
  /** Index into `index.flights`. */
  readonly flight: number;
  /** How many messages it stands for. */
  readonly count: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly tone: Tone;
  readonly style: 'plain' | 'reply' | 'faint';
  /** How clearly it is drawn, 0 … 1: kinds of message of which there are very many recede. */
  readonly fade: number;
  readonly fate: 'delivered' | 'lost' | 'pending';
  readonly double: boolean;
  /** Its bits have changed on the way. */
  readonly damaged: boolean;
  /** Held back until another overtook it: where it waits; null for all others. */
  readonly held: { readonly x0: number; readonly x1: number; readonly y: number } | null;
  /** To itself: drawn as a loop under the lane. */
  readonly loop: boolean;
}

/** Where a message ended: `input` is the fault that ate it, −1 for chance or a node that was down. */
export interface Cross {
  readonly flight: number;
  readonly input: number;
  readonly x: number;
  readonly y: number;
  readonly small: boolean;
}

/** A client operation. */
export interface OperationBar {
  readonly operation: number;
  readonly step: number;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly outcome: 'open' | 'ok' | 'fail' | 'info';
}

/** How much a lane sent, in columns of pixels, where single messages are not drawn. */
export interface Density {
  readonly node: number;
  readonly x: number;
  readonly width: number;
  readonly count: number;
  /** Share of the fullest column, 0 … 1, smoothed along the lane. */
  readonly level: number;
  readonly tone: Tone;
}

/** A step that shows on its lane: a timer, a boot, a command. */
export interface Dot {
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly shape: 'timer' | 'start' | 'command';
  readonly tone: Tone;
}

export interface Flag {
  readonly step: number;
  readonly x: number;
  readonly y: number;
  readonly why: string;
}

/** A clock that is off: ticks at round times of its own. */
export interface Ruler {
  readonly node: number;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly ticks: readonly { readonly x: number; readonly major: boolean; readonly label: string }[];
  /** Stretches in which the clock stands still, px. */
  readonly still: readonly { readonly x0: number; readonly x1: number }[];
}

/** Idle time drawn shorter than it is. */
export interface AxisBreak {
  readonly x0: number;
  readonly x1: number;
  /** Its real length, µs. */
  readonly length: number;
  /** That in words, '' where there is no room; its left end and width, px. */
  readonly label: string;
  readonly x: number;
  readonly width: number;
}

export type { InputForm } from './faultforms.ts';

/** A write that took its time to be safe: from the step that made it to the one in which it was on disk. */
export interface WriteMark {
  readonly node: number;
  /** The step in which it became safe, or was undone. */
  readonly step: number;
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  /** Its node went down first. */
  readonly undone: boolean;
  /** Where the sign of its end stands: at `x1`, or before the badge of the crash that undid it. */
  readonly signX: number;
}

/** An input as an object one can take hold of. */
export interface InputObject {
  readonly input: number;
  readonly type: string;
  readonly form: InputForm;
  /** Start and end, px, not clipped. Equal for an instant. */
  readonly x0: number;
  readonly x1: number;
  /** Whether it has an end to stretch; `open`: it lasts to the end of the run. */
  readonly stretches: boolean;
  readonly open: boolean;
  /** What the hand takes hold of: of several pieces, what lies around them all. */
  readonly body: Box;
  /** Where it is in force, lane by lane and flap by flap; just the body for most. */
  readonly pieces: readonly Box[];
  /** Lanes it sits on, node indexes. */
  readonly lanes: readonly number[];
  /** `message` form: the flight it acted on, −1 if none. */
  readonly flight: number;
  /** Of one that waits: x of where it struck; null if it never did, or does not wait. */
  readonly struckX: number | null;
  /** True when the run shows that it found nothing to act on: also of one that waited in vain. */
  readonly idle: boolean;
  /** Partial cut: the links it cuts, as pairs of node indexes. */
  readonly links: readonly (readonly [number, number])[];
  /** Partition: y of its jagged lines, its side letters. */
  readonly zigzags: readonly number[];
  readonly letters: readonly SideLetter[];
  /** Lanes on no side of a partition, which keep all their links; shown while it is picked, so that they can be put on one. */
  readonly loose: readonly SideLetter[];
}

/** `side` −1: on none. */
export interface SideLetter {
  readonly node: number;
  readonly side: number;
  readonly letter: string;
  readonly x: number;
  readonly y: number;
}

export interface Model {
  readonly meta: Meta;
  readonly resolved: ResolvedRun;
  readonly index: TraceIndex;
}

/** How it is looked at. */
export interface View {
  readonly width: number;
  readonly scale: TimeScale;
  readonly lanes: Lanes;
  readonly measure: Measure;
  /** Width of what stands over the lower right corner, px. */
  readonly corner?: number;
}

export interface Scene {
  readonly model: Model;
  readonly view: View;
  readonly lanes: readonly Lane[];
  readonly ticks: readonly Tick[];
  readonly breaks: readonly AxisBreak[];
  readonly bands: readonly Band[];
  readonly operations: readonly OperationBar[];
  readonly messages: readonly MessageLine[];
  readonly crosses: readonly Cross[];
  readonly density: readonly Density[];
  readonly dots: readonly Dot[];
  readonly flags: readonly Flag[];
  readonly rulers: readonly Ruler[];
  readonly writes: readonly WriteMark[];
  readonly inputs: readonly InputObject[];
  readonly labels: readonly Label[];
  /** x from which there is nothing to draw because the run was stopped, or null. */
  readonly stoppedAt: number | null;
}

/** Epochs take turns through four colours; 0 is none. Words that stand here, not put together: they are what colours are found by. */
const TONES = ['e1', 'e2', 'e3', 'e4'] as const;
const TEXTS = ['e1-text', 'e2-text', 'e3-text', 'e4-text'] as const;
const FILLS = ['e1-fill', 'e2-fill', 'e3-fill', 'e4-fill'] as const;

export function epochTone(epoch: number): Tone {
  return epoch > 0 ? (TONES[(epoch - 1) & 3] as Tone) : 'ink-3';
}
export function epochText(epoch: number): Tone {
  return epoch > 0 ? (TEXTS[(epoch - 1) & 3] as Tone) : 'ink-2';
}
export function epochFill(epoch: number): Tone {
  return epoch > 0 ? (FILLS[(epoch - 1) & 3] as Tone) : 'veil';
}
