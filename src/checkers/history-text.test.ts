import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../base/json.ts';
import type { History, HistoryEvent } from './history.ts';
import { writeEdnHistory } from './history-edn.ts';
import { writeJsonHistory } from './history-json.ts';
import { detectFormat, readHistory } from './history-text.ts';
import type { Model } from './linearizability/machine.ts';
import { modelOf } from './linearizability/models.ts';
import { pose } from './linearizability/problem.ts';

function events(text: string): readonly HistoryEvent[] {
  const result = readHistory(text);
  if (!result.ok) throw new Error(result.why);
  return result.history.events;
}

function why(text: string): string {
  const result = readHistory(text);
  return result.ok ? 'accepted' : result.why;
}

describe('JSON lines', () => {
  test('one event a line; blank lines, the nemesis and unknown fields do not matter', () => {
    const text =
      '\uFEFF{"process":0,"type":"invoke","f":"cas","value":[1,2],"time":5,"index":0}\r\n\r\n' +
      '{"process":"nemesis","type":"info","f":"start","value":null}\r\n' +
      '{"process":0,"type":"ok","f":"cas","value":[1,2],"note":"x"}\r\n' +
      '{"process":"C1","type":"invoke","f":"read","key":"x"}';
    expect(events(text)).toEqual([
      { process: 0, type: 'invoke', f: 'cas', value: [1, 2], time: 5, at: 1 },
      { process: 0, type: 'ok', f: 'cas', value: [1, 2], at: 4 },
      { process: 'C1', type: 'invoke', f: 'read', key: 'x', value: null, at: 5 },
    ]);
  });

  test('an empty text is an empty history', () => {
    expect(events(' \n')).toEqual([]);
  });

  test.each([
    ['{"process":0', 'line 1: not JSON.'],
    ['{}', 'line 1: "process" is missing.'],
    [
      '{"process":1.5,"type":"ok","f":"read"}',
      'line 1: "process" must be a whole number or a name, not 1.5.',
    ],
    ['{"process":1,"f":"read"}', 'line 1: "type" is missing.'],
    [
      '{"process":1,"type":"invke","f":"read"}',
      'line 1: "type" must be one of invoke, ok, fail and info, not "invke". Did you mean "invoke"?',
    ],
    ['{"process":1,"type":"invoke"}', 'line 1: "f" is missing.'],
    ['{"process":1,"type":"invoke","f":"write"}', 'line 1: "write" needs a "value".'],
    ['{"process":1,"type":"ok","f":"read"}', 'line 1: a read that is ok must say its "value".'],
    [
      `{"process":1,"type":"invoke","f":"write","value":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
      'line 1: values are nested deeper than 50.',
    ],
  ])('refuses %.60s', (text, sentence) => {
    expect(why(text)).toBe(sentence);
    expect(why(`\n{"process":9,"type":"invoke","f":"read"}\n${text}`)).toBe(
      sentence.replace('line 1', 'line 3'),
    );
  });
});

test('what marks a phase of the test is nobody’s event; an event of nobody is none', () => {
  const read = '{"process":0,"type":"invoke","f":"read"}';
  expect(events(`{"type":"info","event":"phase","phase":"heal"}\n${read}`).length).toBe(1);
  expect(events('{:type :info, :time 1}\n{:process 0, :type :invoke, :f :read}').length).toBe(1);
  for (const text of ['{"type":"info","f":"write","value":1}', '{"type":"ok"}', '{"event":"phase"}'])
    expect(why(text)).toBe('line 1: "process" is missing.');
});

test('a text that is no history is told what one is', () => {
  for (const text of ['0\t:invoke\t:read\tnil', '7', 'INFO  jepsen.util - 0'])
    expect(why(`\n${text}`)).toBe('line 2: neither a JSON object nor EDN.');
  expect(why('[\n{"process":0}]')).toBe(
    'line 1: a JSON array; each event must be an object on a line of its own.',
  );
  for (const text of ['7', '[{"process":0}]'])
    expect(why(`{"process":9,"type":"invoke","f":"read"}\n${text}`)).toBe('line 2: not a JSON object.');
});

describe('EDN', () => {
  const same: readonly HistoryEvent[] = [
    { process: 0, type: 'invoke', f: 'read', value: null, at: 1 },
    { process: 1, type: 'invoke', f: 'cas', value: [0, 3], at: 2 },
    { process: 1, type: 'info', f: 'cas', value: [0, 3], time: 17, at: 4 },
    { process: 0, type: 'ok', f: 'read', value: 3, at: 5 },
  ];
  const maps = [
    '{:process 0, :type :invoke, :f :read, :value nil}',
    '{:process 1, :type :invoke, :f :cas, :value [0 3], :index 1}',
    '{:process :nemesis, :type :info, :f :start-partition, :value {"n1" #{"n2"}}}',
    '{:type :info, :f :cas, :value [0 3], :time 17, :process 1, :error #error {:cause "timeout"}}',
    '{:process 0 :type :ok :f :read :value 3}',
  ];

  test('maps one after another, in a vector, in a list, tagged as records', () => {
    expect(events(maps.join('\n'))).toEqual(same);
    expect(events(`[${maps.join('\n')}]`)).toEqual(same);
    expect(events(`(${maps.join('\n')})`)).toEqual(same);
    expect(events(maps.map((map) => `#jepsen.history.Op${map}`).join('\n'))).toEqual(same);
    expect(events(`#jepsen.history.DenseHistory [${maps.join('\n')}]`)).toEqual(same);
    expect(events('; nothing')).toEqual([]);
  });

  test('values that JSON lacks stay equal if they are equal, and different if not', () => {
    const value = (text: string) =>
      JSON.stringify(events(`{:process 0 :type :ok :f :read :value ${text}}`)[0]?.value);
    expect(value(':a')).not.toBe(value('":a"'));
    expect(value('#{1 2}')).toBe(value('#{2 1}'));
    expect(value('#{1 2}')).not.toBe(value('[1 2]'));
    expect(value('(1 2)')).toBe(value('[1 2]'));
    expect(value('{:b 1, :a 2}')).toBe(value('{:a 2, :b 1}'));
    expect(value('9007199254740993')).not.toBe(value('9007199254740992'));
  });

  test.each([
    ['{:process 0', 'line 1: not EDN: "{" is never closed.'],
    ['[1]', 'line 1: not a map.'],
    ['{:process 0 :type :invoke :f :write}', 'line 1: "write" needs a "value".'],
    [
      '\n[{:process 0 :type :invoke :f :read :value nil}\n{:process 0 :type :done :f :read}]',
      'line 3: "type" must be one of invoke, ok, fail and info, not "done".',
    ],
  ])('refuses %j', (text, sentence) => {
    expect(why(text)).toBe(sentence);
  });
});

test('the notation is told by how the text begins', () => {
  const json = ['{"process":0}', ' {}', '\n[ {"a":1}]', 'garbage', '', '\uFEFF{ "a":1}'];
  const edn = [
    '{:process 0}',
    '[{:a 1}]',
    '({:a 1})',
    '#jepsen.history.Op{:a 1}',
    '; x\n',
    ', {:a 1}',
    '[]',
    '{, :a 1}',
  ];
  expect(json.map(detectFormat)).toEqual(json.map(() => 'json'));
  expect(edn.map(detectFormat)).toEqual(edn.map(() => 'edn'));
});

const values = fc.jsonValue({ maxDepth: 2 }).filter((v) => !JSON.stringify(v).includes('"__proto__"'));
const event = fc.record(
  {
    process: fc.oneof(fc.nat(9), fc.constantFrom('C1', 'a b"')),
    type: fc.constantFrom('invoke', 'ok', 'fail', 'info'),
    f: fc.constantFrom('read', 'write', 'cas', 'odd f'),
    key: fc.oneof(fc.string(), fc.nat(3)),
    value: values,
    time: fc.nat(),
  },
  { requiredKeys: ['process', 'type', 'f', 'value'] },
);
const histories = fc.array(event, { maxLength: 8 }).map((list): History => {
  // -0 is no JSON number of its own.
  const plain = JSON.parse(JSON.stringify(list)) as HistoryEvent[];
  return { events: plain.map((e, i) => ({ ...e, at: i + 1 })), place: 'line' };
});

describe('round trips', () => {
  test('JSON lines', () => {
    fc.assert(
      fc.property(histories, (history) => {
        expect(readHistory(writeJsonHistory(history))).toEqual({ ok: true, history });
      }),
      { numRuns: 500 },
    );
  });

  test('EDN, keys as tuples', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const tuples = history.events.map(({ key, ...rest }) => ({
          ...rest,
          value: key === undefined ? rest.value : ([key, rest.value] as Json),
        }));
        const text = writeEdnHistory(history);
        if (history.events.length === 0) expect(text).toBe('');
        else expect(readHistory(text)).toEqual({ ok: true, history: { events: tuples, place: 'line' } });
      }),
      { numRuns: 500 },
    );
  });

  test('EDN values that JSON lacks are written as they were read', () => {
    const text = '{:process 0, :type :ok, :f :read, :value [:a #{1 2} 9007199254740993N]}\n';
    expect(writeEdnHistory({ events: events(text), place: 'line' })).toBe(text);
  });

  test('a history of keys is the same problem in both notations', () => {
    const fields = (key: unknown, f: string, type: string, value: unknown, process: number) =>
      JSON.stringify({ process, type, f, key, value });
    const json = [
      fields('x', 'cas', 'invoke', [1, 2], 0),
      fields('y', 'read', 'invoke', null, 1),
      fields('x', 'cas', 'info', [1, 2], 0),
      fields('y', 'read', 'ok', 7, 1),
    ].join('\n');
    const history = { events: events(json), place: 'line' as const };
    const kv = modelOf('kv') as Model;
    const edn = { events: events(writeEdnHistory(history)), place: 'line' as const };
    expect(pose(edn, kv)).toEqual(pose(history, kv));
    expect(pose(history, kv).ok).toBe(true);
  });
});

test('a text is read or refused, never anything else', () => {
  const pieces = [
    '{',
    '}',
    '[',
    ']',
    '"process":0',
    ',',
    '"type":"ok"',
    ':process 0',
    ':type :ok',
    ':f :read',
    '"f":"read"',
  ];
  const noise = fc.array(fc.constantFrom(...pieces, ' ', '\n', ':value', 'nil', '#', '"'), { maxLength: 20 });
  fc.assert(
    fc.property(noise, (parts) => {
      const result = readHistory(parts.join(''));
      if (!result.ok) expect(result.why).toMatch(/^line \d+: [^\n]+\.$/);
    }),
    { numRuns: 2000 },
  );
});

describe('numbers that JavaScript would round', () => {
  const value = (text: string) => events(text)[0]?.value;
  const json = (number: string) => value(`{"process":0,"type":"invoke","f":"write","value":${number}}`);
  const edn = (number: string) => value(`{:process 0, :type :invoke, :f :write, :value ${number}}`);

  test('stay what they are in both notations, and two of them are never taken for one', () => {
    expect(json('1700000000000000001')).toEqual({ edn: '1700000000000000001N' });
    expect(json('1700000000000000001')).toEqual(edn('1700000000000000001'));
    expect(json('1700000000000000001')).not.toEqual(json('1700000000000000100'));
    expect(json('[9007199254740993,"9007199254740993",1]')).toEqual([
      { edn: '9007199254740993N' },
      '9007199254740993',
      1,
    ]);
    expect(json('1.00000000000000000001')).not.toEqual(json('1.00000000000000000002'));
    expect(edn('1.00000000000000000001M')).not.toEqual(edn('1.00000000000000000002M'));
    expect(edn('1.000000000000000000010M')).toEqual(edn('1.00000000000000000001M'));
    // Those that are exact stay numbers, however they are written.
    for (const same of ['10000000000000000000000', '0.10000000000000000', '1e22', '9007199254740991'])
      expect(json(same)).toBe(Number(same));
  });

  test('any two decimals of many digits are equal in JSON as they are in arithmetic', () => {
    const digits = fc.integer({ min: 0, max: 40 }).map((n) => (10n ** 17n + BigInt(n)).toString());
    const written = fc.tuple(digits, fc.nat(3), fc.nat(3)).map(([whole, point, zeros]) => ({
      text: `${whole.slice(0, whole.length - point - 1)}.${whole.slice(whole.length - point - 1)}${'0'.repeat(zeros)}`,
      exact: BigInt(whole) * 10n ** BigInt(9 - point),
    }));
    fc.assert(
      fc.property(written, written, (a, b) => {
        expect(JSON.stringify(json(a.text)) === JSON.stringify(json(b.text))).toBe(a.exact === b.exact);
      }),
    );
  });

  test('a time of many digits is the nearest number', () => {
    const [event] = events('{"process":0,"type":"invoke","f":"read","time":1700000000000000001}');
    expect(event?.time).toBe(1.7e18);
  });

  test('are written back as they were', () => {
    for (const number of ['1700000000000000001', '1.00000000000000000001M', '-3/4']) {
      const { history } = readHistory(`{:process 0, :type :invoke, :f :write, :value ${number}}`) as {
        history: History;
      };
      expect(events(writeEdnHistory(history))).toEqual(history.events);
    }
  });
});

describe('more of what Clojure writes', () => {
  const value = (text: string) => events(`{:process 0, :type :invoke, :f :write, :value ${text}}`)[0]?.value;

  test('fractions in lowest terms', () => {
    expect(value('1/2')).toEqual(value('3/6'));
    expect(value('4/2')).toBe(2);
    expect(value('-1/2')).not.toEqual(value('1/2'));
    expect(why('{:process 0, :type :invoke, :f :write, :value 1/0}')).toBe(
      'line 1: not EDN: a fraction divides by zero.',
    );
  });

  test('what describes a value is no part of it', () => {
    expect(value('^{:line 3} [1 2]')).toEqual([1, 2]);
    expect(value('^:private ^{:a 1} 7')).toBe(7);
  });

  test('regular expressions, which are values like any other', () => {
    expect(value('#"n\\d+ \\"x\\""')).toEqual({ edn: '#"n\\d+ \\"x\\""' });
    expect(value('[#"a\nb" 1]')).toEqual([{ edn: '#"a\nb"' }, 1]);
    expect(why('{:process 0,\n:error #"never')).toBe(
      'line 2: not EDN: a regular expression is never closed.',
    );
    expect(why('{:process 0, :error #"\n\n",\n:value }}')).toBe(
      'line 1: not EDN: a map has a key without a value.',
    );
    const line = '{:process 0, :type :ok, :f :read, :value [#"n\\d+" 1]}\n';
    expect(writeEdnHistory({ events: events(line), place: 'line' })).toBe(line);
  });

  test('the tuples of its keys, as one version of Jepsen or another writes them', () => {
    expect(value('#jepsen/tuple [1 2]')).toEqual([1, 2]);
    expect(value('#jepsen.independent.Tuple{:key 1, :value 2}')).toEqual([1, 2]);
  });
});
