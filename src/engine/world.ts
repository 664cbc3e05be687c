/**
 * The world: nodes, clocks, timers, network and faults at one instant, and what happens next. A pure function of the resolved
 * run: no clock, no randomness, no I/O of the machine it runs on. Reports rows to a sink and never reads them back.
 */
import { hashString, keyedFraction, RollingHash } from '../base/hash.ts';
import { Heap, type Timed } from '../base/heap.ts';
import { type Action, actionsOf } from './actions.ts';
import type { Env, Message, NodeView, Protocol, Role, StepView } from './api.ts';
import type { Sink } from './builder.ts';
import { adjustClock, monotonicAt, type NodeClock, TRUE_CLOCK, wallAt, whenMonotonic } from './clock.ts';
import { NodeCtx } from './ctx.ts';
import { FaultTables, type SavedFaults, struckNode } from './faults.ts';
import { deepFreeze } from './freeze.ts';
import type { FaultInput, Input, Micros, NthFault, ResolvedRun } from './runspec.ts';
import { K, LOST_NODE_DOWN, LOST_RANDOM, NO_NODE, type Violation } from './trace.ts';

/** What waits in the queue. One shape for all, immutable: a snapshot of the queue is a copy of its array. */
export interface Entry extends Timed {
  readonly type: 'deliver' | 'timer' | 'command' | 'boot';
  readonly node: number;
  readonly peer: number;
  /** Row that caused it. */
  readonly row: number;
  /** Message kind, timer index or input index. */
  readonly ref: number;
  readonly epoch: number;
  readonly stamp: number;
  readonly message: Message | null;
  readonly sentAt: Micros;
}

/** Inputs take no sequence numbers from the engine, or a run resumed after an edit would differ from a fresh one. */
const INPUT_SEQ = -1_000_000_000;
const LATENCY = hashString('latency');
const LOSS = hashString('loss');
const DUPLICATE = hashString('duplicate');
const EMPTY: object = Object.freeze({});
const NEVER = Number.POSITIVE_INFINITY;

/** Everything a world needs to go on from an instant. Plain data sharing structure with the live world. */
export interface Keyframe {
  readonly time: Micros;
  readonly row: number;
  readonly step: number;
  readonly seq: number;
  readonly nextOperation: number;
  readonly hash: readonly [number, number, number];
  readonly durable: readonly object[];
  readonly volatile: readonly object[];
  readonly up: readonly boolean[];
  readonly incarnation: Int32Array;
  readonly stamp: Uint32Array;
  readonly status: Int32Array;
  readonly epoch: Int32Array;
  readonly clocks: readonly NodeClock[];
  readonly inbox: readonly (readonly Entry[])[];
  readonly queue: readonly Entry[];
  readonly timers: readonly [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Int32Array,
  ];
  readonly faults: SavedFaults;
  readonly draws: readonly (readonly [number, number])[];
  readonly linkDraws: readonly (readonly [number, number])[];
  readonly accumulators: readonly unknown[];
  readonly broken: readonly boolean[];
}

export interface WorldOptions {
  /** Whether properties are checked. Default true. */
  readonly properties?: boolean;
  /** Freezes states and messages, so that a protocol that mutates them throws. For tests. */
  readonly freeze?: boolean;
}

export class World {
  readonly n: number;
  readonly actions: readonly Action[];
  readonly tables: FaultTables;
  readonly hash = new RollingHash();
  now: Micros = 0;
  row = 0;
  step = 0;
  private seq = 0;
  private nextAction = 0;
  private booted = 0;
  /** The step that follows at once: a boot (timer −1), or a timer that was made to expire. */
  private follow: { node: number; timer: number; row: number } | null = null;
  /** Nodes whose pause ended just now: they wake when all inputs of this instant have been taken. */
  private readonly waking: number[] = [];
  nextOperation = 0;
  durable: object[];
  volatile: object[];
  up: boolean[];
  incarnation: Int32Array;
  stamp: Uint32Array;
  status: Int32Array;
  epoch: Int32Array;
  clocks: NodeClock[];
  inbox: Entry[][];
  queue = new Heap<Entry>();
  readonly timerCount: number;
  /** Per node and timer: when it expires on the node's monotonic clock (Infinity: it is not running), … */
  timerDeadline: Float64Array;
  /** … in true time (Infinity: its clock stands still), when it was set, its place in the queue's order, */
  timerExpires: Float64Array;
  timerSetAt: Float64Array;
  timerSeq: Float64Array;
  /** the due time of the entry that stands for it in the queue (an entry may stand for a later deadline: see `expire`), */
  timerQueued: Float64Array;
  /** and the head of the step that set it. */
  timerRow: Int32Array;
  private draws = new Map<number, number>();
  private readonly linkTime: Float64Array;
  private readonly linkCount: Int32Array;
  private readonly linkKey: Uint32Array;
  private readonly accumulators: unknown[];
  private readonly broken: boolean[];
  readonly views: { -readonly [F in keyof NodeView]: NodeView[F] }[];
  private readonly roles: Role<object, object, Message>[];
  private readonly contexts: NodeCtx[];
  private readonly stepView: { -readonly [F in keyof StepView]: StepView[F] };
  private readonly timerIndex: ReadonlyMap<string, number>;
  private readonly inputs: readonly Input[];
  private readonly seed: number;
  private readonly until: Micros;
  readonly checkProperties: boolean;
  private readonly freeze: boolean;
  /** Head row of the step being run. */
  private head = 0;
  /** `nextOperation` before the step being run: one that fails has invoked nothing. */
  private operationsBefore = 0;

  readonly protocol: Protocol;
  readonly run: ResolvedRun;
  sink: Sink;

  constructor(protocol: Protocol, run: ResolvedRun, sink: Sink, options: WorldOptions = {}) {
    this.protocol = protocol;
    this.run = run;
    this.sink = sink;
    const { nodes, params, spec } = run;
    const n = nodes.length;
    this.n = n;
    this.inputs = spec.inputs;
    this.seed = spec.seed;
    this.until = spec.until;
    this.actions = actionsOf(spec);
    this.tables = new FaultTables(nodes, params.latency as [number, number], params.loss as number);
    this.checkProperties = options.properties ?? true;
    this.freeze = options.freeze ?? false;
    const { timers } = protocol.meta;
    this.timerCount = timers.length;
    this.timerIndex = new Map(timers.map((t, i) => [t.id, i]));
    const slots = n * this.timerCount;
    this.timerDeadline = new Float64Array(slots).fill(NEVER);
    this.timerExpires = new Float64Array(slots);
    this.timerSetAt = new Float64Array(slots);
    this.timerSeq = new Float64Array(slots);
    this.timerQueued = new Float64Array(slots).fill(NEVER);
    this.timerRow = new Int32Array(slots);
    this.up = new Array(n).fill(false);
    this.incarnation = new Int32Array(n);
    this.stamp = new Uint32Array(n);
    this.status = new Int32Array(n).fill(-2);
    this.epoch = new Int32Array(n);
    this.clocks = new Array(n).fill(TRUE_CLOCK);
    this.inbox = nodes.map(() => []);
    this.linkTime = new Float64Array(n * n).fill(-1);
    this.linkCount = new Int32Array(n * n);
    this.linkKey = new Uint32Array(n * n);
    for (const a of nodes) {
      for (const b of nodes) this.linkKey[a.index * n + b.index] = hashString(`${a.id}→${b.id}`);
    }
    const variants = new Set(spec.variants);
    const ids = new Map<string, string[]>();
    for (const node of nodes) ids.set(node.role, [...(ids.get(node.role) ?? []), node.id]);
    const envs: Env[] = nodes.map((self) => ({
      self,
      nodes,
      ids: (role) => ids.get(role) ?? [],
      params,
      variant: (id) => variants.has(id),
    }));
    this.roles = nodes.map((node) => {
      const role = protocol.roles[node.role];
      if (!role) throw new Error(`${protocol.meta.id} has no role ${node.role}`);
      return role;
    });
    this.durable = nodes.map((node) =>
      (this.roles[node.index] as Role<object, object, Message>).durable(envs[node.index] as Env),
    );
    this.volatile = nodes.map(() => EMPTY);
    this.contexts = nodes.map((node) => new NodeCtx(this, envs[node.index] as Env, hashString(node.id)));
    this.views = nodes.map((node) => ({
      ...node,
      up: false,
      incarnation: 0,
      durable: this.durable[node.index] as object,
      volatile: EMPTY,
    }));
    this.stepView = {
      node: this.views[0] as NodeView,
      durableBefore: EMPTY,
      volatileBefore: EMPTY,
      time: 0,
    };
    const properties = this.checkProperties ? protocol.properties : [];
    this.accumulators = properties.map((p) => p.init(this.views, envs[0] as Env));
    this.broken = properties.map(() => false);
  }

  /** Does the next thing that happens: at most one step. False when nothing more happens until the run's end. */
  advance(): boolean {
    if (this.follow !== null) {
      const { node, timer, row } = this.follow;
      this.follow = null;
      if (timer < 0) this.boot(node);
      else this.runTimer(node, timer, row);
      return true;
    }
    if (this.booted < this.n) {
      this.boot(this.booted++);
      return true;
    }
    const action = this.actions[this.nextAction];
    const entry = this.queue.peek();
    const actionTime = action ? action.time : NEVER;
    const entryTime = entry ? entry.time : NEVER;
    if (this.waking.length > 0 && actionTime > this.now) {
      for (const node of this.waking.splice(0)) if (!this.frozen(node)) this.wake(node);
      return true;
    }
    if (actionTime <= entryTime) {
      if (!action || actionTime > this.until) return false;
      this.nextAction++;
      this.setTime(actionTime);
      this.act(action);
    } else {
      if (!entry || entryTime > this.until) return false;
      this.queue.pop();
      this.setTime(entryTime);
      this.handle(entry);
    }
    return true;
  }

  /** Whether every input up to now has been taken: a keyframe here fits any spec with the same past. */
  atRest(): boolean {
    return (
      this.booted === this.n &&
      this.follow === null &&
      this.waking.length === 0 &&
      (this.actions[this.nextAction]?.time ?? NEVER) > this.now
    );
  }

  private setTime(time: Micros): void {
    if (time === this.now) return;
    this.now = time;
    if (this.draws.size > 0) this.draws.clear();
  }

  // ── inputs ────────────────────────────────────────────────────────────────

  private act(action: Action): void {
    const input = this.inputs[action.input] as Input;
    if ('command' in input) this.takeCommand(action.input, this.tables.at(input.node));
    else if ('fire' in input) this.fire(action.input, input.fire.node, input.fire.timer);
    else if (action.phase === 'start') this.startFault(action.input, input);
    else this.endFault(action.input, input);
  }

  private takeCommand(input: number, node: number): void {
    const entry = this.inputEntry('command', node, input);
    if (!this.up[node]) this.ignored(input, node);
    else if (this.frozen(node)) (this.inbox[node] as Entry[]).push(entry);
    else this.runCommand(entry);
  }

  private fire(input: number, id: string, timer: string): void {
    const node = this.tables.at(id);
    const index = this.timerIndex.get(timer) ?? -1;
    if (!this.up[node] || !this.timerRunning(node, timer)) {
      this.ignored(input, node);
      return;
    }
    const row = this.networkHead(K.fault, node, -1, input, 0);
    this.hash.value(this.inputs[input]);
    this.step++;
    if (!this.frozen(node)) {
      this.follow = { node, timer: index, row };
      return;
    }
    // It has expired, and like any other that did waits for the node to wake; what is set again meanwhile does not fire.
    const slot = node * this.timerCount + index;
    if ((this.timerExpires[slot] as number) <= this.now) return;
    this.timerExpires[slot] = this.now;
    this.timerRow[slot] = row;
    this.queueTimer(node, index);
  }

  private inputEntry(type: Entry['type'], node: number, ref: number): Entry {
    return {
      time: this.now,
      due: this.now,
      seq: INPUT_SEQ + ref,
      type,
      node,
      peer: NO_NODE,
      row: -1,
      ref,
      epoch: 0,
      stamp: 0,
      message: null,
      sentAt: this.now,
    };
  }

  private ignored(input: number, node: number): void {
    this.networkHead(K.ignored, node, -1, input, 0);
    this.hash.value(this.inputs[input]);
    this.step++;
  }

  private startFault(input: number, { fault }: FaultInput): void {
    const struck = struckNode(fault);
    const node = struck === null ? NO_NODE : this.tables.at(struck);
    this.tables.start(input, fault);
    this.networkHead(K.fault, node, -1, input, 0);
    // Its end is an event of its own: the same start has the same hash however long it lasts.
    this.hash.value({ ...fault, until: undefined });
    if (fault.type === 'crash') this.takeDown(node, input);
    else if (fault.type === 'partition' || fault.type === 'block') this.eatInFlight();
    else if (fault.type === 'clock') this.bendClock(node);
    this.step++;
  }

  private endFault(input: number, { fault }: FaultInput): void {
    const struck = struckNode(fault);
    const node = struck === null ? NO_NODE : this.tables.at(struck);
    this.tables.end(input);
    this.networkHead(K.fault, node, -1, input, 1);
    this.hash.value({ ...fault, until: undefined });
    this.step++;
    if (fault.type === 'crash') {
      if ((this.tables.downBy[node] as number) >= 0 || this.up[node]) return;
      if (this.frozen(node)) (this.inbox[node] as Entry[]).push(this.inputEntry('boot', node, node));
      else this.follow = { node, timer: -1, row: -1 };
    } else if (fault.type === 'pause') {
      if (!this.frozen(node)) this.waking.push(node);
    } else if (fault.type === 'clock') this.bendClock(node);
  }

  private frozen(node: number): boolean {
    return (this.tables.frozenBy[node] as number) >= 0;
  }

  /** Volatile state, timers and unread messages are gone; what was sent is on its way. */
  private takeDown(node: number, by: number): void {
    const wasUp = this.up[node];
    this.up[node] = false;
    this.volatile[node] = EMPTY;
    for (let t = 0; t < this.timerCount; t++) this.timerDeadline[node * this.timerCount + t] = NEVER;
    const view = this.views[node] as (typeof this.views)[number];
    view.up = false;
    view.volatile = EMPTY;
    for (const entry of this.inbox[node] as Entry[]) {
      if (entry.type === 'deliver') this.lost(entry, by);
      else if (entry.type === 'timer') this.timerQueued[node * this.timerCount + entry.ref] = NEVER;
      else if (entry.type === 'command') this.emitRow(K.ignored, node, NO_NODE, -1, entry.ref, 0, 0);
    }
    this.inbox[node] = [];
    if (wasUp) this.setStatus(node, -1, this.epoch[node] as number);
  }

  /** What waited is handled now, in the order in which it was due. */
  private wake(node: number): void {
    const waiting = this.inbox[node] as Entry[];
    this.inbox[node] = [];
    for (const entry of waiting) this.queue.push({ ...entry, time: this.now });
  }

  /** A cut eats what is in flight when it starts. */
  private eatInFlight(): void {
    const cut = (e: Entry) =>
      e.type === 'deliver' && (this.tables.cutBy[e.peer * this.n + e.node] as number) >= 0;
    const eaten = this.queue.items.filter(cut).sort((a, b) => a.seq - b.seq);
    if (eaten.length === 0) return;
    this.queue.retain((e) => !cut(e));
    for (const entry of eaten)
      this.lost(entry, this.tables.cutBy[entry.peer * this.n + entry.node] as number);
  }

  private bendClock(node: number): void {
    const clock = adjustClock(
      this.clocks[node] as NodeClock,
      this.now,
      this.tables.ppm[node] as number,
      this.tables.offset[node] as number,
    );
    if (clock === this.clocks[node]) return;
    this.clocks[node] = clock;
    for (let t = 0; t < this.timerCount; t++) {
      const slot = node * this.timerCount + t;
      // One that has expired, and waits for its node to wake, keeps its place.
      if ((this.timerDeadline[slot] as number) === NEVER || (this.timerExpires[slot] as number) <= this.now)
        continue;
      this.timerExpires[slot] = whenMonotonic(clock, this.timerDeadline[slot] as number, this.now);
      this.queueTimer(node, t);
    }
  }

  // ── what comes due ────────────────────────────────────────────────────────

  private handle(entry: Entry): void {
    const { node } = entry;
    switch (entry.type) {
      case 'deliver':
        if (!this.up[node]) {
          const by = this.tables.downBy[node] as number;
          this.networkStep();
          this.lost(entry, by >= 0 ? by : LOST_NODE_DOWN);
          this.step++;
        } else if (this.frozen(node)) (this.inbox[node] as Entry[]).push(entry);
        else this.runDeliver(entry);
        return;
      case 'timer':
        this.expire(entry);
        return;
      // These two were not handled when they came because their node was frozen. No input acts between its waking and now.
      case 'command':
        // What the node handled just before may have been too much for it.
        if (this.up[node]) this.runCommand(entry);
        else this.ignored(entry.ref, node);
        return;
      case 'boot':
        this.boot(node);
        return;
    }
  }

  /**
   * A timer that is set again and again (an election timer under heartbeats) keeps one entry in the queue: when it comes due
   * and the deadline has moved on, the entry moves after it. The order is as if every setting had its own entry.
   */
  private expire(entry: Entry): void {
    const { node, ref } = entry;
    const slot = node * this.timerCount + ref;
    if (entry.due !== this.timerQueued[slot]) return;
    const expires = this.timerExpires[slot] as number;
    const running = this.up[node] && (this.timerDeadline[slot] as number) < NEVER;
    if (running && this.frozen(node)) {
      (this.inbox[node] as Entry[]).push(entry);
      return;
    }
    this.timerQueued[slot] = NEVER;
    if (!running) return;
    if (entry.due === expires && entry.seq === this.timerSeq[slot]) {
      this.runTimer(node, ref, this.timerRow[slot] as number);
    } else this.queueTimer(node, ref);
  }

  private queueTimer(node: number, timer: number): void {
    const slot = node * this.timerCount + timer;
    const due = this.timerExpires[slot] as number;
    if (due >= (this.timerQueued[slot] as number) || due === NEVER) return;
    this.timerQueued[slot] = due;
    this.queue.push({
      time: due > this.now ? due : this.now,
      due,
      seq: this.timerSeq[slot] as number,
      type: 'timer',
      node,
      peer: NO_NODE,
      row: -1,
      ref: timer,
      epoch: 0,
      stamp: 0,
      message: null,
      sentAt: 0,
    });
  }

  // ── steps of nodes ────────────────────────────────────────────────────────

  private boot(node: number): void {
    const ctx = this.contexts[node] as NodeCtx;
    const role = this.roles[node] as Role<object, object, Message>;
    this.up[node] = true;
    this.incarnation[node] = (this.incarnation[node] as number) + 1;
    this.nodeHead(K.start, node, NO_NODE, -1, 0, 0, 0);
    ctx.begin({ ...(this.durable[node] as object) }, EMPTY, (this.incarnation[node] as number) > 1);
    const view = this.views[node] as (typeof this.views)[number];
    view.up = true;
    view.incarnation = this.incarnation[node] as number;
    try {
      ctx.volatile = { ...role.volatile(ctx.env, ctx.durable) };
      role.start?.(ctx);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.finish(node, ctx, this.durable[node] as object, ctx.volatile);
  }

  private runDeliver(entry: Entry): void {
    const { node, peer } = entry;
    this.nodeHead(K.deliver, node, peer, entry.row, entry.ref, entry.epoch, entry.stamp);
    this.sink.body(entry.message as Message);
    const ctx = this.open(node);
    try {
      (this.roles[node] as Role<object, object, Message>).message(
        ctx,
        this.id(peer),
        entry.message as Message,
      );
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  private runTimer(node: number, timer: number, cause: number): void {
    const slot = node * this.timerCount + timer;
    this.timerDeadline[slot] = NEVER;
    this.nodeHead(K.timer, node, NO_NODE, cause, timer, 0, 0);
    this.hash.word(timer);
    const ctx = this.open(node);
    try {
      const name = (this.protocol.meta.timers[timer] as { id: string }).id;
      (this.roles[node] as Role<object, object, Message>).timer?.(ctx, name);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  private runCommand(entry: Entry): void {
    const input = this.inputs[entry.ref];
    if (!input || !('command' in input)) return;
    const { node } = entry;
    this.nodeHead(K.command, node, NO_NODE, -1, entry.ref, 0, 0);
    this.hash.value(input.command);
    const ctx = this.open(node);
    try {
      (this.roles[node] as Role<object, object, Message>).command?.(ctx, input.command);
    } catch (error) {
      this.failed(node, error);
      return;
    }
    this.close(node, ctx);
  }

  private open(node: number): NodeCtx {
    const ctx = this.contexts[node] as NodeCtx;
    ctx.begin({ ...(this.durable[node] as object) }, { ...(this.volatile[node] as object) }, false);
    return ctx;
  }

  private close(node: number, ctx: NodeCtx): void {
    this.finish(node, ctx, this.durable[node] as object, this.volatile[node] as object);
  }

  /** The step is done: its state stands, its effects leave, its promises are checked. */
  private finish(node: number, ctx: NodeCtx, durableBefore: object, volatileBefore: object): void {
    const { durable, volatile } = ctx;
    if (this.freeze) {
      deepFreeze(durable);
      deepFreeze(volatile);
    }
    this.durable[node] = durable;
    this.volatile[node] = volatile;
    const view = this.views[node] as (typeof this.views)[number];
    view.durable = durable;
    view.volatile = volatile;
    ctx.release();
    const role = this.roles[node] as Role<object, object, Message>;
    this.setStatus(node, role.status(durable, volatile), role.epoch(durable, volatile));
    if (this.checkProperties) this.check(node, durableBefore, volatileBefore);
    this.step++;
  }

  /** A protocol that throws takes its node down, visibly; nothing of the step is kept. */
  private failed(node: number, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    const fields = { message: message.slice(0, 500) };
    const ref = this.sink.note({ row: this.row, id: '!error', node: this.id(node), fields });
    // Its words are not hashed: they are the JavaScript engine's as often as ours.
    this.stepRow(K.error, node, NO_NODE, ref, 0);
    this.nextOperation = this.operationsBefore;
    this.takeDown(node, LOST_NODE_DOWN);
    this.step++;
  }

  private setStatus(node: number, status: number, epoch: number): void {
    if (status === this.status[node] && epoch === this.epoch[node]) return;
    this.status[node] = status;
    this.epoch[node] = epoch;
    this.sink.status({ step: this.step, node, status, epoch });
  }

  private check(node: number, durableBefore: object, volatileBefore: object): void {
    const { properties } = this.protocol;
    const view = this.stepView;
    view.node = this.views[node] as NodeView;
    view.durableBefore = durableBefore;
    view.volatileBefore = volatileBefore;
    view.time = this.now;
    for (let i = 0; i < properties.length; i++) {
      if (this.broken[i]) continue;
      const property = properties[i] as (typeof properties)[number];
      this.checking = i;
      this.accumulators[i] = property.step(this.accumulators[i], view, this.views, this.onBroken);
    }
  }

  private checking = 0;
  private readonly onBroken = (why: string): void => {
    if (this.broken[this.checking]) return;
    this.broken[this.checking] = true;
    const property = (this.protocol.properties[this.checking] as { id: string }).id;
    const violation: Violation = { property, event: this.head, step: this.step, why };
    this.sink.violation(violation);
  };

  // ── effects (called by NodeCtx.release, in the order the handler made them) ─

  emitSend(node: number, to: number, message: Message): void {
    if (this.freeze) deepFreeze(message);
    const kind = this.protocol.messageKind(message);
    const epoch = this.protocol.messageEpoch(message);
    const row = this.stepRow(K.send, node, to, kind, epoch);
    this.sink.body(message);
    this.hash.value(message);
    const link = node * this.n + to;
    const { tables } = this;
    let k = 0;
    if (this.linkTime[link] === this.now) k = this.linkCount[link] = (this.linkCount[link] as number) + 1;
    else {
      this.linkTime[link] = this.now;
      this.linkCount[link] = 0;
    }
    let dropBy = -1;
    let extra = 0;
    let copies: NthFault[] | null = null;
    if (tables.watched[link]) {
      for (const { input, fault } of this.watch(link, row, node, to)) {
        if (fault.type === 'drop') dropBy = input;
        else if (fault.type === 'delay') extra += fault.by ?? 0;
        else {
          copies ??= [];
          copies.push(fault);
        }
      }
    }
    const cut = tables.cutBy[link] as number;
    const lossRate = tables.loss[link] as number;
    const stamp = this.stamp[node] as number;
    const base = {
      type: 'deliver' as const,
      node: to,
      peer: node,
      row,
      ref: kind,
      epoch,
      stamp,
      message,
      sentAt: this.now,
    };
    if (cut >= 0) {
      this.lostRow(node, to, row, cut, epoch);
      return;
    }
    const arrival = this.now + this.latency(LATENCY, link, k) + extra;
    if (dropBy >= 0) this.lostRow(node, to, row, dropBy, epoch);
    else if (lossRate > 0 && this.fraction(LOSS, link, k) < lossRate) {
      const by = tables.lossBy[link] as number;
      this.lostRow(node, to, row, by >= 0 ? by : LOST_RANDOM, epoch);
    } else this.deliverAt(arrival, base);
    if (copies === null) return;
    for (const copy of copies) {
      this.deliverAt(
        copy.by === undefined ? this.now + this.latency(DUPLICATE, link, k) : arrival + copy.by,
        base,
      );
    }
  }

  private deliverAt(time: Micros, base: Omit<Entry, 'time' | 'due' | 'seq'>): void {
    this.queue.push({
      time,
      due: time,
      seq: this.seq++,
      type: 'deliver',
      node: base.node,
      peer: base.peer,
      row: base.row,
      ref: base.ref,
      epoch: base.epoch,
      stamp: base.stamp,
      message: base.message,
      sentAt: base.sentAt,
    });
  }

  private latency(purpose: number, link: number, k: number): Micros {
    const low = this.tables.latencyLow[link] as number;
    const high = this.tables.latencyHigh[link] as number;
    return low + Math.floor(this.fraction(purpose, link, k) * (high - low + 1));
  }

  private fraction(purpose: number, link: number, k: number): number {
    return keyedFraction(this.seed, purpose, this.linkKey[link] as number, this.now, k);
  }

  /** Counts a message for every fault that waits on its link; returns those whose turn it is, which are then spent. */
  private watch(link: number, row: number, from: number, to: number): { input: number; fault: NthFault }[] {
    const hits = this.tables.pass(link) as { input: number; fault: NthFault }[];
    for (const { input, fault } of hits) {
      this.emitRow(K.fault, from, to, row, input, 1, 0);
      this.hash.word(row);
      this.hash.string(fault.type);
    }
    return hits;
  }

  emitRule(node: number, id: string): void {
    this.stepRow(K.rule, node, NO_NODE, this.sink.rule(id), 0);
    this.hash.string(id);
  }

  emitNote(node: number, id: string, fields: object): void {
    const ref = this.sink.note({ row: this.row, id, node: this.id(node), fields: fields as never });
    this.stepRow(K.note, node, NO_NODE, ref, 0);
    this.hash.string(id);
    this.hash.value(fields);
  }

  emitInvoke(node: number, id: number, operation: { f: string; key?: string; value?: unknown }): void {
    const { f, key, value } = operation;
    const record = {
      id,
      node: this.id(node),
      f,
      key,
      value,
      invokeRow: this.row,
      replyRow: -1,
      outcome: 'open',
    } as const;
    const ref = this.sink.invoke(record);
    this.stepRow(K.invoke, node, NO_NODE, ref, 0);
    this.hash.value(operation);
  }

  emitReply(node: number, id: number, outcome: 'ok' | 'fail' | 'info', value: unknown): void {
    const ref = this.sink.reply(id, this.row, outcome, value);
    this.stepRow(K.reply, node, NO_NODE, ref, 0);
    this.hash.word(id);
    this.hash.string(outcome);
    this.hash.value(value ?? null);
  }

  // ── what a handler may ask (see api.ts) ───────────────────────────────────

  setTimer(node: number, name: string, delay: Micros): void {
    const timer = this.timerIndex.get(name);
    if (timer === undefined) throw new Error(`${this.protocol.meta.id} declares no timer ${name}`);
    if (!(delay >= 0)) throw new Error(`timer ${name} cannot expire after ${delay} µs`);
    const slot = node * this.timerCount + timer;
    const clock = this.clocks[node] as NodeClock;
    const deadline = monotonicAt(clock, this.now) + Math.floor(delay);
    this.timerDeadline[slot] = deadline;
    this.timerExpires[slot] = whenMonotonic(clock, deadline, this.now);
    this.timerSetAt[slot] = this.now;
    this.timerSeq[slot] = this.seq++;
    this.timerRow[slot] = this.head;
    this.queueTimer(node, timer);
  }

  clearTimer(node: number, name: string): void {
    const timer = this.timerIndex.get(name);
    if (timer !== undefined) this.timerDeadline[node * this.timerCount + timer] = NEVER;
  }

  timerRunning(node: number, name: string): boolean {
    const timer = this.timerIndex.get(name);
    return timer !== undefined && (this.timerDeadline[node * this.timerCount + timer] as number) < NEVER;
  }

  wallClock(node: number): Micros {
    return wallAt(this.clocks[node] as NodeClock, this.now);
  }

  monotonicClock(node: number): Micros {
    return monotonicAt(this.clocks[node] as NodeClock, this.now);
  }

  draw(subject: number, purpose: number): number {
    const key = (purpose ^ Math.imul(subject, 0x9e3779b1)) >>> 0;
    const k = this.draws.get(key) ?? 0;
    this.draws.set(key, k + 1);
    return keyedFraction(this.seed, purpose, subject, this.now, k);
  }

  nodeIndex(id: string): number {
    return this.tables.at(id);
  }

  id(node: number): string {
    return (this.run.nodes[node] as { id: string }).id;
  }

  // ── rows ──────────────────────────────────────────────────────────────────

  private nodeHead(
    kind: number,
    node: number,
    peer: number,
    cause: number,
    ref: number,
    epoch: number,
    heard: number,
  ): void {
    const own = this.stamp[node] as number;
    const stamp = (heard > own ? heard : own) + 1;
    this.stamp[node] = stamp;
    this.head = this.row;
    this.operationsBefore = this.nextOperation;
    this.hash.number(this.now);
    this.hash.word(cause);
    this.emitRow(kind, node, peer, cause, ref, epoch, stamp);
  }

  private networkStep(): void {
    this.head = this.row;
    this.hash.number(this.now);
  }

  /** A step of the network: no program order, no tick. */
  private networkHead(kind: number, node: number, cause: number, ref: number, epoch: number): number {
    this.networkStep();
    const row = this.row;
    this.emitRow(kind, node, NO_NODE, cause, ref, epoch, 0);
    return row;
  }

  private stepRow(kind: number, node: number, peer: number, ref: number, epoch: number): number {
    const row = this.row;
    this.emitRow(kind, node, peer, -1, ref, epoch, this.stamp[node] as number);
    return row;
  }

  private lost(entry: Entry, by: number): void {
    this.lostRow(entry.peer, entry.node, entry.row, by, entry.epoch);
  }

  private lostRow(from: number, to: number, cause: number, by: number, epoch: number): void {
    this.emitRow(K.lost, from, to, cause, by, epoch, 0);
    this.hash.word(cause);
    this.hash.word(by < 0 ? by : 1);
  }

  private emitRow(
    kind: number,
    node: number,
    peer: number,
    cause: number,
    ref: number,
    epoch: number,
    stamp: number,
  ): void {
    this.hash.word(kind | (node << 8) | (peer << 16));
    this.sink.row(this.now, kind, node, peer, cause, this.step, ref, epoch, stamp);
    this.row++;
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): Keyframe {
    const linkDraws: [number, number][] = [];
    for (let link = 0; link < this.linkTime.length; link++) {
      if (this.linkTime[link] === this.now) linkDraws.push([link, this.linkCount[link] as number]);
    }
    return {
      time: this.now,
      row: this.row,
      step: this.step,
      seq: this.seq,
      nextOperation: this.nextOperation,
      hash: [this.hash.a, this.hash.b, this.hash.walked],
      durable: this.durable.slice(),
      volatile: this.volatile.slice(),
      up: this.up.slice(),
      incarnation: this.incarnation.slice(),
      stamp: this.stamp.slice(),
      status: this.status.slice(),
      epoch: this.epoch.slice(),
      clocks: this.clocks.slice(),
      inbox: this.inbox.map((entries) => entries.slice()),
      queue: this.queue.items.slice(),
      timers: [
        this.timerExpires.slice(),
        this.timerDeadline.slice(),
        this.timerSetAt.slice(),
        this.timerSeq.slice(),
        this.timerQueued.slice(),
        this.timerRow.slice(),
      ],
      faults: this.tables.save(),
      draws: [...this.draws],
      linkDraws,
      accumulators: this.accumulators.slice(),
      broken: this.broken.slice(),
    };
  }

  /** Goes on from a keyframe of this run, or of one with the same past. */
  load(frame: Keyframe): void {
    this.now = frame.time;
    this.row = frame.row;
    this.step = frame.step;
    this.seq = frame.seq;
    this.nextOperation = frame.nextOperation;
    [this.hash.a, this.hash.b, this.hash.walked] = frame.hash;
    this.booted = this.n;
    this.follow = null;
    this.waking.length = 0;
    this.nextAction = this.actions.findIndex((a) => a.time > frame.time);
    if (this.nextAction < 0) this.nextAction = this.actions.length;
    this.durable = frame.durable.slice();
    this.volatile = frame.volatile.slice();
    this.up = frame.up.slice();
    this.incarnation = frame.incarnation.slice();
    this.stamp = frame.stamp.slice();
    this.status = frame.status.slice();
    this.epoch = frame.epoch.slice();
    this.clocks = frame.clocks.slice();
    this.inbox = frame.inbox.map((entries) => entries.slice());
    this.queue = new Heap(frame.queue.slice());
    const [expires, deadline, setAt, seq, queued, row] = frame.timers;
    this.timerExpires = expires.slice();
    this.timerDeadline = deadline.slice();
    this.timerSetAt = setAt.slice();
    this.timerSeq = seq.slice();
    this.timerQueued = queued.slice();
    this.timerRow = row.slice();
    // The faults themselves are read from this run's inputs: an edit may have changed when one ends.
    const active = frame.faults.active.map((a) => ({
      ...a,
      fault: (this.inputs[a.input] as FaultInput).fault,
    }));
    this.tables.load({ ...frame.faults, active });
    this.draws = new Map(frame.draws);
    this.linkTime.fill(-1);
    for (const [link, count] of frame.linkDraws) {
      this.linkTime[link] = this.now;
      this.linkCount[link] = count;
    }
    frame.accumulators.forEach((a, i) => {
      this.accumulators[i] = a;
    });
    frame.broken.forEach((b, i) => {
      this.broken[i] = b;
    });
    this.views.forEach((view, i) => {
      view.up = this.up[i] as boolean;
      view.incarnation = this.incarnation[i] as number;
      view.durable = this.durable[i] as object;
      view.volatile = this.volatile[i] as object;
    });
  }
}
