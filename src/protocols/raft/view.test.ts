import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import protocol from './protocol.ts';
import figure7 from './scenarios/figure-7.ts';
import joint from './scenarios/joint-consensus.ts';
import snapshots from './scenarios/snapshot-to-follower.ts';
import { firstShown, logsModel } from './view-logs.ts';
import { serversOf } from './view-read.ts';
import { campaignsOf } from './view-votes.ts';

describe('the panel of logs', () => {
  const cut = simulate(protocol, {
    seed: 7,
    until: 1_200_000,
    inputs: [
      { at: 100_000, fire: { node: 'S1', timer: 'election' } },
      { at: 250_000, node: 'C1', command: { type: 'write', key: 'x', value: 3, via: 'S1' } },
      {
        at: 380_000,
        fault: {
          type: 'partition',
          groups: [
            ['C1', 'S1', 'S2'],
            ['S3', 'S4', 'S5'],
          ],
          until: 900_000,
        },
      },
      { at: 500_000, node: 'C1', command: { type: 'write', key: 'x', value: 7, via: 'S1' } },
    ],
  });
  const { trace } = cut;
  const stepAt = (t: number) => {
    let row = 0;
    while (row + 1 < trace.rows && (trace.columns.time[row + 1] as number) <= t) row++;
    return trace.columns.step[row] as number;
  };
  const words = (t: number) =>
    logsModel(cut.world(stepAt(t)), null, trace).rows.map(
      (r) => `${r.id} ${r.cells.map((c) => `${c.text}/${c.term}${c.committed ? '' : '?'}`).join(' ')}`,
    );

  it('shows what the minority accepted as what may be lost, and what the majority committed as safe', () => {
    expect(words(610_000)).toEqual([
      'S1 no-op/1 x=3/1 x=7/1?',
      'S2 no-op/1 x=3/1 x=7/1?',
      'S3 no-op/1 x=3/1 no-op/2',
      'S4 no-op/1 x=3/1 no-op/2',
      'S5 no-op/1 x=3/1 no-op/2',
    ]);
    expect(logsModel(cut.last(), null, trace).rows.every((r) => r.cells.every((c) => c.committed))).toBe(
      true,
    );
  });

  it('draws the highest term’s leader’s view, and each server’s own commitIndex', () => {
    const model = logsModel(cut.world(stepAt(610_000)), null, trace);
    expect(model.leader).toEqual({ id: 'S3', term: 2 });
    expect(model.rows.map((r) => r.commitIndex)).toEqual([2, 2, 3, 3, 3]);
    expect(model.rows.map((r) => r.matchIndex)).toEqual([0, 0, null, 3, 3]);
  });

  it('marks what a step stored and what it dropped', () => {
    const truncation = trace.notes.find((n) => n.id === 'truncates' && n.node === 'S1');
    expect(truncation).toBeDefined();
    const step = trace.columns.step[truncation?.row ?? 0] as number;
    const model = logsModel(cut.world(step), cut.world(step - 1), trace);
    const s1 = model.rows.find((r) => r.id === 'S1');
    expect(s1?.cells.some((c) => c.fresh || c.dropped)).toBe(true);
    expect(
      model.rows
        .filter((r) => r.id !== 'S1')
        .flatMap((r) => r.cells)
        .some((c) => c.fresh),
    ).toBe(false);
  });

  it('counts votes while there is a candidate', () => {
    const first = trace.statuses.find((s) => s.status === 1);
    const world = cut.world(first?.step ?? 0);
    expect(logsModel(world, null, trace).elections).toBe(true);
    const [campaign, ...others] = campaignsOf(serversOf(world.nodes), trace, world.step);
    expect(others).toEqual([]);
    expect(campaign).toMatchObject({
      candidate: 'S1',
      term: 1,
      pre: false,
      electorates: [{ counted: 1, needed: 3 }],
    });
    expect(campaign?.votes.filter((v) => v.answer === 'counted').map((v) => v.id)).toEqual(['S1']);
    expect(logsModel(cut.last(), null, trace).elections).toBe(false);
  });

  it('does not forget a commit when everybody who knew of it is down', () => {
    const commit = trace.notes.find((n) => n.id === 'committed' && n.fields.index === 3);
    const step = trace.columns.step[commit?.row ?? 0] as number;
    const world = cut.world(step);
    const knows = (n: (typeof world.nodes)[number]) => n.volatile?.commitIndex === 3;
    expect(world.nodes.filter(knows)).toHaveLength(1);
    const down = {
      ...world,
      nodes: world.nodes.map((n) => (knows(n) ? { ...n, up: false, volatile: null, status: -1 } : n)),
    };
    const third = (t: typeof trace | null) =>
      logsModel(down, null, t).rows.find((r) => r.id === 'S3')?.cells[2]?.committed;
    expect(third(trace)).toBe(true);
    expect(third(null)).toBe(false);
  });

  it('counts indexes on from a snapshot, which takes the place of entries and loses none (§7)', () => {
    const run = simulate(protocol, snapshots.spec);
    let taken = 0;
    let installed = 0;
    for (let step = 1; step < run.trace.steps; step++) {
      const world = run.world(step);
      const model = logsModel(world, run.world(step - 1), run.trace);
      for (const row of model.rows) {
        const node = world.nodes.find((n) => n.id === row.id);
        const log = node?.durable.log as readonly { readonly index: number }[];
        const kept = row.cells.filter((c) => !c.dropped);
        expect(kept.map((c) => c.index)).toEqual(log.map((e) => e.index));
        expect(kept.every((c) => c.index > row.base && c.index <= row.lastIndex)).toBe(true);
        expect(row.cells.some((c) => c.dropped)).toBe(false);
        // Whoever knows of a commit is right.
        expect(kept.every((c) => c.committed || c.index > (row.commitIndex ?? 0))).toBe(true);
        // What a snapshot leaves in the log was there before.
        if (row.baseMoved) expect(kept.every((c) => !c.fresh)).toBe(true);
        if (row.baseMoved) row.id === 'S5' && row.base === 10 ? installed++ : taken++;
      }
    }
    expect(taken).toBeGreaterThan(4);
    expect(installed).toBe(1);
    const end = logsModel(run.last(), null, run.trace);
    expect(new Set(end.rows.map((r) => r.lastIndex)).size).toBe(1);
    expect(end.rows.every((r) => r.base === 10)).toBe(true);
  });

  it('knows where logs part: in Figure 7 at entry 4, and nowhere once they are repaired', () => {
    const run = simulate(protocol, figure7.spec);
    const at = (t: number) => {
      const row = run.trace.columns.time.findIndex((time) => time >= t);
      return logsModel(run.world(run.trace.columns.step[row - 1] as number), null, run.trace).parting;
    };
    expect([at(100_000), at(899_000), at(980_000)]).toEqual([null, 4, 4]);
    expect(logsModel(run.last(), null, run.trace).parting).toBeNull();
  });

  it('tells a joint configuration from one that stands alone', () => {
    const run = simulate(protocol, joint.spec);
    const cells = logsModel(run.last(), null, run.trace).rows[2]?.cells ?? [];
    expect(cells.map((c) => c.detail).filter((detail) => / S\d/.test(detail))).toEqual([
      'joint S1 S2 S3 with S3 S4 S5',
      'config S3 S4 S5',
    ]);
  });

  it('moves its window in leaps and never loses the tail', () => {
    for (const columns of [2, 5, 6, 9]) {
      let moves = 0;
      for (let last = 0; last < 200; last++) {
        const first = firstShown(last, columns);
        expect(first).toBeGreaterThanOrEqual(1);
        expect(last).toBeLessThan(first + columns);
        if (last > 0 && first !== firstShown(last - 1, columns)) moves++;
      }
      expect(moves).toBeLessThanOrEqual(Math.ceil(200 / Math.max(1, Math.floor(columns / 3))));
    }
  });
});
