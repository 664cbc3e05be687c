/**
 * Reading a RunSpec. What comes in is a stranger's JSON; what goes out is a run the engine can trust, or one sentence naming the
 * field that is wrong. The two steps are `schema.ts` (fields and kinds) and `cross.ts` (how fields relate).
 */
import { type Refusal, type Result, refuse } from '../base/result.ts';
import { didYouMean, excerpt, listed } from '../base/text.ts';
import type { Meta } from '../engine/meta.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import { MAX_DEPTH, MAX_NODES, RUN_SCHEMA } from './bounds.ts';
import { completeRun, type SpecInput } from './complete.ts';
import { crossCheck } from './cross.ts';
import { headSchema, schemasOf } from './schema.ts';
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
  const resolved = completeRun(shape.value as SpecInput, meta);
  const { spec, nodes } = resolved;
  if (nodes.length < 1 || nodes.length > MAX_NODES) {
    const wrong = nodes.length === 0 ? 'a run needs at least one node' : `${nodes.length} nodes are too many`;
    return refuse(sentence([...at, 'nodes'], `: ${wrong}; at most ${MAX_NODES} fit`));
  }
  // The variants as written: sorted, the path of a repeated one could be another's.
  const variants = shape.value.variants ?? [];
  const wrong = crossCheck({ meta, variants, until: spec.until, inputs: spec.inputs, nodes }, at);
  if (wrong !== null) return refuse(wrong);
  return { ok: true, resolved };
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
