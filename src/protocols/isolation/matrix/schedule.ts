/** The shape of a schedule, and its dialects. */

export interface MatrixSchedule {
  readonly id: string;
  /** What the judge calls that which must not happen; one of them is enough. */
  readonly anomalies: readonly (
    | 'G0'
    | 'G1a'
    | 'G1b'
    | 'G1c'
    | 'OTV'
    | 'PMP'
    | 'P4'
    | 'G-single'
    | 'G2-item'
    | 'G2'
  )[];
  readonly title: string;
  /** What the transactions do, and what must not come of it. */
  readonly tale: string;
  readonly setup: readonly string[];
  /** As Hermitage tests PostgreSQL. */
  readonly steps: readonly ScheduleStep[];
  /** As it tests InnoDB, where that differs by more than how a transaction begins. */
  readonly mysql?: readonly ScheduleStep[];
  /** For the engines of the textbook, where in the order of PostgreSQL's test a weak one would not show it. */
  readonly textbook?: readonly ScheduleStep[];
}

export interface ScheduleStep {
  /** `T1` */
  readonly session: string;
  readonly sql: string;
}

/** Two rows: 1 with 10, 2 with 20. */
const SETUP = [
  'create table test (id int primary key, value int)',
  'insert into test (id, value) values (1, 10), (2, 20)',
];

export function schedule(given: Omit<MatrixSchedule, 'setup'>): MatrixSchedule {
  return { setup: SETUP, ...given };
}

/** A step a line: the session, then its statement. */
export function steps([text = '']: TemplateStringsArray): ScheduleStep[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [session = '', ...words] = line.trim().split(' ');
      return { session, sql: words.join(' ') };
    });
}

/** The steps as an engine's session would type them, each `begin` with the level. */
export function inDialect(
  schedule: MatrixSchedule,
  { engine, level }: { readonly engine: string; readonly level: string },
): MatrixSchedule {
  const innodb = engine === 'mysql';
  const begin = innodb
    ? `set session transaction isolation level ${level}; begin`
    : `begin isolation level ${level}`;
  const own = innodb ? schedule.mysql : engine === 'postgres' ? undefined : schedule.textbook;
  const spoken = own ?? schedule.steps;
  return {
    ...schedule,
    steps: spoken.map((step) => (step.sql === 'begin' ? { ...step, sql: begin } : step)),
  };
}
