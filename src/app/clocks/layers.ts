/** Keeps on the timeline what is drawn there of clocks: stamps, and the two events that are compared. */
import type { EventOrder } from '../../worker/wire.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import type { SceneLayer } from '../views.ts';
import { knownStamps, learnStamps, orderOf } from './ask.ts';
import { drawingLayer, drawingOf } from './drawingLayer.ts';
import { pairOf, pairStore, stepOf } from './pair.ts';
import { pairLayer } from './pairLayer.ts';
import { stampStore, stampsHidden } from './shown.ts';
import { stampLayer } from './stampLayer.ts';

let kept = false;
/** The stamps that were learned since make a new layer: what was painted without them is painted again. */
let learned = 0;
let asking = false;
let order: { readonly of: string; readonly run: Run; readonly order: EventOrder } | null = null;
let shown = '';

/** From now on, for as long as there is a page. */
export function keepLayers(): void {
  if (kept) return;
  kept = true;
  for (const store of [sessionStore, pairStore, stampStore])
    (store.subscribe as (listener: () => void) => void)(update);
  update();
}

function update(): void {
  const { run: open, cursor, set } = sessionStore.getState();
  const run = open !== null && stampsHidden(open.resolved) ? null : open;
  const { shown: kind } = stampStore.getState();
  const pair = pairStore.getState();
  const a = run !== null && pair.a !== null ? stepOf(run, pair.a) : null;
  const two = run === null ? null : pairOf(run, cursor.step, pair);
  const of = two === null ? '' : two.join(' ');
  const known = order !== null && order.run === run && order.of === of;
  // Only what differs is a reason to paint again.
  const drawing = open === null ? null : drawingOf(open.resolved.spec.protocol, update);
  const parts = [open?.id, open?.trace.hash, kind, kind === null ? 0 : learned, a, of, known];
  const key = [...parts, drawing !== null].join('|');
  if (key === shown) return;
  shown = key;
  const layers: SceneLayer[] = [];
  if (open !== null && drawing !== null) layers.push(drawingLayer(open, drawing));
  if (run !== null && a !== null)
    layers.push(pairLayer(run, a, two?.[1] ?? null, known ? (order?.order ?? null) : null));
  // Over the chain, so that it can be read there.
  if (run !== null && kind !== null) layers.push(stampLayer(run, kind, knownStamps(run), want(run)));
  // Nothing in place of nothing is no news.
  if (layers.length + sessionStore.getState().layers.length > 0) set({ layers });
  if (run === null || two === null || known) return;
  orderOf(run, two[0], two[1]).then(
    (answer) => {
      order = { of, run, order: answer };
      update();
    },
    () => {
      // The run is gone; the one that took its place is asked about in its turn.
    },
  );
}

function want(run: Run) {
  return (steps: readonly number[], left: number): void => {
    // Not while it is being painted.
    queueMicrotask(() => {
      if (stampStore.getState().left !== left) stampStore.setState({ left });
      if (steps.length === 0 || asking) return;
      asking = true;
      learnStamps(run, steps).then(
        () => {
          asking = false;
          learned++;
          update();
        },
        () => {
          // The run is gone: another is on its way, which asks anew.
          asking = false;
        },
      );
    });
  };
}
