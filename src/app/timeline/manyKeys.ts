/** Keys for several inputs at once: pick all, copy, cut, paste. */
import { focusPicked } from '../faults/focus.ts';
import type { Hands } from './gestures.ts';
import { copyMany, deleteMany, pasteMany } from './many.ts';
import { pickMany, picksStore, togetherWith } from './picks.ts';

/** @param touched the hand was on the timeline last @returns whether the key was for it */
export function handleMany(
  event: KeyboardEvent,
  element: HTMLElement,
  { props }: Hands,
  touched: boolean,
): boolean {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || !props.onEditInputs)
    return false;
  const active = document.activeElement;
  const here = element.closest('.timeline')?.contains(active) || (active === document.body && touched);
  if (!here || !act(event.key.toLowerCase(), props)) return false;
  event.preventDefault();
  event.stopPropagation();
  return true;
}

function act(key: string, { resolved, selected }: Hands['props']): boolean {
  const { picks } = picksStore.getState();
  const chosen = picks.length > 0 ? picks : selected?.kind === 'input' ? togetherWith(selected.input) : [];
  switch (key) {
    case 'a':
      if (resolved.spec.inputs.length > 0)
        pickMany(resolved.spec.inputs.keys(), selected?.kind === 'input' ? selected.input : undefined);
      focusPicked();
      return true;
    case 'c':
      // With nothing picked the key is the browser's: there may be a text to copy.
      if (chosen.length > 0) copyMany(chosen);
      return chosen.length > 0;
    case 'x':
      if (chosen.length > 0) copyMany(chosen);
      deleteMany(chosen);
      return chosen.length > 0;
    case 'v':
      pasteMany();
      return true;
    default:
      return false;
  }
}
