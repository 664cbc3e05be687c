/** What a node's mark says at one moment, in words and signs. Pure. */
import type { Meta } from '../../engine/meta.ts';
import { type Box, textWidth } from './geometry.ts';
import type { Placed } from './layout.ts';
import { clockText, type InForce } from './moments.ts';

export interface Face {
  readonly epoch: number;
  /** "term 2", '' if nothing is to be said. */
  readonly epochText: string;
  readonly mark: 'plain' | 'filled' | 'dashed';
  /** Written beside the node: "leader", "frozen", "crashed", or ''. */
  readonly word: string;
  readonly up: boolean;
  readonly frozen: boolean;
  /** "+30 %", '' if its clock is right. */
  readonly clock: string;
  /** Accessible name: "S3, leader, term 2, up". */
  readonly name: string;
}

export function faceOf(
  node: Placed,
  meta: Meta,
  faults: readonly InForce[],
  now: { readonly status: number; readonly epoch: number },
): Face {
  // A crash of this very instant may come after the step at the cursor.
  const up = now.status >= 0 && !faults.some((f) => f.fault.type === 'crash' && f.fault.node === node.id);
  const status = meta.statuses[now.status];
  const frozen = faults.some((f) => f.fault.type === 'pause' && f.fault.node === node.id);
  const clock = clockText(faults, node.id);
  const epochText = meta.epoch && node.shape === 'circle' ? `${meta.epoch.title} ${now.epoch}` : '';
  const marked = status && status.mark !== 'plain' ? status.title : '';
  const name = [
    node.id,
    up ? (status?.title ?? '') : 'crashed',
    epochText,
    !up ? 'down' : frozen ? 'frozen' : 'up',
    clock === '' ? '' : `clock ${clock}`,
  ];
  return {
    epoch: now.epoch,
    epochText,
    mark: status?.mark ?? 'plain',
    word: up ? [marked, frozen ? 'frozen' : ''].filter(Boolean).join(', ') : 'crashed',
    up,
    frozen,
    clock,
    name: name.filter(Boolean).join(', '),
  };
}

/** The room the word beside a node takes. */
export function wordBox(node: Placed, word: string): Box {
  const w = textWidth(word, 12.5);
  const { dx, dy, anchor } = node.label;
  const x = node.x + dx - (anchor === 'end' ? w : anchor === 'middle' ? w / 2 : 0);
  return { x, y: node.y + dy - 11, w, h: 14 };
}
