import { jsonEqual } from '../../base/json.ts';
import type { DamagedRecord } from '../../engine/inspect.ts';

/** Of the records of which a disk holds something else than its node believes, those that became so, or otherwise so, since `before`. */
export function freshDamage(
  before: readonly DamagedRecord[],
  after: readonly DamagedRecord[],
): readonly DamagedRecord[] {
  const was = new Map(before.map((damage) => [damage.record, damage]));
  return after.filter((damage) => {
    const old = was.get(damage.record);
    return old === undefined || old.what !== damage.what || !jsonEqual(old.value, damage.value);
  });
}
