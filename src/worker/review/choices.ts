/** Choices that are numbers. */
import type { Choice } from '../../review/question.ts';

/**
 * The right number among wrong ones, in their order.
 * @param wrong best first; what is below 0, or there already, is left out; three are taken
 * @param why said of a wrong one
 */
export function numbered(
  right: number,
  wrong: readonly number[],
  why: (wrong: number) => string,
): readonly Choice[] {
  const others = [...new Set(wrong)].filter((n) => n !== right && n >= 0).slice(0, 3);
  return [right, ...others]
    .sort((a, b) => a - b)
    .map((n) => ({ text: String(n), right: n === right, why: n === right ? '' : why(n) }));
}
