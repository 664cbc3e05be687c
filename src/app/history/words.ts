/** The judge's findings in words. From `meta` and the trace alone: nothing here knows a protocol. */
import type { Json } from '../../base/json.ts';
import { unturned } from '../../base/unturned.ts';
import type { RunJudgement, RunObstacle } from '../../checkers/run-history.ts';
import type { OperationRecord } from '../../engine/trace.ts';

/** A piece of a sentence; one that names an operation can be pressed. */
export type Piece = string | { readonly operation: number; readonly text: string };

/** A value as a client was told it: nil is "empty". */
export function valueText(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  const text = unturned(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > 24 ? `${text.slice(0, 23)}…` : text;
}

const thing = ({ key }: OperationRecord) => unturned(key ?? 'the register');

/** "x=2", "x as empty" */
function held(record: OperationRecord, value: unknown): string {
  return value === null || value === undefined
    ? `${thing(record)} as empty`
    : `${thing(record)}=${valueText(value)}`;
}

/** "read x=1", "read x as empty", "wrote x=2", "changed x from 1 to 2": what it did, as its client was told or hoped. */
export function didText(record: OperationRecord): string {
  const { f, value, result, outcome } = record;
  const known = outcome === 'ok';
  if (f === 'read') return known ? `read ${held(record, result)}` : `asked for ${thing(record)}`;
  if (f === 'write') return `${known ? 'wrote' : 'asked to write'} ${held(record, value)}`;
  if (f === 'cas' && Array.isArray(value)) {
    const change = `${thing(record)} from ${valueText(value[0])} to ${valueText(value[1])}`;
    if (known && result === false) return `found ${thing(record)} other than ${valueText(value[0])}`;
    return `${known ? 'changed' : 'asked to change'} ${change}`;
  }
  return `${f} ${thing(record)}`;
}

/** "x=2", "read x=1", "read x", "x: 1 → 2": what it was, where how it ended stands beside it. */
export function shortText(record: OperationRecord): string {
  const { f, value, result, outcome } = record;
  if (f === 'read') return outcome === 'ok' ? `read ${held(record, result)}` : `read ${thing(record)}`;
  if (f === 'write') return held(record, value);
  if (f !== 'cas' || !Array.isArray(value)) return `${f} ${thing(record)}`;
  const missed = outcome === 'ok' && result === false;
  return `${thing(record)}: ${valueText(value[0])} → ${valueText(value[1])}${missed ? ', not found' : ''}`;
}

/** How it ended, for its bar: "told it is done", "refused", "gave up: it may or may not have happened". */
export function endText({ f, outcome, result }: OperationRecord): string {
  switch (outcome) {
    case 'ok':
      return f === 'read' || result === false ? 'answered' : 'told it is done';
    case 'fail':
      return 'refused: it did not happen';
    case 'info':
      return 'gave up: it may or may not have happened';
    case 'open':
      return 'never answered: it may or may not have happened';
  }
}

/** The value an operation found: what a read returned, what a cas that succeeded expected. */
function found({ f, value, result }: OperationRecord): unknown {
  return f === 'cas' && Array.isArray(value) ? value[0] : result;
}

/** The value an operation left behind. */
function left({ f, value }: OperationRecord): unknown {
  return f === 'cas' && Array.isArray(value) ? value[1] : value;
}

const name = (record: OperationRecord, text: string): Piece => ({
  operation: record.id,
  text: `${record.node} ${text}`,
});

/** Why no order explains the answers: one sentence, whose operations can be pressed. */
export function whySentence(
  operations: readonly OperationRecord[],
  { reason, held: value, blocked }: RunObstacle,
): readonly Piece[] {
  const of = (id: number) => operations[id];
  const subject = of(reason?.operation ?? blocked[0]?.operation ?? -1);
  if (subject === undefined) return [];
  const did = name(subject, didText(subject));
  const what = held(subject, found(subject));
  switch (reason?.kind) {
    case 'unwritten':
      return [did, ', which nobody had asked to be written.'];
    case 'unwritten-yet': {
      const writer = of(reason.writer);
      if (writer === undefined) break;
      return [did, ' before ', name(writer, `asked to write ${what}`), '.'];
    }
    case 'unfounded': {
      const writer = of(reason.writer);
      if (writer === undefined) break;
      const before = valueText((writer.value as readonly unknown[] | undefined)?.[0]);
      return [
        did,
        '; ',
        name(writer, didText(writer)),
        `, but nobody can have written ${thing(writer)}=${before} by then.`,
      ];
    }
    case 'spent': {
      const witness = of(reason.witness);
      if (witness === undefined) break;
      return [
        did,
        ' and ',
        name(witness, didText(witness)),
        `, but it was ${valueText(found(subject))} only once.`,
      ];
    }
    case 'overwritten': {
      const by = of(reason.by);
      if (by === undefined) break;
      return [did, ' after ', name(by, `was told ${held(by, left(by))} is done`), '.'];
    }
    case 'outdated': {
      const witness = of(reason.witness);
      if (witness === undefined) break;
      return [did, ' after ', name(witness, `had ${didText(witness)}`), ', which was written later.'];
    }
    case 'reverted': {
      const witness = of(reason.witness);
      if (witness === undefined) break;
      return [
        did,
        ' after ',
        name(witness, `had ${didText(witness)}`),
        `, and nobody wrote ${what} in between.`,
      ];
    }
    case 'split': {
      const witness = of(reason.witness);
      if (witness === undefined) break;
      return [did, ' while ', name(witness, didText(witness)), ', though both writes were over by then.'];
    }
  }
  return [
    did,
    `, but every order that fits real time comes to a point like this, where ${isNow(subject, value)}.`,
  ];
}

function isNow(record: OperationRecord, value: Json): string {
  return value === null ? `${thing(record)} is empty` : `${thing(record)} is ${valueText(value)}`;
}

/** What the object holds once the prefix is placed: "Then x is 2." */
export function afterPrefix(
  operations: readonly OperationRecord[],
  { held: value, blocked }: RunObstacle,
): string {
  const record = operations[blocked[0]?.operation ?? -1];
  return record === undefined ? '' : isNow(record, value);
}

export function headline({ verdict, operations }: RunJudgement): string {
  if (operations === 0) return 'No client has done anything yet';
  switch (verdict) {
    case 'yes':
      return 'These answers could have come from a single copy of the data';
    case 'no':
      return 'No single copy could have given these answers';
    case 'unknown':
      return 'Whether a single copy could have given these answers is not decided';
  }
}

/**
 * What the servers' promises and the clients' answers make of one another, where they disagree; null where they do not.
 * @param broken titles of the promises that are broken in the run
 */
export function contrast(
  { verdict, operations, answered }: RunJudgement,
  broken: readonly string[],
): string | null {
  if (operations === 0) return null;
  if (verdict === 'no' && broken.length === 0) {
    return 'Every promise held at every step, and yet clients saw something wrong: no promise covers what they were told.';
  }
  if (verdict !== 'yes' || broken.length === 0) return null;
  const what = broken.length === 1 ? `A promise broke (“${broken[0]}”)` : `${broken.length} promises broke`;
  if (answered === 0) return `${what}, and no client saw anything of it: none was answered.`;
  return `${what}, and yet clients saw nothing wrong: none of these answers gives it away.`;
}

/** "12 operations, 10 answered" */
export function countText(operations: readonly OperationRecord[]): string {
  const answered = operations.filter(({ outcome }) => outcome === 'ok').length;
  const n = operations.length;
  const all = answered === n ? (n === 1 ? 'answered' : 'all answered') : `${answered} answered`;
  return `${n} ${n === 1 ? 'operation' : 'operations'}, ${all}`;
}

/** "4 million", "12,000" */
export function manyText(n: number): string {
  if (n >= 1_000_000) return `${Math.round(n / 100_000) / 10} million`;
  return `${n}`.replace(/\B(?=(\d{3})+$)/g, ',');
}
