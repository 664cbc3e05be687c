import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { KINDS } from '../engine/trace.ts';
import forgottenVote from '../protocols/raft/scenarios/forgotten-vote.ts';
import { main } from './main.ts';

/** The example of the specification of the command line. */
const SPEC = {
  schema: 1,
  protocol: 'raft',
  seed: 7,
  nodes: { server: 5, client: 1 },
  params: {},
  variants: [],
  until: 900_000,
  inputs: [
    {
      at: 180_000,
      fault: {
        type: 'partition',
        groups: [
          ['S1', 'S2'],
          ['S3', 'S4', 'S5'],
        ],
        until: 600_000,
      },
    },
    { at: 330_000, node: 'C1', command: { type: 'write', key: 'x', value: 7, via: 'S1' } },
  ],
};

let folder = '';
const file = (name: string, content: unknown) => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-cli-'));
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
    const code = await main(argv);
    return { code, out, err, lines: out.split('\n').slice(0, -1) };
  } finally {
    stdout.mockRestore();
    stderr.mockRestore();
  }
}

/** One call of the program itself. */
function spawn(argv: string[], input = '') {
  const bin = join(import.meta.dirname, 'bin.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...argv], { input, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr, lines: stdout.split('\n').slice(0, -1) };
}

interface Summary {
  readonly spec?: string;
  readonly events: number;
  readonly time: number;
  readonly hash: string;
  readonly violations: readonly { property: string; event: number; why: string }[];
  readonly nodes: Readonly<Record<string, object>>;
}
const summaryOf = (line: string | undefined) => (JSON.parse(line ?? '') as { summary: Summary }).summary;

describe('run', () => {
  test('prints one summary line and exits 0', async () => {
    const { code, lines, err } = await call('run', file('spec.json', SPEC));
    expect({ code, err, lines: lines.length }).toEqual({ code: 0, err: '', lines: 1 });
    const summary = summaryOf(lines[0]);
    expect(summary).toMatchObject({
      time: 900_000,
      violations: [],
      hash: expect.stringMatching(/^[0-9a-f]{16}$/),
    });
    expect(Object.keys(summary.nodes).sort()).toEqual(['C1', 'S1', 'S2', 'S3', 'S4', 'S5']);
    expect(summary.nodes.S4).toMatchObject({
      up: true,
      paused: false,
      currentTerm: expect.any(Number),
      log: expect.any(Array),
    });
  });

  test('--events puts every row before it, as a line of the documented shape', async () => {
    const { code, lines } = await call('run', '--events', file('spec.json', SPEC));
    expect(code).toBe(0);
    const summary = summaryOf(lines.at(-1));
    const events = lines.slice(0, -1).map((l) => JSON.parse(l) as Record<string, unknown>);
    expect(events.length).toBe(summary.events);
    const ordinals = new Map<string, number>();
    const seen = new Set<unknown>();
    for (const [i, e] of events.entries()) {
      const { t, node, kind, step, cause, peer, msg, rule, note } = e;
      seen.add(kind);
      expect(e.i).toBe(i);
      expect(Number.isInteger(t) && (t as number) >= ((events[i - 1]?.t as number) ?? 0)).toBe(true);
      expect(KINDS).toContain(kind);
      if (node !== undefined) expect(Object.keys(summary.nodes)).toContain(node);
      const network = kind === 'fault' || kind === 'lost' || kind === 'ignored';
      expect(step === undefined).toBe(network);
      if (!network) {
        const [name, ordinal] = (step as string).split('#');
        expect(name).toBe(node);
        const last = ordinals.get(name as string) ?? 0;
        const head = kind === 'start' || kind === 'deliver' || kind === 'timer' || kind === 'command';
        expect(Number(ordinal)).toBe(head ? last + 1 : last);
        ordinals.set(name as string, Number(ordinal));
      }
      if (cause !== undefined) expect(cause).toBeLessThan(i);
      const carries = kind === 'send' || kind === 'deliver' || kind === 'lost';
      expect([msg !== undefined, peer !== undefined]).toEqual([carries, carries]);
      if (kind === 'deliver')
        expect(events[cause as number]).toMatchObject({ kind: 'send', node: peer, peer: node, msg });
      if (kind === 'lost') expect(events[cause as number]).toMatchObject({ kind: 'send', node, peer, msg });
      expect(rule !== undefined).toBe(kind === 'rule');
      expect(note !== undefined).toBe(kind === 'note' || kind === 'error');
    }
    for (const kind of [
      'start',
      'send',
      'deliver',
      'lost',
      'timer',
      'command',
      'fault',
      'note',
      'rule',
      'invoke',
    ]) {
      expect(seen).toContain(kind);
    }
  });

  test('--events changes nothing else', async () => {
    const path = file('spec.json', SPEC);
    const [plain, events] = [await call('run', path), await call('run', path, '--events')];
    expect(events.lines.at(-1)).toBe(plain.lines[0]);
  });

  test('exits 1 when a property was violated, and says which, where and why', async () => {
    const { code, lines, err } = await call('run', '--events', file('bad.json', forgottenVote.spec));
    expect({ code, err }).toEqual({ code: 1, err: '' });
    const { violations } = summaryOf(lines.at(-1));
    expect(violations.map((v) => v.property).sort()).toEqual([...forgottenVote.violates].sort());
    for (const { event, why } of violations) {
      expect(why).toMatch(/^.{10,}\.$/);
      expect(JSON.parse(lines[event] ?? '')).toMatchObject({
        i: event,
        step: expect.stringMatching(/^S\d#\d+$/),
      });
    }
  });

  test('several files each have their turn; the worst exit code counts', async () => {
    const files = [
      file('a.json', SPEC),
      file('b.json', '{'),
      file('c.json', forgottenVote.spec),
      file('d.json', SPEC),
    ];
    const { code, lines, err } = await call('run', ...files);
    expect(code).toBe(2);
    expect(lines.map((l) => summaryOf(l).spec)).toEqual([files[0], files[2], files[3]]);
    expect(summaryOf(lines[0]).hash).toBe(summaryOf(lines[2]).hash);
    expect(err).toMatch(/^[^\n]*b\.json[^\n]* is not JSON[^\n]*\n$/);
    expect((await call('run', files[0] as string, files[2] as string)).code).toBe(1);
  });
});

describe('bad input is one sentence on stderr, nothing on stdout, and exit 2:', () => {
  const twice = { ...SPEC, inputs: [{ at: 5, fault: { type: 'crash', node: 'S9' } }] };
  const flapping = { type: 'block', from: 'S1', to: 'S2', flap: { down: 1000, up: 1000 } };
  test.each<[string, () => string[], RegExp]>([
    ['no command', () => [], /faultline help/],
    [
      'a list too deep to walk',
      () => [
        'run',
        file('deep.json', `{"schema":1,"protocol":"raft","inputs":${'['.repeat(9e4)}${']'.repeat(9e4)}}`),
      ],
      /inputs.* levels deep/,
    ],
    ['an unknown command', () => ['walk'], /no command "walk"/],
    ['no file', () => ['run'], /Name a file/],
    ['an unknown option', () => ['run', 'x.json', '--event'], /no option --event/],
    ['words after protocols', () => ['protocols', 'raft'], /takes no further words/],
    ['a file that is not there', () => ['run', join(folder, 'none.json')], /no such file/],
    ['a folder', () => ['run', folder], /is a folder/],
    ['an empty file', () => ['run', file('empty.json', '')], /is not JSON/],
    ['half a file', () => ['run', file('half.json', JSON.stringify(SPEC).slice(0, 99))], /is not JSON/],
    ['JSON that is no object', () => ['run', file('list.json', '[1]')], /must be|object/],
    ['an unknown field', () => ['run', file('field.json', { ...SPEC, sede: 1 })], /sede/],
    ['an impossible value', () => ['run', file('value.json', { ...SPEC, seed: -1 })], /seed/],
    ['a node there is not', () => ['run', file('node.json', twice)], /inputs\[0\]\.fault\.node.*S9/],
    [
      'a fault there is not',
      () => [
        'run',
        file('fault.json', { ...SPEC, inputs: [{ at: 5, fault: { type: 'bitrot', node: 'S1' } }] }),
      ],
      /^inputs\[0\]\.fault\.type: there is no fault "bitrot"\. Did you mean "bitRot"\?$/m,
    ],
    [
      'a cut that flaps too often',
      () => [
        'run',
        file('flap.json', { ...SPEC, until: 3_600_000_000, inputs: [{ at: 0, fault: flapping }] }),
      ],
      /^inputs\[0\]\.fault\.flap: 1800001 flaps are too many; at most 2000 fit\.$/m,
    ],
    [
      'a disk of a node that has none',
      () => [
        'link',
        file('disk.json', { ...SPEC, inputs: [{ at: 5, fault: { type: 'diskFull', node: 'C1' } }] }),
      ],
      /^inputs\[0\]\.fault\.node: C1 is a client, which has no disk to break\.$/m,
    ],
    [
      'an option of the engine misspelt',
      () => ['run', file('param.json', { ...SPEC, params: { fsnyc: [0, 1] } })],
      /^params\.fsnyc is not a parameter of Raft\. Did you mean "fsync"\?$/m,
    ],
    ['a protocol there is not', () => ['link', file('p.json', { ...SPEC, protocol: 'rift' })], /rift/],
    ['a future schema', () => ['run', file('schema.json', { ...SPEC, schema: 2 })], /newer/],
    [
      'a prototype in disguise',
      () => ['run', file('proto.json', '{"schema":1,"protocol":"raft","__proto__":{}}')],
      /__proto__/,
    ],
    ['no link', () => ['unlink', 'https://example.org'], /./],
    ['a link cut short', () => ['unlink', '#/lab/raft?s=ASM-uCygdRLN'], /./],
    ['a link to run', () => ['run', '#/lab/raft?s=%%%'], /./],
  ])('%s', async (_, argv, sentence) => {
    const { code, out, err } = await call(...argv());
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(sentence);
    expect(err).toMatch(/^[^\n]{5,400}[.?]\n$/);
  });
});

describe('link and unlink', () => {
  test('there and back is the same run, with the same hash from the file, the link and the unlinked spec', async () => {
    const path = file('spec.json', SPEC);
    const link = (await call('link', path)).lines[0] as string;
    expect(link).toMatch(/^#\/lab\/raft\?s=[\w-]{20,400}$/);
    const unlinked = (await call('unlink', link)).lines[0] as string;
    expect(JSON.parse(unlinked)).toEqual(SPEC);
    const again = (await call('link', file('unlinked.json', unlinked))).lines[0];
    expect(again).toBe(link);
    const runs = [
      path,
      link,
      join(folder, 'unlinked.json'),
      file('link.txt', `https://example.org/${link}\n`),
    ];
    const hashes = new Set<string>();
    for (const run of runs) hashes.add(summaryOf((await call('run', run)).lines[0]).hash);
    expect(hashes.size).toBe(1);
  });

  test('the order of fields in the file does not matter to the hash', async () => {
    const reversed = (v: unknown): unknown =>
      Array.isArray(v)
        ? v.map(reversed)
        : typeof v === 'object' && v !== null
          ? Object.fromEntries(
              Object.entries(v)
                .reverse()
                .map(([k, x]) => [k, reversed(x)]),
            )
          : v;
    const hash = async (spec: unknown) =>
      summaryOf((await call('run', file('order.json', spec))).lines[0]).hash;
    expect(await hash(reversed(SPEC))).toBe(await hash(SPEC));
  });
});

test('protocols lists what a grader needs to write a spec', async () => {
  const { code, out } = await call('protocols');
  expect(code).toBe(0);
  const raft = (JSON.parse(out) as { id: string }[]).find((p) => p.id === 'raft');
  expect(raft).toMatchObject({
    roles: expect.any(Array),
    variants: expect.any(Array),
    properties: expect.any(Array),
  });
  const { params, scenarios } = raft as unknown as {
    params: { id: string; default: unknown }[];
    scenarios: { id: string; spec: object }[];
  };
  expect(params.map((p) => p.id)).toEqual(expect.arrayContaining(['latency', 'loss']));
  expect(scenarios.map((s) => s.id)).toContain(forgottenVote.id);
});

describe('the program', () => {
  test('reads standard input, and its exit code reaches the shell', async () => {
    const good = spawn(['run', '-'], JSON.stringify(SPEC));
    expect({ code: good.code, err: good.err }).toEqual({ code: 0, err: '' });
    expect(good.out).toBe((await call('run', file('spec.json', SPEC))).out);
    expect(spawn(['run', '-'], JSON.stringify(forgottenVote.spec)).code).toBe(1);
    const bad = spawn(['run', '-'], 'not a spec');
    expect([bad.code, bad.out]).toEqual([2, '']);
    expect(bad.err).toMatch(/^Standard input is not JSON[^\n]*\.\n$/);
  });
});
