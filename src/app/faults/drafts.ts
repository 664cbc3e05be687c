/** What a fault form holds while it is being filled in. The way from there to an input and back: `toInput.ts`, `fromInput.ts`. */
import type { Meta } from '../../engine/meta.ts';
import type { Fault, Micros, NodeId, NodeInfo } from '../../engine/runspec.ts';
import type { DiskThen } from './records.ts';

export type DraftKind = Fault['type'] | 'command' | 'fire';

/** Fields hold text, as typed. Times are milliseconds, shares per cent; an empty end means it lasts. */
export interface Draft {
  readonly kind: DraftKind;
  readonly at: string;
  readonly until: string;
  readonly node: NodeId;
  /** Of an outage. */
  readonly nodes: readonly NodeId[];
  readonly from: string;
  readonly to: string;
  /** Which message or write, from 1. */
  readonly nth: string;
  readonly by: string;
  /** Shortest and longest of what a slow node or disk takes. */
  readonly low: string;
  readonly high: string;
  readonly offset: string;
  /** How much faster the clock runs, per cent. */
  readonly drift: string;
  readonly step: string;
  readonly stop: boolean;
  readonly latencyLow: string;
  readonly latencyHigh: string;
  readonly loss: string;
  readonly duplicate: string;
  readonly reorder: string;
  readonly corrupt: string;
  /** Side of each node in a cut: 'a', 'b', …, or '' for neither. */
  readonly sides: Readonly<Record<NodeId, string>>;
  readonly oneWay: boolean;
  /** Of a partial cut, each as `linkKey` writes it. */
  readonly links: readonly string[];
  readonly flap: boolean;
  readonly flapDown: string;
  readonly flapUp: string;
  /** How many records of a torn write are stored; '' for drawn. */
  readonly kept: string;
  /** '' for drawn. */
  readonly record: string;
  /** A fault of the disk is to be followed by a crash of its node, so that it shows. */
  readonly crashAfter: boolean;
  readonly crashAt: string;
  readonly crashUntil: string;
  readonly behaviour: string;
  readonly command: string;
  /** Of the command, or of the behaviour. */
  readonly fields: Readonly<Record<string, string>>;
  readonly timer: string;
}

export interface DraftContext {
  readonly meta: Meta;
  readonly nodes: readonly NodeInfo[];
  /** The run's own end. */
  readonly until: Micros;
  /** What the disk of the node holds when the fault strikes, where that is known. */
  readonly disk?: DiskThen | null;
}

/** Faults of the disk that show only once the node restarts and reads it. */
export function showsOnRestart(kind: DraftKind): boolean {
  return kind === 'lostWrite' || kind === 'misdirectedWrite' || kind === 'bitRot' || kind === 'latentError';
}

/** Letters of sides: as many as a form offers, and more where a cut has more. */
export const SIDES: readonly string[] = [...'abcdefghijklmnopqrstuvwxyzABCDEF'];
export const FEWEST_SIDES = 3;

export function emptyDraft(kind: DraftKind, at: Micros): Draft {
  return {
    kind,
    at: msText(at),
    until: '',
    node: '',
    nodes: [],
    from: '',
    to: '',
    nth: '1',
    by: '',
    low: '',
    high: '',
    offset: '',
    drift: '',
    step: '',
    stop: false,
    latencyLow: '',
    latencyHigh: '',
    loss: '',
    duplicate: '',
    reorder: '',
    corrupt: '',
    sides: {},
    oneWay: false,
    links: [],
    flap: false,
    flapDown: '50',
    flapUp: '50',
    kept: '',
    record: '',
    crashAfter: false,
    crashAt: '',
    crashUntil: '',
    behaviour: '',
    command: '',
    fields: {},
    timer: '',
  };
}

/** Exact to the microsecond, without grouping: what a number field holds. */
export function msText(time: Micros): string {
  return String(Math.round(time) / 1000);
}

/** A link whichever way round it is written. `order` are the ids of all nodes. */
export function linkKey(a: NodeId, b: NodeId, order: readonly NodeId[]): string {
  return order.indexOf(a) <= order.indexOf(b) ? `${a} ${b}` : `${b} ${a}`;
}
