/** The statements of a run as cards: who gives what when, and what came of it. Worked out from the trace alone. Pure. */
import type { CommandInput, Input, Micros, NodeId } from '../../engine/runspec.ts';
import { K, type NoteRecord, type Trace } from '../../engine/trace.ts';

export interface Card {
  /** Index of its input. */
  readonly input: number;
  /** Its place in the order in which statements are given, from 1. */
  readonly number: number;
  readonly session: NodeId;
  readonly sql: string;
  /** What stood for a name in it: ":balance is 100"; empty if nothing did. */
  readonly filled: string;
  readonly at: Micros;
  /** The step in which it was given; null: it never was. */
  readonly given: number | null;
  /** The session was still waiting. */
  readonly skipped: boolean;
  /** Of one that was skipped, the input of the statement that let its session go on later; null: nothing did. */
  readonly free: number | null;
  readonly waits: {
    /** Of the database. */
    readonly step: number;
    /** "T2, T3" */
    readonly others: string;
    /** "at row 1 of test"; empty if it is no row. */
    readonly where: string;
  } | null;
  /** Who let it go on; `by` is null where that was no statement. */
  readonly released: { readonly step: number; readonly by: Card['input'] | null } | null;
  readonly end: End | null;
  /** A commit of a transaction that the database has taken back already: it is told "done", and nothing is committed. */
  readonly hollow: boolean;
}

export interface End {
  /** In which the session hears of it. */
  readonly step: number;
  /** "(1, 10) (2, 20)", "2 rows", "done"; of a failure its sentence. */
  readonly text: string;
  /** Of a failure. */
  readonly code: string | null;
}

export type Standing = 'later' | 'asked' | 'waits' | 'done' | 'failed' | 'skipped';

/** Indexes of the inputs that are statements of sessions, in the order in which they are given. */
export function statementsOf(inputs: readonly Input[]): readonly number[] {
  const found = inputs.flatMap((input, i) => (isStatement(input) ? [i] : []));
  return found.sort((a, b) => (inputs[a]?.at ?? 0) - (inputs[b]?.at ?? 0) || a - b);
}

export function isStatement(input: Input | undefined): input is CommandInput {
  return input !== undefined && 'command' in input && input.command.type === 'sql';
}

export function sqlOf(input: Input | undefined): string {
  return input !== undefined && 'command' in input ? String(input.command.sql ?? '') : '';
}

type Draft = { -readonly [F in keyof Card]: Card[F] };

/** Every card of a run, in order. */
export function cardsOf(inputs: readonly Input[], trace: Trace): readonly Card[] {
  const drafts = new Map<number, Draft>();
  for (const [i, input] of statementsOf(inputs).entries()) {
    const { node, at } = inputs[input] as CommandInput;
    const made = {
      session: node,
      sql: sqlOf(inputs[input]),
      filled: '',
      at,
      given: null,
      skipped: false,
      free: null,
    };
    drafts.set(input, {
      input,
      number: i + 1,
      ...made,
      waits: null,
      released: null,
      end: null,
      hollow: false,
    });
  }
  /** By session, the card it has no answer to. */
  const open = new Map<NodeId, Draft>();
  for (const note of trace.notes) take(note, trace, drafts, open);
  for (const card of drafts.values()) {
    if (card.skipped) card.free = freed(drafts, card);
  }
  markHollow([...drafts.values()]);
  return [...drafts.values()];
}

/** After these nothing of the transaction is left, whatever the engine. */
const TAKEN_BACK = new Set(['40001', '40P01', '25P02']);

function markHollow(cards: readonly Draft[]): void {
  const last = new Map<NodeId, string | null>();
  for (const card of cards) {
    if (card.end === null) continue;
    const failed = last.get(card.session) ?? null;
    card.hollow =
      /^\s*commit\b/i.test(card.sql) && card.end.code === null && failed !== null && TAKEN_BACK.has(failed);
    last.set(card.session, card.end.code);
  }
}

/** The database counts no rows for a commit and for an update of none alike. */
function endWords({ sql, hollow, end }: Card): string {
  if (end === null) return '';
  if (end.code !== null) return `${end.code} ${end.text}`;
  if (hollow) return 'nothing committed: it was taken back';
  return end.text === 'done' && /^\s*(update|delete|insert)\b/i.test(sql) ? '0 rows' : end.text;
}

/** Who released the statement that its session was waiting with. */
function freed(drafts: ReadonlyMap<number, Draft>, { session, given }: Draft): number | null {
  const before = (card: Draft) =>
    card.session === session && !card.skipped && (card.given ?? Infinity) < (given ?? 0);
  const waited = [...drafts.values()].filter(before).at(-1);
  return waited?.released?.by ?? null;
}

function take(
  { row, id, node, fields }: NoteRecord,
  trace: Trace,
  drafts: ReadonlyMap<number, Draft>,
  open: Map<NodeId, Draft>,
): void {
  const { step: steps, kind, ref, peer } = trace.columns;
  const step = steps[row] as number;
  let head = row;
  while (head > 0 && steps[head - 1] === step) head--;
  if (id === 'gives' || id === 'skipped') {
    const card = kind[head] === K.command ? drafts.get(ref[head] as number) : undefined;
    if (card === undefined) return;
    card.given = step;
    card.skipped = id === 'skipped';
    card.filled = String(fields.told ?? '');
    if (id === 'gives') open.set(node, card);
    return;
  }
  const whose = id === 'hears' || id === 'fails' ? node : String(fields.session ?? '');
  const card = open.get(whose);
  if (card === undefined) return;
  if (id === 'waits') {
    card.waits = { step, others: String(fields.others), where: String(fields.row).trim() };
  } else if (id === 'goesOn') {
    const from = kind[head] === K.deliver ? trace.nodes[peer[head] as number]?.id : undefined;
    card.released = { step, by: open.get(from ?? '')?.input ?? null };
  } else if (id === 'hears' || id === 'fails') {
    const failed = id === 'fails';
    const text = String(failed ? fields.why : fields.answer);
    card.end = { step, text, code: failed ? String(fields.code) : null };
    open.delete(whose);
  }
}

/** How a card stands at a step of the cursor. */
export function standingAt({ given, skipped, waits, end }: Card, step: number): Standing {
  if (given === null || given > step) return 'later';
  if (skipped) return 'skipped';
  if (end !== null && end.step <= step) return end.code === null ? 'done' : 'failed';
  return waits !== null && waits.step <= step ? 'waits' : 'asked';
}

/** The step at which it has come to something, and those with it that it released; null: it is never given. */
export function settledAt(card: Card, all: readonly Card[]): number | null {
  const { given, waits, end, input } = card;
  if (given === null) return null;
  const own = waits?.step ?? end?.step ?? given;
  const freed = all.flatMap(({ released, end }) => (released?.by === input ? (end?.step ?? []) : []));
  return Math.max(own, ...(waits === null ? freed : []));
}

/** Whether it is still to come. */
export function isAhead({ given, at }: Card, step: number, time: Micros): boolean {
  return given === null ? at > time : given > step;
}

/** What became of a card, in words, as far as the step; of one that is still to come, all of it. */
export function outcomeWords(card: Card, step: number, numberOf: (input: number) => number): string {
  const standing = standingAt(card, step);
  const at = standing === 'later' ? Number.POSITIVE_INFINITY : step;
  const { waits, released, end, skipped, given } = card;
  if (skipped)
    return `not given: ${card.session} is still waiting${card.free === null ? ', and is never let go' : ''}`;
  if (standing === 'later' && given === null)
    return `not given: ${card.session} is down, or the run has ended`;
  const words: string[] = card.filled === '' ? [] : [card.filled];
  if (waits !== null && waits.step <= at) {
    const freed = released !== null && released.step <= at;
    const where = waits.where === '' || freed ? '' : ` ${waits.where}`;
    words.push(`${freed ? 'waited' : 'waits'} for ${waits.others}${where}`);
    if (freed && released.by !== null && released.by !== card.input)
      words.push(`released by ${numberOf(released.by)}`);
  }
  if (end !== null && end.step <= at) words.push(endWords(card));
  else if (waits === null || waits.step > at)
    words.push(standing === 'later' ? 'no answer' : 'no answer yet');
  return words.join(' · ');
}
