/** Every input of the run as a button: the keyboard's way to what a hand does by dragging. The canvas draws them; these only hold focus and names. */
import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Meta } from '../../engine/meta.ts';
import type { Input, Micros } from '../../engine/runspec.ts';
import { endOf, type InputEdit, moveTogether, stretchInput, type Turns } from '../../timeline/edit.ts';
import type { InputObject, Scene } from '../../timeline/types.ts';
import { describeInput, stretches } from '../../timeline/words.ts';
import { isByHand, rescueFocus } from '../faults/focus.ts';
import type { ViewProps } from '../views.ts';
import { markPick, picksStore, togetherWith } from './picks.ts';
import { clampX, sideButtons } from './SideButtons.tsx';

/** What an arrow moves, and with Alt, µs. */
const STEP = 10_000;
const FINE = 1000;

interface HandlesProps {
  readonly scene: Scene;
  readonly scrollY: number;
  readonly view: ViewProps;
  readonly turns: Turns;
  /** Brings the input into view when the keyboard reaches it. */
  readonly reveal: (time: number) => void;
}

/** Drawn anew only for what it shows: a frame of playing or panning leaves hundreds of buttons alone. */
export const Handles = memo(AllHandles, (a, b) => {
  const { view: was, ...before } = a;
  const { view: is, ...now } = b;
  return (
    before.scene === now.scene &&
    before.scrollY === now.scrollY &&
    before.turns === now.turns &&
    before.reveal === now.reveal &&
    was.meta === is.meta &&
    was.resolved === is.resolved &&
    was.selected === is.selected &&
    // Letters of a picked cut step aside for the cursor.
    (was.cursor === is.cursor || is.selected?.kind !== 'input') &&
    was.onSelect === is.onSelect &&
    was.onEditInput === is.onEditInput &&
    was.onDeleteInput === is.onDeleteInput &&
    was.onOpenInput === is.onOpenInput
  );
});

function AllHandles({ scene, scrollY, view, turns, reveal }: HandlesProps) {
  const { inputs, until } = view.resolved.spec;
  // The run answers a key a moment later: until then the next key builds on the last edit, not on what is drawn.
  const pending = useRef<readonly InputEdit[] | null>(null);
  const { picks } = useStore(picksStore);
  const current = (index: number): Input | undefined =>
    pending.current?.find((edit) => edit.index === index)?.input ?? inputs[index];
  const report = (edits: readonly InputEdit[], phase: 'drag' | 'end') => {
    const [first] = edits;
    if (edits.length > 1) view.onEditInputs?.(edits, phase);
    else if (first) view.onEditInput(first.index, first.input, phase);
  };

  const finish = (index: number) => {
    const edits = pending.current;
    if (!edits?.some((edit) => edit.index === index)) return;
    pending.current = null;
    report(edits, 'end');
  };

  const onKey = (event: KeyboardEvent, index: number) => {
    const input = current(index);
    if (!input) return;
    const arrow = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
    if (arrow !== 0) {
      const delta = arrow * (event.altKey ? FINE : STEP);
      const edits = togetherWith(index).flatMap((other): InputEdit[] => {
        const value = current(other);
        return value ? [{ index: other, input: value }] : [];
      });
      pending.current = event.shiftKey
        ? [{ index, input: stretchInput(input, 'end', rounded(endOf(input, until), delta), until) }]
        : moveTogether(edits, rounded(input.at, delta) - input.at, until);
      report(pending.current, 'drag');
    } else if (event.key === ' ' && view.onEditInputs && !isByHand(event.currentTarget)) {
      markPick(index);
    } else if (event.key === 'Enter') {
      view.onOpenInput(index);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      pending.current = null;
      view.onDeleteInput(index);
      rescueFocus();
    } else if (event.key === 'Escape' && pending.current) {
      const original = inputs[index];
      pending.current = null;
      if (original) view.onEditInput(index, original, 'cancel');
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  const focus = (index: number) => {
    const input = inputs[index];
    if (!input) return;
    reveal(input.at);
    const picked = view.selected?.kind === 'input' && view.selected.input === index;
    if (!picked) view.onSelect({ kind: 'input', input: index });
  };

  const latest = useRef<Hand>({ focus, finish, onKey });
  latest.current = { focus, finish, onKey };
  const [hand] = useState<Hand>(() => ({
    focus: (index) => latest.current.focus(index),
    finish: (index) => latest.current.finish(index),
    onKey: (event, index) => latest.current.onKey(event, index),
  }));

  return (
    <div className="timeline-handles" role="group" aria-label="Faults and commands on the timeline">
      {handled(scene, view).map((object) => {
        const input = inputs[object.input];
        if (!input) return null;
        const selected = view.selected?.kind === 'input' && view.selected.input === object.input;
        const picked = selected || picks.includes(object.input);
        const actions = stretches(input)
          ? 'arrows move, shift+arrows stretch, Delete removes'
          : 'arrows move, Delete removes';
        return (
          <Handle
            // An input has no name of its own: its place in the list is its identity, here as in edits.
            key={object.input}
            index={object.input}
            {...boxOf(object, scene, scrollY)}
            label={`${described(input, view.meta)}; ${actions}`}
            picked={picked}
            hand={hand}
          />
        );
      })}
      {sideButtons(scene, scrollY, view, turns)}
    </div>
  );
}

const descriptions = new WeakMap<Input, { readonly meta: Meta; readonly text: string }>();

/** Of hundreds of inputs an edit changes one, and a playhead none. */
function described(input: Input, meta: Meta): string {
  const known = descriptions.get(input);
  if (known?.meta === meta) return known.text;
  const text = describeInput(input, meta);
  descriptions.set(input, { meta, text });
  return text;
}

/** Where a key moves a time to: a round one, however odd it was. */
function rounded(time: Micros, delta: Micros): Micros {
  return (delta > 0 ? Math.floor : Math.ceil)((time + delta) / FINE) * FINE;
}

/** What a handle reports; the same object for as long as the handles are there. */
interface Hand {
  focus(index: number): void;
  finish(index: number): void;
  onKey(event: KeyboardEvent, index: number): void;
}

interface HandleProps {
  readonly index: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly picked: boolean;
  readonly hand: Hand;
}

/** Apart, because of hundreds an edit moves one, and a playhead none. */
const Handle = memo(function Handle(props: HandleProps) {
  const { index, left, top, width, height, label, picked, hand } = props;
  return (
    <button
      type="button"
      className="timeline-handle"
      data-input={index}
      style={{ left, top, width, height }}
      aria-label={label}
      aria-pressed={picked}
      onFocus={() => hand.focus(index)}
      onKeyDown={(event) => hand.onKey(event, index)}
      onKeyUp={(event) => {
        if (event.key.startsWith('Arrow')) hand.finish(index);
      }}
      onBlur={() => hand.finish(index)}
    />
  );
});

/** A page with thousands of buttons crawls, and nobody tabs through them. */
const MOST_HANDLES = 200;

/** The inputs that get a handle: all, or of very many those in view and the one that is picked; zooming in reaches the others. */
export function handled(scene: Scene, { selected }: Pick<ViewProps, 'selected'>): readonly InputObject[] {
  const { inputs } = scene;
  if (inputs.length <= MOST_HANDLES) return inputs;
  const picked = selected?.kind === 'input' ? selected.input : -1;
  const { x0, x1 } = scene.view.scale;
  const shown: InputObject[] = [];
  for (const object of inputs) {
    const seen = object.x1 >= x0 && object.x0 <= x1;
    if (object.input === picked || (seen && shown.length < MOST_HANDLES)) shown.push(object);
  }
  return shown;
}

function boxOf(object: InputObject, scene: Scene, scrollY: number) {
  const { scale, lanes } = scene.view;
  if (object.form === 'partition') {
    return { left: clampX(object.x0 - 8, scene), top: lanes.top - 8 - scrollY, width: 16, height: 19 };
  }
  const x0 = Math.max(object.body.x, scale.x0 - 8);
  const x1 = Math.min(object.body.x + object.body.width, scale.x1 + 8);
  return {
    left: clampX(x0 - 1, scene),
    top: object.body.y - 1 - scrollY,
    width: Math.max(12, x1 - x0 + 2),
    height: object.body.height + 2,
  };
}
