/**
 * An edit of a run that is known to be valid, without looking at all of it again: most edits change one of hundreds of inputs, and a hand
 * that drags makes sixty of them a second.
 */
import { type Ends, joined } from '../base/ends.ts';
import { jsonEqual } from '../base/json.ts';
import type { Result } from '../base/result.ts';
import type { ResolvedRun, RunSpec } from '../engine/runspec.ts';
import { MAX_INPUTS } from './bounds.ts';
import { type Metas, parseRunSpec } from './resolve.ts';
import { isRecord } from './shape.ts';

export { parseRunSpec } from './resolve.ts';

/**
 * The same as `parseRunSpec` of the whole spec, sentence for sentence.
 * @param json a spec whose `inputs` are those between the ends that it shares with the run it is an edit of
 * @param before that run; its spec is canonical, input by input that of the spec that was edited
 */
export function parseEdit(
  json: unknown,
  kept: Ends,
  before: ResolvedRun,
  metas: Metas,
): Result<{ readonly resolved: ResolvedRun }> {
  const middle = isRecord(json) ? json.inputs : undefined;
  if (!isRecord(json) || !Array.isArray(middle)) return parseRunSpec(json, metas);
  const { inputs, ...rest } = before.spec;
  const whole = { ...json, inputs: joined<unknown>(inputs, kept, middle) };
  // What relates inputs to one another is the number of them, and how often cuts flap in all.
  if (whole.inputs.length > MAX_INPUTS || middle.some(flaps)) return parseRunSpec(whole, metas);
  const parsed = parseRunSpec(json, metas);
  // The place of an input in the list is part of a sentence about it.
  if (!parsed.ok) return parseRunSpec(whole, metas);
  const { inputs: news, ...others } = parsed.resolved.spec;
  // Another end, another number of nodes, …: an input that was right may be wrong now.
  if (!jsonEqual(rest, others)) return parseRunSpec(whole, metas);
  const spec: RunSpec = { ...others, inputs: joined(inputs, kept, news) };
  return { ok: true, resolved: { ...before, spec } };
}

function flaps(input: unknown): boolean {
  return isRecord(input) && isRecord(input.fault) && input.fault.flap !== undefined;
}
