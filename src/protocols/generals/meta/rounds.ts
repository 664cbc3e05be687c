/** How many traitors and rounds a run is made for, from what its document says. Pure: the protocol and its panel count alike. */

/** The part of a run that decides it. */
export interface Setting {
  /** How many generals there are, the commander included. */
  readonly n: number;
  readonly algorithm: unknown;
  /** The parameter `m`: a number as text, or `from n`. */
  readonly m: unknown;
  readonly variant: (id: string) => boolean;
}

/** The most traitors a run is made for. */
const MOST = 3;

/** m: from n, as many traitors as n generals can bear. */
export function traitorsIn({ n, algorithm, m, variant }: Setting): number {
  if (m !== 'from n') return Number(m);
  if (algorithm === 'SM') return least(MOST, n - 2);
  return least(MOST, Math.floor(variant('n3m') ? n / 3 : (n - 1) / 3));
}

/** In how many rounds words are passed on: m + 1. */
export function roundsIn(setting: Setting): number {
  const m = traitorsIn(setting);
  return setting.variant('mRoundsOnly') && m > 0 ? m : m + 1;
}

function least(a: number, b: number): number {
  return a < b ? a : b;
}
