/** What an instructor gets wrong is said in one sentence that names the place. */
import { strToU8, zipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { METAS } from '../cli/catalog.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { asking, finish, pointing } from '../worker/ask/ask.ts';
import { loadProtocol } from '../worker/discover.ts';
import { filesFromJson, filesFromZip } from './bundle.ts';
import { claimsOf, judged } from './claims.ts';
import { loadFiles } from './content.ts';
import { ANY_MEANS, notAllowed } from './edits.ts';
import { linksOf, parseText } from './markdown.ts';
import { type LessonFiles, readLesson } from './read.ts';

let files: LessonFiles = {};
beforeAll(async () => {
  files = (await loadFiles('first-election'))?.files ?? {};
});

/** Why a lesson is refused when one of its files is changed. */
function why(file: string, change: (text: string) => string | undefined): string {
  const text = change(files[file] as string);
  const { [file]: _, ...others } = files;
  const read = readLesson(
    { id: 'x', track: 'T2', files: text === undefined ? others : { ...others, [file]: text } },
    METAS,
  );
  return read.ok ? 'ok' : read.why;
}
const swap = (from: string, to: string) => (text: string) => {
  expect(text).toContain(from);
  return text.replace(from, to);
};

describe('a lesson as it should be', () => {
  test('is read', () => expect(why('card.json', (text) => text)).toBe('ok'));

  test('and as one file, zipped or not', () => {
    const zip = zipSync(
      Object.fromEntries(Object.entries(files).map(([path, text]) => [`my-lesson/${path}`, strToU8(text)])),
    );
    expect(filesFromZip(zip)).toEqual({ ok: true, files });
    expect(filesFromJson(JSON.stringify(files))).toEqual({ ok: true, files });
    expect(filesFromZip(strToU8('no zip'))).toMatchObject({ ok: false });
    expect(filesFromJson('[]')).toMatchObject({ ok: false });
    expect(filesFromJson('{}')).toMatchObject({ ok: false, why: expect.stringContaining('card.json') });
  });
});

describe('a slip is named', () => {
  const cases: readonly [file: string, from: string, to: string, why: string][] = [
    ['card.json', '"raft"', '"rafd"', 'Did you mean "raft"?'],
    ['card.json', '"minutes"', '"minuets"', 'Did you mean "minutes"?'],
    ['lesson.json', '"kind": "watch"', '"kind": "wach"', 'no kind of step "wach". Did you mean "watch"?'],
    ['lesson.json', '"run": "short"', '"run": "shrot"', 'there is no runs/shrot.json. Did you mean "short"?'],
    ['lesson.json', '"becomesLeader"', '"becomesLeder"', 'Did you mean "becomesLeader"?'],
    ['lesson.json', '"panels": ["stage"]', '"panels": ["satge"]', 'Did you mean "stage"?'],
    ['lesson.json', '"right": true,', '', 'must have one that is right'],
    ['lesson.json', '"at": 176000', '"at": 500000', 'comes after 500000'],
    [
      'lesson.json',
      '"to": 176000',
      '"as": "S9", "to": 176000',
      'the run has no node "S9". Did you mean "S1"?',
    ],
    ['lesson.json', '"belief": "Agreement means that everybody agrees.",', '', 'belief is missing'],
    ['lesson.json', '"type": "crash", "node": "S4"', '"type": "crash", "node": "S9"', 'S9'],
    ['lesson.json', '"seed": false', '"faults": ["pause"]', 'not allowed by "may"'],
    ['text.md', '## silence', '## silense', 'Did you mean'],
    ['text.md', 'Play, and watch', '<b>Play</b>, and watch', 'markup'],
    ['text.md', '**term 1**', '**term 1', 'not closed'],
    ['runs/short.json', '"server": 5', '"server": 50', 'runs/short.json'],
  ];
  test.each(cases)('%s: %s → %s', (file, from, to, sentence) => {
    const said = why(file, swap(from, to));
    if (file === 'text.md' && to === '## silense') expect(said).toContain('silence');
    else expect(said).toContain(sentence);
    expect(said.split('\n')).toHaveLength(1);
  });

  test('and so is a file that is missing or no JSON', () => {
    expect(why('text.md', () => undefined)).toContain('text.md');
    expect(why('lesson.json', () => '{')).toContain('lesson.json is not JSON');
  });
});

test('what a lesson claims is found out when it is not so', async () => {
  const protocol = await loadProtocol('raft');
  const troublesOf = (text: string) => {
    const read = readLesson({ id: 'x', track: 'T2', files: { ...files, 'lesson.json': text } }, METAS);
    if (!read.ok) throw new Error(read.why);
    return claimsOf(read.lesson).flatMap((claim) => {
      const resolved = (spec: unknown) => {
        const parsed = parseRunSpec(spec, METAS);
        if (!parsed.ok) throw new Error(parsed.why);
        return parsed.resolved;
      };
      const result =
        claim.kind === 'pattern'
          ? finish(pointing(protocol, resolved(claim.spec), claim.pattern))
          : finish(asking(protocol, claim.specs.map(resolved), claim.condition));
      if (!result.ok) return [result.why];
      return judged(claim, 'steps' in result ? result : result.asked.finding) ?? [];
    });
  };
  const text = files['lesson.json'] as string;
  expect(troublesOf(text)).toEqual([]);
  const never = swap(
    '"until": {\n        "all": [',
    '"until": {\n        "all": [{ "broken": "election-safety" },',
  )(text);
  expect(troublesOf(never).join()).toContain('the solution “Crash S4 before it asks” does not meet');
  const always = text.replace(
    /"until": \{\s*"inOrder": \[[\s\S]*?\]\s*\},\s*"may"/,
    '"until": { "all": [] }, "may"',
  );
  expect(troublesOf(always).join()).toContain('meets the condition, and should not');
  const nowhere = swap(
    '"answer": { "timer": "election", "node": "S4",',
    '"answer": { "timer": "election", "node": "S1",',
  )(text);
  expect(troublesOf(nowhere).join()).toContain('is found nowhere');
  const contradicted = swap('"length": 3', '"length": 4')(text);
  expect(troublesOf(contradicted).join()).toContain('does not meet its condition');
});

describe('what may be done', () => {
  const meta = METAS.get('raft');
  const parsed = parseRunSpec(
    { schema: 1, protocol: 'raft', inputs: [{ at: 5, fault: { type: 'crash', node: 'S1' } }] },
    METAS,
  );
  if (!parsed.ok || meta === undefined) throw new Error('no run');
  const given = parsed.resolved.spec;
  const crash = (at: number) => ({ at, fault: { type: 'crash', node: 'S2' } }) as const;

  test('is anything but breaking rules, if nothing is said', () => {
    expect(
      notAllowed(given, { ...given, inputs: [...given.inputs, crash(9)], seed: 4 }, ANY_MEANS, meta),
    ).toBeNull();
    expect(notAllowed(given, { ...given, variants: ['volatileVote'] }, ANY_MEANS, meta)).toContain(
      'without changing',
    );
  });

  test('and else what is listed; moving what was there is no new means', () => {
    const may = { ...ANY_MEANS, faults: ['pause'] as const };
    expect(notAllowed(given, { ...given, inputs: [...given.inputs, crash(9)] }, may, meta)).toContain(
      'only this: freeze',
    );
    expect(notAllowed(given, { ...given, inputs: [crash(9)] }, may, meta)).toBeNull();
    expect(notAllowed(given, { ...given, inputs: [] }, { ...may, change: false }, meta)).toContain(
      'stays as it is',
    );
    expect(notAllowed(given, { ...given, seed: 9 }, { ...may, seed: false }, meta)).toContain('seed');
    expect(
      notAllowed(given, { ...given, params: { heartbeatInterval: 9000 } }, { ...may, params: false }, meta),
    ).toContain('heartbeat');
  });
});

describe('text', () => {
  test('is paragraphs, lists and code, with few marks', () => {
    const parsed = parseText(
      'One *two* **three** `four`\nfive.\n\n- a [b](#/lab/raft)\n- c\n\n1. d\n2. e\n\n```\nx <b>\n```\n',
      't',
    );
    if (!parsed.ok) throw new Error(parsed.why);
    expect(parsed.blocks.map((block) => block.kind)).toEqual(['paragraph', 'list', 'list', 'code']);
    expect(parsed.blocks[0]).toMatchObject({
      of: [
        { text: 'One ' },
        { kind: 'em' },
        { text: ' ' },
        { kind: 'strong' },
        { text: ' ' },
        { kind: 'code', text: 'four' },
        { text: ' five.' },
      ],
    });
    expect(linksOf(parsed.blocks)).toEqual(['#/lab/raft']);
  });

  test.each([
    ['[a](javascript:alert(1))', 'a link goes to'],
    ['[a](http://x.y)', 'a link goes to'],
    ['<img src=x>', 'markup'],
    ['```\nopen', 'no end'],
    ['# Head', 'no headings'],
  ])('%s is refused', (source, sentence) => {
    expect(parseText(source, 't')).toMatchObject({ ok: false, why: expect.stringContaining(sentence) });
  });
});
