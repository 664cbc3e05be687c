/** Where the words of a tree stand: all of them where there is room, else of each depth those below the word that is open. Pure. */
import type { WordNode } from './view-tree.ts';

export interface Placed {
  readonly word: WordNode;
  readonly x: number;
  /** From 0. */
  readonly depth: number;
  readonly width: number;
  /** Index of its parent in the list; -1 at the root. */
  readonly parent: number;
  /** Words below it that are not drawn. */
  readonly hidden: number;
}
export interface Plan {
  readonly placed: readonly Placed[];
  readonly depths: number;
  /** Whether only a part is drawn. */
  readonly partial: boolean;
}

/** The least room for a word, px. */
const LEAST = 17;
const WIDEST = 62;

/** @param open the word of which the words below are wanted, where not all fit; null: nobody has chosen */
export function planOf(root: WordNode, width: number, open: WordNode | null): Plan {
  const leaves = leavesOf(root);
  const partial = leaves * LEAST > width;
  const way = open ?? firstOpen(root);
  const placed: Placed[] = [];
  const put = (word: WordNode, depth: number, parent: number, from: number, room: number) => {
    const at = placed.length;
    const shown = !partial || isOn(word, way);
    const below = shown ? word.children : [];
    placed.push({
      word,
      depth,
      parent,
      x: from + room / 2,
      width: Math.min(room - 3, WIDEST),
      hidden: shown ? 0 : countBelow(word),
    });
    // Where a part is drawn, each depth has all the room there is.
    const share = partial ? width / Math.max(1, below.length) : room / Math.max(1, below.length);
    below.forEach((child, i) => {
      put(child, depth + 1, at, (partial ? 0 : from) + i * share, share);
    });
  };
  put(root, 0, -1, 0, width);
  return { placed, partial, depths: 1 + Math.max(...placed.map((p) => p.depth)) };
}

/** Whether a word lies on the way from the root to the open one. */
function isOn(word: WordNode, open: WordNode): boolean {
  return word.path.every((id, i) => open.path[i] === id);
}

/** The last of the first words that has others below it. */
function firstOpen(word: WordNode): WordNode {
  const [first] = word.children;
  return first === undefined || first.children.length === 0 ? word : firstOpen(first);
}

function leavesOf({ children }: WordNode): number {
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + leavesOf(child), 0);
}

function countBelow({ children }: WordNode): number {
  return children.reduce((sum, child) => sum + 1 + countBelow(child), 0);
}

/** Where an arrow key leads from a word. */
export function neighbour(placed: readonly Placed[], at: number, key: string): number {
  const here = placed[at];
  if (here === undefined) return 0;
  const level = placed.flatMap((p, i) => (p.depth === here.depth ? [i] : []));
  const place = level.indexOf(at);
  switch (key) {
    case 'ArrowLeft':
      return level[place - 1] ?? at;
    case 'ArrowRight':
      return level[place + 1] ?? at;
    case 'ArrowUp':
      return here.parent < 0 ? at : here.parent;
    case 'ArrowDown': {
      const child = placed.findIndex((p) => p.parent === at);
      return child < 0 ? at : child;
    }
    case 'Home':
      return 0;
    case 'End':
      return placed.length - 1;
    default:
      return at;
  }
}
