import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { FORMATS } from '../logs/formats.ts';
import { readLog } from '../logs/read.ts';
import minorityLeader from '../protocols/raft/scenarios/minority-leader.ts';
import { parseExport } from './export.ts';
import { main } from './main.ts';

let folder = '';
let path = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-export-'));
  path = join(folder, 'spec.json');
  writeFileSync(path, JSON.stringify(minorityLeader.spec));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** One call in this process. */
async function call(...argv: string[]) {
  let out = '';
  let err = '';
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    err += text;
    return true;
  });
  try {
    return { code: await main(argv), out, err };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

describe('export', () => {
  test('JSON lines are what run --events prints, without the summary', async () => {
    const { code, out } = await call('export', path, '--format', 'jsonl');
    expect(code).toBe(0);
    const events = (await call('run', path, '--events')).out;
    expect(out.length).toBeGreaterThan(10_000);
    expect(`${out}${events.slice(out.length)}`).toBe(events);
    expect(events.slice(out.length)).toMatch(/^\{"summary":[^\n]*\n$/);
  });

  test('a ShiViz log is read again without complaint', async () => {
    const { code, out } = await call('export', '--format=shiviz', path);
    expect(code).toBe(0);
    const read = readLog(out);
    expect(read.ok && read.log.executions).toMatchObject([{ rejectedCount: 0 }]);
  });

  test('a link does as well as a file', async () => {
    const link = (await call('link', path)).out.trim();
    const [a, b] = [
      await call('export', link, '--format', 'text'),
      await call('export', path, '--format', 'text'),
    ];
    expect(a.out).toBe(b.out);
    expect(a.out).toContain('S3 becomes leader of term 2');
  });

  test('text begins with what is said of the run; what programs read does not have it', async () => {
    const words = { title: 'A leader on the wrong side', claim: 'It cannot\n commit.' };
    const file = join(folder, 'document.json');
    writeFileSync(file, JSON.stringify({ kind: 'run', spec: minorityLeader.spec, ...words }));
    const text = (await call('export', path, '--format', 'text')).out;
    expect((await call('export', file, '--format', 'text')).out).toBe(
      `A leader on the wrong side\nIt cannot commit.\n${text}`,
    );
    for (const format of ['shiviz', 'jsonl', 'edn']) {
      const bare = (await call('export', path, '--format', format)).out;
      expect((await call('export', file, '--format', format)).out).toBe(bare);
    }
  });

  test('a history has a map a line', async () => {
    const { out } = await call('export', path, '--format', 'edn');
    expect(out).toMatch(/^(\{:process \d+, :type :(invoke|ok|fail|info), [^\n]*\}\n){4}$/);
    expect(out).toContain(':type :info');
  });

  test.each(FORMATS.map(({ id }) => id))(
    '%s: several files are written one after the other',
    async (format) => {
      const once = (await call('export', path, '--format', format)).out;
      expect((await call('export', path, path, '--format', format)).out).toBe(once + once);
    },
  );

  test.each([
    [[], /^Say with --format what to write: text, shiviz, jsonl or edn\.\n$/],
    [['--format'], /^--format needs a value\.\n$/],
    [['--format', 'json'], /no format "json".*Did you mean "jsonl"\?\n$/],
    [['--format', 'edn', '--format', 'text'], /given twice/],
    [['--events'], /no option --events here/],
    [['--format', 'edn'], /^Name a file/],
    [['none.json', '--format', 'edn'], /no such file/],
  ])('%j is refused with one sentence', async (args, sentence) => {
    const { code, out, err } = await call('export', ...args);
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^[^\n]{5,300}[.?]\n$/);
  });

  test('help names it', async () => {
    expect((await call('help')).out).toContain('faultline export SPEC|LINK|- --format');
  });

  test('options may stand anywhere', () => {
    const wanted = { ok: true, files: ['a', '-'], format: 'edn' };
    expect(parseExport(['a', '--format', 'edn', '-'])).toEqual(wanted);
    expect(parseExport(['--format=edn', 'a', '-'])).toEqual(wanted);
  });
});
