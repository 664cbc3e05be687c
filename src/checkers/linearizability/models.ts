/** The sequential specifications there are. A register holds one value, nil at first; a kv map is a register per key. */
import { canonicalJson, type Json } from '../../base/json.ts';
import { listed, tame } from '../../base/text.ts';
import type { Operation } from '../history.ts';
import type { Machine, Model } from './machine.ts';

const REGISTER: readonly string[] = ['read', 'write'];
const CAS_REGISTER: readonly string[] = ['read', 'write', 'cas'];

export const MODELS: readonly Model[] = [
  { id: 'register', keyed: false, refuse: refuser(REGISTER), compile },
  { id: 'cas-register', keyed: false, refuse: refuser(CAS_REGISTER), compile },
  { id: 'kv', keyed: true, refuse: refuser(CAS_REGISTER), compile },
];

export function modelOf(id: string): Model | undefined {
  return MODELS.find((model) => model.id === id);
}

function refuser(known: readonly string[]): Model['refuse'] {
  return ({ f, value }) => {
    if (!known.includes(f)) return `this model knows ${listed(known)}, not "${tame(f)}".`;
    if (f === 'cas' && !(Array.isArray(value) && value.length === 2))
      return 'a cas needs the value [old, new].';
    return null;
  };
}

const READ = 0;
const WRITE = 1;
const CAS = 2;
const NIL = 0;

function compile(operations: readonly Operation[], key: Json | undefined): Machine {
  return new RegisterMachine(operations, key === undefined ? 'the register' : `"${tame(text(key))}"`);
}

class RegisterMachine implements Machine {
  readonly initial = NIL;
  readonly pure: Uint8Array;
  readonly idle: Uint8Array;
  readonly kind: Int32Array;
  private readonly name: string;
  /** State n is the n-th distinct value of the history. */
  private readonly values: Json[] = [null];
  private readonly f: Uint8Array;
  /** The state a read or cas wants (unused by a write), and the state a write or cas makes. */
  private readonly from: Int32Array;
  private readonly to: Int32Array;

  constructor(operations: readonly Operation[], name: string) {
    const n = operations.length;
    this.name = name;
    this.f = new Uint8Array(n);
    this.from = new Int32Array(n);
    this.to = new Int32Array(n);
    this.pure = new Uint8Array(n);
    this.idle = new Uint8Array(n);
    this.kind = new Int32Array(n);

    const states = new Map([[canonicalJson(null), NIL]]);
    const intern = (value: Json): number => {
      const id = canonicalJson(value);
      const known = states.get(id);
      if (known !== undefined) return known;
      states.set(id, this.values.length);
      return this.values.push(value) - 1;
    };
    const kinds = new Map<string, number>();
    const observed = new Set<number>();
    for (const [i, { f, value, result, outcome }] of operations.entries()) {
      const [old, next] = f === 'cas' ? (value as readonly [Json, Json]) : [result, value];
      this.f[i] = f === 'cas' ? CAS : f === 'write' ? WRITE : READ;
      const from = f === 'write' ? -1 : intern(old);
      const to = f === 'read' ? from : intern(next);
      this.from[i] = from;
      this.to[i] = to;
      this.pure[i] = from === to ? 1 : 0;
      if (f === 'cas' || (f === 'read' && outcome === 'ok')) observed.add(from);
      const kind = `${f} ${from} ${to}`;
      if (!kinds.has(kind)) kinds.set(kind, kinds.size);
      this.kind[i] = kinds.get(kind) as number;
    }
    // A value that no read returned and no cas expected can only be followed by a write, which does not mind if it is missing.
    for (const [i, { outcome }] of operations.entries()) {
      if (outcome !== 'ok' && (this.pure[i] === 1 || !observed.has(this.to[i] as number))) this.idle[i] = 1;
    }
  }

  step(operation: number, state: number): number {
    if (this.f[operation] === WRITE || this.from[operation] === state) return this.to[operation] as number;
    return -1;
  }

  show(state: number): Json {
    return this.values[state] as Json;
  }

  why(operation: number, state: number): string {
    const held = `${this.name} held ${text(this.show(state))}`;
    const from = text(this.show(this.from[operation] as number));
    if (this.f[operation] === READ) return `the read returned ${from}, but ${held}`;
    return `the cas from ${from} to ${text(this.show(this.to[operation] as number))} succeeded, but ${held}`;
  }
}

function text(value: Json): string {
  return value === null ? 'nil' : typeof value === 'string' ? value : canonicalJson(value);
}
