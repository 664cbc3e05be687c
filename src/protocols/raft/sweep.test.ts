/** Every promise under random faults. A failing spec is printed whole: pin it in PINNED. */
import { describe, expect, it } from 'vitest';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { sample } from './random.test-data.ts';

/** Specs that once broke a promise they should not have. */
const PINNED: readonly PartialSpec[] = [];

function check(spec: PartialSpec, mayBreak: readonly string[]): ReturnType<typeof simulate>['trace'] {
  const { trace } = simulate(protocol, spec);
  const wrong = trace.violations.filter((v) => !mayBreak.includes(v.property));
  const errors = trace.notes.filter((n) => n.id === '!error');
  if (wrong.length + errors.length > 0) {
    expect.fail(`${JSON.stringify(wrong)} ${JSON.stringify(errors)} in ${JSON.stringify(spec)}`);
  }
  return trace;
}

describe('under random faults', () => {
  it('every promise holds, and the runs are worth it', () => {
    const seen = new Map<string, number>();
    const outcomes = new Set<string>();
    for (const spec of [...sample(200, 2_500_000), ...PINNED]) {
      const trace = check(spec, []);
      for (const note of trace.notes) seen.set(note.id, (seen.get(note.id) ?? 0) + 1);
      for (const op of trace.operations) outcomes.add(op.outcome);
    }
    for (const id of [
      'becomesLeader',
      'stepsDown',
      'truncates',
      'refusesVote',
      'refusesEntries',
      'givesUp',
    ]) {
      expect([id, (seen.get(id) ?? 0) > 20]).toEqual([id, true]);
    }
    expect(seen.get('yields')).toBeUndefined();
    expect([...outcomes].sort()).toEqual(['info', 'ok', 'open']);
  });

  for (const variant of meta.variants) {
    it(`${variant.id} breaks nothing but what it names`, () => {
      const broken = new Set<string>();
      for (const spec of sample(120, 1_200_000, [variant.id], 2)) {
        for (const v of check(spec, variant.breaks).violations) broken.add(v.property);
      }
      for (const property of broken) expect(variant.breaks).toContain(property);
    });
  }
});
