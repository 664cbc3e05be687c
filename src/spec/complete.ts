/**
 * A valid spec made complete: every default filled in, and one way to write it. Whether it is valid is asked elsewhere (`resolve.ts`), by
 * a good deal more code: what is known to be valid does without.
 */
import type { Json, JsonObject } from '../base/json.ts';
import type { Meta, ParamMeta } from '../engine/meta.ts';
import { ENGINE_PARAMS } from '../engine/params.ts';
import type { Input, NodeInfo, ResolvedRun, RunSpec } from '../engine/runspec.ts';
import { RUN_SCHEMA } from './bounds.ts';

/** A spec as a person may write it: what has a default may be absent. */
export type SpecInput = Pick<RunSpec, 'protocol'> & Partial<RunSpec>;

/**
 * The canonical form of a valid spec: every top-level field and every role's count written out, keys sorted, variants sorted,
 * absent optional fields left out, −0 as 0. Nothing that was given is dropped, even if it equals a default: a link keeps
 * meaning the same run when a default changes. Only `params` stays as given: its defaults belong to the protocol's version.
 * Idempotent; a spec and its canonical form resolve to the same run, and equal runs have equal JSON text.
 */
export function canonicalSpec(given: SpecInput | ResolvedRun, meta: Meta): RunSpec {
  const spec: SpecInput = 'spec' in given ? given.spec : given;
  const counts = meta.roles.map((role) => [role.id, spec.nodes?.[role.id] ?? role.count.default] as const);
  return sorted({
    schema: RUN_SCHEMA,
    protocol: spec.protocol,
    seed: spec.seed ?? 1,
    nodes: Object.fromEntries(counts),
    params: spec.params ?? {},
    variants: [...(spec.variants ?? [])].sort(),
    until: spec.until ?? meta.duration,
    inputs: (spec.inputs ?? []) as readonly (Input & JsonObject)[],
  }) as unknown as RunSpec;
}

/** A copy with sorted keys, `undefined` fields left out and −0 as 0. */
export function sorted(value: Json): Json {
  if (Array.isArray(value)) return (value as readonly Json[]).map(sorted);
  if (typeof value === 'object' && value !== null) {
    const record = value as JsonObject;
    const keys = Object.keys(record).sort();
    return Object.fromEntries(
      keys.filter((key) => record[key] !== undefined).map((key) => [key, sorted(record[key] as Json)]),
    );
  }
  return Object.is(value, -0) ? 0 : value;
}

/** A valid spec with every default filled in. */
export function completeRun(given: SpecInput, meta: Meta): ResolvedRun {
  const spec = canonicalSpec(given, meta);
  return { spec, nodes: nodesOf(meta, spec.nodes), params: completeParams(meta, spec.params) };
}

/** Nodes in the order of `meta.roles`, then by number, whatever the order of keys in the spec. */
function nodesOf(meta: Meta, counts: Readonly<Record<string, number>>): NodeInfo[] {
  const nodes: NodeInfo[] = [];
  for (const role of meta.roles) {
    for (let n = 1; n <= (counts[role.id] ?? 0); n++) {
      nodes.push({ id: `${role.prefix}${n}`, role: role.id, index: nodes.length });
    }
  }
  return nodes;
}

/** Given values over `meta.engine`'s over each parameter's own default; keys sorted. */
function completeParams(meta: Meta, given: JsonObject): JsonObject {
  const own = new Set(meta.params.map((p) => p.id));
  const entries = allParams(meta).map((param) => {
    const usual = own.has(param.id) ? param.default : (meta.engine?.[param.id] ?? param.default);
    return [param.id, given[param.id] ?? usual] as const;
  });
  return sorted(Object.fromEntries(entries)) as JsonObject;
}

/** A protocol's parameters and the engine's; where both have one of the same id, the protocol's. */
export function allParams(meta: Meta): readonly ParamMeta[] {
  const own = new Set(meta.params.map((p) => p.id));
  return [...meta.params, ...ENGINE_PARAMS.filter((p) => !own.has(p.id))];
}
