/** The nodes: what each has stored and remembers, whether it is up, and what waits for it to wake. */
import { hashString } from '../base/hash.ts';
import type { Env, Message, NodeView, Protocol, Role } from './api.ts';
import type { Disks, PendingWrite } from './disks.ts';
import type { Entry } from './entries.ts';
import { Inbox } from './inbox.ts';
import type { Rows } from './rows.ts';
import type { Input, ResolvedRun } from './runspec.ts';
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
  readonly byzantine: readonly boolean[];
  readonly working: Float64Array;
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
  /** Keys their draws. */
  readonly subjects: readonly number[];
  /** What came due while its node could not handle it, in the order in which it did. */
  private inbox: Inbox[];
  /** Whether it was Byzantine at any time. */
  byzantine: boolean[];
  /** The place in the queue of the entry at which a node comes to what waits for it; −1 if there is none. */
  working: Float64Array;
  /** The nodes as properties see them: kept up to date, never made anew. */
  readonly views: readonly { -readonly [F in keyof NodeView]: NodeView[F] }[];
  private readonly rows: Rows;
  private readonly timers: Timers;
  private readonly disks: Disks;
  private readonly inputs: readonly Input[];

  /** Why a node could not even be made, by its number: it fails whenever it starts. */
  private readonly unmade = new Map<number, unknown>();

  /** @param envs those of a run with the same nodes and parameters, whose states this one goes on from */
  constructor(
    protocol: Protocol,
    run: ResolvedRun,
    rows: Rows,
    timers: Timers,
    disks: Disks,
    envs?: readonly Env[],
  ) {
    const { nodes } = run;
    const n = nodes.length;
    this.rows = rows;
    this.timers = timers;
    this.disks = disks;
    this.inputs = run.spec.inputs;
    this.subjects = nodes.map((node) => hashString(node.id));
    this.byzantine = new Array(n).fill(false);
    this.working = new Float64Array(n).fill(-1);
    this.envs = envs ?? environments(run);
    this.roles = nodes.map((node) => {
      const role = protocol.roles[node.role];
      if (!role) throw new Error(`${protocol.meta.id} has no role ${node.role}`);
      return role;
    });
    this.durable = nodes.map((_, i) => this.made(i));
    this.volatile = nodes.map(() => EMPTY);
    this.up = new Array(n).fill(false);
    this.incarnation = new Int32Array(n);
    this.status = new Int32Array(n).fill(-2);
    this.epoch = new Int32Array(n);
    this.inbox = nodes.map(() => new Inbox());
    this.views = nodes.map((node) => ({
      ...node,
      up: false,
      byzantine: false,
      incarnation: 0,
      durable: this.durable[node.index] as object,
      volatile: EMPTY,
    }));
  }

  /** What is on the disk of a node that never ran. */
  private made(node: number): object {
    try {
      return (this.roles[node] as AnyRole).durable(this.envs[node] as Env);
    } catch (error) {
      this.unmade.set(node, error);
      return EMPTY;
    }
  }

  /** @throws what its protocol threw when the node was to be made */
  mustBeMade(node: number): void {
    if (this.unmade.has(node)) throw this.unmade.get(node);
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
  }

  /** Lets properties see the state of a node as it now is. */
  show(node: number): void {
    const view = this.views[node] as (typeof this.views)[number];
    view.durable = this.durable[node] as object;
    view.volatile = this.volatile[node] as object;
  }

  /** Lets properties see the state before the write that is on its way: what is not safe on disk has not happened yet. */
  hide(node: number): void {
    const { before, volatileBefore } = this.disks.pending[node] as PendingWrite;
    const view = this.views[node] as (typeof this.views)[number];
    view.durable = before;
    view.volatile = volatileBefore;
  }

  /** From now on nothing is promised of it. */
  corrupt(node: number): void {
    this.byzantine[node] = true;
    (this.views[node] as (typeof this.views)[number]).byzantine = true;
  }

  /** Tells the status of a node, if it has changed. */
  settleStatus(node: number, status: number, epoch: number): void {
    if (status === this.status[node] && epoch === this.epoch[node]) return;
    this.status[node] = status;
    this.epoch[node] = epoch;
    this.rows.sink.status({ step: this.rows.step, node, status, epoch });
  }

  /** Volatile state, timers, unread messages and the write on its way are gone; what was sent is on its way. */
  takeDown(node: number, by: number): void {
    const wasUp = this.up[node];
    const write = this.disks.pending[node];
    if (write && !write.stored) this.rows.undone(node, write.row);
    this.up[node] = false;
    this.become(node, this.disks.crash(node, this.durable[node] as object), EMPTY);
    this.working[node] = -1;
    this.timers.stopAll(node);
    this.show(node);
    (this.views[node] as (typeof this.views)[number]).up = false;
    for (const entry of this.takeInbox(node)) {
      if (entry.type === 'deliver') this.rows.lose(entry, by);
      else if (entry.type === 'command') this.ignore(node, entry.ref);
    }
    if (wasUp) this.settleStatus(node, -1, this.epoch[node] as number);
  }

  /** In a step of the network: a command that waited is not taken any more. */
  private ignore(node: number, input: number): void {
    const content = this.rows.contentOf(this.inputs[input] as Input);
    this.rows.emit(K.ignored, node, NO_NODE, -1, input, 0, 0, content);
  }

  /** The state of a node that never ran. It must be down. */
  forgetAll(node: number): void {
    this.disks.replace(node);
    this.become(node, this.made(node), EMPTY);
    this.show(node);
  }

  /** The node cannot handle this now. */
  wait(entry: Entry): void {
    (this.inbox[entry.node] as Inbox).add(entry);
  }

  /** What waited, in the order in which it came due. Nothing waits any more. */
  takeInbox(node: number): readonly Entry[] {
    const inbox = this.inbox[node] as Inbox;
    const waiting = inbox.all();
    inbox.clear();
    return waiting;
  }

  /** What waits for a node: messages, expired timers, commands. */
  waits(node: number): readonly Entry[] {
    return (this.inbox[node] as Inbox).all();
  }

  hasWaiting(node: number): boolean {
    return (this.inbox[node] as Inbox).size > 0;
  }

  /** The first that waits, which then waits no more. */
  takeFirst(node: number): Entry | undefined {
    return (this.inbox[node] as Inbox).first();
  }

  save(): SavedNodes {
    return {
      durable: this.durable.slice(),
      volatile: this.volatile.slice(),
      up: this.up.slice(),
      incarnation: this.incarnation.slice(),
      status: this.status.slice(),
      epoch: this.epoch.slice(),
      inbox: this.inbox.map((entries) => entries.all()),
      byzantine: this.byzantine.slice(),
      working: this.working.slice(),
    };
  }

  load(saved: SavedNodes): void {
    this.durable = saved.durable.slice();
    this.volatile = saved.volatile.slice();
    this.up = saved.up.slice();
    this.incarnation = saved.incarnation.slice();
    this.status = saved.status.slice();
    this.epoch = saved.epoch.slice();
    this.inbox = saved.inbox.map((entries) => new Inbox(entries));
    this.byzantine = saved.byzantine.slice();
    this.working = saved.working.slice();
    this.views.forEach((view, i) => {
      view.up = this.up[i] as boolean;
      view.incarnation = this.incarnation[i] as number;
      view.byzantine = this.byzantine[i] as boolean;
      if (this.disks.pending[i]?.checked === false) this.hide(i);
      else this.show(i);
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
