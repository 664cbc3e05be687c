/** The context a handler is given. Effects are collected and leave together when the handler has returned. */
import { hashString } from '../base/hash.ts';
import type { Ctx, Env, Message, Operation } from './api.ts';
import type { Json, JsonObject } from '../base/json.ts';
import type { World } from './world.ts';

type Effect =
  | { readonly type: 'send'; readonly to: number; readonly message: Message }
  | { readonly type: 'rule'; readonly id: string }
  | { readonly type: 'note'; readonly id: string; readonly fields: JsonObject }
  | { readonly type: 'invoke'; readonly id: number; readonly operation: Operation }
  | {
      readonly type: 'reply';
      readonly id: number;
      readonly outcome: 'ok' | 'fail' | 'info';
      readonly value: Json | undefined;
    };

const NO_FIELDS: JsonObject = Object.freeze({});
const purposes = new Map<string, number>();

export class NodeCtx implements Ctx {
  durable: object = NO_FIELDS;
  volatile: object = NO_FIELDS;
  restarted = false;
  readonly env: Env;
  readonly id: string;
  private readonly world: World;
  private readonly node: number;
  private readonly subject: number;
  private effects: Effect[] = [];

  constructor(world: World, env: Env, subject: number) {
    this.world = world;
    this.env = env;
    this.id = env.self.id;
    this.node = env.self.index;
    this.subject = subject;
  }

  begin(durable: object, volatile: object, restarted: boolean): void {
    this.durable = durable;
    this.volatile = volatile;
    this.restarted = restarted;
    if (this.effects.length > 0) this.effects = [];
  }

  release(): void {
    const { effects, world, node } = this;
    for (let i = 0; i < effects.length; i++) {
      const e = effects[i] as Effect;
      switch (e.type) {
        case 'send':
          world.emitSend(node, e.to, e.message);
          break;
        case 'rule':
          world.emitRule(node, e.id);
          break;
        case 'note':
          world.emitNote(node, e.id, e.fields);
          break;
        case 'invoke':
          world.emitInvoke(node, e.id, e.operation);
          break;
        case 'reply':
          world.emitReply(node, e.id, e.outcome, e.value);
          break;
      }
    }
    effects.length = 0;
  }

  send(to: string, message: Message): void {
    this.effects.push({ type: 'send', to: this.world.nodeIndex(to), message });
  }

  setTimer(name: string, delay: number): void {
    this.world.setTimer(this.node, name, delay);
  }

  clearTimer(name: string): void {
    this.world.clearTimer(this.node, name);
  }

  timerRunning(name: string): boolean {
    return this.world.timerRunning(this.node, name);
  }

  randomInt(purpose: string, low: number, high: number): number {
    let key = purposes.get(purpose);
    if (key === undefined) {
      key = hashString(purpose);
      purposes.set(purpose, key);
    }
    return low + Math.floor(this.world.draw(this.subject, key) * (high - low + 1));
  }

  wallClock(): number {
    return this.world.wallClock(this.node);
  }

  monotonicClock(): number {
    return this.world.monotonicClock(this.node);
  }

  rule(id: string): void {
    this.effects.push({ type: 'rule', id });
  }

  note(id: string, fields: JsonObject = NO_FIELDS): void {
    this.effects.push({ type: 'note', id, fields });
  }

  invoke(operation: Operation): number {
    const id = this.world.nextOperation++;
    this.effects.push({ type: 'invoke', id, operation });
    return id;
  }

  complete(operation: number, outcome: 'ok' | 'fail' | 'info', value?: Json): void {
    this.effects.push({ type: 'reply', id: operation, outcome, value });
  }
}
