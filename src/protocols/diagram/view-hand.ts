/** The hand on the picture: a press on a lane makes an event, a line to another lane a message, and what is there slides along its lane. */
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { RunSpec } from '../../engine/runspec.ts';
import { arrival, type Edit, localEdit, sendEdit, slideEdit, snap } from './view-edits.ts';
import type { DrawnEvent } from './view-events.ts';

/** A hand that moved less has clicked, px. */
const STILL = 4;
/** As close as this one is on a lane, or on an event, px. */
const LANE_REACH = 24;
const EVENT_REACH = 11;

export interface Plane {
  readonly x: (time: number) => number;
  readonly t: (x: number) => number;
  readonly y: (lane: number) => number;
  readonly lanes: number;
  readonly until: number;
}

interface Held {
  readonly pointer: number;
  readonly x: number;
  readonly y: number;
  readonly lane: number;
  /** The event under the hand, null on a bare lane. */
  readonly event: DrawnEvent | null;
  /** The run as it was. */
  readonly spec: RunSpec;
  readonly at: number;
  moved: boolean;
  last: Edit | null;
}

/** A line from where a message leaves to where the hand is, scene px; `stopped`: the hand is before its sending. */
export interface Rubber {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly stopped: boolean;
}

export interface HandProps {
  readonly plane: Plane;
  readonly events: readonly DrawnEvent[];
  readonly spec: RunSpec;
  readonly enabled: boolean;
  onEdit(edit: Edit, phase: 'drag' | 'end' | 'cancel', input: number): void;
  onPick(event: DrawnEvent): void;
  /** A gesture begins, on an event or on a bare lane. */
  onHold(event: DrawnEvent | null): void;
}

/** Whether a distance is no more than so many px. */
function near(dx: number, dy: number, reach: number): boolean {
  return dx * dx + dy * dy <= reach * reach;
}

export function laneAt({ y, lanes }: Plane, py: number, reach = LANE_REACH): number | null {
  let best: number | null = null;
  for (let lane = 0; lane < lanes; lane++) {
    const off = Math.abs(y(lane) - py);
    if (off <= reach && (best === null || off < Math.abs(y(best) - py))) best = lane;
  }
  return best;
}

export function useHand(props: HandProps) {
  const held = useRef<Held | null>(null);
  const [rubber, setRubber] = useState<Rubber | null>(null);
  const [holding, setHolding] = useState(false);
  const latest = useRef(props);
  latest.current = props;

  const place = (event: PointerEvent<SVGSVGElement>) => {
    const svg = event.currentTarget;
    const box = svg.getBoundingClientRect();
    // Where the page is drawn larger, so is each pixel of the drawing.
    const zoom = svg.clientWidth > 0 ? box.width / svg.clientWidth : 1;
    return { px: (event.clientX - box.left) / zoom, py: (event.clientY - box.top) / zoom };
  };
  const finish = (phase: 'end' | 'cancel') => {
    const { current } = held;
    held.current = null;
    setRubber(null);
    setHolding(false);
    if (current?.last) latest.current.onEdit(current.last, phase, inputOf(current));
  };
  const finishing = useRef(finish);
  finishing.current = finish;
  useEffect(() => {
    if (!holding) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      event.preventDefault();
      event.stopPropagation();
      finishing.current('cancel');
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  }, [holding]);
  useEffect(() => () => finishing.current('cancel'), []);

  return {
    rubber,
    holding,
    handlers: {
      onPointerDown(event: PointerEvent<SVGSVGElement>) {
        const { plane, events, spec, onHold, enabled } = latest.current;
        if (event.button !== 0 || held.current !== null) return;
        const { px, py } = place(event);
        const under = events.find((e) => near(plane.x(e.time) - px, plane.y(e.lane) - py, EVENT_REACH));
        const lane = under?.lane ?? laneAt(plane, py);
        if (lane === null || (!enabled && under === undefined)) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        const at = under?.time ?? snap(plane.t(px), plane.until);
        held.current = {
          pointer: event.pointerId,
          x: px,
          y: py,
          lane,
          event: under ?? null,
          spec,
          at,
          moved: false,
          last: null,
        };
        onHold(under ?? null);
      },
      onPointerMove(event: PointerEvent<SVGSVGElement>) {
        const { current } = held;
        const { plane, enabled, onEdit } = latest.current;
        if (current === null || current.pointer !== event.pointerId || !enabled) return;
        const { px, py } = place(event);
        if (!current.moved && near(px - current.x, py - current.y, STILL)) return;
        current.moved = true;
        setHolding(true);
        const { edit, line } = meant(current, plane, px, py);
        setRubber(line);
        if (edit === null) {
          // Off all lanes nothing is drawn: what was drawn on the way is taken back.
          if (current.last !== null) onEdit(current.last, 'cancel', inputOf(current));
          current.last = null;
          return;
        }
        current.last = edit;
        onEdit(edit, 'drag', inputOf(current));
      },
      onPointerUp(event: PointerEvent<SVGSVGElement>) {
        const { current } = held;
        if (current === null || current.pointer !== event.pointerId) return;
        const { onEdit, onPick, enabled } = latest.current;
        if (!current.moved) {
          held.current = null;
          if (current.event !== null) onPick(current.event);
          else if (enabled)
            onEdit(localEdit(inputOf(current), current.lane, current.at), 'end', inputOf(current));
          return;
        }
        finish('end');
      },
      onPointerCancel: () => finish('cancel'),
    },
  };
}

/** The stroke a gesture is about: that of the event it took hold of, or a new one. */
function inputOf({ event, spec }: Held): number {
  return event?.input ?? spec.inputs.length;
}

function meant(held: Held, plane: Plane, px: number, py: number): { edit: Edit | null; line: Rubber | null } {
  const { event, lane, spec, at } = held;
  const over = laneAt(plane, py);
  const wanted = plane.t(px);
  const index = inputOf(held);
  if (event?.kind === 'receive')
    return { edit: slideEdit(spec, index, 'arrival', wanted, over ?? undefined), line: null };
  if (event?.kind === 'send') return { edit: slideEdit(spec, index, 'start', wanted), line: null };
  if (over === null) {
    const line = { x0: plane.x(at), y0: plane.y(lane), x1: px, y1: py, stopped: wanted < at };
    return { edit: null, line };
  }
  if (over !== lane) {
    const arrives = arrival(at, wanted, plane.until);
    const y1 = plane.y(over);
    const line = { x0: plane.x(at), y0: plane.y(lane), x1: plane.x(arrives), y1, stopped: wanted < at };
    return { edit: sendEdit(index, lane, at, over, arrives), line };
  }
  return {
    edit:
      event === null
        ? localEdit(index, lane, snap(wanted, plane.until))
        : slideEdit(spec, index, 'start', wanted),
    line: null,
  };
}
