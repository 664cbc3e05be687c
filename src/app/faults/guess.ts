/** First guesses for a form opened by key. Pure. */
import type { Micros, NodeId } from '../../engine/runspec.ts';
import { type Draft, type DraftKind, emptyDraft } from './drafts.ts';
import { draftFromInput } from './fromInput.ts';
import { inputFromDrop, usualFault } from './make.ts';
import { type MakeContext, strikeAt, victimOf } from './place.ts';

/** A form's first guess at the cursor: filled in enough that Enter alone does something sensible. */
export function guessDraft(kind: DraftKind, at: Micros, chosen: NodeId | null, context: MakeContext): Draft {
  const start = strikeAt(at, context.run);
  if (kind === 'command') {
    const target = { at: start, ...(chosen === null ? {} : { node: chosen }) };
    const input = inputFromDrop('command', target, context);
    return input === null ? emptyDraft('command', start) : draftFromInput(input);
  }
  if (kind === 'fire') {
    const victim = victimOf('crash', chosen, context);
    const role = context.run.resolved.nodes.find((node) => node.id === victim)?.role;
    const timer = context.meta.timers.find((t) => t.role === role)?.id ?? '';
    return { ...emptyDraft('fire', start), node: victim, timer };
  }
  return draftFromInput({ at: start, fault: usualFault(kind, start, chosen, context) });
}
