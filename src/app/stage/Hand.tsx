import { type RefObject, use, useEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useStore } from 'zustand';
import { sides } from '../../timeline/faultwords.ts';
import { dropChip } from '../faults/open.ts';
import { LabContext } from '../lab/context.ts';
import { sessionStore } from '../stores/session.ts';
import { ms } from '../text.ts';
import { arrangeStore, inPicture, place } from './arrange.ts';
import { distance, type Point, textWidth } from './geometry.ts';
import css from './hand.module.css';
import type { Layout } from './layout.ts';
import { MessageMenu } from './MessageMenu.tsx';
import { sidesOf } from './stroke.ts';

export interface HandProps {
  readonly svg: RefObject<SVGSVGElement | null>;
  readonly protocol: string;
  readonly layout: Layout;
  /** Where the cursor stands, µs: a cut begins there. */
  readonly time: number;
  /** Whether inputs can be made here. */
  readonly edits: boolean;
  onHover(mark: null): void;
  /** It has come. */
  onReady(): void;
  /** Where a message in flight is drawn now; null once it is gone. */
  messageAt(send: number): Point | null;
}

/** A press that goes no farther than this is a click, px. */
const SLACK = 5;
/** How far an arrow key moves a node; with Shift. */
const STEP = 8;
const STRIDE = 40;

type Holding =
  | {
      readonly kind: 'node';
      readonly id: string;
      readonly r: number;
      readonly off: Point;
      readonly before: Point;
    }
  | { readonly kind: 'stroke' };

let known = false;

/**
 * What hands do on the picture itself: drag nodes to where they are wanted, draw a line to cut the network, press a message for what
 * can be done to it. It comes once the picture stands.
 */
export default function Hand(props: HandProps) {
  const { svg, protocol, layout, edits } = props;
  const live = useRef(props);
  live.current = props;
  // A picture of a run may stand where nothing plays.
  const lab = useRef(use(LabContext));
  const [stroke, setStroke] = useState<readonly Point[] | null>(null);
  const [menu, setMenu] = useState<{ readonly send: number; readonly from: Element } | null>(null);
  const moved = useStore(arrangeStore, (s) => Object.hasOwn(s.of, protocol));

  useEffect(() => {
    const element = svg.current;
    if (element === null) return;
    let press: { readonly id: number; readonly at: Point; readonly on: Element } | null = null;
    let holding: Holding | null = null;
    let points: Point[] = [];
    let swallow = false;

    const pointOf = (event: PointerEvent): Point => {
      const box = element.getBoundingClientRect();
      const { width, height } = live.current.layout;
      return {
        x: ((event.clientX - box.left) / box.width) * width,
        y: ((event.clientY - box.top) / box.height) * height,
      };
    };
    const end = () => {
      press = null;
      holding = null;
      points = [];
      setStroke(null);
      arrangeStore.setState({ held: null });
    };
    const begin = (p: Point, start: NonNullable<typeof press>): Holding | null => {
      const id = start.on.closest('[data-node]')?.getAttribute('data-node');
      const node = live.current.layout.nodes.find((n) => n.id === id);
      if (node !== undefined) {
        arrangeStore.setState({ held: node.id });
        const off = { x: node.x - start.at.x, y: node.y - start.at.y };
        return { kind: 'node', id: node.id, r: node.r, off, before: { x: node.x, y: node.y } };
      }
      if (!live.current.edits || start.on.closest('[data-send], [data-fault]') !== null) return null;
      points = [start.at, p];
      return { kind: 'stroke' };
    };
    const onDown = (event: PointerEvent) => {
      swallow = false;
      if (event.button !== 0 || !event.isPrimary || !(event.target instanceof Element)) return;
      press = { id: event.pointerId, at: pointOf(event), on: event.target };
    };
    const onMove = (event: PointerEvent) => {
      if (press === null || event.pointerId !== press.id) return;
      const p = pointOf(event);
      if (holding === null) {
        if (distance(p, press.at) < SLACK) return;
        holding = begin(p, press);
        if (holding === null) {
          press = null;
          return;
        }
        element.setPointerCapture(event.pointerId);
        live.current.onHover(null);
        known = true;
      }
      if (holding.kind === 'node')
        put(live.current, holding.id, holding.r, { x: p.x + holding.off.x, y: p.y + holding.off.y });
      else if (distance(p, points.at(-1) as Point) >= 3) {
        points = [...points, p];
        setStroke(points);
      }
    };
    const onUp = (event: PointerEvent) => {
      if (press === null || event.pointerId !== press.id) return;
      swallow = holding !== null;
      const groups = holding?.kind === 'stroke' ? sidesOf(points, live.current.layout) : null;
      if (holding?.kind === 'node') {
        const { of } = arrangeStore.getState();
        place(live.current.protocol, of[live.current.protocol] ?? {});
      }
      end();
      if (groups !== null) dropChip('partition', { at: live.current.time, groups });
    };
    const onCancel = () => {
      if (holding?.kind === 'node') put(live.current, holding.id, holding.r, holding.before);
      end();
    };
    /** The click that ends a drag picks nothing. */
    const onClick = (event: MouseEvent) => {
      if (swallow) event.stopPropagation();
      else if (live.current.edits && event.target instanceof Element) open(event.target);
      swallow = false;
    };
    const open = (target: Element) => {
      const message = target.closest('[data-send]');
      if (message === null) return false;
      lab.current?.player.pause();
      setMenu({ send: Number(message.getAttribute('data-send')), from: message });
      return true;
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && holding !== null) {
        onCancel();
        event.stopPropagation();
        return;
      }
      if (!(event.target instanceof Element)) return;
      const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
      if (plain && live.current.edits && ['Enter', ' ', 'm'].includes(event.key) && open(event.target)) {
        event.preventDefault();
        event.stopPropagation();
        return;
      }
      const id = event.target.closest('[data-node]')?.getAttribute('data-node');
      const way = ARROWS[event.key];
      const node = live.current.layout.nodes.find((n) => n.id === id);
      if (node === undefined || way === undefined || !event.altKey) return;
      const by = event.shiftKey ? STRIDE : STEP;
      put(live.current, node.id, node.r, { x: node.x + way[0] * by, y: node.y + way[1] * by });
      place(live.current.protocol, arrangeStore.getState().of[live.current.protocol] ?? {});
      sessionStore.getState().set({ announcement: `${node.id} moved.` });
      event.preventDefault();
      event.stopPropagation();
    };
    const onWindowKey = (event: KeyboardEvent) => {
      if (holding !== null && event.key === 'Escape') onKey(event);
    };
    element.addEventListener('pointerdown', onDown);
    element.addEventListener('pointermove', onMove);
    element.addEventListener('pointerup', onUp);
    element.addEventListener('pointercancel', onCancel);
    element.addEventListener('click', onClick, true);
    element.addEventListener('keydown', onKey, true);
    window.addEventListener('keydown', onWindowKey, true);
    live.current.onReady();
    return () => {
      element.removeEventListener('pointerdown', onDown);
      element.removeEventListener('pointermove', onMove);
      element.removeEventListener('pointerup', onUp);
      element.removeEventListener('pointercancel', onCancel);
      element.removeEventListener('click', onClick, true);
      element.removeEventListener('keydown', onKey, true);
      window.removeEventListener('keydown', onWindowKey, true);
    };
  }, [svg]);

  const pane = svg.current?.parentElement;
  const at = menu === null ? null : props.messageAt(menu.send);
  return (
    <>
      {stroke !== null && <Stroke stroke={stroke} layout={layout} time={props.time} />}
      {edits && !known && !moved && stroke === null && hintFits(layout) && (
        <text x={10} y={layout.height - 8} className={css.hint} aria-hidden="true">
          {HINT}
        </text>
      )}
      {pane &&
        createPortal(
          <>
            {moved && (
              <button
                type="button"
                className={`button small ${css.back}`}
                onClick={() => place(protocol, null)}
              >
                Put nodes back
              </button>
            )}
            {menu !== null && at !== null && svg.current !== null && (
              <MessageMenu
                key={menu.send}
                send={menu.send}
                at={at}
                picture={svg.current}
                onClose={(refocus) => {
                  setMenu(null);
                  if (refocus && menu.from.isConnected) (menu.from as SVGElement).focus();
                }}
              />
            )}
          </>,
          pane,
        )}
    </>
  );
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

const HINT = 'Draw a line between nodes to cut the network';

/** Whether the hint would stand on no node and no word beside one. */
function hintFits({ nodes, width, height }: Layout): boolean {
  const right = 10 + textWidth(HINT, 12);
  return (
    right < width && nodes.every((node) => node.y + node.r < height - 30 || node.x - node.r - 60 > right)
  );
}

/** Shows a node elsewhere; nothing is kept yet. */
function put({ protocol, layout }: HandProps, id: string, r: number, p: Point): void {
  const { x, y } = inPicture(layout, r, p);
  const { of } = arrangeStore.getState();
  const share = [x / layout.width, y / layout.height] as const;
  arrangeStore.setState({ of: { ...of, [protocol]: { ...of[protocol], [id]: share } } });
}

/** The line under the hand, and in words what it will do. */
function Stroke(props: {
  readonly stroke: readonly Point[];
  readonly layout: Layout;
  readonly time: number;
}) {
  const { stroke, layout, time } = props;
  const groups = sidesOf(stroke, layout);
  const last = stroke.at(-1) as Point;
  const words = groups === null ? 'Draw on, between two nodes' : `Cut ${sides(groups)} at ${ms(time)}`;
  const width = textWidth(words, 13) + 18;
  const x = Math.min(Math.max(4, last.x + 14), Math.max(4, layout.width - width - 4));
  const y = last.y > 44 ? last.y - 36 : last.y + 18;
  return (
    <g aria-hidden="true" className={css.stroke} data-parts={groups !== null || undefined}>
      <path d={stroke.map((p, i) => `${i === 0 ? 'M' : 'L'}${p.x} ${p.y}`).join('')} />
      {groups !== null &&
        layout.nodes.map((node) => (
          <text key={node.id} x={node.x + node.r * 0.8} y={node.y - node.r * 0.8} className={css.side}>
            {groups[0].includes(node.id) ? 'a' : 'b'}
          </text>
        ))}
      <rect x={x} y={y} width={width} height={24} rx={6} />
      <text x={x + 9} y={y + 16.5}>
        {words}
      </text>
    </g>
  );
}
