/** Why no order explains what was read, in one sentence. */
import type { Obstacle } from '../../checkers/linearizability/judgement.ts';
import type { OperationRecord } from '../../engine/trace.ts';

/** @param operations of one register, reads and writes */
export function tellObstacle(
  operations: readonly OperationRecord[],
  { reason, blocked, held }: Pick<Obstacle, 'reason' | 'blocked' | 'held'>,
): string {
  const subject = operations[reason?.operation ?? blocked[0]?.operation ?? -1];
  if (subject === undefined) return 'No order fits.';
  const did = didText(subject);
  const of = (id: number) => operations[id] ?? subject;
  switch (reason?.kind) {
    case 'overwritten': {
      const by = of(reason.by);
      return `${did} after ${by.node} had been told that its write of ${String(by.value)} was done.`;
    }
    case 'outdated':
      return `${did} after ${lower(of(reason.witness))}, which was written later.`;
    case 'reverted':
      return `${did} after ${lower(of(reason.witness))}, and nobody ${isEmpty(subject) ? 'emptied it' : `wrote ${valueText(subject)}`} in between.`;
    case 'split':
      return `${did} and ${didText(of(reason.witness))} at the same time, though both writes were over before.`;
    case 'unwritten':
    case 'unwritten-yet':
      return `${did} before anybody had asked to write it.`;
    default:
      return `${did}, but in every order that fits the bars there is a point like this, where the register ${held === null ? 'is empty' : `holds ${String(held)}`}.`;
  }
}

const valueText = ({ f, value, result }: OperationRecord): string => String(f === 'write' ? value : result);

const isEmpty = ({ f, result }: OperationRecord): boolean => f === 'read' && (result ?? null) === null;

const didText = (record: OperationRecord): string =>
  isEmpty(record)
    ? `${record.node} found the register empty`
    : `${record.node} ${record.f === 'write' ? 'wrote' : 'read'} ${valueText(record)}`;

const lower = (record: OperationRecord): string =>
  isEmpty(record)
    ? `${record.node} had found it empty`
    : `${record.node} ${record.f === 'write' ? 'wrote' : 'had read'} ${valueText(record)}`;
