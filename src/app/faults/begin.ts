/** What happens once a chip is pressed or dropped. Loaded then: most visits begin with watching. */
import type { NodeId } from '../../engine/runspec.ts';
import { K } from '../../engine/trace.ts';
import { stepRows } from '../describe.ts';
import { addInput } from '../lab/actions.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import type { ChipKind, DropTarget } from '../views.ts';
import type { Draft, DraftKind } from './drafts.ts';
import { deedOf } from './dropwords.ts';
import { focusPicked } from './focus.ts';
import { draftFromInput } from './fromInput.ts';
import { guessDraft } from './guess.ts';
import { groundOf, refusalOf } from './landing.ts';
import { faultOnMessage, inputFromDrop, type MessageFault, usualFault } from './make.ts';
import { prominentNode, strikeAt } from './place.ts';

/** Opens the form for a new input, filled in from where a chip was dropped, what is selected, and the cursor. */
export function beginForm(kind: DraftKind, target?: DropTarget): void {
  const draft = firstDraft(kind, target);
  if (draft !== null) sessionStore.getState().set({ form: { draft, index: null }, sheet: null });
}

/** Opens the form for an input of the run. */
export function beginChange(index: number): void {
  const input = documentStore.getState().document?.spec.inputs[index];
  if (input === undefined) return;
  sessionStore.getState().set({ form: { draft: draftFromInput(input), index } });
}

/** What letting go here would do, or why it would do nothing: beside the pointer while a chip is on its way. */
export function sayDrop(chip: ChipKind, target: DropTarget): string | null {
  const { meta, run, world } = sessionStore.getState();
  if (meta === null || run === null) return null;
  const refusal = refusalOf(chip, target, run.resolved.nodes, meta);
  if (refusal !== null) return refusal;
  const input = inputFromDrop(chip, target, { meta, run, prominent: prominentNode(meta, world) });
  return input === null ? null : deedOf(input, meta, run, target.send);
}

/** Makes the input a drop means; where the place does not say enough, the form asks. */
export function drop(chip: ChipKind, target: DropTarget): void {
  const { meta, run, world } = sessionStore.getState();
  if (meta === null || run === null) return;
  const input = inputFromDrop(chip, target, { meta, run, prominent: prominentNode(meta, world) });
  if (input === null) beginForm(chip, target);
  else {
    addInput(input);
    focusPicked();
  }
}

/** Makes a running timer run out where the cursor stands. */
export function fire(node: NodeId, timer: string): void {
  const { run, cursor } = sessionStore.getState();
  if (run !== null) addInput({ at: strikeAt(cursor.time, run), fire: { node, timer } });
}

function firstDraft(kind: DraftKind, target?: DropTarget): Draft | null {
  const { meta, run, world, cursor, selected } = sessionStore.getState();
  if (meta === null || run === null) return null;
  const context = { meta, run, prominent: prominentNode(meta, world) };
  if (kind !== 'command' && kind !== 'fire') {
    const ground = groundOf(kind);
    if (ground === 'message') {
      const send = target?.send ?? (target === undefined ? messageAtCursor() : null);
      if (send !== null) return draftFromInput(faultOnMessage(kind as MessageFault, send, run));
    }
    if (ground === 'link' && target?.link !== undefined) {
      const at = strikeAt(target.at, run, target.precision);
      return draftFromInput({ at, fault: usualFault(kind, at, null, context, target.link) });
    }
  }
  const chosen = target?.node ?? (selected?.kind === 'node' ? selected.node : null);
  return guessDraft(kind, target?.at ?? cursor.time, chosen, context);
}

/** The message the cursor's step is about: the one it handles, or the first it sends. */
function messageAtCursor(): number | null {
  const { run, cursor, selected } = sessionStore.getState();
  if (run === null) return null;
  if (selected?.kind === 'step' && selected.step === cursor.step && selected.send !== undefined) {
    return selected.send;
  }
  const { kind, cause } = run.trace.columns;
  const [from, to] = stepRows(run, cursor.step);
  if (kind[from] === K.deliver || kind[from] === K.lost) return cause[from] ?? null;
  for (let row = from; row < to; row++) if (kind[row] === K.send) return row;
  return null;
}
