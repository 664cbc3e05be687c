/** The nodes: what each has stored and remembers, whether it is up, and what waits for it to wake. */
import type { Env, Message, NodeView, Protocol, Role } from './api.ts';
import type { Entry } from './entries.ts';
import type { Rows } from './rows.ts';
import type { ResolvedRun } from './runspec.ts';
import type { Timers } from './timers.ts';
import { K, NO_NODE } from './trace.ts';

/** The volatile state of a node that is down. */
export const EMPTY: object = Object.freeze({});

export type AnyRole = Role<object, object, Message>;

export interface SavedNodes {
  readonly durable: readonly object[];
  readonly volatile: readonly object[];
  readonly up: readonly boolean[];
  readonly incarnation: Int32Array;
  readonly status: Int32Array;
  readonly epoch: Int32Array;
  readonly inbox: readonly (readonly Entry[])[];
}

export class Nodes {
  readonly envs: readonly Env[];
  readonly roles: readonly AnyRole[];
  durable: object[];
  volatile: object[];
  up: boolean[];
  incarnation: Int32Array;
  status: Int32Array;
  epoch: Int32Array;
  /** What came due while its node was frozen, in the order in which it did. */
  private inbox: Entry[][];
  /** The nodes as properties see them: kept up to date, never made anew. */
  readonly views: readonly { -readonly [F in keyof NodeView]: NodeView[F] }[];
  private readonly rows: Rows;
  private readonly timers: Timers;

  constructor(protocol: Protocol, run: ResolvedRun, rows: Rows, timers: Timers) {
    const { nodes } = run;
    const n = nodes.length;
    this.rows = rows;
    this.timers = timers;
    this.envs = environments(run);
    this.roles = nodes.map((node) => {
      const role = protocol.roles[node.role];
      if (!role) throw new Error(`${protocol.meta.id} has no role ${node.role}`);
      return role;
    });
    this.durable = this.envs.map((env, i) => (this.roles[i] as AnyRole).durable(env));
    this.volatile = nodes.map(() => EMPTY);
    this.up = new Array(n).fill(false);
    this.incarnation = new Int32Array(n);
    this.status = new Int32Array(n).fill(-2);
    this.epoch = new Int32Array(n);
    this.inbox = nodes.map(() => []);
    this.views = nodes.map((node) => ({
      ...node,
      up: false,
      incarnation: 0,
      durable: this.durable[node.index] as object,
      volatile: EMPTY,
    }));
  }

  /** A new incarnation of the node begins. Its volatile state comes with the end of its first step. */
  comeUp(node: number): void {
    this.up[node] = true;
    const incarnation = (this.incarnation[node] as number) + 1;
    this.incarnation[node] = incarnation;
    const view = this.views[node] as (typeof this.views)[number];
    view.up = true;
    view.incarnation = incarnation;
  }

  /** The state of a node after a step. */
  become(node: number, durable: object, volatile: object): void {
    this.durable[node] = durable;
    this.volatile[node] = volatile;
    const view = this.views[node] as (typeof this.views)[number];
    view.durable = durable;
    view.volatile = volatile;
  }

  setStatus(node: number, status: number, epoch: number): void {
    if (status === this.status[node] && epoch === this.epoch[node]) return;
    this.status[node] = status;
    this.epoch[node] = epoch;
    this.rows.sink.status({ step: this.rows.step, node, status, epoch });
  }

  /** Volatile state, timers and unread messages are gone; what was sent is on its way. */
  takeDown(node: number, by: number): void {
    const wasUp = this.up[node];
    this.up[node] = false;
    this.volatile[node] = EMPTY;
    this.timers.stopAll(node);
    const view = this.views[node] as (typeof this.views)[number];
    view.up = false;
    view.volatile = EMPTY;
    for (const entry of this.takeInbox(node)) {
      if (entry.type === 'deliver') this.rows.lose(entry, by);
      else if (entry.type === 'timer') this.timers.forgetEntry(entry);
      else if (entry.type === 'command') this.rows.emit(K.ignored, node, NO_NODE, -1, entry.ref, 0, 0);
    }
    if (wasUp) this.setStatus(node, -1, this.epoch[node] as number);
  }

  /** The node is frozen: this waits until it wakes. */
  wait(entry: Entry): void {
    (this.inbox[entry.node] as Entry[]).push(entry);
  }

  /** What waited, in the order in which it came due. Nothing waits any more. */
  takeInbox(node: number): readonly Entry[] {
    const waiting = this.inbox[node] as Entry[];
    this.inbox[node] = [];
    return waiting;
  }

  save(): SavedNodes {
    return {
      durable: this.durable.slice(),
      volatile: this.volatile.slice(),
      up: this.up.slice(),
      incarnation: this.incarnation.slice(),
      status: this.status.slice(),
      epoch: this.epoch.slice(),
      inbox: this.inbox.map((entries) => entries.slice()),
    };
  }

  load(saved: SavedNodes): void {
    this.durable = saved.durable.slice();
    this.volatile = saved.volatile.slice();
    this.up = saved.up.slice();
    this.incarnation = saved.incarnation.slice();
    this.status = saved.status.slice();
    this.epoch = saved.epoch.slice();
    this.inbox = saved.inbox.map((entries) => entries.slice());
    this.views.forEach((view, i) => {
      view.up = this.up[i] as boolean;
      view.incarnation = this.incarnation[i] as number;
      view.durable = this.durable[i] as object;
      view.volatile = this.volatile[i] as object;
    });
  }
}

/** What is fixed for each node during a run. */
function environments({ nodes, params, spec }: ResolvedRun): Env[] {
  const variants = new Set(spec.variants);
  const ids = new Map<string, string[]>();
  for (const node of nodes) ids.set(node.role, [...(ids.get(node.role) ?? []), node.id]);
  return nodes.map((self) => ({
    self,
    nodes,
    ids: (role) => ids.get(role) ?? [],
    params,
    variant: (id) => variants.has(id),
  }));
}
