/** What each chip can be let go on. Light: the pictures ask while it is on its way. */
import type { Meta, RoleMeta } from '../../engine/meta.ts';
import type { NodeInfo } from '../../engine/runspec.ts';
import type { ChipKind, DropTarget } from '../views.ts';

export type Ground = 'node' | 'partition' | 'message' | 'link';

const GROUNDS: Readonly<Partial<Record<ChipKind, Ground>>> = {
  partition: 'partition',
  partial: 'link',
  block: 'link',
  link: 'link',
  drop: 'message',
  delay: 'message',
  duplicate: 'message',
  reorder: 'message',
  corrupt: 'message',
};

export function groundOf(chip: ChipKind): Ground {
  return GROUNDS[chip] ?? 'node';
}

const ON_DISK: ReadonlySet<ChipKind> = new Set<ChipKind>([
  'lostWrite',
  'tornWrite',
  'misdirectedWrite',
  'bitRot',
  'latentError',
  'diskFull',
  'slowFsync',
]);

/** Whether nodes of a role can be struck: not all have a disk, or a way of being Byzantine. */
export function canStrike(chip: ChipKind, role: RoleMeta, meta: Meta): boolean {
  if (ON_DISK.has(chip)) return role.disk !== false;
  if (chip === 'byzantine') return meta.behaviours?.some((b) => b.role === role.id) ?? false;
  return true;
}

/** Why a chip can do nothing where the hand is, in a sentence; null if it can. */
export function refusalOf(
  chip: ChipKind,
  target: DropTarget,
  nodes: readonly NodeInfo[],
  meta: Meta,
): string | null {
  if (groundOf(chip) !== 'node' || chip === 'command') return null;
  const node = nodes.find((other) => other.id === target.node);
  const role = meta.roles.find((other) => other.id === node?.role);
  if (node === undefined || role === undefined || canStrike(chip, role, meta)) return null;
  return chip === 'byzantine'
    ? `${node.id} cannot lie: ${meta.title} declares no way for a ${role.title.toLowerCase()} to be Byzantine.`
    : `${node.id} is a ${role.title.toLowerCase()} and has no disk that could fail.`;
}
