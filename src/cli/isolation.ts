/**
 * `faultline isolation FILE|- --engine postgres|mysql|2pl|occ|none`: carries out interleavings of SQL, one a line, and says what became
 * of each statement, what the tables hold in the end, and which anomalies the history has.
 */
import { type Result, refuse } from '../base/result.ts';
import { listed, tame } from '../base/text.ts';
import type { IsolationEvent } from '../checkers/isolation/history.ts';
import { judgeIsolation } from '../checkers/isolation/judge.ts';
import { ANOMALIES, type AnomalyId } from '../checkers/isolation/names.ts';
import { finalTables, finalVersions } from '../protocols/isolation/db/database.ts';
import { type Play, play, type Step, type StepEnd } from '../protocols/isolation/db/play.ts';
import { ENGINES, type EngineId, LEVELS, type Level } from '../protocols/isolation/db/state.ts';
import { PROCESS_IO, type TextIo } from './input.ts';

export const ISOLATION_USAGE = `  faultline isolation FILE|- --engine ${ENGINES.join('|')}
                                           carry out interleavings of SQL, a JSON line each: {"level": …,
                                           "setup": [SQL…], "steps": [{"session": "T1", "sql": …}…]}`;

const DONE = 0;
const BAD_INPUT = 2;
const MOST_STEPS = 10_000;

interface Schedule {
  readonly level: Level;
  readonly setup: readonly string[];
  readonly steps: readonly Step[];
}

/** Runs one call (`args` are the words after `isolation`); returns the exit code. */
export async function isolation(args: readonly string[], io: TextIo = PROCESS_IO): Promise<number> {
  const call = parse(args);
  if (!call.ok) return bad(io, call.why);
  const read = io.read(call.file);
  if (!read.ok) return bad(io, read.why);
  const lines = read.text.split('\n').map((text, i) => ({ text, number: i + 1 }));
  const schedules: { schedule: Schedule; number: number }[] = [];
  for (const { text, number } of lines) {
    if (text.trim() === '') continue;
    const schedule = scheduleOf(text);
    if (!schedule.ok) return bad(io, `Line ${number}: ${schedule.why}`);
    schedules.push({ schedule, number });
  }
  if (schedules.length === 0) return bad(io, 'There is nothing to carry out: the input is empty.');
  for (const { schedule, number } of schedules) {
    const { level, setup, steps } = schedule;
    const played = play({ engine: call.engine, level }, setup, steps);
    if (!played.ok) {
      return bad(
        io,
        `Line ${number}: statement ${played.at + 1} of the set-up fails (${played.error}): ${played.message}.`,
      );
    }
    await io.out(JSON.stringify(answerOf(played)));
  }
  return DONE;
}

function bad(io: TextIo, why: string): number {
  io.err(why);
  return BAD_INPUT;
}

function parse(args: readonly string[]): Result<{ file: string; engine: EngineId }> {
  const files: string[] = [];
  let engine: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--engine' || word.startsWith('--engine=')) {
      if (engine !== undefined) return refuse('--engine is given twice.');
      engine = word === '--engine' ? args[++i] : word.slice('--engine='.length);
      if (engine === undefined) return refuse('--engine needs a value.');
    } else if (word.startsWith('--')) return refuse(`There is no option ${tame(word)} here.`);
    else files.push(word);
  }
  const names = listed(ENGINES, 'or');
  if (engine === undefined) return refuse(`Say with --engine who is to control it: ${names}.`);
  const known = ENGINES.find((e) => e === engine);
  if (known === undefined) return refuse(`There is no engine "${tame(engine)}"; there is ${names}.`);
  const [file, another] = files;
  if (file === undefined) return refuse('Name a file with interleavings, or - for standard input.');
  if (another !== undefined) return refuse('One file at a time.');
  return { ok: true, file, engine: known };
}

function scheduleOf(text: string): Result<Schedule> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('this is not JSON.');
  }
  if (!isRecord(json)) return refuse('an interleaving is an object with "level", "setup" and "steps".');
  const level = LEVELS.find((l) => l === json.level);
  if (level === undefined)
    return refuse(
      `"level" must be ${listed(
        LEVELS.map((l) => `"${l}"`),
        'or',
      )}.`,
    );
  const { setup, steps } = json;
  if (!Array.isArray(setup) || !setup.every((s): s is string => typeof s === 'string')) {
    return refuse('"setup" must be a list of SQL statements.');
  }
  if (!Array.isArray(steps)) return refuse('"steps" must be a list of {"session", "sql"}.');
  if (steps.length > MOST_STEPS) return refuse(`there may be no more than ${MOST_STEPS} steps.`);
  const read: Step[] = [];
  for (const [at, step] of steps.entries()) {
    if (!isRecord(step)) return refuse(`step ${at} must be an object with "session" and "sql".`);
    const { session, sql } = step;
    if (typeof session !== 'string' || session === '')
      return refuse(`step ${at} needs the name of its "session".`);
    if (session === '__proto__' || session.length > 40)
      return refuse(`step ${at} has a "session" of no good name.`);
    if (typeof sql !== 'string') return refuse(`step ${at} needs its "sql" as a text.`);
    read.push({ session, sql });
  }
  return { ok: true, level, setup, steps: read };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function answerOf(played: Play): Record<string, unknown> {
  return {
    outcomes: played.steps.map(outcomeOf),
    final: finalTables(played.db),
    anomalies: anomaliesOf(played),
  };
}

function outcomeOf({ outcome, waited, releasedBy }: StepEnd): Record<string, unknown> {
  if ('blocked' in outcome) return { blocked: true };
  if ('skipped' in outcome) return { skipped: true };
  const own =
    'rows' in outcome
      ? { rows: outcome.rows }
      : 'count' in outcome
        ? { count: outcome.count }
        : { error: outcome.error };
  return waited ? { blocked: true, unblockedBy: releasedBy, ...own } : own;
}

/** Ids of what went wrong. P2 and P3 are left out: where there are versions, they are interleavings and no harm. */
function anomaliesOf({ observations, db }: Play): readonly AnomalyId[] {
  const events: readonly IsolationEvent[] = observations;
  const final = finalVersions(db);
  const judged = judgeIsolation({ events, ...(final ? { final } : {}) });
  if (!judged.ok) throw new Error(judged.why);
  const found = new Set(judged.judgement.anomalies.flatMap(({ id, implies }) => [id, ...implies]));
  return (Object.keys(ANOMALIES) as AnomalyId[]).filter((id) => found.has(id) && id !== 'P2' && id !== 'P3');
}
