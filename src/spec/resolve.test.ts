import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonicalJson } from '../base/json.ts';
import { canonicalSpec } from './complete.ts';
import { metas as all, everything, toy } from './fixture.test-data.ts';
import { parseRunSpec } from './resolve.ts';
import { anySpec } from './specs.test-data.ts';

const minimal = { schema: 1, protocol: 'toy' };
const ok = (json: unknown) => {
  const result = parseRunSpec(json, all);
  if (!result.ok) throw new Error(result.why);
  return result.resolved;
};
const why = (json: unknown) => {
  const result = parseRunSpec(json, all);
  return result.ok ? 'accepted' : result.why;
};

describe('what is too deep to walk', () => {
  const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels)) as unknown;
  const write = (key: unknown) => ({
    ...minimal,
    inputs: [{ at: 1, node: 'C1', command: { type: 'write', key, value: 1 } }],
  });

  test('is refused with the name of the field, whatever it is', () => {
    expect(why(write(nested(100_000)))).toBe('inputs[0].command.key: it is nested more than 32 levels deep.');
    expect(why({ ...minimal, params: { latency: nested(50) } })).toMatch(
      /^params\.latency.* 32 levels deep\.$/,
    );
    expect(why(write(nested(5)))).toMatch(/^inputs\[0\]\.command\.key must be/);
  });
});

describe('what is accepted', () => {
  test('absent fields get their defaults', () => {
    const { spec, nodes, params } = ok(minimal);
    expect(spec).toEqual({
      schema: 1,
      protocol: 'toy',
      seed: 1,
      nodes: { server: 5, client: 1, observer: 0 },
      params: {},
      variants: [],
      until: 900_000,
      inputs: [],
    });
    expect(nodes.map((n) => `${n.index} ${n.id} ${n.role}`)).toEqual([
      '0 S1 server',
      '1 S2 server',
      '2 S3 server',
      '3 S4 server',
      '4 S5 server',
      '5 C1 client',
    ]);
    // The engine's own default is 10–30 ms; the protocol asked for another.
    expect(params).toEqual({
      batch: 8,
      checksums: true,
      diskChecksums: true,
      electionTimeout: [150_000, 300_000],
      fifo: false,
      fsync: [0, 0],
      latency: [5000, 9000],
      loss: 0,
      mode: 'safe',
      noOp: true,
      ratio: 0.5,
    });
  });
  test('a spec with everything in it comes back as it was', () => {
    expect(ok(everything).spec).toEqual(everything);
    expect(ok(everything).params).toMatchObject({ batch: 4, noOp: false, latency: [5000, 9000], loss: 0.1 });
  });
  test('lanes follow the roles of the protocol, not the order of keys', () => {
    const ids = ok({ ...minimal, nodes: { observer: 1, client: 1, server: 2 } }).nodes.map((n) => n.id);
    expect(ids).toEqual(['S1', 'S2', 'C1', 'O1']);
  });
  test('the input is not changed, and not shared', () => {
    const json = structuredClone(everything) as never as { inputs: object[] };
    const { spec } = ok(json);
    expect(json).toEqual(everything);
    expect(spec.inputs[0]).not.toBe(json.inputs[0]);
  });
});

describe('the canonical form', () => {
  test('has sorted keys and variants, and no −0', () => {
    const spec = ok({
      variants: ['noLogCheck', 'forgetVotedFor'],
      until: 10,
      inputs: [{ fault: { type: 'clock', node: 'S1', offset: -0 }, at: -0 }],
      ...minimal,
    }).spec;
    expect(JSON.stringify(spec)).toBe(
      '{"inputs":[{"at":0,"fault":{"node":"S1","offset":0,"type":"clock"}}],' +
        '"nodes":{"client":1,"observer":0,"server":5},"params":{},"protocol":"toy","schema":1,"seed":1,"until":10,' +
        '"variants":["forgetVotedFor","noLogCheck"]}',
    );
    expect(Object.is(spec.inputs[0]?.at, 0)).toBe(true);
  });
  test('keeps what was given even where it equals a default', () => {
    expect(ok({ ...minimal, params: { batch: 8 } }).spec.params).toEqual({ batch: 8 });
  });
  test('is idempotent, and resolves to the same run', () => {
    fc.assert(
      fc.property(anySpec, (given) => {
        const resolved = ok(given);
        const canonical = canonicalSpec(given, toy);
        expect(canonicalJson(canonical)).toBe(JSON.stringify(canonical));
        expect(canonicalSpec(canonical, toy)).toEqual(canonical);
        expect(canonicalSpec(resolved, toy)).toEqual(canonical);
        expect(ok(canonical)).toEqual(resolved);
        expect(ok(JSON.parse(JSON.stringify(given)))).toEqual(resolved);
      }),
      { numRuns: 200 },
    );
  });
});

test('a refusal inside a larger document has the whole path', () => {
  const result = parseRunSpec({ ...minimal, seed: -1 }, all, ['spec']);
  expect(result).toMatchObject({
    ok: false,
    why: 'spec.seed must be an integer from 0 to 9007199254740991, not -1.',
  });
});

test('no JSON makes it throw, and every refusal is one short line', () => {
  const anything = fc.oneof(
    fc.jsonValue(),
    fc.record({ schema: fc.constant(1), protocol: fc.constant('toy'), inputs: fc.jsonValue() }),
    fc.record({
      schema: fc.constant(1),
      protocol: fc.constant('toy'),
      inputs: fc.array(
        fc.record({ at: fc.constant(1), fault: fc.jsonValue(), fire: fc.jsonValue() }, { requiredKeys: [] }),
      ),
    }),
  );
  fc.assert(
    fc.property(anything, (json) => {
      const text = why(json);
      expect(text.length).toBeLessThan(260);
      expect(text).not.toContain('\n');
    }),
    { numRuns: 500 },
  );
});

test('any field of a valid spec that is taken away, misspelt or replaced never gets past unnoticed into the run', () => {
  // Walks every leaf of a spec with everything in it; an impossible value there must be refused by its path.
  const leaves: (readonly (string | number)[])[] = [];
  const walk = (value: unknown, path: readonly (string | number)[]): void => {
    if (typeof value !== 'object' || value === null) leaves.push(path);
    else
      for (const key of Object.keys(value)) {
        walk((value as Record<string, unknown>)[key], [...path, Array.isArray(value) ? Number(key) : key]);
      }
  };
  walk(everything, []);
  expect(leaves.length).toBeGreaterThan(60);
  for (const path of leaves) {
    for (const bad of [null, {}, 'no such thing', -1e9]) {
      const copy = structuredClone(everything) as never;
      let parent = copy as Record<string | number, unknown>;
      for (const key of path.slice(0, -1)) parent = parent[key] as Record<string | number, unknown>;
      parent[path[path.length - 1] as string] = bad;
      // A clock may be put back by 1000 s, or jump so far.
      if ((path.at(-1) === 'offset' || path.at(-1) === 'step') && bad === -1e9) continue;
      expect(why(copy), JSON.stringify([path, bad])).toContain(
        String(path.find((key) => typeof key === 'string')),
      );
    }
  }
});
