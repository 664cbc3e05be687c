/**
 * The pattern that finds events in a log: a JavaScript regular expression with the named groups `host`, `clock` and `event`, and a
 * second one for what stands between several executions, whose group `trace` names the one that follows. Both may stand in the
 * first two lines of the log itself, as in the files of ShiViz (bestchai.bitbucket.io/shiviz); then the second may be blank.
 */
import { type Result, refuse } from '../base/result.ts';
import { listed, tame } from '../base/text.ts';

/** Characters; a pattern comes from a stranger and says what it has to in fewer. */
export const MAX_PATTERN = 1000;

export interface Preset {
  readonly id: string;
  /** What a line looks like. */
  readonly title: string;
  readonly pattern: string;
}

/**
 * In the order in which they are tried on a log that names none. A host begins where a word does: tried at every letter of a long word, a
 * pattern takes time with the square of its length.
 */
export const PRESETS: readonly Preset[] = [
  {
    id: 'clock-first',
    title: 'host {clock}, the event on the next line',
    pattern: '(?<!\\S)(?<host>\\S*) (?<clock>{.*})\\n(?<event>.*)',
  },
  {
    id: 'event-first',
    title: 'the event, host {clock} on the next line',
    pattern: '(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})',
  },
  {
    id: 'quoted',
    title: 'host "event" {clock}, on one line',
    pattern: '(?<!\\S)(?<host>\\S+) "(?<event>.*)" (?<clock>\\{[^{}\\n]*\\})',
  },
  {
    id: 'one-line',
    title: 'host {clock} event, on one line',
    pattern: '(?<!\\S)(?<host>\\S+) (?<clock>\\{[^}\\n]*\\}) (?<event>.*)',
  },
  {
    id: 'tlc',
    title: 'a behaviour printed by TLC, with Host and Clock',
    // The rest of the state are lines that begin as a conjunct does, or go on with one.
    pattern:
      '^(?:State )?\\d+: <(?<event>\\w+)\\b.*>\\n/\\\\ Host = (?<host>.*)\\n/\\\\ Clock = "(?<clock>.*)"(?:\\n[/ ].*)*',
  },
];

const GROUPS = ['host', 'clock', 'event'] as const;

/** Compiles a pattern as ShiViz does: it may begin anywhere, and `^` and `$` are the ends of a line. */
export function compilePattern(source: string): Result<{ pattern: RegExp }> {
  const compiled = compile(source, 'pattern');
  if (!compiled.ok) return compiled;
  const names = groupsOf(compiled.pattern);
  const missing = GROUPS.filter((name) => !names.includes(name));
  if (missing.length > 0) {
    const wanted = missing.map((name) => `(?<${name}>…)`);
    return refuse(`The pattern has no group ${listed(wanted)}; it must name host, clock and event.`);
  }
  return compiled;
}

/** Compiles what stands between executions; null for none. */
export function compileDelimiter(source: string): Result<{ pattern: RegExp | null }> {
  return source.trim() === '' ? { ok: true, pattern: null } : compile(source.trim(), 'delimiter');
}

function compile(source: string, what: 'pattern' | 'delimiter'): Result<{ pattern: RegExp }> {
  if (source.trim() === '') return refuse(`The ${what} is empty.`);
  if (source.length > MAX_PATTERN) {
    return refuse(`The ${what} has ${source.length} characters; ${MAX_PATTERN} are allowed.`);
  }
  try {
    // Where each group was found is asked for: line numbers are counted from there.
    const pattern = new RegExp(source, 'dgm');
    if (pattern.exec('') !== null)
      return refuse(`The ${what} fits the empty text, so it would fit everywhere.`);
    return { ok: true, pattern };
  } catch (error) {
    if (source.includes('(?P<')) {
      return refuse(`The ${what} names a group as Python does, (?P<host>…); here it is written (?<host>…).`);
    }
    const said = error instanceof Error ? error.message : '';
    const why = /: ([^:]+)$/.exec(said)?.[1] ?? 'it does not compile';
    return refuse(`The ${what} is not a regular expression: ${tame(why.toLowerCase())}.`);
  }
}

/** Names of the groups of a pattern, in the order of its text. */
export function groupsOf(pattern: RegExp): readonly string[] {
  // An alternative that fits the empty text makes every group show up, none of them filled.
  return Object.keys(new RegExp(`${pattern.source}|`, pattern.flags.replace('g', '')).exec('')?.groups ?? {});
}

export interface Header {
  /** Null where its line is blank: then it is looked for as in a log without a header. */
  readonly pattern: string | null;
  readonly delimiter: string;
  /** Lines it takes; the log begins after them. */
  readonly lines: number;
}

/**
 * The header of a log, null if its first line is no pattern (or a blank one, above a delimiter that names executions). The second line is the delimiter, blank if there is only one execution;
 * who forgot it has put the first event there, which is then not taken for one.
 */
export function headerOf(text: string): Header | null {
  const [first = '', second = '', third = ''] = text.slice(0, 8 * MAX_PATTERN).split('\n', 3);
  const pattern = first.trim();
  if (pattern === '' && second.includes('(?<trace>') && compile(second.trim(), 'delimiter').ok) {
    return { pattern: null, delimiter: second.trim(), lines: 2 };
  }
  if (pattern.length > MAX_PATTERN || !GROUPS.every((name) => pattern.includes(`(?<${name}>`))) return null;
  if (second.trim() === '') return { pattern, delimiter: '', lines: text.includes('\n') ? 2 : 1 };
  const delimiter = compile(second.trim(), 'delimiter');
  const event = compilePattern(pattern);
  const begins =
    event.ok &&
    second.length < MAX_PATTERN &&
    third.length < MAX_PATTERN &&
    event.pattern.exec(`${second}\n${third}`);
  const forgotten = !delimiter.ok || (begins && begins.index < second.length);
  return forgotten ? { pattern, delimiter: '', lines: 1 } : { pattern, delimiter: second.trim(), lines: 2 };
}
