/**
 * Reading a RunSpec. What comes in is a stranger's JSON; what goes out is a run the engine can trust, or one sentence naming the
 * field that is wrong. The two steps are `schema.ts` (fields and kinds) and `cross.ts` (how fields relate).
 */
import type { Json, JsonObject } from '../base/json.ts';
import { type Refusal, type Result, refuse } from '../base/result.ts';
import { didYouMean, excerpt, listed } from '../base/text.ts';
import type { Meta } from '../engine/meta.ts';
import type { Input, NodeInfo, ResolvedRun, RunSpec } from '../engine/runspec.ts';
import { MAX_DEPTH, MAX_NODES, RUN_SCHEMA } from './bounds.ts';
import { crossCheck } from './cross.ts';
import { allParams, headSchema, schemasOf } from './schema.ts';
import { check, isRecord, type Path, sentence, tooDeep } from './shape.ts';

/** Protocols by id: all of their ids, but perhaps no more metas than those that are wanted. */
export type Metas = Pick<ReadonlyMap<string, Meta>, 'get' | 'keys'>;

/**
 * Checks a spec and fills in every default.
 * @param json Parsed JSON; never trusted, never changed. Top-level fields but `schema` and `protocol` may be absent.
 * @param metas Protocols by id.
 * @param at Where the spec sits in a larger document, for the paths in sentences.
 */
export function parseRunSpec(
  json: unknown,
  metas: Metas,
  at: Path = [],
): Result<{ readonly resolved: ResolvedRun }> {
  if (!isRecord(json)) {
    return refuse(
      at.length === 0
        ? `A run must be a JSON object, not ${excerpt(json)}.`
        : sentence(at, 'must be an object'),
    );
  }
  const deep = tooDeep(json, MAX_DEPTH);
  // Nothing of a run is that deep, so the field is named by the path's beginning.
  if (deep !== null)
    return refuse(
      sentence([...at, ...deep.slice(0, 4)], `: it is nested more than ${MAX_DEPTH} levels deep`),
    );
  const newer = newerSchema(json.schema);
  if (newer !== null) return newer;
  const head = check(headSchema, json, at);
  if ('why' in head) return refuse(head.why);
  const meta = metas.get(head.value.protocol);
  if (meta === undefined) return noProtocol(head.value.protocol, metas, at);

  const shape = check(schemasOf(meta).run, json, at);
  if ('why' in shape) return refuse(shape.why);
  const spec = canonicalSpec(shape.value as SpecInput, meta);
  const nodes = nodesOf(meta, spec.nodes);
  if (nodes.length < 1 || nodes.length > MAX_NODES) {
    const wrong = nodes.length === 0 ? 'a run needs at least one node' : `${nodes.length} nodes are too many`;
    return refuse(sentence([...at, 'nodes'], `: ${wrong}; at most ${MAX_NODES} fit`));
  }
  // The variants as written: sorted, the path of a repeated one could be another's.
  const variants = shape.value.variants ?? [];
  const wrong = crossCheck({ meta, variants, until: spec.until, inputs: spec.inputs, nodes }, at);
  if (wrong !== null) return refuse(wrong);
  return { ok: true, resolved: { spec, nodes, params: completeParams(meta, spec.params) } };
}

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

function newerSchema(schema: unknown): Refusal | null {
  if (typeof schema !== 'number' || !Number.isSafeInteger(schema) || schema <= RUN_SCHEMA) return null;
  return refuse(
    `This run was made by a newer Faultline (schema ${schema}); this one reads schema ${RUN_SCHEMA}.`,
  );
}

function noProtocol(id: string, metas: Metas, at: Path): Refusal {
  const known = [...metas.keys()].sort();
  const meant = didYouMean(id, known) || ` There is ${listed(known)}.`;
  return refuse(sentence([...at, 'protocol'], `: there is no protocol ${excerpt(id)} here.${meant}`));
}
