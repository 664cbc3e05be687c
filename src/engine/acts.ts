/** What an input sets going when its time has come: a command, a timer made to expire, the start or the end of a fault. */
import { hashString } from '../base/hash.ts';
import type { Action } from './actions.ts';
import type { Clocks } from './clocks.ts';
import type { Disks } from './disks.ts';
import type { Draws } from './draws.ts';
import { inputEntry } from './entries.ts';
import { struckNodes } from './faultkinds.ts';
import type { FaultTables } from './faults.ts';
import type { Parts } from './keyframe.ts';
import type { Network } from './network.ts';
import type { Nodes } from './nodes.ts';
import type { Rows } from './rows.ts';
import type { CommandInput, Fault, FaultInput, FireInput, Input, RecordFault } from './runspec.ts';
import type { Timers } from './timers.ts';
import { K, NO_NODE } from './trace.ts';
import type { Turns } from './turns.ts';

const SPOIL = hashString('spoil');

export class Acts {
  /** Steps that follow at once: boots (timer −1), or a timer that was made to expire. */
  readonly follow: { node: number; timer: number; row: number }[] = [];
  /** Nodes whose pause ended just now: they wake when all inputs of this instant have been taken. */
  readonly waking: number[] = [];
  private readonly clocks: Clocks;
  private readonly rows: Rows;
  private readonly tables: FaultTables;
  private readonly timers: Timers;
  private readonly nodes: Nodes;
  private readonly network: Network;
  private readonly draws: Draws;
  private readonly disks: Disks;
  private readonly turns: Turns;
  private readonly inputs: readonly Input[];

  constructor(parts: Parts, turns: Turns, inputs: readonly Input[]) {
    this.clocks = parts.clocks;
    this.rows = parts.rows;
    this.tables = parts.tables;
    this.timers = parts.timers;
    this.nodes = parts.nodes;
    this.network = parts.network;
    this.draws = parts.draws;
    this.disks = parts.disks;
    this.turns = turns;
    this.inputs = inputs;
  }

  act(action: Action): void {
    const input = this.inputs[action.input] as Input;
    if ('command' in input) this.takeCommand(action.input, input);
    else if ('fire' in input) this.fire(action.input, input);
    else if (action.phase === 'start') this.startFault(action.input, input);
    else this.endFault(action.input, input);
  }

  /** An input that finds nothing to act on. */
  ignored(input: number, node: number): void {
    this.rows.networkHead(K.ignored, node, -1, input, 0, this.inputs[input] as Input);
    this.rows.step++;
  }

  private takeCommand(input: number, { node: id }: CommandInput): void {
    const node = this.tables.at(id);
    if (!this.nodes.up[node]) this.ignored(input, node);
    else this.turns.meet(inputEntry('command', this.clocks.now, node, input));
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
    if (this.turns.idle(node)) this.follow.push({ node, timer, row });
    else this.timers.expireNow(node, timer, row);
  }

  // ── faults ────────────────────────────────────────────────────────────────

  private startFault(input: number, { fault }: FaultInput): void {
    const struck = this.struckBy(fault);
    const node = onlyOne(struck);
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
    const struck = this.struckBy(fault);
    const node = onlyOne(struck);
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
        if (!this.turns.frozen(node)) this.waking.push(node);
        break;
      case 'slow':
        // While another says so it is still slow: what it is at takes as long as it does.
        if ((this.tables.slowBy[node] as number) < 0) this.turns.hurry(node);
        break;
      case 'clock':
        this.bendClock(node);
        break;
    }
  }

  private struckBy(fault: Fault): number[] {
    return struckNodes(fault).map((id) => this.tables.at(id));
  }

  private restart(node: number): void {
    if ((this.tables.downBy[node] as number) >= 0 || this.nodes.up[node]) return;
    if (this.turns.frozen(node)) this.nodes.wait(inputEntry('boot', this.clocks.now, node, node));
    else this.follow.push({ node, timer: -1, row: -1 });
  }

  private spoil(node: number, { type, record }: RecordFault): boolean {
    const subject = this.nodes.subjects[node] as number;
    const pick = (n: number) => Math.floor(this.draws.draw(subject, SPOIL) * n);
    const what = type === 'bitRot' ? 'wrong' : 'unreadable';
    const durable = this.nodes.durable[node] as object;
    return this.disks.has[node] === true && this.disks.spoil(node, what, durable, record ?? null, pick);
  }

  private bendClock(node: number): void {
    const ppm = this.tables.ppm[node] as number;
    const offset = this.tables.offsetBy[node] as number;
    if (this.clocks.bend(node, ppm, offset)) this.timers.bend(node);
  }
}

/** The node that a fault strikes; none if it strikes several. */
function onlyOne(struck: readonly number[]): number {
  return struck.length === 1 ? (struck[0] as number) : NO_NODE;
}
