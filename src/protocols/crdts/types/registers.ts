/** Registers (RR-7506, §3.2). */
import type { Json } from '../../../base/json.ts';
import { type OpBased, type StateBased, unsuited } from './data-type.ts';
import { compare, count, joinVectors, put, type Vector } from './records.ts';

/** A value and when it was written. */
export type Stamped = {
  /** Null: nothing. */
  readonly value: string | null;
  readonly stamp: number;
  /** The replica that wrote it. */
  readonly by: string;
};

export const UNWRITTEN: Stamped = { value: null, stamp: 0, by: '' };

/** By stamp, then by replica: two writes never compare equal. */
export function compareStamped(a: Stamped, b: Stamped): number {
  return a.stamp - b.stamp || compare(a.by, b.by);
}

/** The later of two. */
export function laterOf(a: Stamped, b: Stamped): Stamped {
  return compareStamped(b, a) > 0 ? b : a;
}

/** Specification 8: the last writer wins. */
export const lwwRegister: StateBased<Stamped> = {
  bottom: () => UNWRITTEN,
  update(state, edit, { stamp, id }) {
    if (edit.type !== 'write') return unsuited(edit);
    const delta = { value: edit.value, stamp, by: id };
    return { ok: true, state: laterOf(state, delta), delta };
  },
  join: laterOf,
  value: ({ value }) => value,
};

/** Specification 9. */
export const opLwwRegister: OpBased<Stamped, Stamped> = {
  bottom: lwwRegister.bottom,
  prepare(_state, edit, { stamp, id }) {
    if (edit.type !== 'write') return unsuited(edit);
    return { ok: true, operation: { value: edit.value, stamp, by: id } };
  },
  effect: laterOf,
  value: lwwRegister.value,
};

/** A value with the writes of each replica it knows of, itself among them. */
export type Version = { readonly value: string; readonly version: Vector };
/** No version in it knows of another. In the order of their values. */
export type MvRegister = { readonly versions: readonly Version[] };

/** Specification 10: a write replaces every value it sees; values written side by side stay side by side. */
export const mvRegister: StateBased<MvRegister> = {
  bottom: () => ({ versions: [] }),
  update(state, edit, by) {
    const made = writeVersion(state, edit, by.id);
    return made === null ? unsuited(edit) : { ok: true, state: made, delta: made };
  },
  join(a, b) {
    return keep(a, b, (one, others) => !others.some((other) => precedes(one, other)));
  },
  value: mvValue,
};

export const opMvRegister: OpBased<MvRegister, MvRegister> = {
  bottom: mvRegister.bottom,
  prepare(state, edit, by) {
    const made = writeVersion(state, edit, by.id);
    return made === null ? unsuited(edit) : { ok: true, operation: made };
  },
  effect: mvRegister.join,
  value: mvValue,
};

/** The one version that replaces all others. */
function writeVersion(
  { versions }: MvRegister,
  edit: Parameters<StateBased['update']>[1],
  id: string,
): MvRegister | null {
  if (edit.type !== 'write') return null;
  const known = versions.reduce<Vector>((all, { version }) => joinVectors(all, version), {});
  return { versions: [{ value: edit.value, version: put(known, id, count(known, id) + 1) }] };
}

/** Whether `b` knows of all that `a` knows of, and of more. */
export function precedes(a: Version, b: Version): boolean {
  return joinVectors(b.version, a.version) === b.version && joinVectors(a.version, b.version) !== a.version;
}

/** The versions of both, each once, that are worth keeping among them. Gives `a` itself if these are its own. */
export function keep(
  a: MvRegister,
  b: MvRegister,
  worth: (one: Version, all: readonly Version[]) => boolean,
): MvRegister {
  if (a === b) return a;
  const all = new Map([...b.versions, ...a.versions].map((v) => [nameOf(v), v]));
  const kept = [...all.values()].filter((one) => worth(one, [...all.values()]));
  const same = kept.length === a.versions.length && kept.every((v) => a.versions.includes(v));
  if (same) return a;
  return { versions: kept.sort((x, y) => compare(nameOf(x), nameOf(y))) };
}

function nameOf({ value, version }: Version): string {
  return JSON.stringify([value, Object.entries(version)]);
}

function mvValue({ versions }: MvRegister): Json {
  return versions.map(({ value }) => value).sort(compare);
}
