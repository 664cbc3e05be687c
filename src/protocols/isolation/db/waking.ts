/** Orders that whoever compares with a real database may ask for. */
import type { Order } from './state.ts';
import type { Work } from './work.ts';

/** Whether this order was asked for, in the step that is under way. */
export function wakes({ db }: Work, order: Order): boolean {
  const step = db.counts.steps - 1;
  return db.waking.some(
    (w) => w === order || (typeof w === 'object' && 'order' in w && w.order === order && w.step === step),
  );
}
