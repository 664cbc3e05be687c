/** Traces put together from what the page has and what came. */
import type { Columns, Trace } from '../engine/trace.ts';
import type { ListName, Part, TracePatch } from '../worker/wire.ts';

/**
 * The new trace: what is kept of the previous one, then what came. The previous one is left as it is: somebody may be looking
 * at it.
 * @param parts that came ahead of the patch
 */
export function applyPatch(previous: Trace | null, patch: TracePatch, parts: readonly Part[] = []): Trace {
  const { keepRows, lists, rest } = patch;
  if (keepRows > 0 && (!previous || previous.rows < keepRows)) {
    throw new Error('The simulator kept rows the page has not.');
  }
  const list = <T>(name: ListName, kept: readonly T[] | undefined): readonly T[] => {
    const { keep, tail } = lists[name] as unknown as { keep: number; tail: readonly T[] };
    const came = parts
      .filter((part) => part.list === name)
      .map((part) => part.items as unknown as readonly T[]);
    if (keep === 0 && came.length === 0) return tail;
    return (kept ?? []).slice(0, keep).concat(...came, tail);
  };
  const operations = [...list('operations', previous?.operations)];
  for (const [i, operation] of lists.operations.changed) operations[i] = operation;
  return {
    ...rest,
    columns: columnsOf(previous, patch),
    ruleIds: lists.ruleIds,
    notes: list('notes', previous?.notes),
    operations,
    statuses: list('statuses', previous?.statuses),
    violations: list('violations', previous?.violations),
  };
}

function columnsOf(previous: Trace | null, { from, columns }: TracePatch): Columns {
  if (from === 0 || !previous) return columns;
  return Object.fromEntries(
    (Object.keys(columns) as (keyof Columns)[]).map((name) => {
      const rows = columns[name];
      const whole = new (rows.constructor as new (length: number) => typeof rows)(from + rows.length);
      whole.set(previous.columns[name].subarray(0, from));
      whole.set(rows, from);
      return [name, whole];
    }),
  ) as unknown as Columns;
}
