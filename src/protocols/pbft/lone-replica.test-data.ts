/** One replica with nobody around it: tests hand it messages of their own making and look at what it sends, notes and keeps. */
import type { Env, JsonObject, Message, NodeId } from '../../engine/api.ts';
import { Signatures } from '../../engine/signatures.ts';
import { meta } from './meta.ts';
import { replica } from './replica.ts';
import { digestOf, type Signed, signed, type Unsigned } from './signed.ts';
import type {
  Certificate,
  Checkpoint,
  Commit,
  PbftMessage,
  PrePrepare,
  Prepare,
  ReplicaCtx,
  ReplicaDurable,
  ReplicaVolatile,
  Request,
  ViewChange,
} from './state.ts';

const signatures = new Signatures(1);

/** The message with the signature of whomever the test likes. */
export function by<M extends Signed>(signer: NodeId, message: Unsigned<M>): M {
  return signed<M>({ sign: (data) => signatures.of(signer, data) }, message);
}

export function request(value: number, c = 'C1', t = 1): Request {
  return by<Request>(c, { type: 'Request', o: { f: 'write', key: 'x', value }, t, c });
}

/** Signed by the primary of the view among `n` replicas. */
export function prePrepare(v: number, n: number, m: Request | null, replicas = 4): PrePrepare {
  const primary = `R${((v - 1) % replicas) + 1}`;
  return by<PrePrepare>(primary, { type: 'PrePrepare', v, n, d: digestOf(m), m });
}

export function prepare(i: NodeId, v: number, n: number, m: Request | null): Prepare {
  return by<Prepare>(i, { type: 'Prepare', v, n, d: digestOf(m), i });
}

export function commit(i: NodeId, v: number, n: number, m: Request | null): Commit {
  return by<Commit>(i, { type: 'Commit', v, n, d: digestOf(m), i });
}

export function checkpoint(i: NodeId, n: number, d: string): Checkpoint {
  return by<Checkpoint>(i, { type: 'Checkpoint', n, d, i });
}

/** A proof that `m` was prepared: the primary's pre-prepare and the prepares of these backups. */
export function certificate(
  v: number,
  n: number,
  m: Request | null,
  backups: readonly NodeId[],
): Certificate {
  return { prePrepare: prePrepare(v, n, m), prepares: backups.map((i) => prepare(i, v, n, m)) };
}

export function viewChange(
  i: NodeId,
  v: number,
  P: readonly Certificate[] = [],
  n = 0,
  C: readonly Checkpoint[] = [],
): ViewChange {
  return by<ViewChange>(i, { type: 'ViewChange', v, n, C, P, i });
}

export interface LoneReplica {
  readonly ctx: ReplicaCtx;
  /** What it has sent since it was last asked. */
  sent(): { readonly to: NodeId; readonly message: PbftMessage }[];
  /** Kinds of what it has sent since then, each once. */
  kinds(): string[];
  notes(): { readonly id: string; readonly fields: JsonObject }[];
  readonly timers: ReadonlyMap<string, number>;
  hears(...messages: readonly PbftMessage[]): void;
  /** Its timer expires. */
  expires(name: string): void;
}

/** @param id which it is of `n` replicas */
export function lone(
  id: NodeId,
  params: JsonObject = {},
  variants: readonly string[] = [],
  n = 4,
): LoneReplica {
  const ids = Array.from({ length: n }, (_, i) => `R${i + 1}`);
  const env: Env = {
    self: { id, role: 'replica', index: ids.indexOf(id) },
    nodes: [],
    ids: (role) => (role === 'replica' ? ids : ['C1', 'C2']),
    params: { ...Object.fromEntries(meta.params.map((p) => [p.id, p.default])), ...params },
    variant: (v) => variants.includes(v),
  };
  const timers = new Map<string, number>();
  let sent: { to: NodeId; message: PbftMessage }[] = [];
  let notes: { id: string; fields: JsonObject }[] = [];
  const durable = replica.durable(env) as ReplicaDurable;
  const ctx: ReplicaCtx = {
    env,
    id,
    durable,
    volatile: replica.volatile(env, durable) as ReplicaVolatile,
    restarted: false,
    send: (to, message: Message) => void sent.push({ to, message: message as PbftMessage }),
    setTimer: (name, delay) => void timers.set(name, delay),
    clearTimer: (name) => void timers.delete(name),
    timerRunning: (name) => timers.has(name),
    randomInt: (_purpose, low) => low,
    wallClock: () => 0,
    monotonicClock: () => 0,
    sign: (data) => signatures.of(id, data),
    verify: (signer, data, signature) => signature === signatures.of(signer, data),
    rule: () => undefined,
    note: (name, fields = {}) => void notes.push({ id: name, fields }),
    invoke: () => 0,
    complete: () => undefined,
  };
  const take = () => {
    const all = sent;
    sent = [];
    return all;
  };
  return {
    ctx,
    timers,
    sent: take,
    kinds: () => [...new Set(take().map(({ message }) => message.type))],
    notes() {
      const all = notes;
      notes = [];
      return all;
    },
    hears(...messages) {
      for (const message of messages) {
        const from = 'i' in message ? message.i : 'c' in message ? message.c : 'R1';
        replica.message(ctx, from, message);
      }
    },
    expires(name) {
      timers.delete(name);
      replica.timer?.(ctx, name);
    },
  };
}

/** A backup of view 1 that has executed these as numbers 1, 2, … */
export function executedBy(id: string, requests: readonly Request[], params = {}) {
  const r = lone(id, params);
  requests.forEach((q, index) => {
    const n = index + 1;
    r.hears(prePrepare(1, n, q));
    for (const i of ['R2', 'R3', 'R4']) if (i !== id) r.hears(prepare(i, 1, n, q));
    for (const i of ['R1', 'R2', 'R3']) if (i !== id) r.hears(commit(i, 1, n, q));
  });
  return r;
}
