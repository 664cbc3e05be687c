import { describe, expect, it } from 'vitest';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { simulate } from '../../testkit/simulate.ts';
import { LoneServer } from './lone-server.test-data.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { sample, sampleFeatures } from './random.test-data.ts';
import { rules } from './rules.ts';
import { scenarios } from './scenarios.ts';
import type { InstallSnapshot } from './state.ts';

/** What hardly ever happens by chance: a newcomer so slow that its leader gives up on it. */
const RARE: readonly PartialSpec[] = [
  {
    nodes: { server: 4, client: 1 },
    params: { initialMembers: 3, electionTimeout: [150_000, 300_000] },
    until: 7_000_000,
    inputs: [
      { at: 5_000, fire: { node: 'S1', timer: 'election' } },
      { at: 100_000, fault: { type: 'link', from: 'S1', to: 'S4', latency: [200_000, 200_000] } },
      { at: 200_000, node: 'S1', command: { type: 'addServer', server: 'S4' } },
      ...Array.from({ length: 65 }, (_, i) => ({
        at: 210_000 + 100_000 * i,
        node: 'C1',
        command: { type: 'write', key: 'x', value: i },
      })),
    ],
  },
];

/** A snapshot of a leader deposed long ago. */
const lateSnapshot: InstallSnapshot = {
  type: 'InstallSnapshot',
  term: 3,
  leaderId: 'S2',
  snapshot: {
    lastIncludedIndex: 1,
    lastIncludedTerm: 1,
    config: { index: 0, voters: ['S1', 'S2'], old: null },
    stateMachine: {},
    sessions: {},
  },
};

const runs = scenarios.map((scenario) => ({ scenario, ...simulate(protocol, scenario.spec) }));

describe('pseudocode', () => {
  const lines = new Set(rules.blocks.flatMap((b) => b.lines.map((l) => l.rule)));
  const honest = runs.map((r) => simulate(protocol, { ...r.scenario.spec, variants: [] }));
  const random = [...sample(30, 1_000_000), ...sampleFeatures(80, 1_000_000), ...RARE].map((spec) =>
    simulate(protocol, spec),
  );
  const late = new LoneServer({ currentTerm: 5 }).deliver('S2', lateSnapshot);
  const fired = new Set([...[...runs, ...honest, ...random].flatMap((r) => r.trace.ruleIds), ...late.rules]);

  it('has a line for every rule that fires', () => {
    for (const rule of fired) expect(lines).toContain(rule);
  });

  it('has no line that nothing ever lights', () => {
    for (const rule of lines) if (rule !== undefined) expect(fired).toContain(rule);
  });

  it('has a sentence for every note', () => {
    const declared = new Map(meta.notes.map((n) => [n.id, n]));
    for (const note of [...runs, ...honest, ...random].flatMap((r) => r.trace.notes)) {
      if (note.id === '!disk') continue; // The engine's own.
      const blanks = declared.get(note.id)?.text.match(/(?<=\{)\w+(?=\})/g) ?? [];
      expect([note.id, declared.has(note.id)]).toEqual([note.id, true]);
      for (const blank of blanks) {
        if (blank !== 'node') expect([note.id, blank, note.fields[blank] ?? null]).not.toContain(null);
      }
    }
  });
});
