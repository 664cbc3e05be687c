/**
 * Links outlive the rules they were made under. When a protocol's version is raised, a pure function per version says how a spec
 * written for the old rules is written for the new ones, so that it still shows what it was made to show.
 */
import type { Json, JsonObject } from '../base/json.ts';
import { isRecord } from './shape.ts';

/** From one version's spec to the next version's. Pure; may assume only that `spec` is a JSON object: it is a stranger's. */
export type Migration = (spec: JsonObject) => Json;

/** By protocol id: the migration at index `n` leads from version `n + 1` to version `n + 2`. */
export type Migrations = Readonly<Record<string, readonly Migration[]>>;

export const MIGRATIONS: Migrations = {
  crdts: [
    // Texts are kept and sent in pieces instead of character by character. What anybody shows, and when, is the same.
    (spec) => spec,
  ],
  gallery: [
    // A client used to give a note up when it had the next to send; now it has a patience.
    (spec) => {
      const params = isRecord(spec.params) ? (spec.params as JsonObject) : {};
      const pace = params.pace ?? 80_000;
      return pace === 0 ? spec : { ...spec, params: { ...params, patience: pace } };
    },
  ],
  isolation: [
    // Isolation 2 asks for nothing else. A run differs only in corners where the old rules did not do what the real databases do.
    (spec) => spec,
    // Isolation 3 asks for nothing else. A run differs only in a statement with `:name` in it, which used to be refused.
    (spec) => spec,
  ],
  pbft: [
    // PBFT 2 asks for nothing else. A run differs only where a replica enters a view that begins beyond what it has: what is proposed again
    // counts then, and a primary numbers after the checkpoint.
    (spec) => spec,
  ],
  raft: [
    // All that is new in Raft 2 is off unless a run asks for it, so what was written for the old rules means the same.
    (spec) => spec,
    // Raft 3 asks for nothing else: changes of members wait for a handover and give up on a newcomer that never catches up, and a late
    // refusal sets nobody back. A run differs only where the old rules went wrong.
    (spec) => spec,
  ],
};

/**
 * The spec as version `to` writes it, or null if there is no way there: the run could then not be promised to be the same.
 * A migration that throws on a stranger's spec counts as no way.
 */
export function migrate(
  spec: JsonObject,
  protocol: string,
  from: number,
  to: number,
  migrations: Migrations = MIGRATIONS,
): Json | null {
  const steps = Object.hasOwn(migrations, protocol) ? (migrations[protocol] as readonly Migration[]) : [];
  let current: Json = spec;
  for (let version = from; version < to; version++) {
    const step = steps[version - 1];
    if (step === undefined || typeof current !== 'object' || current === null || Array.isArray(current))
      return null;
    try {
      current = step(current as JsonObject);
    } catch {
      return null;
    }
  }
  return current;
}

/**
 * The document with each of its runs as version `to` writes it, or null if there is no way for one of them. Whatever is not as it
 * should be is left as it is: reading the document says what is wrong with it.
 */
export function migrateDocument(
  document: Readonly<Record<string, unknown>>,
  protocol: string,
  from: number,
  to: number,
  migrations: Migrations = MIGRATIONS,
): Readonly<Record<string, unknown>> | null {
  // A run of another protocol has versions of its own; it is refused as a branch of this one.
  const own = (spec: unknown): spec is JsonObject => isRecord(spec) && spec.protocol === protocol;
  const spec = migrate(document.spec as JsonObject, protocol, from, to, migrations);
  if (spec === null) return null;
  if (!Array.isArray(document.branches)) return { ...document, spec };
  const branches: unknown[] = [];
  for (const branch of document.branches as readonly unknown[]) {
    if (!isRecord(branch) || !own(branch.spec)) {
      branches.push(branch);
      continue;
    }
    const moved = migrate(branch.spec, protocol, from, to, migrations);
    if (moved === null) return null;
    branches.push({ ...branch, spec: moved });
  }
  return { ...document, spec, branches };
}
