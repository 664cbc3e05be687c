/** Programs as text that a student edits, a statement a line: `if there >= 2: update … ` and `select … -> there`. */
import { type Result, refuse } from '../../base/result.ts';
import type {
  ConditionView,
  InvariantView,
  ProgramView,
  SessionView,
  StatementView,
} from '../../worker/isolation/wire.ts';

export interface SessionDraft {
  readonly session: string;
  readonly role: string;
  /** Empty: as chosen for all. */
  readonly level: string;
  readonly text: string;
}

/** A program as it is being edited: nothing of it need make sense. */
export interface Draft {
  readonly setup: string;
  readonly sessions: readonly SessionDraft[];
  /** Null: that some serial order gives the answers, and nothing else, must hold. */
  readonly holds: { readonly sql: string; readonly is: ConditionView['is']; readonly value: string } | null;
}

export const COMPARISONS: readonly ConditionView['is'][] = ['=', '<>', '<', '<=', '>', '>='];

export function draftOf({ setup, sessions, invariant }: ProgramView): Draft {
  return {
    setup: setup.join('\n'),
    sessions: sessions.map(({ session, role, level = '', statements }) => ({
      session,
      role,
      level,
      text: statements.map(lineOf).join('\n'),
    })),
    holds:
      invariant === null ? null : { sql: invariant.sql, is: invariant.is, value: String(invariant.value) },
  };
}

function lineOf({ sql, as, when }: StatementView): string {
  const condition = when === undefined ? '' : `if ${when.name} ${when.is} ${valueText(when.value)}: `;
  return `${condition}${sql}${as === undefined ? '' : ` -> ${as}`}`;
}

function valueText(value: number | string): string {
  return typeof value === 'number' ? String(value) : `'${value}'`;
}

const IF = /^if\s+([a-z]\w*)\s*(<>|<=|>=|=|<|>)\s*(-?\d+|'[^']*')\s*:\s*(.*)$/i;
const AS = /^(.*\S)\s*->\s*([a-z]\w*)$/i;

/** The statements of one session. Refused, with a sentence that names the line, if one cannot be read. */
export function statementsOf(text: string): Result<{ statements: readonly StatementView[] }> {
  const statements: StatementView[] = [];
  for (const [i, line] of text.split('\n').entries()) {
    let sql = line.trim().replace(/\s*;$/, '');
    if (sql === '') continue;
    let when: ConditionView | undefined;
    if (/^if\b/i.test(sql)) {
      const [, name, is, value, rest] = IF.exec(sql) ?? [];
      if (name === undefined || value === undefined || !rest) {
        return refuse(`Line ${i + 1}: a condition is written “if name >= 2: statement”.`);
      }
      when = { name, is: is as ConditionView['is'], value: literal(value) };
      sql = rest;
    }
    const [, before, as] = AS.exec(sql) ?? [];
    if (before === undefined && sql.includes('->')) {
      return refuse(`Line ${i + 1}: what is remembered is written “select … -> name”.`);
    }
    statements.push({
      sql: before ?? sql,
      ...(as === undefined ? {} : { as }),
      ...(when === undefined ? {} : { when }),
    });
  }
  if (statements.length === 0) return refuse('It says nothing: give it at least one statement.');
  const known = new Set<string>();
  for (const { sql, as, when } of statements) {
    const used = [...sql.matchAll(/:([a-z]\w*)/gi)].map(([, name = '']) => name);
    const unknown = [...used, ...(when === undefined ? [] : [when.name])].find((name) => !known.has(name));
    if (unknown !== undefined) return refuse(`Nothing is remembered as “${unknown}” before it is used.`);
    if (as !== undefined) known.add(as);
  }
  return { ok: true, statements };
}

/** A number, or a text with or without quotes. */
function literal(text: string): number | string {
  if (/^-?\d+$/.test(text)) return Number(text);
  return text.replace(/^'(.*)'$/, '$1');
}

/** The program of a draft. Refused, with a sentence, if it cannot be read. */
export function programOf(draft: Draft, sentence: string): Result<{ program: ProgramView }> {
  const sessions: SessionView[] = [];
  for (const { session, role, level, text } of draft.sessions) {
    const read = statementsOf(text);
    if (!read.ok) return refuse(`${session}: ${read.why}`);
    sessions.push({ session, role, statements: read.statements, ...(level === '' ? {} : { level }) });
  }
  const setup = draft.setup
    .split('\n')
    .map((line) => line.trim().replace(/;$/, ''))
    .filter((line) => line !== '');
  const invariant = invariantOf(draft, sentence);
  if (invariant?.sql === '') return refuse('What must hold is asked by a query: there is none.');
  return { ok: true, program: { setup, sessions, invariant } };
}

function invariantOf({ holds }: Draft, sentence: string): InvariantView | null {
  if (holds === null) return null;
  const { sql, is, value } = holds;
  return { sentence, sql: sql.trim().replace(/;$/, ''), is, value: literal(value.trim()) };
}

export function sameDraft(a: Draft, b: Draft): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
