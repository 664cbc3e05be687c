/** Rules that can be broken, and which of them is asked about. */
import type { Meta } from '../engine/meta.ts';

export interface Breakable {
  readonly protocol: string;
  readonly variant: string;
  readonly scenario: string;
}

/** All of these protocols, in their order, as long as there are at least two promises beside those that the rule may break. */
export function breakable(
  metas: readonly Pick<Meta, 'id' | 'variants' | 'properties'>[],
): readonly Breakable[] {
  return metas.flatMap(({ id, variants, properties }) =>
    variants
      .filter(
        ({ breaks }) =>
          properties.filter((one) => one.kind === 'always' && !breaks.includes(one.id)).length >= 2,
      )
      .map((variant) => ({ protocol: id, variant: variant.id, scenario: variant.scenario })),
  );
}

/** Null if there is none. Neighbours by seed are not neighbours in the list. */
export function pickBreakable(seed: number, all: readonly Breakable[]): Breakable | null {
  return all[(seed * 7919) % Math.max(1, all.length)] ?? null;
}
