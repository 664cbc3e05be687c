import { useEffect } from 'react';
import { keepAhead } from '../ahead.ts';
import { branchHere, compareWith, turnBy } from '../branches/actions.ts';
import { compareStore, endCompare } from '../branches/compareStore.ts';
import { pairStore, toggleMark, unmark } from '../clocks/pair.ts';
import { stepOnSameNode } from '../describe.ts';
import { CHIPS, MORE_KEY } from '../faults/chips.ts';
import type { DraftKind } from '../faults/drafts.ts';
import { focusTime, isByHand, rescueFocus } from '../faults/focus.ts';
import { openMore } from '../faults/more.ts';
import { openForm, openInput } from '../faults/open.ts';
import { toggleHistory } from '../history/SideTabs.tsx';
import { toggleLens } from '../lens/store.ts';
import { openPalette } from '../palette/store.ts';
import type { Player } from '../playback/player.ts';
import { startPresenting } from '../present/store.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { deleteInput, redo, undo } from './actions.ts';
import { useLab } from './context.ts';
import { missedKeys } from './missedKeys.ts';
import { saying } from './say.ts';
import { gotoInteresting } from './Transport.tsx';

export interface Shortcut {
  /** As shown. */
  readonly keys: string;
  readonly does: string;
}

/** What the list of keys shows; `handleKey` below is what happens. */
export const SHORTCUTS: readonly Shortcut[] = [
  { keys: 'Space', does: 'play or pause' },
  { keys: '← →', does: 'step back, step forward' },
  { keys: 'Shift ← →', does: 'previous or next step of the same node' },
  { keys: 'Home End', does: 'start, end' },
  { keys: 'n', does: 'next interesting event; Shift n the one before' },
  ...CHIPS.map((chip) => ({ keys: chip.key, does: keyWords(chip.kind) })),
  { keys: MORE_KEY, does: 'all other faults' },
  { keys: 't', does: 'fire a timer' },
  { keys: 'Enter', does: 'change the selected fault or command' },
  { keys: 'Delete', does: 'delete the selected fault or command' },
  { keys: 'Space', does: 'on a fault or command of the timeline: pick several (Shift click); Ctrl a all' },
  { keys: 'Ctrl c v', does: 'on the timeline: copy what is picked, paste it at the cursor' },
  { keys: 'h', does: 'what the clients saw, and whether it can be true; again: this moment' },
  { keys: 'l', does: 'present: full screen, for a lecture; there Page Down is the next slide' },
  { keys: 's', does: 'as the selected node sees it; again: everything' },
  { keys: 'o', does: 'order: mark this event and compare others with it; again: stop (Shift click)' },
  { keys: 'b', does: 'branch: keep this run, try something else beside it; Shift b next branch' },
  { keys: 'v', does: 'compare two branches; again: close' },
  { keys: 'z', does: 'undo; Shift z redo' },
  { keys: 'e', does: 'what was done: go back to any point' },
  { keys: 'Esc', does: 'select nothing' },
  { keys: 'Ctrl o', does: 'open a run from a file' },
  { keys: '/', does: 'all commands, runs and moments by name' },
  { keys: '?', does: 'this list' },
];

function keyWords(kind: (typeof CHIPS)[number]['kind']): string {
  const words: Readonly<Record<(typeof CHIPS)[number]['kind'], string>> = {
    crash: 'crash a node',
    pause: 'freeze a node',
    partition: 'cut the network',
    drop: 'lose a message (or delay, reorder, …)',
    delay: 'delay a message',
    duplicate: 'duplicate a message',
    clock: 'bend a clock',
    command: 'give a client a command',
  };
  return words[kind];
}

const FORM_KEYS: ReadonlyMap<string, DraftKind> = new Map<string, DraftKind>([
  ...CHIPS.map((chip) => [chip.key, chip.kind] as const),
  ['t', 'fire'],
]);

/** Where typing means text. Buttons and sliders keep the letters but own space, Enter and arrows. */
export function isEditor(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[role="dialog"]') !== null) return true;
  if (target instanceof HTMLInputElement) return !['checkbox', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function ownsActivation(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    !isByHand(target) &&
    target.closest('button, a, [role="button"], [role="slider"], summary, input') !== null
  );
}

/**
 * Handles a key meant for the page as a whole; says whether it did.
 * @param asked somebody chose by name what the key does: it is done though single keys may be switched off
 */
export function handleKey(event: KeyboardEvent, player: Player, asked = false): boolean {
  if (event.defaultPrevented || event.isComposing) return false;
  if (isEditor(event.target)) return false;
  const { run, cursor, selected, form } = sessionStore.getState();
  if (form !== null) return false;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (command) {
    if (key !== 'z' && key !== 'y') return false;
    keepingFocus(key === 'y' || event.shiftKey ? redo : undo);
    return true;
  }
  if (event.altKey) return false;
  switch (event.key) {
    case 'ArrowRight':
    case 'ArrowLeft': {
      const direction = event.key === 'ArrowRight' ? 1 : -1;
      if (!event.shiftKey) saying(() => player.step(direction));
      else if (run !== null) {
        const to = stepOnSameNode(run, cursor.step, direction);
        if (to !== null) saying(() => player.goto(to));
      }
      return true;
    }
    case 'Home':
      saying(player.toStart);
      return true;
    case 'End':
      saying(player.toEnd);
      return true;
    case 'Escape':
      if (compareStore.getState().other !== null) {
        endCompare();
        return true;
      }
      if (selected === null && pairStore.getState().a !== null) {
        unmark();
        return true;
      }
      if (selected === null && !sessionStore.getState().help) return false;
      sessionStore.getState().set({ selected: null, help: false, sheet: null });
      // What is let go of no longer takes the arrows: they step again.
      if (document.activeElement?.matches('[data-input]')) focusTime();
      return true;
    case 'Delete':
    case 'Backspace':
      if (selected?.kind !== 'input') return false;
      keepingFocus(() => deleteInput(selected.input));
      return true;
    case 'Enter':
      if (selected?.kind !== 'input' || ownsActivation(event.target)) return false;
      openInput(selected.input);
      return true;
  }
  if (event.key === ' ') {
    if (ownsActivation(event.target) && !(event.target as HTMLElement).matches('[role="slider"]'))
      return false;
    player.toggle();
    return true;
  }
  if (!asked && !usePreferences.getState().singleKeys) return false;
  if (event.key === '/' || key === 'e') {
    openPalette(key === 'e' ? 'edits' : 'commands');
    return true;
  }
  if (event.key === '?') {
    sessionStore.getState().set({ help: true });
    return true;
  }
  if (key === 'l' && !event.shiftKey) {
    startPresenting();
    return true;
  }
  if (key === 's' && !event.shiftKey) {
    toggleLens();
    return true;
  }
  if (key === 'z') {
    keepingFocus(event.shiftKey ? redo : undo);
    return true;
  }
  if (key === 'b') {
    if (event.shiftKey) turnBy(1);
    else branchHere();
    return true;
  }
  if (key === 'o' && !event.shiftKey) {
    toggleMark();
    return true;
  }
  if (key === 'v' && !event.shiftKey) {
    compareWith();
    return true;
  }
  const { walk } = compareStore.getState();
  if (key === 'n' && walk !== null) {
    walk(event.shiftKey ? -1 : 1);
    return true;
  }
  if (key === 'n') {
    gotoInteresting(player, event.shiftKey ? -1 : 1);
    return true;
  }
  if (key === 'h' && !event.shiftKey) return toggleHistory();
  if (key === MORE_KEY && run !== null) {
    openMore();
    return true;
  }
  const kind = event.shiftKey ? undefined : FORM_KEYS.get(key);
  if (kind === undefined) return false;
  openForm(kind);
  return true;
}

const NOT_IN_A_FRAME: readonly string[] = [
  'Delete',
  'Backspace',
  'Enter',
  '?',
  '/',
  'e',
  'E',
  'h',
  'b',
  'B',
  'v',
  'o',
  MORE_KEY,
];

/** Keys that work wherever the focus is, except in editors. */
export function useKeys(): void {
  const { player, embed } = useLab();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      // A frame has the pictures and the transport; what needs a form or a panel is done in the lab.
      if (embed && (FORM_KEYS.has(event.key.toLowerCase()) || NOT_IN_A_FRAME.includes(event.key))) return;
      if (handleKey(event, player)) event.preventDefault();
    };
    void tell(missedKeys(), onKey);
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [player, embed]);
}

/** Keys missed, in order; after one that opens a dialog the others are that dialog's. */
async function tell(missed: readonly KeyboardEvent[], onKey: (event: KeyboardEvent) => void): Promise<void> {
  for (const event of missed) {
    if (!keepAhead(event)) onKey(event);
    // The page is drawn as that key left it.
    await null;
  }
}

/** What had the focus may be what the edit removes. */
function keepingFocus(edit: () => void): void {
  const had = document.activeElement !== document.body;
  edit();
  if (had) rescueFocus();
}
