/** What is signed, what a digest is, and whether a message is as its signer made it. */
import { fmix, hashString } from '../../base/hash.ts';
import { canonicalJson } from '../../base/json.ts';
import type { Ctx, Json, NodeId } from '../../engine/api.ts';
import type {
  Checkpoint,
  Commit,
  Fetch,
  NewView,
  PrePrepare,
  Prepare,
  Reply,
  Request,
  Snapshot,
  Status,
  ViewChange,
} from './messages.ts';
import { primaryOf } from './quorums.ts';

export type Signed =
  | Request
  | PrePrepare
  | Prepare
  | Commit
  | Reply
  | Checkpoint
  | ViewChange
  | NewView
  | Status
  | Fetch;

/** A message that wants its signature. */
export type Unsigned<M extends Signed> = M extends Signed ? Omit<M, 'sig'> : never;

type Any = Pick<Ctx, 'sign' | 'verify' | 'env'>;

/** The message with this node's signature. */
export function signed<M extends Signed>(ctx: Pick<Ctx, 'sign'>, message: Unsigned<M>): M {
  return { ...message, sig: ctx.sign(content(message as unknown as M)) } as unknown as M;
}

/** Whether whoever should have signed the message did. */
export function isGenuine(ctx: Any, message: Signed): boolean {
  const signer = signerOf(ctx, message);
  if (signer === null) return false;
  return ctx.verify(signer, content(message), message.sig);
}

/** The part of a message that its signature is on. */
function content(m: Signed): Json {
  switch (m.type) {
    case 'Request':
      return [m.type, m.o, m.t, m.c];
    case 'PrePrepare':
      return [m.type, m.v, m.n, m.d];
    case 'Prepare':
    case 'Commit':
      return [m.type, m.v, m.n, m.d, m.i];
    case 'Reply':
      return [m.type, m.v, m.t, m.c, m.i, m.r];
    case 'Checkpoint':
      return [m.type, m.n, m.d, m.i];
    case 'ViewChange':
      return [m.type, m.v, m.n, m.C, m.P, m.i];
    case 'NewView':
      return [m.type, m.v, m.V, m.O];
    case 'Status':
      return [m.type, m.v, m.active, m.n, m.i];
    case 'Fetch':
      return [m.type, m.n, m.i];
  }
}

/** Null: it names nobody of the right role. */
function signerOf({ env }: Any, m: Signed): NodeId | null {
  if (m.type === 'Request') return env.ids('client').includes(m.c) ? m.c : null;
  if (m.type === 'PrePrepare' || m.type === 'NewView') {
    return Number.isSafeInteger(m.v) && m.v > 0 ? primaryOf(env, m.v) : null;
  }
  return env.ids('replica').includes(m.i) ? m.i : null;
}

/** Digest of the null request: nothing else has it. */
export const NULL_DIGEST = '0000000000000000';

const digests = new WeakMap<object, string>();

/** D(m): 16 hex digits. */
export function digestOf(m: Request | null): string {
  if (m === null) return NULL_DIGEST;
  let d = digests.get(m);
  if (d === undefined) {
    d = hash64(canonicalJson([m.o, m.t, m.c]));
    digests.set(m, d);
  }
  return d;
}

/** Digest of a state. */
export function stateDigest({ n, service, replies }: Snapshot): string {
  return hash64(canonicalJson([n, service, replies]));
}

function hash64(text: string): string {
  const a = hashString(text);
  const b = hashString(`${text}${a}`);
  return hex(fmix(a ^ (b >>> 7))) + hex(b);
}

function hex(word: number): string {
  return word.toString(16).padStart(8, '0');
}
