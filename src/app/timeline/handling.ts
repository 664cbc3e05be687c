/** What hands do on the timeline: zoom, pan, scrub, pick, drag and stretch inputs. Mouse, pen and fingers alike. */
import type { Input } from '../../engine/runspec.ts';
import { moveInput, stretchInput } from '../../timeline/edit.ts';
import { MOUSE_GRIP, TOUCH_GRIP } from '../../timeline/grips.ts';
import { bodyAt, type Hit, hitTest } from '../../timeline/hit.ts';
import { stepAt } from '../../timeline/index.ts';
import { AXIS } from '../../timeline/lanes.ts';
import { panBy, snap, WHOLE, zoomAt } from '../../timeline/scale.ts';
import type { Mark } from '../views.ts';
import { zoomOf } from './canvas.ts';
import type { Hands } from './gestures.ts';

type Drag =
  | { readonly kind: 'pan'; x: number; readonly hit: Hit }
  | { readonly kind: 'scrub' }
  | { readonly kind: 'pinch'; spread: number; middle: number }
  | {
      readonly kind: 'input';
      readonly input: number;
      readonly part: 'body' | 'start' | 'end';
      readonly original: Input;
      /** Time under the hand when it took hold, and that of the part it holds, µs. */
      readonly grabbed: number;
      readonly held: number;
      readonly hit: Hit;
      last: Input | null;
    };

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
    gesture.drag = begin(hands, hit, { x, y, clientX: event.clientX }, touch);
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
    if (drag.kind === 'input' && drag.last) {
      hands.props.onEditInput(drag.input, drag.last, 'end');
      hands.props.onSelect({ kind: 'input', input: drag.input });
      hands.focusInput(drag.input);
    } else if (!gesture.moved) click(hands, drag.hit);
  };

  const lost = (event: PointerEvent) => {
    pointers.delete(event.pointerId);
    const hands = newest();
    if (hands) cancelInput(hands);
    gesture.drag = null;
  };

  const cancelInput = (hands: Hands) => {
    const { drag } = gesture;
    if (drag?.kind === 'input' && drag.last) hands.props.onEditInput(drag.input, drag.original, 'cancel');
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
    if (event.key !== 'Escape' || gesture.drag?.kind !== 'input' || !hands) return;
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
    if (!hands || (event.target as Element).closest('button')) return;
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
    stop: () => window.removeEventListener('keydown', key, true),
  };
}

function capture(element: HTMLElement, pointer: number): void {
  try {
    element.setPointerCapture(pointer);
  } catch {
    // Told late of a finger that has left by now: the events to come say so.
  }
}

function pinch(pointers: ReadonlyMap<number, { x: number; y: number }>): { spread: number; middle: number } {
  const [a, b] = [...pointers.values()];
  if (!a || !b) return { spread: 1, middle: a?.x ?? 0 };
  return { spread: Math.max(8, Math.hypot(a.x - b.x, a.y - b.y)), middle: (a.x + b.x) / 2 };
}

function begin(
  hands: Hands,
  hit: Hit,
  at: { readonly x: number; readonly y: number; readonly clientX: number },
  touch: boolean,
): Drag {
  if (hit.kind === 'axis' || hit.kind === 'cursor') return { kind: 'scrub' };
  const picked = hands.props.selected?.kind === 'input' ? hands.props.selected.input : null;
  const held = heldInput(hands, hit, at, picked);
  const original = held >= 0 ? hands.props.resolved.spec.inputs[held] : undefined;
  const object = hands.scene.inputs[held];
  // A finger pans over a wide fault until it has picked it: a stray swipe must not rewrite the run.
  const free = !touch || picked === held || hit.kind === 'edge' || object?.form !== 'partition';
  if (!original || !object || !free) return { kind: 'pan', x: at.clientX, hit };
  const part = hit.kind === 'edge' ? hit.end : 'body';
  const { scale } = hands.scene.view;
  return {
    kind: 'input',
    input: held,
    part,
    original,
    grabbed: scale.t(at.x),
    held: part === 'end' ? scale.t(object.x1) : original.at,
    hit,
    last: null,
  };
}

/** The input a drag from here moves: a message or an event is clicked, not dragged, so the fault under it is meant. */
function heldInput(
  hands: Hands,
  hit: Hit,
  at: { readonly x: number; readonly y: number },
  selected: number | null,
) {
  if (hit.kind === 'input' || hit.kind === 'edge' || hit.kind === 'letter') return hit.input;
  if (hit.kind !== 'message' && hit.kind !== 'step') return -1;
  return bodyAt(hands.scene, at.x, at.y, { selected })?.input ?? -1;
}

function dragInput(hands: Hands, drag: Drag & { kind: 'input' }, time: number): void {
  const { until } = hands.props.resolved.spec;
  const aimed = drag.held + time - drag.grabbed;
  const target = snap(aimed, hands.scene.view.scale.perPixelAt(aimed));
  const next =
    drag.part === 'body'
      ? moveInput(drag.original, target - drag.original.at, until)
      : stretchInput(drag.original, drag.part, target, until);
  if (drag.last && JSON.stringify(next) === JSON.stringify(drag.last)) return;
  drag.last = next;
  hands.props.onEditInput(drag.input, next, 'drag');
}

function click(hands: Hands, hit: Hit): void {
  const { props } = hands;
  switch (hit.kind) {
    case 'step':
      props.onSelect({ kind: 'step', step: hit.step });
      props.onSeek(hit.step);
      return;
    case 'message': {
      const send = hands.scene.model.index.flights.send[hit.flight];
      props.onSelect({ kind: 'step', step: hit.step, ...(send === undefined ? {} : { send }) });
      props.onSeek(hit.step);
      return;
    }
    case 'letter': {
      const picked = props.selected?.kind === 'input' && props.selected.input === hit.input;
      const input = props.resolved.spec.inputs[hit.input];
      const node = props.resolved.nodes[hit.node];
      if (!picked) hands.turns.forget();
      else if (input && node) {
        const turned = hands.turns.turn(hit.input, input, node.id);
        if (turned !== input) props.onEditInput(hit.input, turned, 'end');
      }
      props.onSelect({ kind: 'input', input: hit.input });
      hands.focusInput(hit.input);
      return;
    }
    case 'input':
    case 'edge':
      props.onSelect({ kind: 'input', input: hit.input });
      hands.focusInput(hit.input);
      return;
    case 'lane': {
      const node = props.resolved.nodes[hit.node];
      if (node) props.onSelect({ kind: 'node', node: node.id });
      return;
    }
    default:
      props.onSelect(null);
  }
}

function hover(hands: Hands, hit: Hit, x: number, y: number): void {
  hands.setPointer({ x, y, hit });
  const mark = markOf(hands, hit);
  if (!sameMark(mark, hands.props.hover)) hands.props.onHover(mark);
}

function markOf(hands: Hands, hit: Hit): Mark {
  if (hit.kind === 'step' || hit.kind === 'message') return { kind: 'step', step: hit.step };
  if (hit.kind === 'input' || hit.kind === 'edge' || hit.kind === 'letter')
    return { kind: 'input', input: hit.input };
  const node = hit.kind === 'lane' ? hands.props.resolved.nodes[hit.node] : undefined;
  return node ? { kind: 'node', node: node.id } : null;
}

function sameMark(a: Mark, b: Mark): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
