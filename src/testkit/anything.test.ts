/** Every protocol there is, under everything a document may do to it. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METAS } from '../cli/catalog.ts';
import type { Meta } from '../engine/meta.ts';
import type { Input, ResolvedRun } from '../engine/runspec.ts';
import { Simulation } from '../engine/simulation.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { loadProtocol } from '../worker/discover.ts';
import { faultInput, inputs, worldOf } from './arbitrary.ts';

const until = 600_000;

function read(meta: Meta, list: readonly Input[], params: object = {}): ResolvedRun {
  const parsed = parseRunSpec({ schema: 1, protocol: meta.id, seed: 3, params, until, inputs: list }, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.resolved;
}

describe.each([...METAS.values()].map((meta) => [meta.id, meta] as const))('%s', (id, meta) => {
  const world = worldOf(meta, read(meta, []).nodes, until);
  const engine = fc.record({
    fifo: fc.boolean(),
    checksums: fc.boolean(),
    diskChecksums: fc.boolean(),
    fsync: fc.constantFrom([0, 0], [500, 20_000]),
  });

  test('a run that was edited and goes on from a keyframe is the run simulated afresh, to the last row', async () => {
    const protocol = await loadProtocol(id);
    let kept = 0;
    fc.assert(
      fc.property(inputs(world, 10), faultInput(world), fc.nat(), engine, (list, other, i, params) => {
        // Close together: some protocols do nothing unless somebody asks.
        const options = { freeze: true, keyframeRows: 6 };
        const edited = list.toSpliced(i % (list.length + 1), i % 3 === 0 ? 0 : 1, other);
        const base = new Simulation(protocol, read(meta, list, params), options).finish();
        const resumed = new Simulation(protocol, read(meta, edited, params), options, base).finish();
        const fresh = new Simulation(protocol, read(meta, edited, params), options).finish();
        expect(resumed.trace()).toEqual(fresh.trace());
        // What bounds a run, so as much a part of it as its rows.
        expect(resumed.bytes()).toBe(fresh.bytes());
        if (resumed.keptRows > 0) kept++;
      }),
      { numRuns: 60 },
    );
    // From thirty to ninety, with the protocol.
    expect(kept).toBeGreaterThan(5);
  });

  test('no handler fails as long as damage is noticed', async () => {
    const protocol = await loadProtocol(id);
    fc.assert(
      fc.property(inputs(world, 12), (list) => {
        const { notes } = new Simulation(protocol, read(meta, list), { freeze: true }).finish().trace();
        expect(notes.filter((note) => note.id === '!error')).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
