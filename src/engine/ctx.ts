/** The context a handler is given. Effects are collected and leave together when the handler has returned. */
import { hashString } from '../base/hash.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { Completion, Ctx, Env, Message, Operation, SentMessage } from './api.ts';
import type { Clocks } from './clocks.ts';
import type { Draws } from './draws.ts';
import type { Parts } from './keyframe.ts';
import type { Network } from './network.ts';
import type { Rows } from './rows.ts';
import type { Timers } from './timers.ts';

/** Kinds of effects. Their arguments lie in columns, because handlers make them by the million. */
const SEND = 0;
const RULE = 1;
const NOTE = 2;
const INVOKE = 3;
const REPLY = 4;

type Outcome = 'ok' | 'fail' | 'info';

const NO_FIELDS: JsonObject = Object.freeze({});
const purposes = new Map<string, number>();

export class NodeCtx implements Ctx {
  durable: object = NO_FIELDS;
  volatile: object = NO_FIELDS;
  restarted = false;
  readonly env: Env;
  readonly id: string;
  private readonly clocks: Clocks;
  private readonly rows: Rows;
  private readonly timers: Timers;
  private readonly network: Network;
  private readonly draws: Draws;
  private readonly node: number;
  private readonly subject: number;
  private count = 0;
  private readonly kinds: number[] = [];
  /** The receiver of a message, the id of an operation. */
  private readonly targets: number[] = [];
  /** The id of a rule or note, the outcome of an operation. */
  private readonly names: string[] = [];
  /** A message, the fields of a note, an operation, its value. */
  private readonly bodies: unknown[] = [];

  /** @param subject keys the draws of this node. */
  constructor(parts: Parts, env: Env, subject: number) {
    this.clocks = parts.clocks;
    this.rows = parts.rows;
    this.timers = parts.timers;
    this.network = parts.network;
    this.draws = parts.draws;
    this.env = env;
    this.id = env.self.id;
    this.node = env.self.index;
    this.subject = subject;
  }

  begin(durable: object, volatile: object, restarted: boolean): void {
    this.durable = durable;
    this.volatile = volatile;
    this.restarted = restarted;
    this.count = 0;
  }

  release(): void {
    const { rows, network, node, count } = this;
    for (let i = 0; i < count; i++) {
      const target = this.targets[i] as number;
      const name = this.names[i] as string;
      const body = this.bodies[i];
      switch (this.kinds[i]) {
        case SEND:
          network.send(node, target, body as Message);
          break;
        case RULE:
          rows.rule(node, name);
          break;
        case NOTE:
          rows.note(node, name, body as JsonObject);
          break;
        case INVOKE:
          rows.invoke(node, target, body as Operation);
          break;
        case REPLY:
          rows.reply(node, target, name as Outcome, body as Json | undefined);
          break;
      }
    }
  }

  /** What the step did, for its promises: valid until the next step of this node begins. */
  sent(): SentMessage[] {
    const sent: SentMessage[] = [];
    for (let i = 0; i < this.count; i++) {
      if (this.kinds[i] !== SEND) continue;
      sent.push({ to: this.rows.id(this.targets[i] as number), message: this.bodies[i] as Message });
    }
    return sent;
  }

  completed(): Completion[] {
    const completed: Completion[] = [];
    for (let i = 0; i < this.count; i++) {
      if (this.kinds[i] !== REPLY) continue;
      completed.push({
        operation: this.targets[i] as number,
        outcome: this.names[i] as Outcome,
        value: this.bodies[i] as Json | undefined,
      });
    }
    return completed;
  }

  private effect(kind: number, target: number, name: string, body: unknown): void {
    const i = this.count++;
    this.kinds[i] = kind;
    this.targets[i] = target;
    this.names[i] = name;
    this.bodies[i] = body;
  }

  send(to: string, message: Message): void {
    this.effect(SEND, this.network.address(to), '', message);
  }

  setTimer(name: string, delay: number): void {
    this.timers.set(this.node, name, delay);
  }

  clearTimer(name: string): void {
    this.timers.clear(this.node, name);
  }

  timerRunning(name: string): boolean {
    return this.timers.running(this.node, name);
  }

  randomInt(purpose: string, low: number, high: number): number {
    let key = purposes.get(purpose);
    if (key === undefined) {
      key = hashString(purpose);
      purposes.set(purpose, key);
    }
    return low + Math.floor(this.draws.draw(this.subject, key) * (high - low + 1));
  }

  wallClock(): number {
    return this.clocks.wall(this.node);
  }

  monotonicClock(): number {
    return this.clocks.monotonic(this.node);
  }

  rule(id: string): void {
    this.effect(RULE, -1, id, null);
  }

  note(id: string, fields: JsonObject = NO_FIELDS): void {
    this.effect(NOTE, -1, id, fields);
  }

  invoke(operation: Operation): number {
    const id = this.rows.nextOperation++;
    this.effect(INVOKE, id, '', operation);
    return id;
  }

  complete(operation: number, outcome: 'ok' | 'fail' | 'info', value?: Json): void {
    this.effect(REPLY, operation, outcome, value);
  }
}
