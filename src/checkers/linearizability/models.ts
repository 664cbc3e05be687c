/**
 * The sequential specifications there are. A register holds one value, nil at first unless somebody knows better; a kv map is a
 * register per key. A cas that is `ok` changed the value, unless it returned false: then it found another value than it expected, and changed nothing.
 */
import { canonicalJson, type Json } from '../../base/json.ts';
import { listed, tame } from '../../base/text.ts';
import type { Operation } from '../history.ts';
import { ednText, text } from '../show.ts';
import { PIECE, type Sliced } from '../sliced.ts';
import { ANY, type Machine, type Model, NOT_ONE } from './machine.ts';

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
/** A cas that returned false. */
const MISS = 3;
const INITIAL = 0;

function* compile(operations: readonly Operation[], key: Json | undefined, initial: Json): Sliced<Machine> {
  const name = key === undefined ? 'the register' : nameOf(key);
  const machine = new RegisterMachine(operations.length, name, initial);
  const kinds = new Map<string, number>();
  const observed = new Set<number>();
  let missed = false;
  for (const [i, operation] of operations.entries()) {
    if (i % PIECE === PIECE - 1) yield PIECE;
    const { f, from, to } = machine.add(i, operation);
    if (f === CAS || (f === READ && operation.outcome === 'ok')) observed.add(from);
    if (f === MISS) missed = true;
    const kind = `${f} ${from} ${to}`;
    if (!kinds.has(kind)) kinds.set(kind, kinds.size);
    machine.kind[i] = kinds.get(kind) as number;
  }
  // A value that no read returned and no cas expected can only be followed by a write, which does not mind if it is missing. A
  // cas that found another value may have found any.
  for (const [i, { outcome }] of operations.entries()) {
    const unseen = !missed && !observed.has(machine.to[i] as number);
    if (outcome !== 'ok' && (machine.pure[i] === 1 || unseen)) machine.idle[i] = 1;
  }
  return machine;
}

class RegisterMachine implements Machine {
  readonly initial = INITIAL;
  readonly pure: Uint8Array;
  readonly idle: Uint8Array;
  readonly kind: Int32Array;
  readonly wants: Int32Array;
  readonly leaves: Int32Array;
  private readonly name: string;
  /** State n is the n-th distinct value of the history, after that which was there before. */
  private readonly values: Json[];
  private readonly states: Map<string, number>;
  private readonly f: Uint8Array;
  /** The state a read or cas wants (a missed one: does not want; unused by a write), and the state a write or cas makes. */
  private readonly from: Int32Array;
  readonly to: Int32Array;

  constructor(n: number, name: string, initial: Json) {
    this.name = name;
    this.values = [initial];
    this.states = new Map([[canonicalJson(initial), INITIAL]]);
    this.f = new Uint8Array(n);
    this.from = new Int32Array(n);
    this.to = new Int32Array(n);
    this.pure = new Uint8Array(n);
    this.idle = new Uint8Array(n);
    this.kind = new Int32Array(n);
    this.wants = new Int32Array(n);
    this.leaves = new Int32Array(n).fill(-1);
  }

  /** Takes in the i-th operation. `kind` and `idle` are for whoever knows them all. */
  add(i: number, operation: Operation): { readonly f: number; readonly from: number; readonly to: number } {
    const { value, result, outcome } = operation;
    const missed = outcome === 'ok' && result === false;
    const f = operation.f === 'cas' ? (missed ? MISS : CAS) : operation.f === 'write' ? WRITE : READ;
    const [old, next] = operation.f === 'cas' ? (value as readonly [Json, Json]) : [result, value];
    const from = f === WRITE ? -1 : this.intern(old);
    const to = f === READ || f === MISS ? from : this.intern(next);
    this.f[i] = f;
    this.from[i] = from;
    this.to[i] = to;
    this.pure[i] = from === to ? 1 : 0;
    this.wants[i] = f === WRITE ? ANY : f === MISS ? NOT_ONE : from;
    if (f === WRITE) this.leaves[i] = to;
    return { f, from, to };
  }

  private intern(value: Json): number {
    const id = canonicalJson(value);
    const known = this.states.get(id);
    if (known !== undefined) return known;
    this.states.set(id, this.values.length);
    return this.values.push(value) - 1;
  }

  step(operation: number, state: number): number {
    const f = this.f[operation];
    if (f === MISS) return this.from[operation] === state ? -1 : state;
    if (f === WRITE || this.from[operation] === state) return this.to[operation] as number;
    return -1;
  }

  show(state: number): Json {
    return this.values[state] as Json;
  }

  why(operation: number, state: number): string {
    const held = `${this.name} held ${text(this.show(state))}`;
    const from = text(this.show(this.from[operation] as number));
    if (this.f[operation] === READ) return `the read returned ${from}, but ${held}`;
    if (this.f[operation] === MISS) return `the cas found another value than ${from}, but ${held}`;
    return `the cas from ${from} to ${text(this.show(this.to[operation] as number))} succeeded, but ${held}`;
  }
}

/** A key that is a string in quotes, a keyword and the like bare. */
function nameOf(key: Json): string {
  const name = tame(text(key));
  return ednText(key) === null ? `"${name}"` : name;
}
