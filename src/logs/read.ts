/**
 * Reads a log in ShiViz's format, in slices, so that whoever reads can breathe between them. A pattern from a stranger can take for
 * ever on one line (nested repetition), and JavaScript cannot interrupt a match: the page therefore reads in a worker of its own
 * (`worker.ts`), hears after every slice how far it is, and ends the worker when it falls silent or when somebody presses Stop.
 */
import { type Result, refuse } from '../base/result.ts';
import { type Log, MAX_EVENTS, MAX_EXECUTIONS, MAX_TEXT } from './log.ts';
import { newlines, type Part, PartReader } from './part.ts';
import { compileDelimiter, compilePattern, headerOf, PRESETS } from './pattern.ts';

export interface ReadOptions {
  /** The pattern, or null for the one in the log's first line, or else the preset that fits best. */
  readonly pattern: string | null;
  /** What stands between executions; null for the one in the log's second line, if it has a header. */
  readonly delimiter: string | null;
}

/** Characters from the start of a log on which the presets are tried. */
const SAMPLE = 40_000;

export class LogReader {
  readonly pattern: string;
  readonly delimiter: string;
  readonly origin: Log['origin'];
  private readonly text: string;
  private readonly regexp: RegExp;
  private readonly parts: readonly Part[];
  private readonly readers: PartReader[] = [];
  private current: PartReader | null = null;
  private events = 0;
  private next = 0;
  private cut: boolean;
  private readonly limit: number;

  private constructor(text: string, chosen: Chosen, parts: readonly Part[], cut: boolean, limit: number) {
    this.text = text;
    this.pattern = chosen.source;
    this.delimiter = chosen.delimiterSource;
    this.origin = chosen.origin;
    this.parts = parts;
    this.cut = cut;
    this.regexp = chosen.pattern;
    this.limit = limit;
  }

  /** Begins to read; refuses what is no log and no pattern with one sentence. @param limit events that are read */
  static open(input: string, options: ReadOptions, limit = MAX_EVENTS): Result<{ reader: LogReader }> {
    if (input.length > MAX_TEXT) {
      return refuse(
        `This log has ${millions(input.length)} million characters; ${millions(MAX_TEXT)} are allowed.`,
      );
    }
    const text = withShortLines(input.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
    if (text.trim() === '') return refuse('There is no log here yet.');
    const header = headerOf(text);
    const from = header === null ? 0 : endOfLines(text, header.lines);
    const delimiterSource = options.delimiter ?? header?.delimiter ?? '';
    const delimiter = compileDelimiter(delimiterSource);
    if (!delimiter.ok) return delimiter;
    const asked = options.pattern ?? header?.pattern ?? null;
    const source = asked ?? bestPreset(text.slice(from, from + SAMPLE));
    const compiled = compilePattern(source);
    if (!compiled.ok) return compiled;
    const origin = options.pattern !== null ? 'asked' : asked !== null ? 'header' : 'found';
    const { parts, cut } = partsOf(text, from, delimiter.pattern);
    const chosen = { source, delimiterSource, origin, pattern: compiled.pattern } as const;
    return { ok: true, reader: new LogReader(text, chosen, parts, cut, limit) };
  }

  /** Reads up to about `most` more events. True when the log is read. */
  advance(most: number): boolean {
    const goal = Math.min(this.limit, this.events + most);
    for (;;) {
      if (this.current === null) {
        const part = this.parts[this.next++];
        if (part === undefined) return true;
        this.current = new PartReader(this.text, part, this.regexp);
        this.readers.push(this.current);
      }
      const before = this.current.events.length;
      const over = this.current.advance(goal - this.events);
      this.events += this.current.events.length - before;
      if (over) this.current = null;
      else if (this.events >= this.limit) {
        this.cut = this.current.more() || this.next < this.parts.length;
        return true;
      } else return false;
    }
  }

  /** Line reached, and how many characters are behind: for progress. */
  get reached(): { readonly line: number; readonly share: number } {
    const at = this.current ?? this.readers.at(-1);
    return { line: at?.line ?? 1, share: (at?.at ?? 0) / Math.max(1, this.text.length) };
  }

  log(): Log {
    const { pattern, delimiter, origin, cut } = this;
    return { pattern, delimiter, origin, cut, executions: this.readers.map((part) => part.execution()) };
  }
}

/** Reads a whole log at once. For tests and texts one trusts. */
export function readLog(
  input: string,
  options: ReadOptions = { pattern: null, delimiter: null },
  limit = MAX_EVENTS,
): Result<{ log: Log }> {
  const opened = LogReader.open(input, options, limit);
  if (!opened.ok) return opened;
  while (!opened.reader.advance(1000));
  return { ok: true, log: opened.reader.log() };
}

interface Chosen {
  readonly source: string;
  readonly delimiterSource: string;
  readonly origin: Log['origin'];
  readonly pattern: RegExp;
}

function millions(characters: number): string {
  return (Math.ceil(characters / 100_000) / 10).toString();
}

/** No line of a log says in more characters what it has to say; patterns can take time with the square of its length. */
const MAX_LINE = 10_000;
const LONG_LINE = new RegExp(`^(.{${MAX_LINE}}).+$`, 'gm');

function withShortLines(text: string): string {
  return text.replace(LONG_LINE, '$1');
}

function endOfLines(text: string, lines: number): number {
  let at = 0;
  for (let i = 0; i < lines; i++) {
    const end = text.indexOf('\n', at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}

/** The preset that finds most events, and leaves fewest lines over. */
function bestPreset(sample: string): string {
  let best = PRESETS[0]?.pattern ?? '';
  let most = -Infinity;
  for (const { pattern: source } of PRESETS) {
    const compiled = compilePattern(source);
    if (!compiled.ok) continue;
    const part = new PartReader(sample, { label: '', from: 0, to: sample.length, line: 1 }, compiled.pattern);
    while (!part.advance(1000));
    const score = part.events.length * 4 - part.rejectedCount;
    if (part.events.length > 0 && score > most) {
      most = score;
      best = source;
    }
  }
  return best;
}

/** The text between delimiters; stretches of nothing but white space are no executions. */
function partsOf(
  text: string,
  from: number,
  delimiter: RegExp | null,
): { readonly parts: readonly Part[]; readonly cut: boolean } {
  const parts: Part[] = [];
  let label = '';
  let start = from;
  let line = 1 + newlines(text, 0, from);
  const close = (to: number) => {
    if (text.slice(start, to).trim() !== '') parts.push({ label, from: start, to, line });
  };
  if (delimiter !== null) {
    delimiter.lastIndex = from;
    for (let match = delimiter.exec(text); match !== null; match = delimiter.exec(text)) {
      close(match.index);
      const end = match.index + match[0].length;
      // One that fits nothing at all, at the end of a line say, would stay where it is for ever.
      if (match[0] === '') delimiter.lastIndex++;
      line += newlines(text, start, end);
      label = match.groups?.trace ?? '';
      start = end;
      if (parts.length >= MAX_EXECUTIONS) return { parts, cut: text.slice(end).trim() !== '' };
    }
  }
  close(text.length);
  return { parts, cut: false };
}
