/** A form that is turned into that of a near relative. Pure. */
import { faultKind } from '../../engine/faultkinds.ts';
import { type Draft, type DraftKind, showsOnRestart } from './drafts.ts';

export function hasEnd(kind: DraftKind): boolean {
  if (kind === 'command' || kind === 'fire') return false;
  return faultKind(kind).lasts === 'span' || kind === 'tornWrite';
}

/**
 * What was chosen is kept where the new kind has it too: an end that was left empty is a choice like any other.
 * @param fresh a first guess of the new kind
 */
export function turned(draft: Draft, fresh: Draft): Draft {
  const { kind } = fresh;
  // Only a worse link may be one of any node.
  const linked = draft.from !== '' && fresh.from !== '';
  const named = kind === 'link' || (draft.from !== '*' && draft.to !== '*');
  return {
    ...fresh,
    at: draft.at,
    ...(hasEnd(draft.kind) && hasEnd(kind) ? { until: draft.until } : {}),
    ...(linked && named ? { from: draft.from, to: draft.to } : {}),
    nth: draft.nth,
    ...(draft.flap ? { flap: true, flapDown: draft.flapDown, flapUp: draft.flapUp } : {}),
    ...(showsOnRestart(draft.kind) && showsOnRestart(kind)
      ? {
          record: draft.record,
          crashAfter: draft.crashAfter,
          crashAt: draft.crashAt,
          crashUntil: draft.crashUntil,
        }
      : {}),
  };
}
