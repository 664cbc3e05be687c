/** What of a run may be changed: all of it, none, or what is named. */
export interface Limits {
  readonly params: boolean | readonly string[];
  readonly variants: boolean | readonly string[];
  readonly seed: boolean;
  readonly nodes: boolean;
  readonly until: boolean;
}
export const ALL: Limits = { params: true, variants: true, seed: true, nodes: true, until: true };

export function allows(limit: boolean | readonly string[], id: string): boolean {
  return typeof limit === 'boolean' ? limit : limit.includes(id);
}
