/** Every promise in random runs with liars. A failing spec is printed whole: pin it. */
import { describe, expect, it } from 'vitest';
import { historyFromTrace } from '../../checkers/history.ts';
import { checkLinearizability } from '../../checkers/linearizability/judge.ts';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { simulate } from '../../testkit/simulate.ts';
import { PINNED } from './pinned.test-data.ts';
import { protocol } from './protocol.ts';
import { CALM, sample, sampleCalm } from './random.test-data.ts';

/** `PBFT_SEEDS=20000 PBFT_FIRST_SEED=7 npx vitest run src/protocols/pbft/sweep.test.ts` looks further. */
const SEEDS = Number(process.env.PBFT_SEEDS ?? 1000);
const FIRST_SEED = Number(process.env.PBFT_FIRST_SEED ?? 1);
/** Notes that a sweep worth its time comes upon in many a run. */
const WORTH_SEEING = [
  'agreesWith',
  'asksForView',
  'beginsView',
  'catchesUp',
  'equivocates',
  'executesNothing',
  'inventsProof',
  'liesToClient',
  'provesNothing',
  'refusesDigest',
  'refusesNewView',
  'refusesNumber',
  'refusesSecond',
  'refusesViewChange',
  'replays',
  'wrongDigest',
  'wrongNumber',
];

function check(spec: PartialSpec): ReturnType<typeof simulate>['trace'] {
  // Freezing is for tests that look at single rules: here it would take most of the time.
  const { trace } = simulate(protocol, spec, { freeze: false });
  const errors = trace.notes.filter((n) => n.id === '!error');
  if (trace.violations.length + errors.length > 0) {
    expect.fail(`${JSON.stringify(trace.violations)} ${JSON.stringify(errors)} in ${JSON.stringify(spec)}`);
  }
  return trace;
}

describe('with up to f liars of any behaviour, and any faults of the network', () => {
  it('every promise holds, and the runs are worth it', () => {
    const seen = new Map<string, number>();
    let answered = 0;
    for (const spec of [...PINNED, ...sample(SEEDS, 900_000, {}, FIRST_SEED)]) {
      const trace = check(spec);
      answered += trace.operations.filter((o) => o.outcome === 'ok').length;
      for (const id of new Set(trace.notes.map((n) => n.id))) seen.set(id, (seen.get(id) ?? 0) + 1);
    }
    expect(answered).toBeGreaterThan(4 * SEEDS);
    for (const id of WORTH_SEEING) expect([id, (seen.get(id) ?? 0) * 500 >= SEEDS]).toEqual([id, true]);
  });

  it('of one to three replicas too, none of whom may lie', () => {
    const sizes = [1, 2, 3].map((n) => [n, 0] as const);
    let answered = 0;
    for (const spec of sample(SEEDS / 10, 900_000, { sizes }, FIRST_SEED)) {
      answered += check(spec).operations.filter((o) => o.outcome === 'ok').length;
    }
    expect(answered).toBeGreaterThan(SEEDS / 10);
  });

  it('what clients are told has a linearization', () => {
    for (const spec of sample(60, 900_000, {}, FIRST_SEED + 1)) {
      const checked = checkLinearizability(historyFromTrace(check(spec)), 'kv');
      expect([checked.ok && checked.judgement.verdict, checked.ok || JSON.stringify(spec)]).toEqual([
        'yes',
        true,
      ]);
    }
  });

  it('once the network behaves, every request is answered in time', () => {
    for (const spec of sampleCalm(40, FIRST_SEED)) {
      const { operations, columns } = check(spec);
      // What a client asked for before it crashed it does not know of.
      const late = operations.filter(
        (o) => (columns.time[o.invokeRow] as number) >= CALM && o.outcome !== 'ok',
      );
      if (late.length > 0) expect.fail(`${JSON.stringify(late)} in ${JSON.stringify(spec)}`);
    }
  });
});

describe('with f + 1 liars', () => {
  it('agreement is found to break', () => {
    let found = 0;
    for (const spec of sample(200, 500_000, { extra: 1, faults: false, sizes: [[4, 1]] }, 1)) {
      const { trace } = simulate(protocol, spec, { freeze: false });
      if (trace.violations.some((v) => v.property === 'agreement')) found++;
    }
    expect(found).toBeGreaterThan(0);
  });
});
