/** Edits of a run: what an attempt at an exercise is made of, and whether the exercise allows them. */

import type { JsonObject } from '../base/json.ts';
import { jsonEqual } from '../base/json.ts';
import { type Result, refuse } from '../base/result.ts';
import { didYouMean, listed } from '../base/text.ts';
import { faultKind } from '../engine/faultkinds.ts';
import type { Meta } from '../engine/meta.ts';
import type { Input, RunSpec } from '../engine/runspec.ts';
import type { Edit, May } from './types.ts';

/** Indices are those of the run as it was given: earlier edits do not shift them. */
export function applyEdits(spec: RunSpec, edits: readonly Edit[], where: string): Result<{ spec: RunSpec }> {
  const inputs: (Input | null)[] = [...spec.inputs];
  const added: Input[] = [];
  let next = spec;
  for (const [i, edit] of edits.entries()) {
    const index = 'remove' in edit ? edit.remove : 'change' in edit ? edit.change : null;
    if (index !== null && inputs[index] === undefined) {
      return refuse(
        `${where}[${i}]: the run has no input ${index}; they count from 0 to ${inputs.length - 1}.`,
      );
    }
    if ('add' in edit) added.push(edit.add);
    else if ('remove' in edit) inputs[edit.remove] = null;
    else if ('change' in edit) inputs[edit.change] = edit.to;
    else if ('param' in edit) {
      next = { ...next, params: { ...next.params, [edit.param]: edit.value } as JsonObject };
    } else if ('variant' in edit) {
      const others = next.variants.filter((id) => id !== edit.variant);
      next = { ...next, variants: edit.on ? [...others, edit.variant] : others };
    } else if ('nodes' in edit) next = { ...next, nodes: { ...next.nodes, [edit.nodes]: edit.count } };
    else if ('seed' in edit) next = { ...next, seed: edit.seed };
    else next = { ...next, until: edit.until };
  }
  const kept = inputs.filter((input) => input !== null);
  return { ok: true, spec: { ...next, inputs: [...kept, ...added] } };
}

/** Any means but breaking the rules: the rules are what is learnt. */
export const ANY_MEANS: May = {
  faults: true,
  commands: true,
  fire: true,
  change: true,
  params: true,
  variants: false,
  seed: true,
  nodes: true,
  until: true,
};

/** Why going from `given` to `made` is not part of the exercise, as a sentence; null if it is. */
export function notAllowed(given: RunSpec, made: RunSpec, may: May, meta: Meta): string | null {
  if (made.protocol !== given.protocol)
    return `This exercise is about ${meta.title}, not about “${made.protocol}”.`;
  const left = [...made.inputs];
  const gone = given.inputs.filter((input) => {
    const at = left.findIndex((other) => jsonEqual(other, input));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (gone.length > 0 && !may.change) return 'What the run begins with stays as it is in this exercise.';
  for (const input of left) {
    // Something moved or stretched is not a new means.
    const was = gone.findIndex((other) => sameMeans(other, input));
    if (was >= 0) {
      gone.splice(was, 1);
      continue;
    }
    const why = inputRefused(input, may);
    if (why !== null) return why;
  }
  return (
    changed(
      'parameter',
      differing(given.params, made.params),
      may.params,
      (id) => meta.params.find((p) => p.id === id)?.title ?? id,
    ) ??
    changed(
      'broken rule',
      differing(flags(given.variants), flags(made.variants)),
      may.variants,
      (id) => meta.variants.find((v) => v.id === id)?.title ?? id,
    ) ??
    (!may.seed && made.seed !== given.seed ? 'The seed stays as it is in this exercise.' : null) ??
    (!may.nodes && !jsonEqual(given.nodes, made.nodes)
      ? 'The nodes stay as many as they are in this exercise.'
      : null) ??
    (!may.until && made.until !== given.until ? 'The run stays as long as it is in this exercise.' : null)
  );
}

function sameMeans(a: Input, b: Input): boolean {
  if ('fault' in a) return 'fault' in b && a.fault.type === b.fault.type;
  return 'command' in a ? 'command' in b : 'fire' in b;
}

function inputRefused(input: Input, may: May): string | null {
  if ('command' in input) return may.commands ? null : 'No commands are given in this exercise.';
  if ('fire' in input) return may.fire ? null : 'No timers are fired in this exercise.';
  if (may.faults === true) return null;
  if (may.faults !== false && may.faults.includes(input.fault.type)) return null;
  if (may.faults === false) return 'Nothing is made to fail in this exercise.';
  const names = may.faults.map((type) => faultKind(type).title);
  return `In this exercise you have only this: ${listed(names)}.`;
}

function differing(
  a: Readonly<Record<string, unknown>>,
  b: Readonly<Record<string, unknown>>,
): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].filter(
    (key) => !jsonEqual(a[key] ?? null, b[key] ?? null),
  );
}

function flags(ids: readonly string[]): Readonly<Record<string, true>> {
  return Object.fromEntries(ids.map((id) => [id, true as const]));
}

function changed(
  thing: string,
  ids: readonly string[],
  may: boolean | readonly string[],
  title: (id: string) => string,
): string | null {
  const bad = ids.find((id) => may !== true && (may === false || !may.includes(id)));
  if (bad === undefined) return null;
  return `This exercise is to be solved without changing the ${thing} “${title(bad)}”.`;
}

/** Words of `may` that are not known, as a sentence; null if all are. */
export function unknownMeans(may: Readonly<Record<string, unknown>>, meta: Meta): string | null {
  for (const [word, ids] of [
    ['params', meta.params.map((p) => p.id)],
    ['variants', meta.variants.map((v) => v.id)],
  ] as const) {
    const given = may[word];
    if (!Array.isArray(given)) continue;
    const bad = given.find((id) => !ids.includes(String(id)));
    if (bad !== undefined)
      return `: ${meta.title} has no ${word.slice(0, -1)} "${String(bad)}".${didYouMean(String(bad), ids)}`;
  }
  return null;
}
