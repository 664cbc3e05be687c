/**
 * Puppets do what their commands say, and nothing else: for tests that need a certain message at a certain microsecond. Every
 * message takes 10 µs unless a spec says otherwise.
 */
import type { Command, Ctx, Json, Message, NodeId, Protocol, Role } from '../engine/api.ts';
import type { Input } from '../engine/runspec.ts';
import type { SimulationOptions } from '../engine/simulation.ts';
import { K, KINDS, LOST_NODE_DOWN, LOST_RANDOM, type Trace } from '../engine/trace.ts';
import { type PartialSpec, type Simulated, simulate } from './simulate.ts';
import { meta as toyMeta } from './toy-meta.ts';

/** What a puppet can do. A word or timer may have up to three acts that follow: done by whoever hears it, or when it expires. */
export type Act =
  | readonly ['send', to: NodeId, word: string, then?: Act, and?: Act, last?: Act]
  | readonly ['set', timer: 'a' | 'b', delay: number, then?: Act, and?: Act, last?: Act]
  | readonly ['clear', timer: 'a' | 'b']
  | readonly ['keep' | 'forget' | 'note' | 'rule' | 'throw' | 'invoke', word: string]
  | readonly ['complete', operation: number, outcome: 'ok' | 'fail' | 'info']
  | readonly ['clocks'];

interface Durable {
  kept: readonly string[];
}
interface Volatile {
  words: readonly string[];
  onTimer: Readonly<Record<string, readonly Act[]>>;
}
interface Word extends Message {
  readonly type: 'word';
  readonly word: string;
  readonly next: readonly Json[];
}
type C = Ctx<Durable, Volatile>;

function perform(ctx: C, acts: readonly Act[]): void {
  for (const act of acts) {
    switch (act[0]) {
      case 'send': {
        const [, to, word, ...then] = act;
        ctx.send(to, { type: 'word', word, next: then as unknown as Json[] });
        break;
      }
      case 'set': {
        const [, timer, delay, ...then] = act;
        ctx.setTimer(timer, delay);
        ctx.volatile.onTimer = { ...ctx.volatile.onTimer, [timer]: then as Act[] };
        break;
      }
      case 'clear':
        ctx.clearTimer(act[1]);
        break;
      case 'keep':
        ctx.durable.kept = [...ctx.durable.kept, act[1]];
        break;
      case 'forget':
        ctx.volatile.words = [...ctx.volatile.words, act[1]];
        break;
      case 'note':
        ctx.note('says', { what: act[1] });
        break;
      case 'rule':
        ctx.rule(act[1]);
        break;
      case 'throw':
        throw new Error(act[1]);
      case 'invoke':
        ctx.invoke({ f: act[1] });
        break;
      case 'complete':
        ctx.complete(act[1], act[2]);
        break;
      case 'clocks':
        ctx.note('says', { what: `wall ${ctx.wallClock()}, monotonic ${ctx.monotonicClock()}` });
        break;
    }
  }
}

const puppetRole: Role<Durable, Volatile, Word> = {
  durable: () => ({ kept: [] }),
  volatile: () => ({ words: [], onTimer: {} }),
  start(ctx) {
    if (ctx.restarted) ctx.note('says', { what: `back with ${ctx.durable.kept.join(' ') || 'nothing'}` });
  },
  message: (ctx, _from, message) => perform(ctx, message.next as unknown as readonly Act[]),
  timer: (ctx, name) => perform(ctx, ctx.volatile.onTimer[name] ?? []),
  command: (ctx, command) => perform(ctx, command.acts as unknown as readonly Act[]),
  status: (_d, v) => (v.words.length > 0 ? 1 : 0),
  epoch: (d) => d.kept.length,
};

export const puppet: Protocol = {
  meta: {
    ...toyMeta,
    id: 'puppet',
    timers: [
      { id: 'a', role: 'peer', title: 'a' },
      { id: 'b', role: 'peer', title: 'b' },
    ],
    notes: [{ id: 'says', text: '{node}: {what}', level: 'minor' }],
    properties: [],
    engine: { latency: [10, 10] },
    duration: 1000,
  },
  roles: { peer: puppetRole },
  properties: [],
  messageKind: () => 0,
  messageEpoch: () => 0,
  messageLabel: (m) => (m as Word).word,
};

/** At `at`, `node` does this. */
export function act(at: number, node: NodeId, ...acts: Act[]): Input {
  return { at, node, command: { type: 'act', acts } as unknown as Command };
}

export interface Played extends Simulated {
  /** What happened, in words. */
  readonly story: readonly string[];
}

/** Plays inputs with three puppets, to time 1000 unless the spec says otherwise. */
export function play(
  inputs: readonly Input[],
  spec: PartialSpec = {},
  options: SimulationOptions = {},
): Played {
  const played = simulate(puppet, { nodes: { peer: 3 }, ...spec, inputs }, { bodies: true, ...options });
  return {
    ...played,
    story: tell(played.trace, played.simulation.builder.bodies as ReadonlyMap<number, object>),
  };
}

/** Rows as lines like "30 P2 hears hi from P1"; what only says that inputs were taken is left out. */
function tell(trace: Trace, bodies: ReadonlyMap<number, object>): string[] {
  const { columns: c, nodes } = trace;
  const id = (lane: number | undefined) => nodes[lane as number]?.id;
  const word = (row: number) => (bodies.get(row) as Word).word;
  const lines: string[] = [];
  for (let row = 0; row < trace.rows; row++) {
    const at = c.time[row] as number;
    const node = id(c.node[row]);
    const peer = id(c.peer[row]);
    const ref = c.ref[row] as number;
    const cause = c.cause[row] as number;
    const by = ref === LOST_NODE_DOWN ? 'node down' : ref === LOST_RANDOM ? 'chance' : `input ${ref}`;
    const line = {
      [K.start as number]: at === 0 ? null : `${node} starts`,
      [K.deliver as number]: () => `${peer} → ${node} ${word(row)}`,
      [K.timer as number]: `${node} timer ${puppetTimer(ref)}`,
      [K.note as number]: () => `${node}: ${trace.notes[ref]?.fields.what}`,
      [K.error as number]: () => `${node} fails: ${trace.notes[ref]?.fields.message}`,
      [K.lost as number]: () => `${node} ✕ ${peer} ${word(cause)} (${by})`,
      [K.ignored as number]: `ignored: input ${ref}`,
    }[c.kind[row] as number];
    const text = typeof line === 'function' ? line() : line;
    if (text) lines.push(`${at} ${text}`);
  }
  return lines;
}

function puppetTimer(index: number): string {
  return puppet.meta.timers[index]?.id ?? '?';
}

/** Names of the kinds of a trace's rows, in order. */
export function kindsOf(trace: Trace): string[] {
  return Array.from(trace.columns.kind.subarray(0, trace.rows), (k) => KINDS[k] as string);
}
