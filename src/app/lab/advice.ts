/** Sentences about parameters that are allowed but cannot work well together. */
import type { Json } from '../../base/json.ts';
import type { Meta } from '../../engine/meta.ts';

/** @param current the value in force of a parameter, the protocol's or the engine's */
export function adviceFor(
  meta: Meta,
  param: string,
  current: (id: string) => Json | undefined,
): readonly string[] {
  return (meta.advice ?? [])
    .filter((advice) => {
      if (advice.shownAt !== param) return false;
      const [, highest] = endsOf(current(advice.param));
      const [lowest] = endsOf(current(advice.below));
      return highest >= lowest * (advice.times ?? 1);
    })
    .map((advice) => advice.why);
}

/** Lowest and highest; NaN, which is neither below nor above anything, for what is not a number. */
function endsOf(value: Json | undefined): readonly [number, number] {
  const [low, high] = Array.isArray(value) ? (value as readonly Json[]) : [value, value];
  return [typeof low === 'number' ? low : Number.NaN, typeof high === 'number' ? high : Number.NaN];
}
