/** What every kind of fault is called, says of itself and is dropped on: for the form, and for the list of all faults. */
import {
  FAULT_KINDS,
  type FaultFamily,
  type FaultKind,
  type FaultType,
  faultKind,
} from '../../engine/faultkinds.ts';
import type { Meta } from '../../engine/meta.ts';
import type { ChipKind } from '../views.ts';
import { CHIPS, type Chip } from './chips.ts';
import type { DraftKind } from './drafts.ts';
import { canStrike, groundOf } from './landing.ts';

/** Kinds the form offers to change between, so that a near relative is one press away. */
export const RELATIVES: readonly (readonly DraftKind[])[] = [
  ['crash', 'amnesia', 'outage'],
  ['pause', 'slow'],
  ['byzantine'],
  ['partition', 'partial', 'block', 'link'],
  ['drop', 'delay', 'duplicate', 'reorder', 'corrupt'],
  ['clock'],
  ['lostWrite', 'tornWrite', 'misdirectedWrite'],
  ['bitRot', 'latentError'],
  ['diskFull', 'slowFsync'],
  ['command'],
  ['fire'],
];

export function nameOf(kind: DraftKind): string {
  if (kind === 'command') return 'Command';
  if (kind === 'fire') return 'Fire timer';
  const chip = CHIPS.find((c) => c.kind === kind);
  return chip?.name ?? capital(faultKind(kind).title);
}

/** One sentence on what it does. */
export function helpOf(kind: DraftKind): string {
  if (kind === 'command')
    return 'A client is given something to do; it sends it over the network like any other message.';
  if (kind === 'fire')
    return 'The timer runs out now if it is running, and finds nothing to do if it is not.';
  return faultKind(kind).help;
}

/** What it is dropped on, for the hint. */
export function ontoOf(kind: ChipKind): string {
  switch (groundOf(kind)) {
    case 'partition':
      return 'the gap between nodes or lanes';
    case 'message':
      return 'a message';
    case 'link':
      return 'a link, the gap between two lanes, or a lane';
    case 'node':
      return kind === 'outage' ? 'one of the nodes' : 'a node or its lane';
  }
}

export function chipOf(kind: FaultType): Chip {
  return { kind, name: nameOf(kind), onto: ontoOf(kind) };
}

/** Other words of the field, to find a fault by. */
const OTHER_WORDS: Readonly<Record<FaultType, string>> = {
  crash: 'fail-stop, crash-stop, crash-recover, failure, kill, power, reboot, restart',
  amnesia: 'wiped disk, data loss, reinstalled, replaced machine, crash',
  outage: 'correlated failure, common cause, rack, zone, data centre, power line, several crashes',
  pause: 'pause, GC pause, garbage collection, stop the world, suspend, SIGSTOP, hang, stall',
  slow: 'gray failure, grey failure, fail-slow, limping, straggler, overload, performance fault, timing fault',
  byzantine: 'arbitrary failure, traitor, malicious, lie, equivocation, evil',
  partition: 'network partition, split brain, symmetric, asymmetric, one-way, flapping, isolate',
  partial: 'partial partition, non-transitive, bridge, flapping, link failure',
  block:
    'asymmetric partition, one-way link, simplex, unidirectional, flapping, send omission, receive omission',
  link: 'jitter, latency, lossy, packet loss, omission, WAN, congestion, duplication, reordering, corruption, asynchrony',
  drop: 'omission, drop, packet loss, message loss',
  delay: 'timing fault, late message, slow message, asynchrony, latency',
  duplicate: 'duplication, at least once, retransmission, replay, double delivery',
  reorder: 'reordering, out of order, overtaking, not FIFO',
  corrupt: 'corruption, bit flip, checksum, garbled, damaged packet',
  clock: 'clock skew, drift, offset, step, jump, stop, NTP, leap second, timing fault',
  lostWrite: 'phantom write, dropped write, lying disk, lying fsync, acknowledged and not kept',
  tornWrite: 'partial write, power failure, crash before fsync, atomicity, torn page',
  misdirectedWrite: 'misplaced write, wrong sector, firmware bug',
  bitRot: 'silent corruption, data decay, bit flip, cosmic ray, checksum',
  latentError: 'latent sector error, bad sector, media error, read error, EIO',
  diskFull: 'ENOSPC, no space, out of space, disk quota',
  slowFsync: 'fsync latency, slow fsync, disk stall, slow storage, gray failure',
};

export interface Family {
  readonly id: FaultFamily | 'byzantine';
  readonly title: string;
  readonly kinds: readonly FaultKind[];
}

const FAMILIES: readonly Pick<Family, 'id' | 'title'>[] = [
  { id: 'node', title: 'Nodes' },
  { id: 'network', title: 'Network' },
  { id: 'message', title: 'One message' },
  { id: 'clock', title: 'Clocks' },
  { id: 'disk', title: 'Disks' },
  { id: 'byzantine', title: 'Byzantine' },
];

/**
 * The faults that fit what is typed, by family; families with none are left out. Those whose own name fits come first.
 * @param typed words, all of which must occur in its name, its sentence or the field's other words for it; with none, every
 * fault that has no chip of its own
 */
export function familiesOf(typed: string, meta: Meta): readonly Family[] {
  const words = wordsOf(typed);
  const named = (kind: FaultKind) =>
    `${nameOf(kind.type)} ${kind.title}`.toLowerCase().includes(words[0] ?? '');
  const families = FAMILIES.map(({ id, title }): Family => {
    const kinds = FAULT_KINDS.filter(
      (kind) => familyOf(kind) === id && fits(kind, words) && isPossible(kind, meta),
    );
    const wanted =
      words.length > 0 ? kinds : kinds.filter((kind) => !CHIPS.some((c) => c.kind === kind.type));
    return { id, title, kinds: words.length === 0 ? wanted : firstThose(wanted, named) };
  }).filter((family) => family.kinds.length > 0);
  return words.length === 0 ? families : firstThose(families, (family) => family.kinds.some(named));
}

/** Families of which something fits what is typed and nothing can happen in this protocol, with the reason. */
export function impossibleFamilies(
  typed: string,
  meta: Meta,
): readonly { readonly id: Family['id']; readonly title: string; readonly why: string }[] {
  const words = wordsOf(typed);
  return FAMILIES.flatMap(({ id, title }) => {
    const kinds = FAULT_KINDS.filter((kind) => familyOf(kind) === id);
    if (!kinds.some((kind) => fits(kind, words)) || kinds.some((kind) => isPossible(kind, meta))) return [];
    const why =
      id === 'byzantine'
        ? `${meta.title} declares no way for a node to lie.`
        : `In ${meta.title} no node has a disk that could fail.`;
    return [{ id, title, why }];
  });
}

function wordsOf(typed: string): readonly string[] {
  return typed.toLowerCase().split(/\s+/).filter(Boolean);
}

function fits(kind: FaultKind, words: readonly string[]): boolean {
  const text = `${nameOf(kind.type)} ${kind.title} ${kind.help} ${OTHER_WORDS[kind.type]}`.toLowerCase();
  return words.every((word) => text.includes(word) || text.replaceAll('-', ' ').includes(word));
}

/** Whether somebody can suffer it: not every protocol has disks, or a way to lie. */
function isPossible({ type }: FaultKind, meta: Meta): boolean {
  return meta.roles.some((role) => canStrike(type, role, meta));
}

/** Of the faults with these ids, those that have no chip of their own. */
export function kindsWithoutChip(ids: readonly string[]): readonly FaultKind[] {
  return FAULT_KINDS.filter(({ type }) => ids.includes(type) && !CHIPS.some((chip) => chip.kind === type));
}

/** The field's word for it that was typed, where its own name does not say it: "also: gray failure". '' if none is to be said. */
export function otherWord(kind: FaultKind, typed: string): string {
  const text = typed.trim().toLowerCase();
  if (text === '' || `${nameOf(kind.type)} ${kind.title}`.toLowerCase().includes(text)) return '';
  return OTHER_WORDS[kind.type].split(', ').find((word) => word.toLowerCase().includes(text)) ?? '';
}

function familyOf(kind: FaultKind): Family['id'] {
  return kind.type === 'byzantine' ? 'byzantine' : kind.family;
}

function firstThose<T>(all: readonly T[], wanted: (one: T) => boolean): readonly T[] {
  return [...all.filter(wanted), ...all.filter((one) => !wanted(one))];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
