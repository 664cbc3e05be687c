/** What hands do on the timeline: zoom, pan, scrub, pick, drag and stretch inputs. Mouse, pen and fingers alike. */
import { MOUSE_GRIP, TOUCH_GRIP } from '../../timeline/grips.ts';
import { type Hit, hitTest } from '../../timeline/hit.ts';
import { stepAt } from '../../timeline/index.ts';
import { AXIS } from '../../timeline/lanes.ts';
import { panBy, WHOLE, zoomAt } from '../../timeline/scale.ts';
import { zoomOf } from './canvas.ts';
import { click, hover } from './clicks.ts';
import { begin, type Drag, dragInput, inBand, report } from './drags.ts';
import type { Hands } from './gestures.ts';
import { handleMany } from './manyKeys.ts';
import { addsTo, pickMany, picksStore } from './picks.ts';
import { boxOf, capture, pinch } from './pointers.ts';

/** A hand that moved less than this has clicked, px. */
const STILL = 4;

/** Hands on one timeline. */
export interface Handler {
  handle(event: Event): void;
  stop(): void;
}

/** @param newest what is on show at the moment of an event; null while there is nothing */
export function takeHold(element: HTMLElement, newest: () => Hands | null): Handler {
  const gesture: { drag: Drag | null; moved: boolean; downX: number; downY: number } = {
    drag: null,
    moved: false,
    downX: 0,
    downY: 0,
  };
  /** Whether the hand was here last: keys that nothing else has the focus for are then meant for the timeline. */
  let touched = false;
  const press = (event: PointerEvent) => {
    touched = event.target instanceof Node && element.contains(event.target);
  };
  const pointers = new Map<number, { x: number; y: number }>();

  const place = (event: { clientX: number; clientY: number }) => {
    const box = element.getBoundingClientRect();
    const zoom = zoomOf(element);
    const x = (event.clientX - box.left) / zoom;
    const rawY = (event.clientY - box.top) / zoom;
    return { x, y: rawY < AXIS ? rawY : rawY + (newest()?.scrollY ?? 0), rawY };
  };
  const hitAt = (hands: Hands, x: number, y: number, touch: boolean): Hit => {
    const { cursor, selected } = hands.props;
    return hitTest(hands.scene, x, y, {
      cursorX: hands.scene.view.scale.x(cursor.time),
      selected: selected?.kind === 'input' ? selected.input : null,
      reach: touch ? 14 : 6,
      grip: touch ? TOUCH_GRIP : MOUSE_GRIP,
    });
  };
  const seek = (hands: Hands, x: number) => {
    const { scale } = hands.scene.view;
    const { index } = hands.scene.model;
    const inside = Math.min(scale.x1, Math.max(scale.x0, x));
    // Past the edge of the picture the run slides under the hand.
    if (x !== inside && gesture.moved)
      hands.setWindow(panBy(hands.window, scale, Math.sign(inside - x) * 12));
    const time = Math.round(Math.min(index.trace.end, Math.max(0, scale.t(inside))));
    hands.props.onSeek(stepAt(index, time), time);
  };

  const down = (event: PointerEvent) => {
    const hands = newest();
    if (!hands || event.button !== 0 || (event.target as Element).closest('button')) return;
    const touch = event.pointerType === 'touch';
    const { x, y } = place(event);
    pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (pointers.size === 2) {
      cancelInput(hands);
      gesture.drag = { kind: 'pinch', ...pinch(pointers) };
      return;
    }
    if (pointers.size > 2) return;
    capture(element, event.pointerId);
    Object.assign(gesture, { moved: false, downX: event.clientX, downY: event.clientY });
    const hit = hitAt(hands, x, y, touch);
    gesture.drag = begin(hands, hit, { x, y, clientX: event.clientX }, { touch, shift: addsTo(event) });
    if (gesture.drag.kind === 'scrub') seek(hands, x);
    hands.setHolding?.(gesture.drag.kind === 'input');
    const held = gesture.drag.kind === 'input' || gesture.drag.kind === 'pan';
    hands.setPointer(held && !touch ? { x, y, hit, held: true } : null);
  };

  const move = (event: PointerEvent) => {
    const hands = newest();
    if (!hands) return;
    const { x, y, rawY } = place(event);
    const { drag } = gesture;
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (!drag) {
      // A chip on its way is aimed, not asking what lies here.
      if (hands.props.dropping) leave();
      else if (event.pointerType !== 'touch') hover(hands, hitAt(hands, x, y, false), x, rawY);
      return;
    }
    if (Math.hypot(event.clientX - gesture.downX, event.clientY - gesture.downY) >= STILL)
      gesture.moved = true;
    const { scale } = hands.scene.view;
    if (drag.kind === 'pinch') {
      if (pointers.size < 2) return;
      const next = pinch(pointers);
      const middle = (next.middle - element.getBoundingClientRect().left) / zoomOf(element);
      const zoomed = zoomAt(hands.window, scale, next.spread / drag.spread, middle);
      hands.setWindow(panBy(zoomed, scale, (next.middle - drag.middle) / zoomOf(element)));
      Object.assign(drag, next);
    } else if (drag.kind === 'scrub') seek(hands, x);
    else if (!gesture.moved) return;
    else if (drag.kind === 'pan') {
      hands.setWindow(panBy(hands.window, scale, (event.clientX - drag.x) / zoomOf(element)));
      drag.x = event.clientX;
    } else if (drag.kind === 'band') {
      drag.box = boxOf(drag, x, y);
      hands.setBand?.(drag.box);
    } else dragInput(hands, drag, scale.t(x));
  };

  const up = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    const hands = newest();
    const { drag } = gesture;
    if (drag?.kind === 'pinch' && pointers.size > 0) return;
    gesture.drag = null;
    hands?.setPointer(null);
    hands?.setHolding?.(false);
    if (!hands || !drag || drag.kind === 'scrub' || drag.kind === 'pinch') return;
    if (drag.kind === 'band' && drag.box) {
      hands.setBand?.(null);
      const around = inBand(hands.scene, drag.box);
      pickMany([...picksStore.getState().picks, ...around]);
      const last = around.at(-1);
      if (last !== undefined) hands.focusInput(last);
    } else if (drag.kind === 'input' && drag.last) {
      report(hands, drag.last, 'end');
      hands.props.onSelect({ kind: 'input', input: drag.input });
      hands.focusInput(drag.input);
    } else if (!gesture.moved) {
      click(hands, drag.hit, addsTo(event));
    }
  };

  const lost = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    const hands = newest();
    if (hands) cancelInput(hands);
    gesture.drag = null;
  };

  const cancelInput = (hands: Hands) => {
    const { drag } = gesture;
    if (drag?.kind === 'input' && drag.last) report(hands, drag.together, 'cancel');
    if (drag?.kind === 'band') hands.setBand?.(null);
    gesture.drag = null;
    hands.setPointer(null);
    hands.setHolding?.(false);
  };

  const leave = () => {
    const hands = newest();
    if (!hands || gesture.drag) return;
    hands.setPointer(null);
    if (hands.props.hover) hands.props.onHover(null);
  };

  const key = (event: KeyboardEvent) => {
    const hands = newest();
    if (hands && handleMany(event, element, hands, touched)) return;
    const drops = gesture.drag?.kind === 'input' || gesture.drag?.kind === 'band';
    if (event.key !== 'Escape' || !drops || !hands) return;
    event.preventDefault();
    event.stopPropagation();
    cancelInput(hands);
  };

  const wheel = (event: WheelEvent) => {
    const hands = newest();
    // With Alt the wheel scrolls lanes that do not fit.
    if (!hands || event.altKey) return;
    event.preventDefault();
    const unit = event.deltaMode === 1 ? 16 : event.deltaMode === 2 ? 240 : 1;
    const { scale } = hands.scene.view;
    const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (sideways || event.shiftKey) {
      hands.setWindow(panBy(hands.window, scale, -(sideways ? event.deltaX : event.deltaY) * unit));
    } else {
      const factor = Math.exp(-event.deltaY * unit * (event.ctrlKey ? 0.01 : 0.002));
      hands.setWindow(zoomAt(hands.window, scale, factor, place(event).x));
    }
  };

  const double = (event: MouseEvent) => {
    const hands = newest();
    // Whoever picks several may well touch one twice.
    if (!hands || addsTo(event) || (event.target as Element).closest('button')) return;
    const { x, y } = place(event);
    const hit = hitAt(hands, x, y, false);
    if (hit.kind === 'input' || hit.kind === 'edge') hands.props.onOpenInput(hit.input);
    else if (hit.kind === 'empty') hands.setWindow(WHOLE);
  };

  const menu = (event: MouseEvent) => {
    const hands = newest();
    if (!hands) return;
    const { x, y } = place(event);
    const hit = hitAt(hands, x, y, false);
    if (hit.kind !== 'input' && hit.kind !== 'edge' && hit.kind !== 'letter') return;
    event.preventDefault();
    hands.props.onSelect({ kind: 'input', input: hit.input });
    hands.props.onOpenInput(hit.input);
  };

  window.addEventListener('keydown', key, true);
  window.addEventListener('pointerdown', press, true);
  return {
    handle(event) {
      switch (event.type) {
        case 'pointerdown':
          return down(event as PointerEvent);
        case 'pointermove':
          return move(event as PointerEvent);
        case 'pointerup':
          return up(event as PointerEvent);
        case 'pointercancel':
          return lost(event as PointerEvent);
        case 'pointerleave':
          return leave();
        case 'wheel':
          return wheel(event as WheelEvent);
        case 'dblclick':
          return double(event as MouseEvent);
        case 'contextmenu':
          return menu(event as MouseEvent);
      }
    },
    stop() {
      window.removeEventListener('keydown', key, true);
      window.removeEventListener('pointerdown', press, true);
    },
  };
}
