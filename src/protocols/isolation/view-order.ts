/** What the hand does to the statements of a run: a change of its inputs. Pure. */
import type { CommandInput, Input, Micros, NodeId, RunSpec } from '../../engine/runspec.ts';
import { isStatement, sqlOf, statementsOf } from './view-cards.ts';

/** Between one statement and the next where there is room for it, and the least there has to be for an answer to come back, µs. */
export const APART: Micros = 20_000;
const LEAST: Micros = 10_000;

/**
 * Where a statement may stand, as places in the order from 0: its session gives its own in their order.
 * @param order of `statementsOf`
 */
export function roomOf(
  inputs: readonly Input[],
  order: readonly number[],
  input: number,
): { readonly first: number; readonly last: number } {
  const place = order.indexOf(input);
  const session = nodeOf(inputs[input]);
  const own = (i: number) => nodeOf(inputs[order[i] as number]) === session;
  let first = place;
  while (first > 0 && !own(first - 1)) first--;
  let last = place;
  while (last + 1 < order.length && !own(last + 1)) last++;
  return { first, last };
}

function nodeOf(input: Input | undefined): NodeId {
  return input !== undefined && 'command' in input ? input.node : '';
}

/** The order with a statement at another place, as near to it as its session’s own order allows. */
export function reordered(inputs: readonly Input[], input: number, to: number): readonly number[] {
  const order = statementsOf(inputs);
  const { first, last } = roomOf(inputs, order, input);
  const rest = order.filter((i) => i !== input);
  return rest.toSpliced(Math.max(first, Math.min(last, to)), 0, input);
}

/** Moves a statement to a place in the order, from 0. The times stay; who stands at which of them changes. */
export function moved(spec: RunSpec, input: number, to: number): RunSpec {
  const before = statementsOf(spec.inputs);
  const after = reordered(spec.inputs, input, to);
  return inThisOrder(spec, before, after);
}

function inThisOrder(spec: RunSpec, before: readonly number[], after: readonly number[]): RunSpec {
  if (after.every((i, k) => i === before[k])) return spec;
  const times = spread(before.map((i) => spec.inputs[i]?.at ?? 0));
  const inputs = [...spec.inputs];
  after.forEach((i, k) => {
    inputs[i] = { ...(inputs[i] as CommandInput), at: times[k] as Micros };
  });
  const next = { ...spec, inputs };
  // Where only the order is another, the run is as long as it was.
  return lastOf(next) > lastOf(spec) ? lasting(next) : next;
}

/** Statements of one session that it could not give because it waited, given right after what let it go on. */
export function deferred(spec: RunSpec, skipped: readonly number[], after: number): RunSpec {
  const before = statementsOf(spec.inputs);
  const rest = before.filter((i) => !skipped.includes(i));
  const place = rest.indexOf(after) + 1;
  return inThisOrder(spec, before, place === 0 ? before : rest.toSpliced(place, 0, ...skipped));
}

/** Each far enough from the one before for its answer to come back first. */
function spread(times: readonly Micros[]): readonly Micros[] {
  let last = Number.NEGATIVE_INFINITY;
  return times.map((at) => {
    last = Math.max(at, last + LEAST);
    return last;
  });
}

/** The run goes on until the last statement has its answer. */
function lasting(spec: RunSpec): RunSpec {
  const until = lastOf(spec) + 2 * APART;
  return until > spec.until ? { ...spec, until } : spec;
}

function lastOf({ inputs }: RunSpec): Micros {
  return Math.max(...inputs.map(({ at }) => at));
}

/** Another statement, after all others. */
export function added(spec: RunSpec, node: NodeId, sql: string): RunSpec {
  const last = spec.inputs.reduce((most, input) => Math.max(most, input.at), 0);
  const input: CommandInput = { at: last + APART, node, command: { type: 'sql', sql } };
  return lasting({ ...spec, inputs: [...spec.inputs, input] });
}

export function rewritten(spec: RunSpec, input: number, sql: string): RunSpec {
  const old = spec.inputs[input];
  if (old === undefined || !('command' in old)) return spec;
  return { ...spec, inputs: spec.inputs.with(input, { ...old, command: { ...old.command, sql } }) };
}

export function without(spec: RunSpec, input: number): RunSpec {
  return { ...spec, inputs: spec.inputs.filter((_, i) => i !== input) };
}

/** Index of the set-up that counts: the first, if it comes before every statement. */
export function setupOf(inputs: readonly Input[]): number | null {
  let best: number | null = null;
  inputs.forEach((input, i) => {
    if (!('command' in input) || input.command.type !== 'setup') return;
    if (best === null || input.at < (inputs[best]?.at ?? 0)) best = i;
  });
  return best;
}

/** The tables set up otherwise; @param sql empty: as they are without a set-up */
export function setUp(spec: RunSpec, database: NodeId, sql: string): RunSpec {
  const old = setupOf(spec.inputs);
  if (old !== null) return sql === '' ? without(spec, old) : rewritten(spec, old, sql);
  if (sql === '') return spec;
  const first = statementsOf(spec.inputs)[0];
  const at = Math.floor((first === undefined ? APART : (spec.inputs[first]?.at ?? 0)) / 2);
  return { ...spec, inputs: [...spec.inputs, { at, node: database, command: { type: 'setup', sql } }] };
}

/** All statements, one on a line: "T1 begin". */
export function asText({ inputs }: Pick<RunSpec, 'inputs'>): string {
  return statementsOf(inputs)
    .map((i) => `${nodeOf(inputs[i])} ${sqlOf(inputs[i]).replace(/\s*\n\s*/g, ' ')}`)
    .join('\n');
}

/** @returns the run with these statements and no others, or what is wrong, as a sentence */
export function fromText(spec: RunSpec, text: string, most: number): RunSpec | string {
  const inputs: CommandInput[] = [];
  let sessions = spec.nodes.session ?? 0;
  const rest = spec.inputs.filter((input) => !isStatement(input));
  const setup = setupOf(rest);
  let at = setup === null ? 0 : (rest[setup]?.at ?? 0);
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [, number, sql] = /^\s*[Tt](\d+)\s*[:|]?\s+(\S.*?)\s*$/.exec(line) ?? [];
    const session = Number(number);
    if (sql === undefined || session < 1 || session > most)
      return `Line ${i + 1} has to begin with a session, T1 to T${most}, and go on with SQL.`;
    if (sql.length > LONGEST_SQL) return `Line ${i + 1} is longer than ${LONGEST_SQL} characters.`;
    sessions = Math.max(sessions, session);
    at += APART;
    inputs.push({ at, node: `T${session}`, command: { type: 'sql', sql } });
  }
  return lasting({ ...spec, nodes: { ...spec.nodes, session: sessions }, inputs: [...rest, ...inputs] });
}

/** Characters of one statement. */
export const LONGEST_SQL = 400;

const SHORT = 22;

/** A statement in few words, for the names of edits. */
export function shortSql(sql: string): string {
  const line = sql.replace(/\s+/g, ' ').trim();
  return line.length > SHORT ? `${line.slice(0, SHORT - 1).trimEnd()}…` : line;
}

/** "move “commit” of T2 before “update test…” of T1", to complete "Undo …". */
export function moveName(spec: RunSpec, input: number, to: number): string {
  const after = reordered(spec.inputs, input, to);
  const next = after[after.indexOf(input) + 1];
  const tell = (i: number) => `“${shortSql(sqlOf(spec.inputs[i]))}” of ${nodeOf(spec.inputs[i])}`;
  return `move ${tell(input)} ${next === undefined ? 'to the end' : `before ${tell(next)}`}`;
}
