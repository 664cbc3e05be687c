/** The kinds of cycles in a serialization graph, as what to look for. */
import type { Edge } from './graph.ts';

/**
 * The kinds of cycles, each without what the ones before it cover, so that a cycle is told by its most particular name:
 * - `G0`: write dependencies alone.
 * - `G1c`: write and read dependencies, at least one of them a read.
 * - `G-single`: exactly one anti-dependency, by item; `G-single-predicate`: by predicate.
 * - `G2-item`: two anti-dependencies or more, all by item. `G2`: two or more, at least one by predicate.
 * - `G-nonadjacent`: anti-dependencies, no two of them in a row, as no snapshot isolation allows (Cerone and Gotsman 2018).
 */
export const CYCLE_KINDS = [
  'G0',
  'G1c',
  'G-single',
  'G-single-predicate',
  'G2-item',
  'G2',
  'G-nonadjacent',
] as const;
export type CycleKind = (typeof CYCLE_KINDS)[number];

/** An automaton over the edges of a path that closes a cycle which begins with a `closing` edge. States are 0 and 1. */
export interface Search {
  readonly kind: CycleKind;
  readonly closing: (edge: Edge) => boolean;
  /** State after the closing edge. */
  readonly start: 0 | 1;
  /** State after one more edge; null if the edge may not be taken. */
  readonly step: (state: number, edge: Edge) => 0 | 1 | null;
  readonly accepts: (state: number) => boolean;
}

const isDependency = (edge: Edge) => edge.kind !== 'rw';
const isItemRw = (edge: Edge) => edge.kind === 'rw' && !edge.predicate;
const isPredicateRw = (edge: Edge) => edge.kind === 'rw' && edge.predicate;
const always = () => true;

/** 1 once a second anti-dependency was met. */
const another = (state: number, edge: Edge): 0 | 1 => (state === 1 || edge.kind === 'rw' ? 1 : 0);

export const SEARCHES: readonly Search[] = [
  {
    kind: 'G0',
    closing: (edge) => edge.kind === 'ww',
    start: 0,
    step: (_, edge) => (edge.kind === 'ww' ? 0 : null),
    accepts: always,
  },
  {
    kind: 'G1c',
    closing: (edge) => edge.kind === 'wr',
    start: 0,
    step: (_, edge) => (isDependency(edge) ? 0 : null),
    accepts: always,
  },
  {
    kind: 'G-single',
    closing: isItemRw,
    start: 0,
    step: (_, edge) => (isDependency(edge) ? 0 : null),
    accepts: always,
  },
  {
    kind: 'G-single-predicate',
    closing: isPredicateRw,
    start: 0,
    step: (_, edge) => (isDependency(edge) ? 0 : null),
    accepts: always,
  },
  {
    kind: 'G2-item',
    closing: isItemRw,
    start: 0,
    step: (state, edge) => (isPredicateRw(edge) ? null : another(state, edge)),
    accepts: (state) => state === 1,
  },
  {
    kind: 'G2',
    closing: isPredicateRw,
    start: 0,
    step: another,
    accepts: (state) => state === 1,
  },
  {
    // 1: the last edge was an anti-dependency. The closing one is, so the path may neither begin nor end with one.
    kind: 'G-nonadjacent',
    closing: (edge) => edge.kind === 'rw',
    start: 1,
    step: (state, edge) => (edge.kind !== 'rw' ? 0 : state === 1 ? null : 1),
    accepts: (state) => state === 0,
  },
];
