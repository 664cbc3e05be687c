/** Nodes put elsewhere by hand. It belongs to the person at this screen, one arrangement for each protocol, and never to a link. */
import { createStore } from 'zustand/vanilla';
import { frame } from '../router.ts';
import type { Point } from './geometry.ts';
import { type Layout, labelled, type Placed } from './layout.ts';

/** By node id, as shares (0 … 1) of the picture's width and height, so that it fits any size. */
export type Places = Readonly<Record<string, readonly [number, number]>>;

export interface Arrangement {
  readonly of: Readonly<Record<string, Places>>;
  /** The node under the hand: it must follow at once. */
  readonly held: string | null;
}

const KEY = 'faultline.arrangement';
/** Beyond this a stored arrangement is somebody's joke. */
const MOST = 2000;

/** Stored places may be old or tampered with: each is taken only if it could have been put there. */
export function sanePlaces(stored: unknown): Arrangement['of'] {
  if (typeof stored !== 'object' || stored === null) return {};
  const of: Record<string, Places> = {};
  let count = 0;
  for (const [protocol, places] of Object.entries(stored)) {
    if (typeof places !== 'object' || places === null || !/^[a-z][a-z0-9-]*$/.test(protocol)) continue;
    const sane = Object.entries(places as Record<string, unknown>).filter(
      (entry): entry is [string, [number, number]] => {
        const [id, at] = entry;
        return /^[A-Z]+\d+$/.test(id) && Array.isArray(at) && at.length === 2 && at.every(isShare);
      },
    );
    count += sane.length;
    if (sane.length > 0 && count <= MOST) of[protocol] = Object.fromEntries(sane);
  }
  return of;
}

function isShare(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function recall(): Arrangement['of'] {
  try {
    if (frame.embed || typeof localStorage === 'undefined') return {};
    return sanePlaces(JSON.parse(localStorage.getItem(KEY) ?? '{}'));
  } catch {
    return {};
  }
}

export const arrangeStore = createStore<Arrangement>(() => ({ of: recall(), held: null }));

/** Puts nodes of a protocol where a hand let go of them; null puts all back. */
export function place(protocol: string, places: Places | null): void {
  const { [protocol]: was, ...others } = arrangeStore.getState().of;
  const of = places === null ? others : { ...others, [protocol]: { ...was, ...places } };
  arrangeStore.setState({ of });
  if (frame.embed) return;
  try {
    localStorage.setItem(KEY, JSON.stringify(of));
  } catch {
    // Where nothing may be kept it lasts as long as the page.
  }
}

/** Between a node and the edge of the picture: its timer, and the ring of the focus. */
const MARGIN = 15;

/** The place nearest to a point that is still in the picture. */
export function inPicture({ width, height }: Layout, r: number, p: Point): Point {
  const clamp = (v: number, size: number) =>
    Math.min(Math.max(v, Math.min(r + MARGIN, size / 2)), Math.max(size - r - MARGIN, size / 2));
  return { x: clamp(p.x, width), y: clamp(p.y, height) };
}

/** The layout with the nodes that were put elsewhere in their places. */
export function arranged(layout: Layout, places: Places | undefined): Layout {
  if (places === undefined || !layout.nodes.some((node) => Object.hasOwn(places, node.id))) return layout;
  const nodes = layout.nodes.map((node): Placed => {
    const at = Object.hasOwn(places, node.id) ? places[node.id] : undefined;
    if (at === undefined) return node;
    return { ...node, ...inPicture(layout, node.r, { x: at[0] * layout.width, y: at[1] * layout.height }) };
  });
  return labelled({ ...layout, nodes });
}
