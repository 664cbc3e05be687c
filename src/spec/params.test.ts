/** The engine's own parameters, in a run of any protocol. */
import { describe, expect, test } from 'vitest';
import type { Meta } from '../engine/meta.ts';
import { ENGINE_PARAMS } from '../engine/params.ts';
import { toy } from './fixture.test-data.ts';
import { parseRunSpec } from './resolve.ts';

function parse(params: object, meta: Meta = toy) {
  return parseRunSpec({ schema: 1, protocol: 'toy', params }, new Map([['toy', meta]]));
}
function ok(params: object, meta: Meta = toy) {
  const result = parse(params, meta);
  if (!result.ok) throw new Error(result.why);
  return result.resolved;
}
const why = (params: object) => {
  const result = parse(params);
  return result.ok ? 'accepted' : result.why;
};

test('each has its default where none is given, and only what is given is kept in the spec', () => {
  const { params, spec } = ok({});
  expect(spec.params).toEqual({});
  for (const param of ENGINE_PARAMS) {
    expect(params[param.id], param.id).toEqual(toy.engine?.[param.id] ?? param.default);
  }
  expect(Object.keys(params)).toEqual(Object.keys(params).sort());
});

test('each is taken as given, and canonical', () => {
  const given = {
    loss: 0.5,
    latency: [0, 60_000_000],
    fsync: [0, 5000],
    fifo: true,
    diskChecksums: false,
    checksums: false,
  };
  expect(Object.keys(given).sort()).toEqual(ENGINE_PARAMS.map((param) => param.id).sort());
  const { params, spec } = ok(given);
  expect(spec.params).toEqual(given);
  expect(Object.keys(spec.params)).toEqual(Object.keys(given).sort());
  expect(params).toMatchObject(given);
  // What equals the default is not dropped: the link keeps its meaning when a default changes.
  expect(ok({ checksums: true, fsync: [0, 0] }).spec.params).toEqual({ checksums: true, fsync: [0, 0] });
});

test.each<[object, string]>([
  [{ fifo: 1 }, 'params.fifo must be true or false, not 1.'],
  [{ checksums: 'no' }, 'params.checksums must be true or false, not "no".'],
  [{ diskChecksums: null }, 'params.diskChecksums must be true or false, not null.'],
  [{ fsync: 5000 }, 'params.fsync must be [low, high], two integers from 0 to 60000000.'],
  [{ fsync: [0, 60_000_001] }, 'params.fsync must be [low, high], two integers from 0 to 60000000.'],
  [{ fsync: [9, 1] }, 'params.fsync must be [low, high], but 9 is more than 1.'],
  [{ checksum: true }, 'params.checksum is not a parameter of Toy. Did you mean "checksums"?'],
])('%j: %s', (params, sentence) => {
  expect(why(params)).toBe(sentence);
});

describe('where a protocol has something to say', () => {
  test('its own default for one of the engine’s counts', () => {
    const meta: Meta = { ...toy, engine: { fifo: true, fsync: [100, 200] } };
    expect(ok({}, meta).params).toMatchObject({ fifo: true, fsync: [100, 200] });
    expect(ok({ fifo: false }, meta).params).toMatchObject({ fifo: false, fsync: [100, 200] });
  });
  test('a parameter of the same id is the protocol’s', () => {
    const own = { id: 'fsync', title: 'fsync', help: 'Ours.' };
    const meta: Meta = {
      ...toy,
      params: [{ ...own, kind: 'enum', options: ['never', 'always'], default: 'always' }],
      engine: { fsync: [1, 2] },
    };
    expect(ok({}, meta).params.fsync).toBe('always');
    expect(ok({ fsync: 'never' }, meta).params.fsync).toBe('never');
    const refused = parse({ fsync: [0, 0] }, meta);
    expect(refused.ok ? '' : refused.why).toBe(
      'params.fsync must be one of "never" or "always", not a list.',
    );
  });
});
