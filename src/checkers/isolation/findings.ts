/** What the passes over a history find, each kind once for the same transactions. */
import type { Txn } from './history.ts';
import type { AnomalyId } from './names.ts';

export interface Finding {
  readonly id: AnomalyId;
  /** Whose it is: T1, T2, … of the definition. */
  readonly txns: readonly Txn[];
  /** Indexes of the events that make it, in the order of the definition. */
  readonly events: readonly number[];
}

/** More of one kind are not told: a history without any control has thousands. */
export const MOST_OF_A_KIND = 100;

export class Findings {
  readonly found: Finding[] = [];
  private readonly told = new Set<string>();
  private readonly counts = new Map<AnomalyId, number>();

  add(id: AnomalyId, txns: readonly Txn[], events: readonly number[]): void {
    const key = `${id} ${txns.join(' ')}`;
    const count = this.counts.get(id) ?? 0;
    if (count === MOST_OF_A_KIND || this.told.has(key)) return;
    this.told.add(key);
    this.counts.set(id, count + 1);
    this.found.push({ id, txns, events });
  }
}
