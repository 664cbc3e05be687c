/** Which isolation levels a history keeps, by what each forbids. */
import type { AnomalyId } from './names.ts';

export type LevelId =
  | 'PL-1'
  | 'PL-2'
  | 'MAV'
  | 'PL-2+'
  | 'PL-SI'
  | 'PL-2.99'
  | 'PL-3'
  | 'ANSI read committed'
  | 'ANSI repeatable read'
  | 'ANSI serializable'
  | 'locking read uncommitted'
  | 'locking read committed'
  | 'cursor stability'
  | 'locking repeatable read'
  | 'locking serializable';

export interface LevelDefinition {
  readonly id: LevelId;
  readonly title: string;
  /** `Adya`: by the graph. `ANSI`: by A1 to A3, the letter of the standard. `locking`: by P0 to P3, as Berenson et al. repair it. */
  readonly tradition: 'Adya' | 'ANSI' | 'locking';
  readonly forbids: readonly AnomalyId[];
  readonly source: string;
}

/** What no level lets pass: the database forgot its own writes, or those of the committed. */
const ALWAYS: readonly AnomalyId[] = ['internal', 'vanished'];
const G1: readonly AnomalyId[] = [...ALWAYS, 'G0', 'G1a', 'G1b', 'G1c'];
const ADYA = 'Adya 1999';
const BERENSON = 'Berenson et al. 1995';

function level(
  id: LevelId,
  title: string,
  tradition: LevelDefinition['tradition'],
  forbids: readonly AnomalyId[],
  source: string,
): LevelDefinition {
  return { id, title, tradition, forbids, source };
}

/** Within a tradition, weaker levels first; PL-SI and PL-2.99 forbid different things. */
export const LEVELS: readonly LevelDefinition[] = [
  level('PL-1', 'Read uncommitted', 'Adya', [...ALWAYS, 'G0'], `${ADYA}, section 3.2`),
  level('PL-2', 'Read committed', 'Adya', G1, `${ADYA}, section 3.2`),
  level('MAV', 'Monotonic atomic view', 'Adya', [...G1, 'OTV'], 'Bailis et al. 2013'),
  level('PL-2+', 'Consistent view', 'Adya', [...G1, 'OTV', 'G-single'], `${ADYA}, section 4.2`),
  level(
    'PL-SI',
    'Snapshot isolation',
    'Adya',
    [...G1, 'OTV', 'G-single', 'G-nonadjacent'],
    `${ADYA}, section 4.3; Cerone and Gotsman 2018`,
  ),
  level('PL-2.99', 'Repeatable read', 'Adya', [...G1, 'G2-item'], `${ADYA}, section 3.2`),
  level(
    'PL-3',
    'Serializable',
    'Adya',
    [...G1, 'OTV', 'G-single', 'G-nonadjacent', 'G2-item', 'G2'],
    `${ADYA}, section 3.2`,
  ),
  level('ANSI read committed', 'Read committed', 'ANSI', ['A1'], `${BERENSON}, table 1`),
  level('ANSI repeatable read', 'Repeatable read', 'ANSI', ['A1', 'A2'], `${BERENSON}, table 1`),
  level('ANSI serializable', 'Serializable', 'ANSI', ['A1', 'A2', 'A3'], `${BERENSON}, table 1`),
  level('locking read uncommitted', 'Read uncommitted', 'locking', ['P0'], `${BERENSON}, table 3`),
  level('locking read committed', 'Read committed', 'locking', ['P0', 'P1'], `${BERENSON}, table 3`),
  level('cursor stability', 'Cursor stability', 'locking', ['P0', 'P1', 'P4C'], `${BERENSON}, section 4.1`),
  level('locking repeatable read', 'Repeatable read', 'locking', ['P0', 'P1', 'P2'], `${BERENSON}, table 3`),
  level('locking serializable', 'Serializable', 'locking', ['P0', 'P1', 'P2', 'P3'], `${BERENSON}, table 3`),
];

export interface LevelVerdict {
  readonly level: LevelId;
  readonly kept: boolean;
  /** Of what it forbids, what was found. */
  readonly violatedBy: readonly AnomalyId[];
}

export function levelsOf(found: ReadonlySet<AnomalyId>): LevelVerdict[] {
  return LEVELS.map(({ id, forbids }) => {
    const violatedBy = forbids.filter((anomaly) => found.has(anomaly));
    return { level: id, kept: violatedBy.length === 0, violatedBy };
  });
}
