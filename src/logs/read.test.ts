import { describe, expect, test } from 'vitest';
import { checkClocks } from './clocks.ts';
import { type Execution, MAX_EVENTS, MAX_NAMES, MAX_REJECTED } from './log.ts';
import { headerOf, MAX_PATTERN, PRESETS } from './pattern.ts';
import { LogReader, type ReadOptions, readLog } from './read.ts';

const AUTO: ReadOptions = { pattern: null, delimiter: null };
const preset = (id: string) => PRESETS.find((p) => p.id === id)?.pattern as string;

function read(text: string, options: Partial<ReadOptions> = {}) {
  const result = readLog(text, { ...AUTO, ...options });
  if (!result.ok) throw new Error(result.why);
  return result.log;
}
const first = (text: string, options: Partial<ReadOptions> = {}) => {
  const [execution] = read(text, options).executions;
  if (!execution) throw new Error('nothing was read');
  return execution;
};
const why = (text: string, options: Partial<ReadOptions> = {}) => {
  const result = readLog(text, { ...AUTO, ...options });
  return result.ok ? '' : result.why;
};

const TWO_LINES = 'a {"a":1}\nstarts\nb {"b":1, "a":1}\nhears of it\n';

describe('formats', () => {
  test.each([
    ['clock-first', TWO_LINES],
    ['event-first', 'starts\na {"a":1}\nhears of it\nb {"b":1, "a":1}\n'],
    ['quoted', 'a "starts" {"a":1}\nb "hears of it" {"b":1, "a":1}'],
    ['one-line', 'a {"a":1} starts\nb {"b":1, "a":1} hears of it'],
  ])('the preset %s is found to fit', (id, text) => {
    const log = read(text);
    expect(log).toMatchObject({ pattern: preset(id), origin: 'found', delimiter: '', cut: false });
    const [execution] = log.executions;
    expect(execution?.hosts).toEqual(['a', 'b']);
    expect(execution?.events.map(({ host, text: said }) => [host, said])).toEqual([
      [0, 'starts'],
      [1, 'hears of it'],
    ]);
    expect([...(execution?.events[1]?.clock ?? [])]).toEqual([1, 1, 0, 1]);
    expect(execution?.rejectedCount).toBe(0);
  });

  test('a header gives the pattern, a blank second line says that there is one execution', () => {
    const log = read(`${preset('quoted')}\n\na "starts" {"a":1}\n`);
    expect(log).toMatchObject({ pattern: preset('quoted'), origin: 'header', delimiter: '' });
    expect(log.executions[0]?.events).toMatchObject([{ line: 3, text: 'starts' }]);
    expect(log.executions[0]?.rejectedCount).toBe(0);
  });

  test('a header may name what stands between executions, and its group names them', () => {
    const pattern = preset('clock-first');
    const log = read(
      `${pattern}\n^=== (?<trace>.*) ===$\n=== before ===\na {"a":1}\none\n\n=== after ===\na {"a":1}\ntwo\n`,
    );
    expect(log.delimiter).toBe('^=== (?<trace>.*) ===$');
    expect(log.executions.map(({ label, events }) => [label, events.map(({ line }) => line)])).toEqual([
      ['before', [4]],
      ['after', [8]],
    ]);
    expect(log.executions.map(({ events }) => events[0]?.text)).toEqual(['one', 'two']);
    expect(log.executions.every(({ rejectedCount }) => rejectedCount === 0)).toBe(true);
  });

  test('a header without a pattern names only what stands between executions', () => {
    const log = read(`\n^=== (?<trace>.*) ===$\n=== before ===\n${TWO_LINES}=== after ===\n${TWO_LINES}`);
    expect(log).toMatchObject({ pattern: preset('clock-first'), origin: 'found' });
    expect(
      log.executions.map(({ label, events, rejectedCount }) => [label, events.length, rejectedCount]),
    ).toEqual([
      ['before', 2, 0],
      ['after', 2, 0],
    ]);
    expect(headerOf(`\n(?<trace>\n${TWO_LINES}`)).toBeNull();
    expect(headerOf(`\n${TWO_LINES}`)).toBeNull();
  });

  test('a log of which few lines are events is known by those', () => {
    const noise = 'some server is up\n'.repeat(12);
    expect(read(`${noise}a "starts" {"a":1}\n${noise}`)).toMatchObject({
      pattern: preset('quoted'),
      origin: 'found',
    });
  });

  test('a second line that is the first event is not taken for a delimiter', () => {
    const log = read(`${preset('quoted')}\na "starts" {"a":1}\nb "hears" {"b":1,"a":1}`);
    expect(log.delimiter).toBe('');
    expect(log.executions[0]?.events.map(({ line }) => line)).toEqual([2, 3]);
  });

  test('who asks for a pattern gets it, and the header is still no event', () => {
    const log = read(`${preset('quoted')}\n\n${TWO_LINES}`, { pattern: preset('clock-first') });
    expect(log.origin).toBe('asked');
    expect(log.executions[0]?.events).toHaveLength(2);
    expect(log.executions[0]?.rejectedCount).toBe(0);
  });

  test('a pattern may begin within the line, and its other groups are kept', () => {
    const line = '[INFO] [10/13/2014 14:37:20.543] [akka://Broadcast/user/node0] {"node0" : 1} Initiating';
    const pattern =
      '\\[(?<date>\\d\\S+ [^ ]+)\\] \\[akka://Broadcast/user/(?<host>\\w+)\\] (?<clock>.*\\}) (?<event>.*)';
    const { events, rejectedCount } = first(line, { pattern });
    expect(events).toMatchObject([{ text: 'Initiating', fields: { date: '10/13/2014 14:37:20.543' } }]);
    expect(rejectedCount).toBe(0);
  });

  test('line ends of other systems and a byte order mark change nothing', () => {
    const { events } = first(`\uFEFF${TWO_LINES.replaceAll('\n', '\r\n')}`);
    expect(events.map(({ line, text }) => [line, text])).toEqual([
      [1, 'starts'],
      [3, 'hears of it'],
    ]);
  });

  test('a behaviour as TLC prints it, its clock JSON within a string, most of its lines no event', () => {
    const state = (n: number, did: string, host: string, clock: string) =>
      [
        `State ${n}: <${did} line 9, col 3 to line 12, col 40 of module Ring>`,
        `/\\ Host = ${host}`,
        `/\\ Clock = "${clock.replaceAll('"', '\\"')}"`,
        ...['active = (a :> TRUE)', 'inbox = (a :> <<>>)', 'token = 1', 'x = <<\n  1 >>'].map(
          (v) => `/\\ ${v}`,
        ),
        '',
      ].join('\n');
    const text = [
      'Error: The behavior up to this point is:',
      'State 1: <Initial predicate>\n/\\ active = (a :> TRUE)\n',
      state(2, 'SendMsg', 'a', '{"a":1,"b":0}'),
      state(3, 'RecvMsg', 'b', '{"a":1,"b":1}'),
    ].join('\n');
    const log = read(text);
    expect(log).toMatchObject({ origin: 'found', pattern: preset('tlc') });
    const [execution] = log.executions;
    expect(execution?.events.map(({ line, text: said, host }) => [line, said, host])).toEqual([
      [7, 'SendMsg', 0],
      [16, 'RecvMsg', 1],
    ]);
    expect(checkClocks(execution as Execution).count).toBe(0);
    // What is left out is no state with a clock; the lines of one that has are part of its event.
    expect(execution?.rejected.map(({ line }) => line)).toEqual([1, 2, 3]);
    // A pattern may take the quotation marks along, and what stands in them is no more than JSON.
    const own = preset('tlc').replace('"(?<clock>.*)"', '(?<clock>.*)');
    expect(first(text, { pattern: own }).events.length).toBe(2);
    expect(first('a "{x}" y', { pattern: '(?<host>a) (?<clock>.*) (?<event>y)' }).rejected).toEqual([
      { line: 1, text: 'a "{x}" y', why: 'Its clock is not JSON: ""{x}"".' },
    ]);
  });

  test('zeros say that a host is unknown, and nothing else', () => {
    const log = first('a {"a":1,"b":0,"c":0}\nstarts\nb {"a":0,"b":1}\nstarts\n');
    expect(log.events.map(({ clock }) => [...clock])).toEqual([
      [0, 1],
      [1, 1],
    ]);
    expect(checkClocks(log).count).toBe(0);
  });
});

describe('malformed lines are listed, never fatal', () => {
  const one = preset('one-line');
  test.each([
    ['no JSON', 'a {x} starts', 'Its clock is not JSON: "{x}".'],
    ['no whole number', 'a {"a":1.5} x', 'In its clock, "a" is 1.5; it must be a whole number from 0 on.'],
    ['a negative number', 'a {"a":-1} x', 'In its clock, "a" is -1; it must be a whole number from 0 on.'],
    ['a text', 'a {"a":"1"} x', 'In its clock, "a" is "1"; it must be a whole number from 0 on.'],
    [
      'too large a number',
      'a {"a":1e99} x',
      'In its clock, "a" is 1e+99; it must be a whole number from 0 on.',
    ],
    ['no own entry', 'a {"b":1} x', 'Its clock has no entry for its own host, "a".'],
    ['another line', 'a hint to the reader', 'The pattern does not fit.'],
  ])('%s', (_, line, said) => {
    const { events, rejected } = first(`a {"a":1} one\n${line}\n\nb {"b":1} two\n`, { pattern: one });
    expect(events.map((event) => event.line)).toEqual([1, 4]);
    expect(rejected).toEqual([{ line: 2, text: line, why: said }]);
  });

  test('lines before, between and after events of two lines', () => {
    const { events, rejected } = first(
      `# made by hand\n${TWO_LINES}# and so on\nb {"b":2,"a":1}\nends\n# end`,
      {
        pattern: preset('clock-first'),
      },
    );
    expect(events.map(({ line }) => line)).toEqual([2, 4, 7]);
    expect(rejected.map(({ line, text }) => [line, text])).toEqual([
      [1, '# made by hand'],
      [6, '# and so on'],
      [8 + 1, '# end'],
    ]);
  });

  test('very many are counted and not all listed', () => {
    const { rejected, rejectedCount } = first(`${'x\n'.repeat(5000)}a {"a":1} one`, { pattern: one });
    expect([rejected.length, rejectedCount]).toEqual([MAX_REJECTED, 5000]);
  });

  test('lines that belong to events are counted once, those left out apart', () => {
    const { lines, rejectedCount } = first(`# head\n${TWO_LINES}\n\n${TWO_LINES}# foot`);
    expect([lines, rejectedCount]).toEqual([8, 2]);
    // Two events of one line, and one whose clock is no clock.
    const both = first('a {"a":1} one; a {"a":2} two;\na {"a":x} three;\n', {
      pattern: '(?<host>\\w) (?<clock>\\{[^}]*\\}) (?<event>[^;]*);',
    });
    expect([both.events.length, both.lines, both.rejectedCount]).toEqual([2, 1, 1]);
  });

  test('a log in which the pattern finds nothing has no events', () => {
    const { events, rejectedCount } = first('some\ntext\n');
    expect([events.length, rejectedCount]).toEqual([0, 2]);
  });
});

describe('bounds', () => {
  test('no more events are read than are allowed, and it is said', () => {
    const lines = Array.from({ length: 45 }, (_, i) => `a {"a":${i + 1}} x`);
    const upTo = (count: number, more = '') => {
      const options = { ...AUTO, pattern: preset('one-line') };
      const result = readLog(`${lines.slice(0, count).join('\n')}${more}`, options, 40);
      return result.ok ? [result.log.cut, result.log.executions[0]?.events.length] : result.why;
    };
    expect(MAX_EVENTS).toBe(100_000);
    expect(upTo(45)).toEqual([true, 40]);
    expect(upTo(41)).toEqual([true, 40]);
    expect(upTo(40, '\nno event')).toEqual([false, 40]);
    expect(upTo(39)).toEqual([false, 39]);
  });

  test('no more hosts are read than are allowed', () => {
    const lines = Array.from({ length: MAX_NAMES + 3 }, (_, i) => `h${i} {"h${i}":1} x`).join('\n');
    const log = first(lines, { pattern: preset('one-line') });
    expect([log.hosts.length, log.rejectedCount]).toEqual([MAX_NAMES, 3]);
    expect(log.rejected[0]?.why).toBe(`It brings in a host beyond the ${MAX_NAMES} that are read.`);
  });

  test('it is read in slices, which know where they are', () => {
    const lines = Array.from({ length: 100 }, (_, i) => `a {"a":${i + 1}} x`).join('\n');
    const opened = LogReader.open(lines, { ...AUTO, pattern: preset('one-line') });
    if (!opened.ok) throw new Error(opened.why);
    const { reader } = opened;
    expect(reader.advance(30)).toBe(false);
    expect(reader.reached.line).toBe(30);
    expect(reader.log().executions[0]?.events.length).toBe(30);
    while (!reader.advance(30));
    expect(reader.log().executions[0]?.events.length).toBe(100);
    expect(reader.reached.share).toBe(1);
  });
});

describe('refused with one sentence', () => {
  const named = '(?<host>a)(?<clock>b)(?<event>c)';
  test.each<[string, string, Partial<ReadOptions>, RegExp]>([
    ['no text', ' \n ', {}, /no log here/],
    ['a group as in Python', 'x', { pattern: '(?P<host>x)' }, /as Python does, .+ here it is written .+\.$/],
    ['no regular expression', 'x', { pattern: '(?<host>' }, /not a regular expression: .+\.$/],
    ['a group too few', 'x', { pattern: '(?<host>a) (?<event>b)' }, /no group \(\?<clock>…\)/],
    ['no groups', 'x', { pattern: 'abc' }, /\(\?<host>…\), \(\?<clock>…\) and \(\?<event>…\)/],
    ['an empty pattern', 'x', { pattern: ' ' }, /pattern is empty/],
    ['a pattern for everything', 'x', { pattern: '(?<host>.*)(?<clock>.*)(?<event>.*)' }, /empty text/],
    ['a long pattern', 'x', { pattern: named + 'd'.repeat(MAX_PATTERN) }, /1032 characters; 1000/],
    ['a delimiter that is none', 'x', { pattern: named, delimiter: '(' }, /delimiter is not a regular/],
    ['a delimiter for everything', 'x', { pattern: named, delimiter: 'a*' }, /delimiter fits the empty/],
    ['a great deal of text', 'x'.repeat(64_000_001), {}, /64\.1 million characters; 64 are allowed/],
  ])('%s', (_, text, options, sentence) => {
    expect(why(text, options)).toMatch(sentence);
    expect(why(text, options)).toMatch(/^[^\n]{10,200}\.$/);
  });
});

test('only a pattern with the three groups in the first line is a header', () => {
  expect(headerOf(TWO_LINES)).toBeNull();
  expect(headerOf('(?<host>a) (?<clock>b)\n\nx')).toBeNull();
  expect(headerOf(`${preset('quoted')}\n\nx`)).toEqual({
    pattern: preset('quoted'),
    delimiter: '',
    lines: 2,
  });
  expect(headerOf(preset('quoted'))).toEqual({ pattern: preset('quoted'), delimiter: '', lines: 1 });
});

describe('a line that goes on for ever in a log that is otherwise good', () => {
  test.each([
    ['one word', 'a'.repeat(100_000)],
    ['a word of quotes and braces', 'x "" {'.repeat(16_000)],
    ['clocks that never close', '{"a":'.repeat(20_000)],
    ['a state that is never told', `1: <${'a'.repeat(100_000)}`],
  ])(
    '%s: it is listed, and the rest is read',
    (_, line) => {
      const { events, rejected } = first(`${TWO_LINES}${line}\n${TWO_LINES.replaceAll('1', '2')}`);
      expect(events.map((event) => event.text)).toEqual(['starts', 'hears of it', 'starts', 'hears of it']);
      expect(rejected.map((r) => r.line)).toEqual([5]);
    },
    4000,
  );
});
