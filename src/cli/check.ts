/**
 * `faultline check linearizability FILE… --model register|cas-register|kv [--initial value] [--timeout ms]`: judges recorded
 * histories, written as JSON lines or as Jepsen's EDN. One JSON line per file on the output; what is wrong with a file on the error output.
 */

import { readEdn } from '../base/edn-read.ts';
import type { Json } from '../base/json.ts';
import { type Result, refuse } from '../base/result.ts';
import { listed, tame } from '../base/text.ts';
import { jsonOf } from '../checkers/history-edn.ts';
import { jsonIn } from '../checkers/history-json.ts';
import { disorder } from '../checkers/history-order.ts';
import { readHistory } from '../checkers/history-text.ts';
import { type Judgement, judge } from '../checkers/linearizability/judge.ts';
import type { Model } from '../checkers/linearizability/machine.ts';
import { MODELS, modelOf } from '../checkers/linearizability/models.ts';
import { type Problem, pose } from '../checkers/linearizability/problem.ts';
import { textOf } from './input.ts';

export const CHECK_USAGE = `  faultline check linearizability FILE… --model register|cas-register|kv [--initial VALUE] [--timeout MS]
                                           judge client histories (JSON lines or EDN); a line {"valid": …} per file;
                                           VALUE: what a register, or each key, holds at first (nil unless said)
                                           exit: 0 valid, 1 not valid, 2 bad input, 3 ran out of time or memory`;

/** What a check needs of the world. */
export interface CheckIo {
  /** The text of a file, `-` for standard input. */
  read(file: string): Result<{ text: string }>;
  out(line: string): void | Promise<void>;
  err(line: string): void;
  /** Milliseconds, from any origin. */
  now(): number;
}

const DEFAULT_TIMEOUT_MS = 60_000;
const VALID = 0;
const INVALID = 1;
const BAD_INPUT = 2;
const UNKNOWN = 3;
/** What several files exit with: bad input before an invalid history, that before an unanswered one. */
const GRAVITY = [VALID, UNKNOWN, INVALID, BAD_INPUT];

/** Runs one call (`args` are the words after `check`); returns the exit code. */
export async function check(args: readonly string[], io: CheckIo = PROCESS_IO): Promise<number> {
  const parsed = parse(args);
  if (!parsed.ok) {
    io.err(parsed.why);
    return BAD_INPUT;
  }
  const { files } = parsed;
  let code = VALID;
  for (const file of files) {
    const result = checkFile(file, parsed, io);
    if (result.ok)
      await io.out(JSON.stringify(files.length > 1 ? { ...result.answer, file } : result.answer));
    else {
      io.err(files.length > 1 ? `${file.slice(0, 80)}: ${result.why}` : result.why);
      // A line for each file, or whoever counts them is out of step.
      if (files.length > 1) await io.out(JSON.stringify({ valid: 'unknown', error: result.why, file }));
    }
    const own = result.ok ? result.code : BAD_INPUT;
    if (GRAVITY.indexOf(own) > GRAVITY.indexOf(code)) code = own;
  }
  return code;
}

interface Asked {
  readonly model: Model;
  /** What a register holds at first. */
  readonly initial: Json;
  readonly timeoutMs: number;
}

const OPTIONS: readonly string[] = ['--model', '--initial', '--timeout'];

function parse(args: readonly string[]): Result<Asked & { readonly files: readonly string[] }> {
  const [checker, ...rest] = args;
  if (checker !== 'linearizability') {
    return refuse(`There is no check "${tame(checker ?? '')}"; there is "linearizability".`);
  }
  const files: string[] = [];
  const options = new Map<string, string>();
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] as string;
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (!OPTIONS.includes(name)) return refuse(`There is no option ${tame(name)} here.`);
    const value = equals < 0 ? rest[++i] : word.slice(equals + 1);
    if (value === undefined) return refuse(`${name} needs a value.`);
    if (options.has(name)) return refuse(`${name} is given twice.`);
    options.set(name, value);
  }
  const names = listed(
    MODELS.map(({ id }) => id),
    'or',
  );
  const name = options.get('--model');
  if (name === undefined) return refuse(`Say with --model what was operated on: ${names}.`);
  const model = modelOf(name);
  if (!model) return refuse(`There is no model "${tame(name)}"; there is ${names}.`);
  const initial = valueIn(options.get('--initial') ?? 'nil');
  if (initial === undefined) return refuse('--initial must be one value, as JSON or EDN writes it.');
  const timeout = options.get('--timeout') ?? String(DEFAULT_TIMEOUT_MS);
  if (!/^\d{1,9}$/.test(timeout)) return refuse('--timeout must be a whole number of milliseconds.');
  if (files.filter((file) => file === '-').length > 1) return refuse('Standard input can be read only once.');
  if (files.length === 0) return refuse('Name a file with a history, or - for standard input.');
  return { ok: true, files, model, initial, timeoutMs: Number(timeout) };
}

/** The value that a text in JSON or EDN is, undefined if it is none. */
function valueIn(text: string): Json | undefined {
  try {
    return jsonIn(text);
  } catch {
    try {
      const [form, ...more] = readEdn(text);
      return form && more.length === 0 ? jsonOf(form.value) : undefined;
    } catch {
      return undefined;
    }
  }
}

function checkFile(
  file: string,
  { model, initial, timeoutMs }: Asked,
  io: CheckIo,
): Result<{ answer: Readonly<Record<string, unknown>>; code: number }> {
  const began = io.now();
  const read = io.read(file);
  if (!read.ok) return read;
  const parsed = readHistory(read.text);
  if (!parsed.ok) return refuse(capitalised(parsed.why));
  const posed = pose(parsed.history, model, initial);
  if (!posed.ok) return refuse(capitalised(posed.why));
  const jump = disorder(parsed.history);
  if (jump !== null) {
    io.err(
      `${tame(file)}: by its time, line ${jump.at} comes before line ${jump.after}; what is judged is the order of the lines.`,
    );
  }
  const judgement = judge(posed.problem, () => io.now() - began >= timeoutMs);
  const code = { yes: VALID, no: INVALID, unknown: UNKNOWN }[judgement.verdict];
  return { ok: true, answer: answerOf(posed.problem, judgement, timeoutMs), code };
}

function answerOf(problem: Problem, judgement: Judgement, timeoutMs: number): Record<string, unknown> {
  const common = { model: problem.model.id, operations: problem.operations.length };
  if (judgement.verdict === 'yes') return { valid: true, ...common };
  if (judgement.verdict === 'unknown') {
    const why =
      judgement.why === 'stopped' ? `no answer within ${timeoutMs} ms` : 'no answer within the memory limit';
    const attempts = judgement.attempts.map(({ prefix, missing }) => ({ prefix: prefix.length, missing }));
    // How far it got: the largest prefix met of the keys that are not settled, and what is missing from it.
    const best = attempts.reduce(
      (sum, a) => ({ prefix: sum.prefix + a.prefix, missing: sum.missing + a.missing }),
      {
        prefix: 0,
        missing: 0,
      },
    );
    return { valid: 'unknown', why, ...common, ...best };
  }
  const { key, prefix, largest, held, blocked, untaken } = judgement.obstacle;
  const describe = (id: number) => {
    const operation = problem.operations[id];
    if (!operation) throw new RangeError(`no operation ${id}`);
    const { at, completedAt, process, f, outcome } = operation;
    const value = f === 'read' && outcome === 'ok' ? operation.result : operation.value;
    return { line: at, ...(completedAt === null ? {} : { completed: completedAt }), process, f, value };
  };
  return {
    valid: false,
    ...common,
    ...(key === undefined ? {} : { key }),
    // How many operations the largest linearizable prefix has (or the longest that was met, if that is not known to be the largest),
    // and what the object held after them.
    prefix: prefix.length,
    ...(largest ? {} : { largest }),
    held,
    blocked: blocked.map(({ operation, why }) => ({ ...describe(operation), why })),
    ...(untaken.length === 0 ? {} : { untaken: untaken.map(describe) }),
  };
}

function capitalised(sentence: string): string {
  return sentence.slice(0, 1).toUpperCase() + sentence.slice(1);
}

/** Of the process itself. */
const PROCESS_IO: CheckIo = {
  read(file) {
    try {
      return { ok: true, text: textOf(file) };
    } catch (error) {
      const { code } = error as { code?: string };
      const why =
        code === 'ENOENT'
          ? 'there is no such file'
          : code === 'EISDIR'
            ? 'it is a folder'
            : `${code ?? error}`;
      return refuse(`Cannot read ${file.slice(0, 80)}: ${why}.`);
    }
  },
  out: (line) =>
    new Promise((resolve) => {
      if (process.stdout.write(`${line}\n`)) resolve();
      else process.stdout.once('drain', () => resolve());
    }),
  err: (line) => void process.stderr.write(`${line}\n`),
  now: () => performance.now(),
};
