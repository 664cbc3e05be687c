/** Dragging a card up or down among the others: the run follows while the hand moves. */
import { type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';

/** Further than this and it is a drag, px. */
const SLACK = 4;

interface Held {
  readonly input: number;
  readonly pointer: number;
  readonly y: number;
  /** Its place in the order now; null before the hand has moved. */
  to: number | null;
}

export interface Dragging {
  /** Index of the input of the card in the hand. */
  readonly dragged: number | null;
  /** For the list; a card is an element with `data-input`, what it is held by on a touch screen has `data-grip`. */
  readonly handlers: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(): void;
    onPointerCancel(): void;
  };
}

/** @param onMove a place in the order, from 0: `drag` while the hand moves, then `end` or `cancel` */
export function useDrag(
  list: RefObject<HTMLElement | null>,
  enabled: boolean,
  onMove: (input: number, to: number, phase: 'drag' | 'end' | 'cancel') => void,
): Dragging {
  const held = useRef<Held | null>(null);
  const [dragged, setDragged] = useState<number | null>(null);
  const report = useRef(onMove);
  report.current = onMove;

  const finish = (phase: 'end' | 'cancel') => {
    const { current } = held;
    held.current = null;
    setDragged(null);
    if (current?.to != null) report.current(current.input, current.to, phase);
  };
  const finishing = useRef(finish);
  finishing.current = finish;
  useEffect(() => {
    if (dragged === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.stopPropagation();
      finishing.current('cancel');
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [dragged]);
  // Taken from the page with a card in the hand.
  useEffect(() => () => finishing.current('cancel'), []);

  return {
    dragged,
    handlers: {
      onPointerDown(event) {
        const target = event.target as Element;
        const card = target.closest<HTMLElement>('[data-input]');
        if (!enabled || card === null || event.button !== 0 || target.closest('[data-tool]')) return;
        // A finger on a card scrolls; at its grip it drags.
        if (event.pointerType !== 'mouse' && target.closest('[data-grip]') === null) return;
        const { pointerId: pointer, clientY: y } = event;
        held.current = { input: Number(card.dataset.input), pointer, y, to: null };
      },
      onPointerMove({ pointerId, clientY, buttons }) {
        const { current } = held;
        if (current === null || current.pointer !== pointerId) return;
        if (buttons === 0) {
          finish('cancel');
          return;
        }
        if (current.to === null) {
          if (Math.abs(clientY - current.y) < SLACK) return;
          list.current?.setPointerCapture(pointerId);
          setDragged(current.input);
        }
        const to = placeAt(list.current, current.input, clientY);
        if (to === current.to) return;
        current.to = to;
        report.current(current.input, to, 'drag');
      },
      onPointerUp: () => finish('end'),
      onPointerCancel: () => finish('cancel'),
    },
  };
}

/** How many of the other cards stand above the pointer. */
function placeAt(list: HTMLElement | null, input: number, y: number): number {
  const cards = list?.querySelectorAll<HTMLElement>('[data-input]') ?? [];
  let above = 0;
  for (const card of cards) {
    if (Number(card.dataset.input) === input) continue;
    const { top, bottom } = card.getBoundingClientRect();
    if ((top + bottom) / 2 < y) above++;
  }
  return above;
}
