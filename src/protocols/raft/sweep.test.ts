/** Every promise under random faults. A failing spec is printed whole: pin it in PINNED. */
import { describe, expect, it } from 'vitest';
import type { PartialSpec } from '../../testkit/simulate.ts';
import { simulate } from '../../testkit/simulate.ts';
import {
  commitsAnyTerm,
  figure8,
  grantsWithoutRecord,
  heedsStale,
  lateConfirmation,
  lateVotes,
  rivals,
} from './mutants.test-data.ts';
import { protocol } from './protocol.ts';
import { sample, sampleFeatures, sampleTurmoil } from './random.test-data.ts';
import type { Entry } from './state.ts';

/** Specs that once broke a promise they should not have, or that random ones hardly ever come upon. */
const PINNED: readonly PartialSpec[] = [figure8, rivals, lateVotes, lateConfirmation];

/** `RAFT_SEEDS=20000 RAFT_FIRST_SEED=7 npx vitest run src/protocols/raft/sweep.test.ts` looks further. */
const SEEDS = Number(process.env.RAFT_SEEDS ?? 2000);
const FIRST_SEED = Number(process.env.RAFT_FIRST_SEED ?? 1);
/** Notes that a sweep worth its time comes upon in many a run. */
const WORTH_SEEING = [
  'asksFirst',
  'wouldNotVote',
  'ignoresVote',
  'losesQuorum',
  'leaves',
  'transfers',
  'changesConfig',
  'catchesUp',
  'takesSnapshot',
  'installsSnapshot',
  'knowsCommand',
  'losesSession',
  'asksAgain',
];

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

  it(`every promise holds whatever is switched on, in ${SEEDS} runs`, { timeout: 600_000 }, () => {
    const seen = new Map<string, number>();
    for (const spec of sampleFeatures(SEEDS, 1_000_000, FIRST_SEED)) {
      const { notes } = check(spec, []);
      for (const id of new Set(notes.map((note) => note.id))) seen.set(id, (seen.get(id) ?? 0) + 1);
    }
    for (const id of WORTH_SEEING) expect([id, (seen.get(id) ?? 0) > SEEDS / 200]).toEqual([id, true]);
  });
});

describe('the promises catch a Raft without', () => {
  const broken = (raft: typeof protocol, spec: PartialSpec) =>
    simulate(raft, spec)
      .trace.violations.map((v) => v.property)
      .sort();

  it('log[N].term == currentTerm: Figure 8', () => {
    expect(broken(protocol, figure8)).toEqual([]);
    expect(broken(commitsAnyTerm, figure8)).toEqual(['leader-completeness', 'state-machine-safety']);
    const { nodes } = simulate(protocol, figure8).last();
    const logs = nodes.filter((n) => n.role === 'server').map((n) => n.durable.log as unknown as Entry[]);
    for (const log of logs) expect(log.map((entry) => entry.term)).toEqual([1, 2, 4]);
  });

  it('log[N].term == currentTerm: leaders that come and go, in one seed of twenty or so', () => {
    const found: string[][] = [];
    for (const spec of sampleTurmoil(200, 20)) {
      check(spec, []);
      const properties = broken(commitsAnyTerm, spec);
      if (properties.length > 0) found.push(properties);
    }
    expect(found.length).toBeGreaterThanOrEqual(5);
    for (const properties of found) expect(properties).toContain('leader-completeness');
  });

  it('the record of votes', () => {
    expect(broken(protocol, rivals)).toEqual([]);
    expect(broken(grantsWithoutRecord, rivals)).toEqual(['election-safety', 'one-vote-per-term']);
  });

  it('the refusal of votes of an earlier term', () => {
    expect(broken(heedsStale('RequestVoteReply'), lateVotes)).toEqual(['election-safety']);
  });

  it('the refusal of confirmations of an earlier term', () => {
    expect(broken(heedsStale('AppendEntriesReply'), lateConfirmation)).toEqual(['match-index-sound']);
  });
});
