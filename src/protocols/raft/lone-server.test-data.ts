/** One server on a workbench: state in, message in, effects out. For tests that go through Figure 2 line by line. */
import type { Command, Ctx, Env, JsonObject, NodeInfo } from '../../engine/api.ts';
import { deepFreeze } from '../../engine/freeze.ts';
import { from, toArray } from '../../protolib/list.ts';
import { meta } from './meta.ts';
import { server } from './server.ts';
import type { Entry, RaftMessage, ServerDurable, ServerVolatile } from './state.ts';

export interface Setup {
  readonly id?: string;
  readonly servers?: number;
  readonly currentTerm?: number;
  readonly votedFor?: string | null;
  /** Terms of the entries, from index 1. */
  readonly log?: readonly number[];
  readonly params?: JsonObject;
  readonly variants?: readonly string[];
}

export class LoneServer {
  durable: ServerDurable;
  volatile: ServerVolatile;
  readonly env: Env;
  /** Effects of the last step. */
  sent: { to: string; message: RaftMessage }[] = [];
  rules: string[] = [];
  notes: { id: string; fields: JsonObject }[] = [];
  /** Names of timers set or cleared in the last step, and those that run. */
  set: Record<string, number> = {};
  running = new Set<string>();
  /** Its monotonic clock, µs. */
  clock = 0;

  constructor({
    id = 'S1',
    servers = 5,
    currentTerm = 0,
    votedFor = null,
    log = [],
    params,
    variants = [],
  }: Setup = {}) {
    const nodes: NodeInfo[] = Array.from({ length: servers }, (_, i) => ({
      id: `S${i + 1}`,
      role: 'server',
      index: i,
    }));
    this.env = {
      self: nodes.find((n) => n.id === id) as NodeInfo,
      nodes,
      ids: (role) => nodes.filter((n) => n.role === role).map((n) => n.id),
      params: { ...Object.fromEntries(meta.params.map((p) => [p.id, p.default])), ...params },
      variant: (v) => variants.includes(v),
    };
    this.durable = { currentTerm, votedFor, snapshot: null, log: from(entries(log)) };
    this.volatile = server.volatile(this.env, this.durable);
    this.step((ctx) => server.start?.(ctx));
  }

  deliver(sender: string, message: RaftMessage): this {
    return this.step((ctx) => server.message(ctx, sender, deepFreeze(message)));
  }

  fire(timer: string): this {
    this.running.delete(timer);
    return this.step((ctx) => server.timer?.(ctx, timer));
  }

  command(command: Command): this {
    return this.step((ctx) => server.command?.(ctx, command));
  }

  restart(): this {
    this.running.clear();
    this.volatile = server.volatile(this.env, this.durable);
    return this.step((ctx) => server.start?.(ctx), true);
  }

  /** Makes it leader of the next term by the votes of all others. */
  elect(): this {
    this.fire('election');
    const term = this.durable.currentTerm;
    for (const peer of this.env.ids('server')) {
      if (peer === this.env.self.id || this.volatile.role === 'leader') continue;
      this.deliver(peer, { type: 'RequestVoteReply', term, granted: true });
    }
    return this;
  }

  /** Messages of one type that left in the last step. */
  sentOf<T extends RaftMessage['type']>(
    type: T,
  ): { to: string; message: Extract<RaftMessage, { type: T }> }[] {
    return this.sent.filter(({ message }) => message.type === type) as never;
  }

  get entries(): Entry[] {
    return toArray(this.durable.log);
  }

  get terms(): number[] {
    return toArray(this.durable.log).map((e) => e.term);
  }

  private step(handle: (ctx: Ctx<ServerDurable, ServerVolatile>) => void, restarted = false): this {
    this.sent = [];
    this.rules = [];
    this.notes = [];
    this.set = {};
    deepFreeze(this.durable);
    deepFreeze(this.volatile);
    this.durable = { ...this.durable };
    this.volatile = { ...this.volatile };
    handle({
      env: this.env,
      id: this.env.self.id,
      durable: this.durable,
      volatile: this.volatile,
      restarted,
      send: (to, message) => this.sent.push({ to, message: message as RaftMessage }),
      setTimer: (name, delay) => {
        this.set[name] = delay;
        this.running.add(name);
      },
      clearTimer: (name) => this.running.delete(name),
      timerRunning: (name) => this.running.has(name),
      randomInt: (_purpose, low, high) => Math.floor((low + high) / 2),
      wallClock: () => 0,
      monotonicClock: () => this.clock,
      sign: () => '',
      verify: () => false,
      rule: (id) => this.rules.push(id),
      note: (id, fields = {}) => this.notes.push({ id, fields }),
      invoke: () => 0,
      complete: () => {},
    });
    return this;
  }
}

/** Entries of these terms that differ from one another. */
export function entries(terms: readonly number[]): Entry[] {
  return terms.map((term, i) => ({
    index: i + 1,
    term,
    command: { type: 'write', key: 'x', value: i + 1, client: 'C1', seq: i + 1 },
  }));
}
