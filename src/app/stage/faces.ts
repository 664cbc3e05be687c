/** What a node's mark says at one moment, in words and signs. Pure. */
import type { NodeState } from '../../engine/inspect.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Fault, Micros, NodeId } from '../../engine/runspec.ts';
import type { Heard } from '../../timeline/known.ts';
import { ms } from '../text.ts';
import { type Box, textWidth } from './geometry.ts';
import type { Placed } from './layout.ts';
import { clockText, downs, type InForce } from './moments.ts';

export interface Face {
  readonly epoch: number;
  /** "term 2", '' if nothing is to be said. */
  readonly epochText: string;
  readonly mark: 'plain' | 'filled' | 'dashed';
  /** Written beside the node: "leader", "frozen", "crashed", or ''. */
  readonly word: string;
  readonly up: boolean;
  readonly frozen: boolean;
  readonly slow: boolean;
  /** Whether it obeys a behaviour instead of the rules. */
  readonly byzantine: boolean;
  /** What is to be said of its disk: "writing", "2 damaged", "full"; '' if nothing. */
  readonly disk: string;
  /** Whether that is trouble, not just work. */
  readonly diskBad: boolean;
  /** How much waits for it; 0 where nothing does. */
  readonly waiting: number;
  /** "+30 %", '' if its clock is right. */
  readonly clock: string;
  /** It is not seen, only what was last heard of it. */
  readonly faded: boolean;
  /** Accessible name: "S3, leader, term 2, up". */
  readonly name: string;
}

export function faceOf(
  node: Placed,
  meta: Meta,
  faults: readonly InForce[],
  /** `unborn`: it has not booted yet, and is not down either. */
  now: { readonly status: number; readonly epoch: number; readonly unborn?: true },
  /** As the worker knows it; null until it has answered. */
  state: NodeState | null = null,
  /** From `clockOff`. */
  off: Micros | null = null,
): Face {
  // A crash of this very instant may come after the step at the cursor.
  const up = (now.status >= 0 || now.unborn === true) && !faults.some((f) => downs(f, node.id));
  const strikes = (type: FaultOfNode) =>
    faults.some(({ fault }) => fault.type === type && fault.node === node.id);
  const status = meta.statuses[now.status];
  const frozen = strikes('pause');
  const slow = strikes('slow');
  const byzantine = strikes('byzantine');
  const disk = diskText(state, strikes('diskFull'), strikes('slowFsync'));
  const waiting = up ? (state?.waiting ?? 0) : 0;
  const down = downWord(faults, node.id, strikes('diskFull'), frozen);
  const clock = clockText(faults, node.id, off);
  const epochText = meta.epoch && node.shape === 'circle' ? `${meta.epoch.title} ${now.epoch}` : '';
  const marked = status && status.mark !== 'plain' ? status.title : '';
  const name = [
    node.id,
    now.unborn ? 'not started yet' : up ? (status?.title ?? '') : down,
    epochText,
    !up ? 'down' : frozen ? 'frozen' : now.unborn ? '' : 'up',
    clock === '' ? '' : `clock ${clock}`,
    slow ? 'slow' : '',
    byzantine ? 'Byzantine' : '',
    disk.text === '' ? '' : `disk ${disk.text}`,
    waiting === 0 ? '' : `${waiting} waiting`,
  ];
  return {
    epoch: now.epoch,
    epochText,
    mark: status?.mark ?? 'plain',
    word: up
      ? [marked, frozen ? 'frozen' : '', slow ? 'slow' : '', byzantine ? 'Byzantine' : '']
          .filter(Boolean)
          .join(', ')
      : down,
    up,
    frozen,
    slow,
    byzantine,
    disk: disk.text,
    diskBad: disk.bad,
    waiting,
    clock,
    faded: false,
    name: name.filter(Boolean).join(', '),
  };
}

/** Another node, as one sees it that cannot look into it: by the last message it had from it. */
export function heardFace(node: Placed, meta: Meta, heard: Heard | null): Face {
  const epoch = heard?.epoch ?? 0;
  const epochText = meta.epoch && heard !== null && epoch > 0 ? `${meta.epoch.title} ${epoch}` : '';
  const word = heard === null ? 'unheard' : `heard, ${ms(heard.heardAt)}`;
  return {
    epoch,
    epochText,
    mark: 'plain',
    word,
    up: true,
    frozen: false,
    slow: false,
    byzantine: false,
    disk: '',
    diskBad: false,
    waiting: 0,
    clock: '',
    faded: true,
    name: [node.id, heard === null ? 'not heard yet' : `last heard at ${ms(heard.heardAt)}`, epochText]
      .filter(Boolean)
      .join(', '),
  };
}

type FaultOfNode = Extract<Fault, { readonly node: NodeId }>['type'];

/** Why a node is down, in a word or two. */
function downWord(faults: readonly InForce[], node: NodeId, full: boolean, frozen: boolean): string {
  const by = faults.filter((f) => downs(f, node));
  if (by.some(({ fault }) => fault.type === 'amnesia')) return 'crashed, disk lost';
  if (by.length > 0) return 'crashed';
  // What took it down is over: it restarts when this is.
  return full ? 'down, disk full' : frozen ? 'down, frozen' : 'crashed';
}

/** Damage comes first: it is what the node does not know. */
function diskText(state: NodeState | null, full: boolean, slow: boolean): { text: string; bad: boolean } {
  const damaged = state?.damaged.length ?? 0;
  const said = [
    damaged > 0 ? `${damaged} damaged` : '',
    full ? 'full' : '',
    state?.syncing ? 'writing' : slow ? 'slow' : '',
  ].filter(Boolean);
  return { text: said.join(', '), bad: damaged > 0 || full };
}

/** What is said of a node is said line by line: there is more room below than beside. */
export function linesOf(word: string): readonly string[] {
  return word.split(', ').flatMap(halved);
}

/** As much as stands beside a node at the edge of the picture, characters. */
const LINE = 15;

/** What is too long for one line, in two as equal as its words allow. */
function halved(text: string): readonly string[] {
  if (text.length <= LINE) return [text];
  const cuts = [...text].flatMap((c, i) => (c === ' ' ? [i] : []));
  const off = (cut: number) => Math.abs(2 * cut + 1 - text.length);
  const [first, ...others] = cuts;
  if (first === undefined) return [text];
  const cut = others.reduce((best, c) => (off(c) < off(best) ? c : best), first);
  return [text.slice(0, cut), text.slice(cut + 1)];
}

/** Below a node stand its badges, one under another; above it where its word stands below, or the picture ends. px from its centre. */
export function badgePlaces(node: Placed, face: Pick<Face, 'word' | 'clock' | 'disk'>, height: number) {
  const worded = face.word !== '' && node.label.anchor === 'middle' && node.label.dy > 0;
  const way = worded || node.y + node.r + 18 > height ? -1 : 1;
  const first = (node.r + 7) * way;
  return { clock: first, disk: face.clock === '' ? first : first + 19 * way };
}

/** The room those badges take. */
export function badgeBoxes(node: Placed, face: Pick<Face, 'word' | 'clock' | 'disk'>, height: number): Box[] {
  const places = badgePlaces(node, face, height);
  return (['clock', 'disk'] as const).flatMap((badge) => {
    const text = face[badge];
    if (text === '') return [];
    const w = text.length * 6.1 + 26;
    return [{ x: node.x - w / 2, y: node.y + places[badge] - 9, w, h: 18 }];
  });
}

/** The room the word beside a node takes. */
export function wordBox(node: Placed, word: string): Box {
  const lines = linesOf(word);
  const w = Math.max(...lines.map((line) => textWidth(line, 12.5)));
  const { dx, dy, anchor } = node.label;
  const x = node.x + dx - (anchor === 'end' ? w : anchor === 'middle' ? w / 2 : 0);
  return { x, y: node.y + dy - 11, w, h: 14 * lines.length };
}
