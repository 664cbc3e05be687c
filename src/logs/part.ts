/** Reads one execution of a log: what the pattern fits is an event, what is left over and what is malformed is listed. */
import { excerpt } from '../base/text.ts';
import { type Execution, type LogEvent, MAX_COUNT, MAX_NAMES, MAX_REJECTED, type Rejected } from './log.ts';

/** A stretch of the text, from its first character to that after its last. */
export interface Part {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  /** Line of its first character. */
  readonly line: number;
}

/** How much of a rejected line is repeated. */
const LINE_SHOWN = 160;

export class PartReader {
  readonly events: LogEvent[] = [];
  rejectedCount = 0;
  lines = 0;
  /** Where it is, and the line of that. */
  at: number;
  line: number;
  /** The last line that `lines` counts. */
  private counted = 0;
  private readonly rejected: Rejected[] = [];
  private readonly hosts: string[] = [];
  private readonly hostIndex = new Map<string, number>();
  private readonly text: string;
  private readonly part: Part;
  private readonly pattern: RegExp;

  constructor(text: string, part: Part, pattern: RegExp) {
    // A match must not reach beyond its execution.
    this.text = part.to < text.length ? text.slice(0, part.to) : text;
    this.part = part;
    this.pattern = pattern;
    this.at = part.from;
    this.line = part.line;
  }

  /** Reads up to `most` more events; true when there are no more. */
  advance(most: number): boolean {
    const goal = this.events.length + most;
    while (this.events.length < goal) {
      this.pattern.lastIndex = this.at;
      const match = this.pattern.exec(this.text);
      this.skip(match === null ? this.part.to : match.index, match !== null);
      if (match === null) return true;
      this.take(match);
      this.moveTo(match.index + Math.max(1, match[0].length));
    }
    return false;
  }

  /** Whether there is another event; if there is none, what is left is listed. */
  more(): boolean {
    this.pattern.lastIndex = this.at;
    if (this.pattern.exec(this.text) !== null) return true;
    this.skip(this.part.to, false);
    return false;
  }

  execution(): Execution {
    const { hosts, events, rejected, rejectedCount, lines } = this;
    return { label: this.part.label, hosts, events, rejected, rejectedCount, lines };
  }

  private moveTo(to: number): void {
    this.line += newlines(this.text, this.at, to);
    this.at = to;
  }

  /** Lists the lines up to `to` of which no part belongs to an event. @param before whether an event begins there */
  private skip(to: number, before: boolean): void {
    const { text } = this;
    let at = this.at;
    let line = this.line;
    const fresh = at === this.part.from || text[at - 1] === '\n';
    if (!fresh) {
      const end = text.indexOf('\n', at);
      at = end < 0 ? to : Math.min(to, end + 1);
      line++;
    }
    while (at < to) {
      const newline = text.indexOf('\n', at);
      const whole = newline >= 0 && newline < to;
      // What stands before an event on its line is left out on purpose: the pattern need not begin where the line does.
      if (!whole && before) break;
      const end = whole ? newline : to;
      const content = text.slice(at, end);
      if (content.trim() !== '') this.reject(line, content, 'The pattern does not fit.');
      at = end + 1;
      line++;
    }
    this.moveTo(to);
  }

  private reject(line: number, text: string, why: string): void {
    this.rejectedCount++;
    if (this.rejected.length >= MAX_REJECTED) return;
    const shown = text.length > LINE_SHOWN ? `${text.slice(0, LINE_SHOWN - 1)}…` : text;
    this.rejected.push({ line, text: shown, why });
  }

  private take(match: RegExpExecArray): void {
    const { host = '', clock = '', event = '', ...others } = match.groups ?? {};
    const at = match.indices?.groups?.clock?.[0] ?? match.index;
    const line = this.line + newlines(this.text, match.index, at);
    const lineStart = this.text.lastIndexOf('\n', at - 1) + 1;
    const lineEnd = this.text.indexOf('\n', at);
    const read = host === '' ? 'It names no host.' : this.readClock(clock, host);
    if (typeof read === 'string') {
      this.reject(line, this.text.slice(lineStart, lineEnd < 0 ? undefined : lineEnd), read);
      return;
    }
    const fields: Record<string, string> = {};
    for (const [name, value] of Object.entries(others)) if (value !== undefined) fields[name] = value;
    this.events.push({ ...read, line, text: event.trim(), clockText: clock, fields });
    this.count(match);
  }

  /** Two events may share a line, which is one line read all the same. */
  private count({ index, 0: found }: RegExpExecArray): void {
    const whole = found.replace(/\n+$/, '');
    const from = Math.max(this.line, this.counted + 1);
    const last = this.line + newlines(this.text, index, index + whole.length);
    this.lines += Math.max(0, last - from + 1);
    this.counted = Math.max(this.counted, last);
  }

  /** The clock of an event of `host`, or a sentence why it is none. */
  private readClock(text: string, host: string): Pick<LogEvent, 'host' | 'clock'> | string {
    let json: unknown;
    try {
      json = parsed(text);
    } catch {
      return `Its clock is not JSON: ${excerpt(text)}.`;
    }
    if (typeof json !== 'object' || json === null || Array.isArray(json)) {
      return 'Its clock is not a JSON object of hosts and counts.';
    }
    const entries = Object.entries(json);
    for (const [name, count] of entries) {
      if (Number.isInteger(count) && count >= 0 && count <= MAX_COUNT) continue;
      return `In its clock, ${excerpt(name)} is ${excerpt(count)}; it must be a whole number from 0 on.`;
    }
    if (!entries.some(([name]) => name === host)) {
      return `Its clock has no entry for its own host, ${excerpt(host)}.`;
    }
    const fresh = [host, ...entries.map(([name]) => name)].filter((name) => !this.hostIndex.has(name));
    if (this.hosts.length + new Set(fresh).size > MAX_NAMES) {
      return `It brings in a host beyond the ${MAX_NAMES} that are read.`;
    }
    for (const name of fresh) this.indexOf(name);
    const known = entries.filter(([, count]) => count > 0);
    const clock = new Int32Array(known.length * 2);
    for (const [i, [name, count]] of known.entries()) {
      clock[2 * i] = this.indexOf(name);
      clock[2 * i + 1] = count as number;
    }
    return { host: this.indexOf(host), clock };
  }

  private indexOf(name: string): number {
    let index = this.hostIndex.get(name);
    if (index === undefined) {
      index = this.hosts.length;
      this.hosts.push(name);
      this.hostIndex.set(name, index);
    }
    return index;
  }
}

/**
 * JSON, or JSON within a string, with its quotation marks or without: TLC prints `Clock = "{\"n1\":1}"`.
 * @throws SyntaxError if it is neither
 */
function parsed(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = JSON.parse(`"${text}"`);
  }
  return typeof value === 'string' ? JSON.parse(value) : value;
}

/** Line ends in [from, to). */
export function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
