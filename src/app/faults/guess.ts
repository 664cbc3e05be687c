/** First guesses for a form opened by key. Pure. Apart from `make.ts`, which previews need at once: forms come when asked for. */
import type { Micros, NodeId } from '../../engine/runspec.ts';
import { type Draft, type DraftKind, draftFromInput, emptyDraft } from './drafts.ts';
import {
  DEFAULT_DELAY,
  DEFAULT_DURATION,
  guessGroups,
  inputFromDrop,
  type MakeContext,
  servers,
  strikeAt,
} from './make.ts';

/** A form's first guess at the cursor: filled in enough that Enter alone does something sensible. */
export function guessDraft(kind: DraftKind, at: Micros, chosen: NodeId | null, context: MakeContext): Draft {
  const { meta, run, prominent } = context;
  const { nodes } = run.resolved;
  const start = strikeAt(at, run);
  const ring = servers(meta, nodes);
  const victim = chosen ?? prominent ?? ring[0]?.id ?? nodes[0]?.id ?? '';
  const from = victim;
  const to = ring.find((node) => node.id !== from)?.id ?? nodes.find((node) => node.id !== from)?.id ?? '';
  switch (kind) {
    case 'crash':
    case 'pause':
    case 'clock': {
      const input = inputFromDrop(kind, { at: start, node: victim }, context);
      return input === null ? emptyDraft(kind, start) : draftFromInput(input);
    }
    case 'partition':
      return draftFromInput({
        at: start,
        fault: { type: 'partition', groups: guessGroups(context), until: start + DEFAULT_DURATION },
      });
    case 'block':
      return draftFromInput({
        at: start,
        fault: { type: 'block', from, to, until: start + DEFAULT_DURATION },
      });
    case 'link':
      return draftFromInput({
        at: start,
        fault: { type: 'link', from, to, loss: 0.5, until: start + DEFAULT_DURATION },
      });
    case 'drop':
    case 'duplicate':
      return draftFromInput({ at: start, fault: { type: kind, from, to } });
    case 'delay':
      return draftFromInput({ at: start, fault: { type: 'delay', from, to, by: DEFAULT_DELAY } });
    case 'command': {
      const input = inputFromDrop(
        'command',
        { at: start, ...(chosen === null ? {} : { node: chosen }) },
        context,
      );
      return input === null ? emptyDraft('command', start) : draftFromInput(input);
    }
    case 'fire': {
      const role = nodes.find((node) => node.id === victim)?.role;
      const timer = meta.timers.find((t) => t.role === role)?.id ?? '';
      return { ...emptyDraft('fire', start), node: victim, timer };
    }
  }
}
