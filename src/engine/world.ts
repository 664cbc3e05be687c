/**
 * The world: nodes, clocks, timers, network and faults at one instant, and what happens next. A pure function of the resolved
 * run: no clock, no randomness, no I/O of the machine it runs on. Reports rows to a sink and never reads them back.
 *
 * Here is what happens when: which input or entry of the queue comes next. What an input sets going is in `acts`, when a node comes
 * to what reaches it in `turns`, and what it does then in `handlers`. The parts have files of their own: `clocks`, `entries` (the
 * queue), `rows` (what is told and hashed), `faults`, `timers`, `nodes`, `network`, `draws`, `promises` (properties), `keyframe`.
 */
import type { RollingHash } from '../base/hash.ts';
import { type Action, actionsOf } from './actions.ts';
import { Acts } from './acts.ts';
import type { Protocol } from './api.ts';
import type { Sink } from './builder.ts';
import { Clocks } from './clocks.ts';
import { Disks } from './disks.ts';
import { Draws } from './draws.ts';
import { type Entry, NEVER, Queue } from './entries.ts';
import { FaultTables } from './faults.ts';
import { Handlers } from './handlers.ts';
import { type Keyframe, loadParts, type Parts, saveParts } from './keyframe.ts';
import { Lies } from './lies.ts';
import { Network } from './network.ts';
import { Nodes } from './nodes.ts';
import { Promises } from './promises.ts';
import { Rows } from './rows.ts';
import type { Micros, ResolvedRun } from './runspec.ts';
import { Signatures } from './signatures.ts';
import { Timers } from './timers.ts';
import { LOST_NODE_DOWN } from './trace.ts';
import { Turns } from './turns.ts';

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
  private readonly turns: Turns;
  private readonly acts: Acts;
  private readonly until: Micros;
  /** Whether receivers notice that a message was damaged. */
  private readonly checksums: boolean;
  /** Starts and ends of the inputs, in the order in which they happen. */
  private readonly actions: readonly Action[];
  private nextAction = 0;
  private booted = 0;

  constructor(protocol: Protocol, run: ResolvedRun, sink: Sink, options: WorldOptions = {}) {
    const { nodes, params, spec } = run;
    const n = nodes.length;
    const freeze = options.freeze ?? false;
    this.protocol = protocol;
    this.run = run;
    this.checkProperties = options.properties ?? true;
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
    this.turns = new Turns(this, this.handlers, spec.inputs);
    this.acts = new Acts(this, this.turns, spec.inputs);
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
    const following = this.acts.follow.shift();
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
    if (this.acts.waking.length > 0 && actionTime > this.clocks.now) {
      for (const node of this.acts.waking.splice(0)) if (!this.turns.frozen(node)) this.turns.wake(node);
      return true;
    }
    if (actionTime <= entryTime) {
      if (!action || actionTime > this.until) return false;
      this.nextAction++;
      this.setTime(actionTime);
      this.acts.act(action);
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
      this.acts.follow.length === 0 &&
      this.acts.waking.length === 0 &&
      (this.actions[this.nextAction]?.time ?? NEVER) > this.clocks.now
    );
  }

  private setTime(time: Micros): void {
    if (time === this.clocks.now) return;
    this.clocks.now = time;
    this.draws.forget();
  }

  // ── what comes due ────────────────────────────────────────────────────────

  private handle(entry: Entry): void {
    const { node } = entry;
    switch (entry.type) {
      case 'deliver':
        this.network.landed(entry);
        if (!this.nodes.up[node]) this.meetNobody(entry);
        else if (entry.damagedBy >= 0 && this.checksums) this.throwAway(entry);
        else this.turns.meet(entry);
        return;
      case 'timer':
        this.expire(entry);
        return;
      // Its node was frozen when it came. No input acts between its waking and now.
      case 'command':
        // What the node handled just before may have been too much for it.
        if (this.nodes.up[node]) this.turns.meet(entry);
        else this.acts.ignored(entry.ref, node);
        return;
      case 'boot':
        this.handlers.boot(node);
        return;
      case 'sync':
        if (!this.handlers.writes.standsFor(entry)) return;
        if (this.turns.frozen(node)) {
          this.handlers.writes.settle(node);
          this.nodes.wait(entry);
        } else {
          this.handlers.sync(node);
          this.turns.goOn(node);
        }
        return;
      case 'work':
        if (this.nodes.working[node] === entry.seq) this.turns.work(node);
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
    if (running && !this.turns.idle(node) && this.timers.hasExpired(entry)) {
      this.timers.setAside(entry);
      this.turns.meet(entry);
    } else if (this.timers.expire(entry, running))
      this.handlers.timer(node, ref, this.timers.cause(node, ref));
  }

  // ── keyframes ─────────────────────────────────────────────────────────────

  save(): Keyframe {
    return saveParts(this);
  }

  /** Goes on from a keyframe of this run, or of one with the same past. */
  load(frame: Keyframe): void {
    loadParts(this, frame, this.run.spec.inputs);
    this.booted = this.run.nodes.length;
    this.acts.follow.length = 0;
    this.acts.waking.length = 0;
    this.nextAction = this.actions.findIndex((a) => a.time > this.clocks.now);
    if (this.nextAction < 0) this.nextAction = this.actions.length;
  }
}
