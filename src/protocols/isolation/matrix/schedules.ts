/**
 * The schedules of Hermitage (Kleppmann, github.com/ept/hermitage): one for each anomaly, in the dialects of PostgreSQL and of InnoDB. Facts of
 * its tests of PostgreSQL 9.3 and MySQL 5.6; words are ours.
 */
import { DIRTY } from './dirty.ts';
import type { MatrixSchedule } from './schedule.ts';
import { SKEWED } from './skewed.ts';

/** In the order of Hermitage's table. */
export const SCHEDULES: readonly MatrixSchedule[] = [...DIRTY, ...SKEWED];
