/** Everything there is at once, for those to whom its weight is nothing: the command line, tests and benchmarks. */
import type { Card, Meta, Scenario } from '../engine/meta.ts';

type Found<T> = Readonly<Record<string, T>>;

const metas: Found<Meta> = import.meta.glob<Meta>('../protocols/*/meta.ts', {
  eager: true,
  import: 'default',
});
const lists: Found<readonly Scenario[]> = import.meta.glob<readonly Scenario[]>(
  '../protocols/*/scenarios.ts',
  { eager: true, import: 'default' },
);
const cards: Found<Card> = import.meta.glob<Card>('../protocols/*/card.ts', {
  eager: true,
  import: 'default',
});

/** Metas by protocol id, in the order of their ids. */
export const METAS: ReadonlyMap<string, Meta> = new Map(
  Object.keys(metas)
    .sort()
    .map((path) => metas[path] as Meta)
    .map((meta) => [meta.id, meta]),
);

/** Cards by the folder they lie in. */
export const CARDS: ReadonlyMap<string, Card> = new Map(
  Object.entries(cards).map(([path, card]) => [path.split('/').at(-2) as string, card]),
);

/** The named runs of a protocol, in order; none for an unknown one. */
export function scenariosOf(protocol: string): readonly Scenario[] {
  return lists[`../protocols/${protocol}/scenarios.ts`] ?? [];
}
