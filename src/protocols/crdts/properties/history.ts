/** Every update of the run, as properties remember them: with what its replica had seen, and for texts what it did. */
import type { Env, StepView } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import { missing, type Params, paramsOf } from '../run.ts';
import type { Made, TextEffect } from '../spec/made.ts';
import { effectOf } from '../spec/texts.ts';
import type { Copy, ReplicaView } from '../state.ts';
import { type Context, dot, NOTHING } from '../types/dots.ts';
import { NO_TEXTS, quickEffect, spansOf, type Texts, withEffect } from './texts-quick.ts';

export interface History {
  readonly env: Env;
  readonly made: map.PersistentMap<Made>;
  /** What updates did to texts, for the one property that asks. */
  readonly texts: Texts | null;
}

export function noHistory(env: Env, texts = false): History {
  return { env, made: map.empty(), texts: texts && isText(paramsOf(env).type) ? NO_TEXTS : null };
}

export interface CopyStep {
  readonly node: ReplicaView;
  readonly before: Copy;
  readonly copy: Copy;
  /** The update that its replica made in this step. */
  readonly made: Made | null;
}

/** The step if it changed a copy, and what is remembered after it. */
export function remember(history: History, step: StepView): readonly [History, CopyStep | null] {
  const node = step.node as ReplicaView;
  const { copy } = node.durable;
  const before = (step.durableBefore as ReplicaView['durable']).copy;
  if (copy === before) return [history, null];
  const { latest } = copy;
  if (latest === null || latest === before.latest) return [history, { node, before, copy, made: null }];
  const { type } = paramsOf(history.env);
  const id = dot(node.id, latest.n);
  let { texts } = history;
  let text: TextEffect | null = null;
  if (texts !== null) {
    text =
      quickEffect(type, texts, node.id, latest, spansOf(before.state), before.seen) ??
      effectOf(type, latest.edit, node.id, latest.clock, updatesIn(history, before.seen));
    texts = withEffect(texts, id, text);
  }
  const made: Made = { ...latest, id, by: node.id, after: before.seen, text };
  return [
    { ...history, made: map.set(history.made, id, made), texts },
    { node, before, copy, made },
  ];
}

export function isText(type: Params['type']): boolean {
  return type === 'rga' || type === 'fugue';
}

/** The updates that are known of those in `seen`. */
export function updatesIn({ made }: History, seen: Context): readonly Made[] {
  return missing(seen, NOTHING).flatMap((id) => {
    const found = map.get(made, id);
    return found === undefined ? [] : [found];
  });
}
