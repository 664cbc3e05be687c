/** The context a handler is given. Effects are collected and leave together when the handler has returned. */
import { hashString } from '../base/hash.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { ByzantineCtx, Completion, Env, Message, Operation, Outgoing, SentMessage } from './api.ts';
import type { Clocks } from './clocks.ts';
import type { Draws } from './draws.ts';
import type { Parts } from './keyframe.ts';
import type { Network } from './network.ts';
import type { Effects } from './promises.ts';
import type { Rows } from './rows.ts';
import type { Signatures } from './signatures.ts';
import type { Timers } from './timers.ts';

/** Kinds of effects. Their arguments lie in columns, because handlers make them by the million. */
const SEND = 0;
const RULE = 1;
const NOTE = 2;
const INVOKE = 3;
const REPLY = 4;

type Outcome = 'ok' | 'fail' | 'info';

const NO_FIELDS: JsonObject = Object.freeze({});

/** A message that a handler sends. */
export interface Outbound {
  readonly to: number;
  readonly message: Message;
  /** Added to its latency. */
  readonly after: number;
}
/** Keys of what protocols draw for, by purpose. */
const purposes = new Map<string, number>();
/** What the engine itself draws for in a node's name: a protocol that uses one of these words must not draw the same numbers. */
const ENGINES = ['slow', 'spoil', 'fsync', 'tornWrite', 'misdirectedWrite'];

export class NodeCtx implements ByzantineCtx, Effects {
  durable: object = NO_FIELDS;
  volatile: object = NO_FIELDS;
  restarted = false;
  // For the behaviour of a node that is Byzantine now.
  options: JsonObject = NO_FIELDS;
  memory: Json = null;
  readonly env: Env;
  readonly id: string;
  private readonly clocks: Clocks;
  private readonly rows: Rows;
  private readonly timers: Timers;
  private readonly network: Network;
  private readonly draws: Draws;
  private readonly signatures: Signatures;
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
  /** Of a message: added to its latency; of one that leaves before the sync as `early` says. */
  private readonly extras: number[] = [];

  /** @param subject keys the draws of this node. */
  constructor(parts: Parts, env: Env, subject: number) {
    this.clocks = parts.clocks;
    this.rows = parts.rows;
    this.timers = parts.timers;
    this.network = parts.network;
    this.draws = parts.draws;
    this.signatures = parts.signatures;
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

  /** Lets everything go, in the order it was made. @param held messages and answers stay, but for those sent before the sync */
  release(held = false): void {
    const { rows, network, node, count } = this;
    for (let i = 0; i < count; i++) {
      const target = this.targets[i] as number;
      const name = this.names[i] as string;
      const body = this.bodies[i];
      switch (this.kinds[i]) {
        case SEND: {
          const extra = this.extras[i] as number;
          if (!held || extra < 0) network.send(node, target, body as Message, latencyOf(extra));
          break;
        }
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
          if (!held) rows.reply(node, target, name as Outcome, body as Json | undefined);
          break;
      }
    }
  }

  /** The messages that `release(true)` holds back. */
  held(): Outbound[] {
    const held: Outbound[] = [];
    for (let i = 0; i < this.count; i++) {
      if (this.kinds[i] !== SEND || (this.extras[i] as number) < 0) continue;
      const after = this.extras[i] as number;
      held.push({ to: this.targets[i] as number, message: this.bodies[i] as Message, after });
    }
    return held;
  }

  /** What left before the sync; null if nothing did. Valid as long as `sent`. */
  leftEarly(): Effects | null {
    const isEarly = this.earlySends();
    const early = this.sent().filter((_, i) => isEarly[i]);
    return early.length === 0 ? null : { sent: () => early, completed: () => [] };
  }

  private earlySends(): boolean[] {
    const early: boolean[] = [];
    for (let i = 0; i < this.count; i++)
      if (this.kinds[i] === SEND) early.push((this.extras[i] as number) < 0);
    return early;
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

  private effect(kind: number, target: number, name: string, body: unknown, extra = 0): void {
    const i = this.count++;
    this.kinds[i] = kind;
    this.targets[i] = target;
    this.names[i] = name;
    this.bodies[i] = body;
    this.extras[i] = extra;
  }

  send(to: string, message: Message, how?: { readonly beforeSync?: boolean; readonly after?: number }): void {
    const later = how?.after !== undefined && how.after > 0 ? Math.floor(how.after) : 0;
    this.effect(SEND, this.network.address(to), '', message, how?.beforeSync ? early(later) : later);
  }

  get outbox(): readonly Outgoing[] {
    const outbox: Outgoing[] = [];
    for (let i = 0; i < this.count; i++) {
      if (this.kinds[i] !== SEND) continue;
      const extra = this.extras[i] as number;
      const to = this.rows.id(this.targets[i] as number);
      outbox.push({ to, message: this.bodies[i] as Message, after: latencyOf(extra), beforeSync: extra < 0 });
    }
    return outbox;
  }

  set outbox(messages: readonly Outgoing[]) {
    let kept = 0;
    for (let i = 0; i < this.count; i++) {
      if (this.kinds[i] === SEND) continue;
      this.kinds[kept] = this.kinds[i] as number;
      this.targets[kept] = this.targets[i] as number;
      this.names[kept] = this.names[i] as string;
      this.bodies[kept] = this.bodies[i];
      kept++;
    }
    this.count = kept;
    for (const { to, message, after = 0, beforeSync } of messages) {
      const later = after > 0 ? Math.floor(after) : 0;
      this.effect(SEND, this.network.address(to), '', message, beforeSync ? early(later) : later);
    }
  }

  sign(data: Json): string {
    return this.signatures.of(this.id, data);
  }

  verify(signer: string, data: Json, signature: string): boolean {
    return signature === this.signatures.of(signer, data);
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
      key = hashString(ENGINES.includes(purpose) ? `own ${purpose}` : purpose);
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

/** How a column of numbers says of a message that it leaves before the sync, and what is added to its latency. */
function early(after: number): number {
  return -1 - after;
}

function latencyOf(extra: number): number {
  return extra < 0 ? -1 - extra : extra;
}
