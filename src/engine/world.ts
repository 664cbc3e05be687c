/**
 * The world: nodes, clocks, timers, network and faults at one instant, and what happens next. A pure function of the resolved
 * run: no clock, no randomness, no I/O of the machine it runs on. Reports rows to a sink and never reads them back.
 *
 * Here is what happens when: which input or entry of the queue comes next, and what it sets going. The parts have files of
 * their own: `clocks`, `entries` (the queue), `rows` (what is told and hashed), `faults`, `timers`, `nodes`, `network`, `draws`,
 * `promises` (properties), `handlers` (steps of nodes), `keyframe`.
 */
import { hashString, type RollingHash } from '../base/hash.ts';
import { type Action, actionsOf } from './actions.ts';
import type { Protocol } from './api.ts';
import type { Sink } from './builder.ts';
import { Clocks } from './clocks.ts';
import { Disks } from './disks.ts';
import { Draws } from './draws.ts';
import { dueEntry, type Entry, inputEntry, NEVER, Queue } from './entries.ts';
import { struckNodes } from './faultkinds.ts';
import { FaultTables } from './faults.ts';
import { Handlers } from './handlers.ts';
import { type Keyframe, loadParts, type Parts, saveParts } from './keyframe.ts';
import { Lies } from './lies.ts';
import { Network } from './network.ts';
import { Nodes } from './nodes.ts';
import { Promises } from './promises.ts';
import { Rows } from './rows.ts';
import type {
  CommandInput,
  FaultInput,
  FireInput,
  Input,
  Micros,
  RecordFault,
  ResolvedRun,
} from './runspec.ts';
import { Signatures } from './signatures.ts';
import { Timers } from './timers.ts';
import { K, LOST_NODE_DOWN, NO_NODE } from './trace.ts';

const SLOW = hashString('slow');
const SPOIL = hashString('spoil');

export interface WorldOptions {
  /** Whether properties are checked. Default true. */
  readonly properties?: boolean;
  /** Freezes states and messages, so that a protocol that mutates them throws. For tests. */
  readonly freeze?: boolean;
  /** A world with the same nodes and parameters: what states hold of their surroundings is then the same in both, and counted once. */
  readonly like?: World;
}

export class World implements Parts {
  readonly protocol: Protocol;
  readonly run: ResolvedRun;
  readonly checkProperties: boolean;
  readonly clocks: Clocks;
  readonly queue = new Queue();
  readonly rows: Rows;
  readonly tables: FaultTables;
  readonly timers: Timers;
  readonly nodes: Nodes;
  readonly network: Network;
  readonly draws: Draws;
  readonly promises: Promises;
  readonly disks: Disks;
  readonly lies: Lies;
  readonly signatures: Signatures;
  private readonly handlers: Handlers;
  private readonly inputs: readonly Input[];
  private readonly until: Micros;
  /** Whether receivers notice that a message was damaged. */
  private readonly checksums: boolean;
  /** Starts and ends of the inputs, in the order in which they happen. */
  private readonly actions: readonly Action[];
  private nextAction = 0;
  private booted = 0;
  /** Steps that follow at once: boots (timer −1), or a timer that was made to expire. */
  private readonly follow: { node: number; timer: number; row: number }[] = [];
  /** Nodes whose pause ended just now: they wake when all inputs of this instant have been taken. */
  private readonly waking: number[] = [];

  constructor(protocol: Protocol, run: ResolvedRun, sink: Sink, options: WorldOptions = {}) {
    const { nodes, params, spec } = run;
    const n = nodes.length;
    const freeze = options.freeze ?? false;
    this.protocol = protocol;
    this.run = run;
    this.checkProperties = options.properties ?? true;
    this.inputs = spec.inputs;
    this.until = spec.until;
    this.checksums = params.checksums !== false;
    this.actions = actionsOf(spec);
    this.clocks = new Clocks(n);
    this.rows = new Rows(nodes, this.clocks, sink);
    this.tables = new FaultTables(
      nodes,
      params.latency as [Micros, Micros],
      params.loss as number,
      params.fsync as [Micros, Micros] | undefined,
    );
    this.timers = new Timers(protocol.meta, n, this.clocks, this.queue, this.rows);
    const disks = nodes.map((node) => protocol.meta.roles.find((r) => r.id === node.role)?.disk !== false);
    this.disks = new Disks(nodes, disks, this.tables, params.diskChecksums !== false);
    this.nodes = new Nodes(protocol, run, this.rows, this.timers, this.disks, options.like?.nodes.envs);
    this.network = new Network(protocol, run, freeze, this.clocks, this.queue, this.rows, this.tables);
    this.draws = new Draws(spec.seed, this.clocks);
    this.lies = new Lies(protocol, this.tables);
    this.signatures = new Signatures(spec.seed);
    const properties = this.checkProperties ? protocol.properties : [];
    this.promises = new Promises(properties, this.nodes, this.clocks, this.rows);
    this.handlers = new Handlers(this, freeze);
  }

  get now(): Micros {
    return this.clocks.now;
  }

  /** Steps taken. */
  get step(): number {
    return this.rows.step;
  }

  get hash(): RollingHash {
    return this.rows.hash;
  }

  id(node: number): string {
    return this.rows.id(node);
  }

  // ── what happens next ─────────────────────────────────────────────────────

  /** Does the next thing that happens: at most one step. False when nothing more happens until the run's end. */
  advance(): boolean {
    const following = this.follow.shift();
    if (following !== undefined) {
      const { node, timer, row } = following;
      if (timer < 0) this.handlers.boot(node);
      else this.handlers.timer(node, timer, row);
      return true;
    }
    if (this.booted < this.run.nodes.length) {
      this.handlers.boot(this.booted++);
      return true;
    }
    const action = this.actions[this.nextAction];
    const entry = this.queue.peek();
    const actionTime = action ? action.time : NEVER;
    const entryTime = entry ? entry.time : NEVER;
    if (this.waking.length > 0 && actionTime > this.clocks.now) {
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
      this.booted === this.run.nodes.length &&
      this.follow.length === 0 &&
      this.waking.length === 0 &&
      (this.actions[this.nextAction]?.time ?? NEVER) > this.clocks.now
    );
  }

  private setTime(time: Micros): void {
    if (time === this.clocks.now) return;
    this.clocks.now = time;
    this.draws.forget();
  }

  // ── inputs ────────────────────────────────────────────────────────────────

  private act(action: Action): void {
    const input = this.inputs[action.input] as Input;
    if ('command' in input) this.takeCommand(action.input, input);
    else if ('fire' in input) this.fire(action.input, input);
    else if (action.phase === 'start') this.startFault(action.input, input);
    else this.endFault(action.input, input);
  }

  private takeCommand(input: number, { node: id }: CommandInput): void {
    const node = this.tables.at(id);
    if (!this.nodes.up[node]) this.ignored(input, node);
    else this.meet(inputEntry('command', this.clocks.now, node, input));
  }

  private fire(input: number, { fire }: FireInput): void {
    const node = this.tables.at(fire.node);
    const timer = this.timers.indexOf(fire.timer);
    if (!this.nodes.up[node] || timer < 0 || !this.timers.runs(node, timer)) {
      this.ignored(input, node);
      return;
    }
    const row = this.rows.networkHead(K.fault, node, -1, input, 0, this.inputs[input] as Input);
    this.rows.step++;
    if (this.idle(node)) this.follow.push({ node, timer, row });
    else this.timers.expireNow(node, timer, row);
  }

  private ignored(input: number, node: number): void {
    this.rows.networkHead(K.ignored, node, -1, input, 0, this.inputs[input] as Input);
    this.rows.step++;
  }

  private startFault(input: number, { fault }: FaultInput): void {
    const struck = struckNodes(fault).map((id) => this.tables.at(id));
    const node = struck.length === 1 ? (struck[0] as number) : NO_NODE;
    this.tables.start(input, fault);
    if ((fault.type === 'bitRot' || fault.type === 'latentError') && !this.spoil(node, fault)) {
      this.tables.end(input);
      this.ignored(input, node);
      return;
    }
    // Its end is an event of its own: the same start has the same hash however long it lasts.
    this.rows.networkHead(K.fault, node, -1, input, 0, { ...fault, until: undefined });
    switch (fault.type) {
      case 'crash':
      case 'outage':
      case 'amnesia':
        for (const down of struck) this.nodes.takeDown(down, input);
        if (fault.type === 'amnesia') this.nodes.forgetAll(node);
        break;
      case 'partition':
      case 'partial':
      case 'block':
        this.network.eatInFlight();
        break;
      case 'clock':
        if (fault.step !== undefined) this.clocks.step(node, fault.step);
        this.bendClock(node);
        break;
      case 'byzantine':
        this.nodes.corrupt(node);
        break;
      case 'bitRot':
      case 'latentError':
        this.tables.end(input);
        break;
    }
    this.rows.step++;
  }

  private endFault(input: number, { fault }: FaultInput): void {
    const struck = struckNodes(fault).map((id) => this.tables.at(id));
    const node = struck.length === 1 ? (struck[0] as number) : NO_NODE;
    const hasStruck = this.tables.active.get(input)?.struck === true;
    this.tables.end(input);
    this.rows.networkHead(K.fault, node, -1, input, 1, { ...fault, until: undefined });
    this.rows.step++;
    switch (fault.type) {
      case 'crash':
      case 'outage':
      case 'amnesia':
        for (const down of struck) this.restart(down);
        break;
      case 'diskFull':
      case 'tornWrite':
        // One that never took its node down has nothing to bring back.
        if (hasStruck) this.restart(node);
        break;
      case 'pause':
        if (!this.frozen(node)) this.waking.push(node);
        break;
      case 'slow':
        // While another says so it is still slow: what it is at takes as long as it does.
        if ((this.tables.slowBy[node] as number) < 0) this.goOn(node);
        break;
      case 'clock':
        this.bendClock(node);
        break;
    }
  }

  private restart(node: number): void {
    if ((this.tables.downBy[node] as number) >= 0 || this.nodes.up[node]) return;
    if (this.frozen(node)) this.nodes.wait(inputEntry('boot', this.clocks.now, node, node));
    else this.follow.push({ node, timer: -1, row: -1 });
  }

  private spoil(node: number, { type, record }: RecordFault): boolean {
    const subject = this.nodes.subjects[node] as number;
    const pick = (n: number) => Math.floor(this.draws.draw(subject, SPOIL) * n);
    const what = type === 'bitRot' ? 'wrong' : 'unreadable';
    const durable = this.nodes.durable[node] as object;
    return this.disks.has[node] === true && this.disks.spoil(node, what, durable, record ?? null, pick);
  }

  private frozen(node: number): boolean {
    return (this.tables.frozenBy[node] as number) >= 0;
  }

  private bendClock(node: number): void {
    const ppm = this.tables.ppm[node] as number;
    const offset = this.tables.offsetBy[node] as number;
    if (this.clocks.bend(node, ppm, offset)) this.timers.bend(node);
  }

  // ── what comes due ────────────────────────────────────────────────────────

  private handle(entry: Entry): void {
    const { node } = entry;
    switch (entry.type) {
      case 'deliver':
        this.network.landed(entry);
        if (!this.nodes.up[node]) this.meetNobody(entry);
        else if (entry.damagedBy >= 0 && this.checksums) this.throwAway(entry);
        else this.meet(entry);
        return;
      case 'timer':
        this.expire(entry);
        return;
      // Its node was frozen when it came. No input acts between its waking and now.
      case 'command':
        // What the node handled just before may have been too much for it.
        if (this.nodes.up[node]) this.meet(entry);
        else this.ignored(entry.ref, node);
        return;
      case 'boot':
        this.handlers.boot(node);
        return;
      case 'sync':
        if (!this.handlers.writes.standsFor(entry)) return;
        if (this.frozen(node)) {
          this.handlers.writes.settle(node);
          this.nodes.wait(entry);
        } else {
          this.handlers.sync(node);
          this.goOn(node);
        }
        return;
      case 'work':
        if (this.nodes.working[node] === entry.seq) this.work(node);
        return;
    }
  }

  /** A message arrives at a node that is down. */
  private meetNobody(entry: Entry): void {
    const by = this.tables.downBy[entry.node] as number;
    this.rows.networkStep();
    this.rows.lose(entry, by >= 0 ? by : LOST_NODE_DOWN);
    this.rows.step++;
  }

  /** The receiver's checksum does not fit. */
  private throwAway(entry: Entry): void {
    this.rows.networkStep();
    this.rows.lose(entry, entry.damagedBy);
    this.rows.step++;
  }

  private expire(entry: Entry): void {
    const { node, ref } = entry;
    if (!this.timers.standsFor(entry)) return;
    const running = (this.nodes.up[node] as boolean) && this.timers.runs(node, ref);
    // One whose deadline has moved on only moves after it: that is no work for anybody.
    if (running && !this.idle(node) && this.timers.hasExpired(entry)) {
      this.timers.setAside(entry);
      this.meet(entry);
    } else if (this.timers.expire(entry, running))
      this.handlers.timer(node, ref, this.timers.cause(node, ref));
  }

  // ── when a node comes to it ───────────────────────────────────────────────
  // A frozen node, or one whose write is on its way, handles nothing. A slow one takes its time over each thing, one after the other.

  /** Whether the node handles at once what comes to it. */
  private idle(node: number): boolean {
    return (
      (this.tables.frozenBy[node] as number) < 0 &&
      this.disks.pending[node] === null &&
      (this.tables.slowBy[node] as number) < 0 &&
      (this.nodes.working[node] as number) < 0
    );
  }

  /** Something comes to a node that is up. */
  private meet(entry: Entry): void {
    const { node } = entry;
    if (this.idle(node)) {
      this.serve(entry);
      return;
    }
    this.nodes.wait(entry);
    if (this.frozen(node) || this.disks.pending[node] !== null) return;
    if ((this.nodes.working[node] as number) < 0) this.schedule(node);
  }

  private serve(entry: Entry): void {
    const { node, ref } = entry;
    if (entry.type === 'deliver') this.handlers.deliver(entry);
    else if (entry.type === 'command') this.handlers.command(node, ref, this.inputs[ref] as CommandInput);
    else this.handlers.timer(node, ref, this.timers.cause(node, ref));
  }

  /** When the node comes to the first of what waits for it. */
  private schedule(node: number): void {
    const { slowLow, slowHigh, slowBy } = this.tables;
    let time = this.clocks.now;
    if ((slowBy[node] as number) >= 0) {
      const low = slowLow[node] as number;
      const high = slowHigh[node] as number;
      time += low + Math.floor(this.draws.draw(this.nodes.subjects[node] as number, SLOW) * (high - low + 1));
    }
    const seq = this.queue.takeSeq();
    this.nodes.working[node] = seq;
    this.queue.push(dueEntry('work', time, seq, node));
  }

  private work(node: number): void {
    const { nodes } = this;
    nodes.working[node] = -1;
    if (!nodes.up[node] || this.frozen(node) || this.disks.pending[node] !== null) return;
    let entry = nodes.takeFirst(node);
    // A timer that was cleared or set again meanwhile is nothing to handle.
    while (entry?.type === 'timer' && !this.timers.hasExpired(entry)) entry = nodes.takeFirst(node);
    if (entry === undefined) return;
    this.serve(entry);
    this.goOn(node);
  }

  /** What held the node up has ended: it comes to what waits for it. */
  private goOn(node: number): void {
    if (this.frozen(node) || this.disks.pending[node] !== null) return;
    if (this.nodes.hasWaiting(node)) this.schedule(node);
  }

  /** What waited is handled now, in the order in which it was due. */
  private wake(node: number): void {
    const { nodes, queue, timers, network, clocks } = this;
    const writes = this.disks.pending[node] !== null;
    // One that is slow, or whose write is on its way, comes to it only later.
    const later = nodes.up[node] === true && !this.idle(node);
    if (!later || writes) {
      this.tables.effort += this.nodes.waits(node).length;
      for (const entry of nodes.takeInbox(node)) {
        if (later && entry.type !== 'sync') nodes.wait(entry);
        else if (entry.type === 'deliver') network.enqueue({ ...entry, time: clocks.now });
        else if (entry.type !== 'timer' || timers.takeUp(entry)) queue.push({ ...entry, time: clocks.now });
      }
    }
    if ((nodes.working[node] as number) < 0) this.goOn(node);
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): Keyframe {
    return saveParts(this);
  }

  /** Goes on from a keyframe of this run, or of one with the same past. */
  load(frame: Keyframe): void {
    loadParts(this, frame, this.inputs);
    this.booted = this.run.nodes.length;
    this.follow.length = 0;
    this.waking.length = 0;
    this.nextAction = this.actions.findIndex((a) => a.time > this.clocks.now);
    if (this.nextAction < 0) this.nextAction = this.actions.length;
  }
}
