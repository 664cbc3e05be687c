/** Hand-built traces for the tests of this room: rows are written down one by one, as an engine would leave them. */
import type { Meta } from '../engine/meta.ts';
import type { Input, NodeInfo, ResolvedRun } from '../engine/runspec.ts';
import {
  K,
  type Kind,
  NO_NODE,
  type NoteRecord,
  type OperationRecord,
  type StatusChange,
  type Trace,
  type Violation,
} from '../engine/trace.ts';
import { indexTrace } from './build.ts';
import { layoutLanes } from './lanes.ts';
import { makeScale, type Window } from './scale.ts';
import type { Model, View } from './types.ts';
import type { Warp } from './warp.ts';

interface Row {
  readonly time: number;
  readonly kind: Kind;
  readonly node?: number;
  readonly peer?: number;
  readonly cause?: number;
  readonly ref?: number;
  readonly epoch?: number;
  readonly content?: number;
}

/** A fault that had waited finds its message or write inside a step. */
const isHit = (row: Row) => row.kind === 'fault' && row.cause !== undefined;

/** Rows into a trace: heads begin steps; `send`, `note`, `invoke` and `reply` belong to the step before them. */
export class Draft {
  readonly rows: Row[] = [];
  readonly steps: number[] = [];
  readonly notes: NoteRecord[] = [];
  readonly operations: OperationRecord[] = [];
  readonly statuses: StatusChange[] = [];
  readonly violations: Violation[] = [];

  /** Adds a row and returns its number. */
  add(row: Row): number {
    const inStep =
      ['send', 'rule', 'note', 'invoke', 'reply', 'error', 'corrupt', 'undone'].includes(row.kind) ||
      isHit(row);
    const last = this.steps[this.steps.length - 1] ?? -1;
    this.steps.push(inStep ? last : last + 1);
    this.rows.push(row);
    return this.rows.length - 1;
  }

  /** A timer step of `node` that sends one message; returns the row of the send. */
  send(time: number, node: number, peer: number, epoch = 1, ref = 0): number {
    this.add({ time, kind: 'timer', node });
    return this.add({ time, kind: 'send', node, peer, epoch, ref });
  }

  /** In the step of `row`, a send or the head of a step that writes: input `ref` has waited for it. */
  hit(row: number, ref: number): number {
    const { time, node, peer } = this.rows[row] as Row;
    return this.add({ time, kind: 'fault', node, peer, cause: row, ref, epoch: 1 });
  }

  /** The message just sent is damaged by input `ref`. */
  damage(send: number, ref: number): number {
    const { time, node, peer } = this.rows[send] as Row;
    return this.add({ time, kind: 'corrupt', node, peer, cause: send, ref, content: 1 });
  }

  deliver(time: number, send: number): number {
    const sent = this.rows[send] as Row;
    return this.add({
      time,
      kind: 'deliver',
      node: sent.peer,
      peer: sent.node,
      cause: send,
      epoch: sent.epoch,
    });
  }

  lose(time: number, send: number, ref: number): number {
    const sent = this.rows[send] as Row;
    return this.add({
      time,
      kind: 'lost',
      node: sent.node,
      peer: sent.peer,
      cause: send,
      ref,
      epoch: sent.epoch,
    });
  }

  step(row: number): number {
    return this.steps[row] as number;
  }

  trace(nodes: readonly NodeInfo[], end: number, extra: Partial<Trace> = {}): Trace {
    const { rows } = this;
    const column = (read: (row: Row) => number) => rows.map(read);
    return {
      nodes,
      rows: rows.length,
      steps: (this.steps[this.steps.length - 1] ?? -1) + 1,
      columns: {
        time: Float64Array.from(column((r) => r.time)),
        kind: Uint8Array.from(column((r) => K[r.kind])),
        node: Uint8Array.from(column((r) => r.node ?? NO_NODE)),
        peer: Uint8Array.from(column((r) => r.peer ?? NO_NODE)),
        cause: Int32Array.from(column((r) => r.cause ?? -1)),
        step: Int32Array.from(this.steps),
        ref: Int32Array.from(column((r) => r.ref ?? -1)),
        epoch: Int32Array.from(column((r) => r.epoch ?? 0)),
        stamp: new Uint32Array(rows.length),
        content: Uint32Array.from(column((r) => r.content ?? 0)),
      },
      ruleIds: [],
      notes: this.notes,
      operations: this.operations,
      statuses: this.statuses,
      violations: this.violations,
      hash: null,
      end,
      stopped: null,
      ...extra,
    };
  }
}

export const META: Meta = {
  id: 'toy',
  title: 'Toy',
  version: 1,
  family: 'test',
  summary: '',
  roles: [
    {
      id: 'server',
      prefix: 'S',
      title: 'server',
      plural: 'servers',
      count: { min: 1, max: 9, default: 4 },
      shape: 'circle',
    },
    {
      id: 'client',
      prefix: 'C',
      title: 'client',
      plural: 'clients',
      count: { min: 0, max: 9, default: 1 },
      shape: 'square',
    },
  ],
  params: [],
  commands: [{ type: 'write', role: 'client', title: 'Client write', fields: [], label: '{key}={value}' }],
  variants: [],
  timers: [],
  messages: [
    { id: 'Vote', letter: 'V', title: 'vote request' },
    { id: 'VoteReply', letter: 'v', title: 'vote reply', reply: true },
    { id: 'Beat', letter: 'H', title: 'heartbeat', faint: true },
  ],
  statuses: [
    { id: 'follower', title: 'follower', mark: 'plain' },
    { id: 'leader', title: 'leader', mark: 'filled', band: true, label: 'leader, term {epoch}' },
  ],
  notes: [{ id: 'stepsDown', text: '{node} steps down', level: 'major', label: 'steps down' }],
  properties: [{ id: 'one', title: 'At most one', source: '', kind: 'always' }],
  modelled: [],
  notModelled: [],
  duration: 100_000,
  sources: [],
};

/** S1 … S4 with lanes 0 … 3 and C1 with lane 4. */
export const NODES: readonly NodeInfo[] = [
  ...[0, 1, 2, 3].map((index) => ({ id: `S${index + 1}`, role: 'server', index })),
  { id: 'C1', role: 'client', index: 4 },
];

export const WIDTH = 1072;
/** Six pixels a letter: no canvas needed. */
export const measure = (text: string) => text.length * 6;

export function modelOf(trace: Trace, inputs: readonly Input[] = [], until = 100_000): Model {
  const resolved: ResolvedRun = {
    spec: { schema: 1, protocol: 'toy', seed: 1, nodes: {}, params: {}, variants: [], until, inputs },
    nodes: NODES,
    params: {},
  };
  return { meta: META, resolved, index: indexTrace(trace, 10_000) };
}

/** 100 ms on 1000 px: 100 µs a pixel, time 0 at x = 54. */
export function viewOf(window?: Window, until = 100_000, warp?: Warp): View {
  return {
    width: WIDTH,
    scale: makeScale(until, 54, 1054, window, warp),
    lanes: layoutLanes(NODES, META.roles, 420),
    measure,
  };
}
