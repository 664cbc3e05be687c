import { describe, expect, it } from 'vitest';
import type { Env, Protocol } from '../../engine/api.ts';
import { K } from '../../engine/trace.ts';
import { type PartialSpec, resolve, simulate } from '../../testkit/simulate.ts';
import { protocol as raft } from '../raft/protocol.ts';
import { protocol } from './protocol.ts';
import { quorum } from './quorums.ts';
import { scenarios } from './scenarios.ts';
import { proofIn } from './view-proof.ts';
import {
  emptyText,
  messagesHere,
  messagesInRaft,
  numberToShow,
  quorumOfRun,
  type Vote,
  votesOn,
} from './view-votes.ts';

const runs = new Map<string, ReturnType<typeof simulate>>();
/** The worlds of a scenario at and before its last step at or before a time, µs. */
function at(id: string, time: number) {
  const scenario = scenarios.find((s) => s.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  const found = runs.get(id) ?? simulate(protocol, scenario.spec);
  runs.set(id, found);
  const { trace, world } = found;
  let row = 0;
  while (row + 1 < trace.rows && (trace.columns.time[row + 1] as number) <= time) row++;
  const step = trace.columns.step[row] as number;
  return {
    world: world(step),
    before: step > 0 ? world(step - 1) : null,
    run: resolve(protocol, scenario.spec),
  };
}
/** When the first such note was made, µs. */
function noted(id: string, note: string): number {
  at(id, 0);
  const { trace } = runs.get(id) as ReturnType<typeof simulate>;
  return trace.columns.time[trace.notes.find((n) => n.id === note)?.row as number] as number;
}
function votes(id: string, time: number, n?: number) {
  const { world, before, run } = at(id, time);
  return votesOn(n ?? (numberToShow(world) as number), world, before, run);
}
const cell = (vote: Vote | 'primary' | null) => {
  if (vote === null) return '.';
  if (vote === 'primary') return '-';
  const letter = 'abc'[vote.story] as string;
  return vote.counts ? letter : letter.toUpperCase();
};
/** "a -a.. .... pre-prepared": letters of what counts, capitals of what does not. */
const drawn = (id: string, time: number, n?: number) =>
  votes(id, time, n).rows.map((row) =>
    [
      cell(row.prePrepare),
      row.prepares.map(cell).join(''),
      row.commits.map(cell).join(''),
      row.standing,
    ].join(' '),
  );

describe('the matrix of votes', () => {
  it('grows through the three phases', () => {
    expect(drawn('normal-case', noted('normal-case', 'proposes'))[0]).toBe('a -... .... pre-prepared');
    expect(drawn('normal-case', noted('normal-case', 'told') + 1_000)).toEqual([
      'a -aaa aaaa executed',
      'a -aaa aaaa executed',
      'a -aaa aaaa executed',
      'a -aaa aaaa executed',
    ]);
  });

  it('shows two stories, and that what one was told finds no votes', () => {
    const rows = drawn('equivocating-primary', 52_000, 1);
    expect(rows[1]?.startsWith('a -aaB')).toBe(true);
    expect(rows[3]?.startsWith('b -AAb')).toBe(true);
    expect(rows.map((r) => r.split(' ')[3])).toEqual(['executed', 'executed', 'executed', 'pre-prepared']);
    expect(votes('equivocating-primary', 52_000, 1).stories.map((s) => s.text)).toEqual([
      'x=1 of C1',
      'x=2 of C2',
    ]);
  });

  it('marks what the step brought', () => {
    const fresh = votes('normal-case', noted('normal-case', 'proposes')).rows.flatMap((r) => [
      r.prePrepare,
      ...r.prepares,
      ...r.commits,
    ]);
    expect(fresh.filter((v) => v !== null && v !== 'primary' && v.fresh)).toHaveLength(1);
  });

  it('follows the first number that somebody has not executed', () => {
    expect(votes('equivocating-primary', 60_000).n).toBe(1);
    expect(numberToShow(at('normal-case', 5_000).world)).toBeNull();
    expect(votes('normal-case', 390_000).n).toBe(3);
  });

  it('says why there is none to look at', () => {
    expect(emptyText(at('equivocating-primary', 0).world)).toMatch(/^No number/);
    const { world } = at('equivocating-primary', 600_000);
    expect(numberToShow(world)).toBe(null);
    expect(emptyText(world)).toMatch(/^The numbers up to 4 are executed:/);
  });

  it('passes over a number that only a liar has heard of', () => {
    expect(numberToShow(at('no-watermarks', 200_000).world)).toBe(1_000_001);
  });

  it('has the proof of what was prepared', () => {
    const [, r2, r3] = votes('why-commit', 60_000, 1).rows;
    expect(r2?.proof?.prepares.map((p) => p.i).sort()).toEqual(['R2', 'R3']);
    expect(r3?.proof).toBeNull();
  });

  it('wants the quorums of the run', () => {
    for (const { spec } of scenarios) {
      const run = resolve(protocol, spec);
      const env = {
        ids: () => run.nodes.filter((n) => n.role === 'replica').map((n) => n.id),
        params: run.params,
        variant: (id: string) => spec.variants.includes(id),
      } as unknown as Env;
      expect([spec.variants, quorumOfRun(run)]).toEqual([spec.variants, quorum(env)]);
    }
  });
});

describe('the price', () => {
  /** Messages sent for one write, but for those of these kinds. */
  const sent = (p: Protocol, spec: PartialSpec, apart: readonly string[]) => {
    const { trace } = simulate(p, spec);
    expect(trace.operations.map((o) => o.outcome)).toEqual(['ok']);
    let count = 0;
    trace.columns.kind.forEach((kind, row) => {
      const id = p.meta.messages[trace.columns.ref[row] as number]?.id ?? '';
      if (kind === K.send && !apart.includes(id)) count++;
    });
    return count;
  };
  const write = (at: number) => ({ at, node: 'C1', command: { type: 'write', key: 'x', value: 1 } });

  it.each([4, 5, 7])('is what one request really takes among %i', (n) => {
    const here: PartialSpec = { nodes: { replica: n, client: 1 }, until: 300_000, inputs: [write(1_000)] };
    expect(sent(protocol, here, [])).toBe(messagesHere(n));
    const there: PartialSpec = {
      nodes: { server: n, client: 1 },
      params: {
        noOpOnElection: false,
        heartbeatInterval: 5_000_000,
        electionTimeout: [10_000_000, 10_000_000],
      },
      until: 300_000,
      inputs: [{ at: 1_000, fire: { node: 'S1', timer: 'election' } }, write(100_000)],
    };
    const apart = ['Heartbeat', 'HeartbeatReply', 'RequestVote', 'RequestVoteReply'];
    expect(sent(raft, there, apart)).toBe(messagesInRaft(n));
  });
});

describe('the proof of a view', () => {
  it('is none in the first', () => {
    expect(proofIn(at('normal-case', 300_000).world)).toBeNull();
  });

  it('shows what was prepared and what is proposed again', () => {
    const proof = proofIn(at('primary-crash', 400_000).world);
    expect(proof).toMatchObject({
      view: 2,
      primary: 'R2',
      begun: true,
      numbers: [1],
      proposals: ['x=1 of C1'],
    });
    expect(proof?.rows.map((r) => [r.id, r.claims[0]?.text])).toEqual([
      ['R2', 'x=1 of C1'],
      ['R3', 'x=1 of C1'],
      ['R4', 'x=1 of C1'],
    ]);
    expect(proofIn(at('forgotten-certificates', 400_000).world)).toMatchObject({ numbers: [], begun: true });
  });

  it('says which of two claims wins', () => {
    const proof = proofIn(at('highest-view', 1_300_000).world);
    const first = proof?.rows.flatMap((r) =>
      r.claims[0] ? [`${r.claims[0].text} ${r.claims[0].v} ${r.claims[0].wins}`] : [],
    );
    expect(first?.sort()).toEqual(['x=1 of C1 1 false', 'x=2 of C2 3 true']);
    expect(proof?.proposals?.[0]).toBe('x=2 of C2');
  });

  it('of a liar shows what it says, and not what it keeps for itself', () => {
    const proof = proofIn(at('highest-view', 1_206_000).world);
    expect(proof).toMatchObject({ view: 4, primary: 'R4', begun: false });
    const proved = proof?.rows.map((r) => `${r.id} ${r.claims[0]?.text ?? 'nothing'}`);
    expect(proved).toEqual(['R1 nothing', 'R2 x=1 of C1', 'R4 x=2 of C2']);
  });

  it('of a million numbers shows those that somebody proves something about', () => {
    const proof = proofIn(at('no-watermarks', 1_400_000).world);
    expect(proof?.numbers).toEqual([1_000_001]);
    expect(proof?.rows.some((row) => row.claims[0] !== null)).toBe(true);
  });

  it('gathers view-changes while the view has not begun', () => {
    const proof = proofIn(at('cascading-views', 500_000).world);
    expect(proof).toMatchObject({ view: 2, begun: false, proposals: null });
    expect(proof?.rows.map((r) => r.id)).toEqual(['R3', 'R4', 'R5', 'R6', 'R7']);
  });
});
