import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { refuse } from '../base/result.ts';
import { type CheckIo, check } from './check.ts';

const GOOD =
  '{"process":0,"type":"invoke","f":"write","value":1}\n{"process":0,"type":"ok","f":"write","value":1}\n' +
  '{"process":1,"type":"invoke","f":"read","value":null}\n{"process":1,"type":"ok","f":"read","value":1}\n';
const STALE = GOOD.replace('"f":"read","value":1', '"f":"read","value":null');
const KEYED =
  '{:process 0, :type :invoke, :f :write, :value [:x 1]}\n{:process 0, :type :ok, :f :write, :value [:x 1]}\n' +
  '{:process 1, :type :invoke, :f :read, :value [:x nil]}\n{:process 1, :type :ok, :f :read, :value [:x 2]}\n';

function io(files: Readonly<Record<string, string>>, clock: () => number = () => 0) {
  const out: string[] = [];
  const err: string[] = [];
  const fake: CheckIo = {
    read: (file) => {
      const text = files[file];
      return text === undefined ? refuse(`Cannot read ${file}: there is no such file.`) : { ok: true, text };
    },
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    now: clock,
  };
  return { io: fake, out, err, answers: () => out.map((line) => JSON.parse(line) as unknown) };
}

describe('check linearizability', () => {
  test('valid: exit 0', async () => {
    const world = io({ a: GOOD });
    expect(await check(['linearizability', 'a', '--model', 'register'], world.io)).toBe(0);
    expect(world.out).toEqual(['{"valid":true,"model":"register","operations":2}']);
    expect(world.err).toEqual([]);
  });

  test('not valid: exit 1, with what cannot be placed and why', async () => {
    const world = io({ a: STALE });
    expect(await check(['linearizability', '--model=cas-register', 'a'], world.io)).toBe(1);
    const why = 'the read returned nil, but the register held 1';
    expect(world.answers()).toEqual([
      {
        ...{ valid: false, model: 'cas-register', operations: 2, prefix: 1, held: 1 },
        blocked: [{ line: 3, completed: 4, process: 1, f: 'read', value: null, why }],
      },
    ]);
  });

  test('what a register held at first may be said, in JSON or EDN', async () => {
    const counter =
      '{:process 0, :type :invoke, :f :read, :value nil}\n{:process 0, :type :ok, :f :read, :value 0}\n';
    const world = io({ a: counter, b: KEYED.replaceAll(':x 1', ':y 1') });
    const first = (file: string, model: string, initial: string) =>
      check(['linearizability', file, '--model', model, '--initial', initial], world.io);
    expect(await check(['linearizability', 'a', '--model', 'register'], world.io)).toBe(1);
    for (const zero of ['0', '0N', ' 0 ']) expect(await first('a', 'register', zero)).toBe(0);
    expect(await first('a', 'register', '"0"')).toBe(1);
    expect(await first('b', 'kv', '2')).toBe(0);
    expect(await first('b', 'kv', ':none')).toBe(1);
    expect(world.answers().at(-1)).toMatchObject({
      held: { edn: ':none' },
      blocked: [{ why: 'the read returned 2, but :x held :none' }],
    });
    for (const none of ['', '1 2', '{', '1700000000000000001x']) {
      expect(await first('a', 'register', none)).toBe(2);
      expect(world.err.at(-1)).toBe('--initial must be one value, as JSON or EDN writes it.');
    }
  });

  test('lines that are not in the order of their times are judged as they stand, and it is said', async () => {
    const line = (process: number, type: string, time: number) =>
      JSON.stringify({ process, type, f: 'write', value: process, time });
    const client = (process: number) => [
      line(process, 'invoke', 10 + process),
      line(process, 'ok', 20),
      line(process, 'invoke', 90),
      line(process, 'ok', 95),
    ];
    const world = io({ a: [...client(0), ...client(1)].join('\n'), b: client(0).join('\n') });
    expect(await check(['linearizability', 'a', 'b', '--model', 'register'], world.io)).toBe(0);
    expect(world.err).toEqual([
      'a: by its time, line 5 comes before line 4; what is judged is the order of the lines.',
    ]);
    expect(world.answers()).toMatchObject([{ valid: true, operations: 4 }, { valid: true }]);
  });

  test('EDN with keys', async () => {
    const world = io({ '-': KEYED });
    expect(await check(['linearizability', '-', '--model', 'kv'], world.io)).toBe(1);
    expect(world.answers()).toMatchObject([{ valid: false, key: { edn: ':x' }, prefix: 1 }]);
  });

  test('several files: a line each, the gravest exit', async () => {
    const world = io({ good: GOOD, stale: STALE, bad: `${GOOD}{"process":` });
    const args = (...files: string[]) => ['linearizability', ...files, '--model', 'register'];
    expect(await check(args('stale', 'bad', 'missing', 'good'), world.io)).toBe(2);
    expect(world.answers()).toMatchObject([
      { valid: false, file: 'stale' },
      { valid: 'unknown', error: 'Line 5: not JSON.', file: 'bad' },
      { valid: 'unknown', error: 'Cannot read missing: there is no such file.', file: 'missing' },
      { valid: true, file: 'good' },
    ]);
    expect(world.err).toEqual([
      'bad: Line 5: not JSON.',
      'missing: Cannot read missing: there is no such file.',
    ]);
    expect(await check(args('stale', 'good'), world.io)).toBe(1);
    expect(await check(args('-', '-'), world.io)).toBe(2);
    expect(world.err.at(-1)).toBe('Standard input can be read only once.');
  });

  test('out of time: "unknown", exit 3', async () => {
    // Every write is concurrent with every other and with a read of its own, and what comes last is wrong, though no two operations
    // show it: too many orders for one turn.
    const ends = (type: string) =>
      Array.from({ length: 32 }, (_, p) => ({
        ...{ process: p, type, f: p < 16 ? 'write' : 'read' },
        ...(p < 16 || type === 'ok' ? { value: p % 16 } : {}),
      }));
    const cas = (process: number, type: string, value: number[]) => ({ process, type, f: 'cas', value });
    const lines: object[] = [
      ...ends('invoke'),
      ...ends('ok'),
      { process: 0, type: 'invoke', f: 'write', value: 90 },
      { process: 0, type: 'ok', f: 'write', value: 90 },
      cas(1, 'invoke', [90, 91]),
      cas(2, 'invoke', [91, 90]),
      cas(1, 'ok', [90, 91]),
      cas(2, 'ok', [91, 90]),
      { process: 0, type: 'invoke', f: 'read' },
      { process: 0, type: 'ok', f: 'read', value: 91 },
    ];
    let now = 0;
    const world = io({ a: lines.map((line) => JSON.stringify(line)).join('\n') }, () => (now += 10));
    expect(
      await check(['linearizability', 'a', '--model', 'cas-register', '--timeout', '30'], world.io),
    ).toBe(3);
    // How far it got: all but the last read.
    expect(world.answers()).toMatchObject([
      { valid: 'unknown', why: 'no answer within 30 ms', prefix: 35, missing: 1 },
    ]);
  });

  test.each([
    [[], 'There is no check ""; there is "linearizability".'],
    [['isolation'], 'There is no check "isolation"; there is "linearizability".'],
    [['linearizability', 'a'], 'Say with --model what was operated on: register, cas-register or kv.'],
    [['linearizability', 'a', '--model'], '--model needs a value.'],
    [
      ['linearizability', 'a', '--model', 'set'],
      'There is no model "set"; there is register, cas-register or kv.',
    ],
    [['linearizability', '--model', 'kv'], 'Name a file with a history, or - for standard input.'],
    [
      ['linearizability', 'a', '--model', 'kv', '--timeout', '1s'],
      '--timeout must be a whole number of milliseconds.',
    ],
    [['linearizability', 'a', '--fast'], 'There is no option --fast here.'],
  ])('%j is bad input: exit 2', async (args, sentence) => {
    const world = io({ a: GOOD });
    expect(await check(args, world.io)).toBe(2);
    expect(world.err).toEqual([sentence]);
    expect(world.out).toEqual([]);
  });
});

describe('on its own', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'faultline-check-'));
    writeFileSync(join(folder, 'stale.jsonl'), STALE);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('reads real files', async () => {
    const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    const file = join(folder, 'stale.jsonl');
    const code = await check(['linearizability', file, '--model', 'register']);
    const [line] = write.mock.calls[0] ?? [];
    write.mockRestore();
    expect(code).toBe(1);
    expect(JSON.parse(String(line))).toMatchObject({ valid: false });
  });
});
