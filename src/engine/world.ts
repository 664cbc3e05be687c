/**
 * The world: nodes, clocks, timers, network and faults at one instant, and what happens next. A pure function of the resolved
 * run: no clock, no randomness, no I/O of the machine it runs on. Reports rows to a sink and never reads them back.
 *
 * Here is what happens when: which input or entry of the queue comes next, and what it sets going. The parts have files of
 * their own: `clocks`, `entries` (the queue), `rows` (what is told and hashed), `faults`, `timers`, `nodes`, `network`, `draws`,
 * `promises` (properties), `handlers` (steps of nodes), `keyframe`.
 */
import type { RollingHash } from '../base/hash.ts';
import { type Action, actionsOf } from './actions.ts';
import type { Protocol } from './api.ts';
import type { Sink } from './builder.ts';
import { Clocks } from './clocks.ts';
import { Draws } from './draws.ts';
import { type Entry, inputEntry, NEVER, Queue } from './entries.ts';
import { FaultTables, struckNode } from './faults.ts';
import { Handlers } from './handlers.ts';
import { type Keyframe, loadParts, type Parts, saveParts } from './keyframe.ts';
import { Network } from './network.ts';
import { Nodes } from './nodes.ts';
import { Promises } from './promises.ts';
import { Rows } from './rows.ts';
import type { CommandInput, FaultInput, FireInput, Input, Micros, ResolvedRun } from './runspec.ts';
import { Timers } from './timers.ts';
import { K, LOST_NODE_DOWN, NO_NODE } from './trace.ts';

export interface WorldOptions {
  /** Whether properties are checked. Default true. */
  readonly properties?: boolean;
  /** Freezes states and messages, so that a protocol that mutates them throws. For tests. */
  readonly freeze?: boolean;
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
  private readonly handlers: Handlers;
  private readonly inputs: readonly Input[];
  private readonly until: Micros;
  /** Starts and ends of the inputs, in the order in which they happen. */
  private readonly actions: readonly Action[];
  private nextAction = 0;
  private booted = 0;
  /** The step that follows at once: a boot (timer −1), or a timer that was made to expire. */
  private follow: { node: number; timer: number; row: number } | null = null;
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
    this.actions = actionsOf(spec);
    this.clocks = new Clocks(n);
    this.rows = new Rows(nodes, this.clocks, sink);
    this.tables = new FaultTables(nodes, params.latency as [Micros, Micros], params.loss as number);
    this.timers = new Timers(protocol.meta, n, this.clocks, this.queue, this.rows);
    this.nodes = new Nodes(protocol, run, this.rows, this.timers);
    this.network = new Network(protocol, run, freeze, this.clocks, this.queue, this.rows, this.tables);
    this.draws = new Draws(spec.seed, this.clocks);
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
    if (this.follow !== null) {
      const { node, timer, row } = this.follow;
      this.follow = null;
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
      this.follow === null &&
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

  private takeCommand(input: number, command: CommandInput): void {
    const node = this.tables.at(command.node);
    if (!this.nodes.up[node]) this.ignored(input, node);
    else if (this.frozen(node)) this.nodes.wait(inputEntry('command', this.clocks.now, node, input));
    else this.handlers.command(node, input, command);
  }

  private fire(input: number, { fire }: FireInput): void {
    const node = this.tables.at(fire.node);
    const timer = this.timers.indexOf(fire.timer);
    if (!this.nodes.up[node] || timer < 0 || !this.timers.runs(node, timer)) {
      this.ignored(input, node);
      return;
    }
    const row = this.rows.networkHead(K.fault, node, -1, input, 0);
    this.rows.hash.value(this.inputs[input]);
    this.rows.step++;
    if (this.frozen(node)) this.timers.expireNow(node, timer, row);
    else this.follow = { node, timer, row };
  }

  private ignored(input: number, node: number): void {
    this.rows.networkHead(K.ignored, node, -1, input, 0);
    this.rows.hash.value(this.inputs[input]);
    this.rows.step++;
  }

  private startFault(input: number, { fault }: FaultInput): void {
    const struck = struckNode(fault);
    const node = struck === null ? NO_NODE : this.tables.at(struck);
    this.tables.start(input, fault);
    this.rows.networkHead(K.fault, node, -1, input, 0);
    // Its end is an event of its own: the same start has the same hash however long it lasts.
    this.rows.hash.value({ ...fault, until: undefined });
    if (fault.type === 'crash') this.nodes.takeDown(node, input);
    else if (fault.type === 'partition' || fault.type === 'block') this.network.eatInFlight();
    else if (fault.type === 'clock') this.bendClock(node);
    this.rows.step++;
  }

  private endFault(input: number, { fault }: FaultInput): void {
    const struck = struckNode(fault);
    const node = struck === null ? NO_NODE : this.tables.at(struck);
    this.tables.end(input);
    this.rows.networkHead(K.fault, node, -1, input, 1);
    this.rows.hash.value({ ...fault, until: undefined });
    this.rows.step++;
    if (fault.type === 'crash') {
      if ((this.tables.downBy[node] as number) >= 0 || this.nodes.up[node]) return;
      if (this.frozen(node)) this.nodes.wait(inputEntry('boot', this.clocks.now, node, node));
      else this.follow = { node, timer: -1, row: -1 };
    } else if (fault.type === 'pause') {
      if (!this.frozen(node)) this.waking.push(node);
    } else if (fault.type === 'clock') this.bendClock(node);
  }

  private frozen(node: number): boolean {
    return (this.tables.frozenBy[node] as number) >= 0;
  }

  /** What waited is handled now, in the order in which it was due. */
  private wake(node: number): void {
    for (const entry of this.nodes.takeInbox(node)) this.queue.push({ ...entry, time: this.clocks.now });
  }

  private bendClock(node: number): void {
    const ppm = this.tables.ppm[node] as number;
    const offset = this.tables.offset[node] as number;
    if (this.clocks.bend(node, ppm, offset)) this.timers.bend(node);
  }

  // ── what comes due ────────────────────────────────────────────────────────

  private handle(entry: Entry): void {
    const { node, ref } = entry;
    switch (entry.type) {
      case 'deliver':
        if (!this.nodes.up[node]) this.meetNobody(entry);
        else if (this.frozen(node)) this.nodes.wait(entry);
        else this.handlers.deliver(entry);
        return;
      case 'timer':
        this.expire(entry);
        return;
      // These two were not handled when they came because their node was frozen. No input acts between its waking and now.
      case 'command':
        // What the node handled just before may have been too much for it.
        if (this.nodes.up[node]) this.handlers.command(node, ref, this.inputs[ref] as CommandInput);
        else this.ignored(ref, node);
        return;
      case 'boot':
        this.handlers.boot(node);
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

  private expire(entry: Entry): void {
    const { node, ref } = entry;
    if (!this.timers.standsFor(entry)) return;
    const running = (this.nodes.up[node] as boolean) && this.timers.runs(node, ref);
    if (running && this.frozen(node)) this.nodes.wait(entry);
    else if (this.timers.expire(entry, running)) this.handlers.timer(node, ref, this.timers.cause(node, ref));
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): Keyframe {
    return saveParts(this);
  }

  /** Goes on from a keyframe of this run, or of one with the same past. */
  load(frame: Keyframe): void {
    loadParts(this, frame, this.inputs);
    this.booted = this.run.nodes.length;
    this.follow = null;
    this.waking.length = 0;
    this.nextAction = this.actions.findIndex((a) => a.time > this.clocks.now);
    if (this.nextAction < 0) this.nextAction = this.actions.length;
  }
}
