/** What each anomaly is called, by whom, and what it means. */

export type AnomalyId =
  | 'P0'
  | 'P1'
  | 'P2'
  | 'P3'
  | 'P4'
  | 'P4C'
  | 'A1'
  | 'A2'
  | 'A3'
  | 'A5A'
  | 'A5B'
  | 'G0'
  | 'G1a'
  | 'G1b'
  | 'G1c'
  | 'OTV'
  | 'PMP'
  | 'G-single'
  | 'G2-item'
  | 'G2'
  | 'G-nonadjacent'
  | 'internal'
  | 'vanished';

export interface AnomalyName {
  readonly id: AnomalyId;
  /** In plain words: `Lost update`. */
  readonly title: string;
  /** Other names it goes by. */
  readonly also: readonly string[];
  readonly meaning: string;
  readonly source: string;
  /**
   * `phenomenon`: an interleaving that may do harm and need not (the broad readings P0 to P3, which locking forbids altogether).
   * `anomaly`: harm was done.
   */
  readonly weight: 'phenomenon' | 'anomaly';
}

const BERENSON = 'Berenson et al. 1995';
const ADYA = 'Adya 1999';
const BAILIS = 'Bailis et al. 2013';

export const ANOMALIES: Readonly<Record<AnomalyId, AnomalyName>> = {
  P0: {
    id: 'P0',
    title: 'Dirty write',
    also: [],
    meaning: 'A transaction wrote over what another had written and not yet committed.',
    source: `${BERENSON}, section 3`,
    weight: 'phenomenon',
  },
  P1: {
    id: 'P1',
    title: 'Dirty read',
    also: [],
    meaning: 'A transaction read what another had written and not yet committed.',
    source: `${BERENSON}, section 2.2`,
    weight: 'phenomenon',
  },
  P2: {
    id: 'P2',
    title: 'Fuzzy read',
    also: ['non-repeatable read'],
    meaning: 'A row that a transaction had read was written by another before the first had ended.',
    source: `${BERENSON}, section 2.2`,
    weight: 'phenomenon',
  },
  P3: {
    id: 'P3',
    title: 'Phantom',
    also: [],
    meaning:
      'A transaction wrote a row that meets the condition of a search that another, not yet ended, had made.',
    source: `${BERENSON}, section 2.2`,
    weight: 'phenomenon',
  },
  P4: {
    id: 'P4',
    title: 'Lost update',
    also: ['LU'],
    meaning:
      'A transaction read a row, another changed it, and the first wrote over the change without having seen it.',
    source: `${BERENSON}, section 4.1`,
    weight: 'anomaly',
  },
  P4C: {
    id: 'P4C',
    title: 'Lost update of a cursor',
    also: ['cursor lost update'],
    meaning:
      'A cursor stood on a row, another transaction changed it, and the row was written through the cursor without that having been seen.',
    source: `${BERENSON}, section 4.1`,
    weight: 'anomaly',
  },
  A1: {
    id: 'A1',
    title: 'Dirty read, strictly',
    also: [],
    meaning: 'A committed transaction read what another wrote and then took back.',
    source: `${BERENSON}, section 2.2`,
    weight: 'anomaly',
  },
  A2: {
    id: 'A2',
    title: 'Fuzzy read, strictly',
    also: ['non-repeatable read'],
    meaning: 'A transaction read the same row twice and found what another had committed in between.',
    source: `${BERENSON}, section 2.2`,
    weight: 'anomaly',
  },
  A3: {
    id: 'A3',
    title: 'Phantom, strictly',
    also: [],
    meaning: 'A transaction searched twice by the same condition and found other rows the second time.',
    source: `${BERENSON}, section 2.2`,
    weight: 'anomaly',
  },
  A5A: {
    id: 'A5A',
    title: 'Read skew',
    also: ['inconsistent read'],
    meaning:
      'A transaction read one row before and another row after a change of both, and saw a state that never was.',
    source: `${BERENSON}, section 4.2`,
    weight: 'anomaly',
  },
  A5B: {
    id: 'A5B',
    title: 'Write skew',
    also: [],
    meaning: 'Two transactions each read a row that the other then wrote.',
    source: `${BERENSON}, section 4.2`,
    weight: 'anomaly',
  },
  G0: {
    id: 'G0',
    title: 'Write cycle',
    also: ['dirty write'],
    meaning: 'Transactions wrote over one another in a circle.',
    source: `${ADYA}, section 3.1`,
    weight: 'anomaly',
  },
  G1a: {
    id: 'G1a',
    title: 'Aborted read',
    also: ['dirty read'],
    meaning: 'A committed transaction read what another wrote and then took back.',
    source: `${ADYA}, section 3.1`,
    weight: 'anomaly',
  },
  G1b: {
    id: 'G1b',
    title: 'Intermediate read',
    also: ['dirty read'],
    meaning: 'A committed transaction read a version that its writer then wrote over.',
    source: `${ADYA}, section 3.1`,
    weight: 'anomaly',
  },
  G1c: {
    id: 'G1c',
    title: 'Circular information flow',
    also: [],
    meaning: 'Transactions read from one another, or wrote over one another, in a circle.',
    source: `${ADYA}, section 3.1`,
    weight: 'anomaly',
  },
  OTV: {
    id: 'OTV',
    title: 'Observed transaction vanishes',
    also: [],
    meaning: 'A transaction saw part of what another did, and later read a row as it was before that.',
    source: BAILIS,
    weight: 'anomaly',
  },
  PMP: {
    id: 'PMP',
    title: 'Predicate-many-preceders',
    also: [],
    meaning:
      'Two searches of one transaction, whose conditions overlap, did not take the same changes into account.',
    source: BAILIS,
    weight: 'anomaly',
  },
  'G-single': {
    id: 'G-single',
    title: 'Single anti-dependency cycle',
    also: ['read skew'],
    meaning: 'A circle with exactly one step at which something old was read.',
    source: `${ADYA}, section 4.2`,
    weight: 'anomaly',
  },
  'G2-item': {
    id: 'G2-item',
    title: 'Item anti-dependency cycle',
    also: ['write skew on items'],
    meaning: 'A circle with steps at which something old was read, all of them of single rows.',
    source: `${ADYA}, section 3.2`,
    weight: 'anomaly',
  },
  G2: {
    id: 'G2',
    title: 'Anti-dependency cycle',
    also: ['write skew on predicates'],
    meaning: 'A circle with steps at which something old was read, by a search that missed a change.',
    source: `${ADYA}, section 3.2`,
    weight: 'anomaly',
  },
  'G-nonadjacent': {
    id: 'G-nonadjacent',
    title: 'Non-adjacent anti-dependency cycle',
    also: ['long fork', 'G-SI'],
    meaning:
      'A circle in which no two steps that read something old follow one another: no snapshots allow it.',
    source: 'Cerone and Gotsman 2018',
    weight: 'anomaly',
  },
  internal: {
    id: 'internal',
    title: 'Own write not seen',
    also: ['internal inconsistency'],
    meaning: 'A transaction wrote a row and then did not read its own version of it.',
    source: 'Cerone, Bernardi and Gotsman 2015, axiom INT',
    weight: 'anomaly',
  },
  vanished: {
    id: 'vanished',
    title: 'Committed write undone',
    also: [],
    meaning: 'What a transaction committed is not in the final state: the abort of another took it back.',
    source: `${BERENSON}, section 3, on P0 and recovery`,
    weight: 'anomaly',
  },
};
