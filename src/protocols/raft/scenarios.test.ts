import { describe, expect, it } from 'vitest';
import { adviceFor } from '../../app/lab/advice.ts';
import type { Json } from '../../base/json.ts';
import { historyFromTrace } from '../../checkers/history.ts';
import { checkLinearizability } from '../../checkers/linearizability/judge.ts';
import { ENGINE_PARAMS } from '../../engine/params.ts';
import { K } from '../../engine/trace.ts';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';
import type { Entry } from './state.ts';

const runs = scenarios.map((scenario) => ({ scenario, ...simulate(protocol, scenario.spec) }));
const run = (id: string) => {
  const found = runs.find((r) => r.scenario.id === id);
  if (!found) throw new Error(`no scenario ${id}`);
  return found;
};
const broken = (trace: { violations: readonly { property: string }[] }) =>
  trace.violations.map((v) => v.property).sort();
const logs = (id: string, step?: number) => {
  const r = run(id);
  const world = step === undefined ? r.last() : r.world(step);
  return world.nodes
    .filter((n) => n.role === 'server')
    .map((n) =>
      (n.durable.log as unknown as Entry[]).map(({ term, command }) =>
        command.type === 'write' ? `${command.key}=${command.value} t${term}` : `${command.type} t${term}`,
      ),
    );
};

describe('every scenario', () => {
  it.each(scenarios.map((s) => [s.id, s] as const))(
    '%s breaks what it says it breaks, nothing else',
    (id, s) => {
      const { trace } = run(id);
      expect(broken(trace)).toEqual([...s.violates].sort());
      expect(trace.notes.filter((n) => n.id === '!error')).toEqual([]);
      expect(trace.stopped).toBeNull();
      expect(s.cursor ?? 0).toBeLessThanOrEqual(s.spec.until);
    },
  );

  it('has an id and a place of its own', () => {
    expect(new Set(scenarios.map((s) => s.id)).size).toBe(scenarios.length);
    expect(new Set(scenarios.map((s) => s.order)).size).toBe(scenarios.length);
  });

  it('is set up in a way that nobody is warned of', () => {
    const defaults = [...meta.params, ...ENGINE_PARAMS].map((p): [string, Json] => [p.id, p.default as Json]);
    for (const { id, spec } of scenarios) {
      const values = new Map([...defaults, ...Object.entries({ ...meta.engine, ...spec.params })]);
      const advice = meta.params.flatMap((p) => adviceFor(meta, p.id, (param) => values.get(param)));
      expect([id, advice]).toEqual([id, []]);
    }
  });

  it('finds something to act on for every input', () => {
    for (const { scenario, trace } of runs) {
      expect([scenario.id, [...trace.columns.kind].filter((k) => k === 11)]).toEqual([scenario.id, []]);
    }
  });
});

describe('every variant', () => {
  for (const variant of meta.variants) {
    it(`${variant.id} has a scenario in which it breaks exactly the promises it names; without it all hold`, () => {
      const scenario = run(variant.scenario).scenario;
      expect(scenario.spec.variants).toEqual([variant.id]);
      expect(broken(run(variant.scenario).trace)).toEqual([...variant.breaks].sort());
      expect(simulate(protocol, { ...scenario.spec, variants: [] }).trace.violations).toEqual([]);
    });
  }
});

describe('what the scenarios claim', () => {
  const headlines = (id: string) =>
    run(id)
      .trace.notes.filter((n) => ['becomesLeader', 'committed', 'truncates', 'stepsDown'].includes(n.id))
      .map((n) => [n.id, n.node, n.fields.term ?? n.fields.index]);

  it('has a vote on its way to the disk when the power fails', () => {
    const { trace } = run('crash-before-fsync');
    const { kind, node, cause, step } = trace.columns;
    const undone = [...kind.keys()].filter((row) => kind[row] === K.undone);
    expect(undone.map((row) => trace.nodes[node[row] as number]?.id)).toEqual(['S2']);
    const written = step[cause[undone[0] as number] as number];
    const votes = trace.notes.filter(({ id, row }) => id === 'votes' && step[row] === written);
    expect(votes.map(({ fields }) => fields.candidate)).toEqual(['S1']);
  });

  it('first-election: S4 starts the only election and wins it', () => {
    const { trace } = run('first-election');
    expect(trace.notes.filter((n) => n.id === 'startsElection').map((n) => n.node)).toEqual(['S4']);
    expect(headlines('first-election')).toEqual([
      ['becomesLeader', 'S4', 1],
      ['committed', 'S4', 1],
    ]);
  });

  it('replication: a majority holds each write when the client is told', () => {
    const { trace } = run('replication');
    expect(trace.operations.map((o) => [o.f, o.value, o.outcome, o.result])).toEqual([
      ['write', 1, 'ok', undefined],
      ['write', 2, 'ok', undefined],
      ['read', undefined, 'ok', 2],
    ]);
    for (const op of trace.operations.slice(0, 2)) {
      const told = trace.columns.step[op.replyRow] as number;
      const holders = logs('replication', told).filter((log) => log.includes(`x=${op.value} t1`));
      expect(holders.length).toBeGreaterThanOrEqual(3);
    }
  });

  it('minority-leader: the minority stores x=7 and never commits it; the majority elects; the tail is overwritten', () => {
    const { trace, world } = run('minority-leader');
    const cutEnds = trace.columns.time.findIndex((t) => t >= 700_000);
    const before = trace.columns.step[cutEnds - 1] as number;
    expect(logs('minority-leader', before).map((l) => l.at(-1))).toEqual([
      'x=7 t1',
      'x=7 t1',
      'noop t2',
      'noop t2',
      'noop t2',
    ]);
    const s1 = world(before).nodes.find((n) => n.id === 'S1');
    expect([s1?.volatile?.role, s1?.volatile?.commitIndex]).toEqual(['leader', 2]);
    for (const log of logs('minority-leader')) expect(log).toEqual(['noop t1', 'x=3 t1', 'noop t2']);
    expect(trace.operations.map((o) => [o.value, o.outcome])).toEqual([
      [3, 'ok'],
      [7, 'open'],
    ]);
    expect(headlines('minority-leader')).toContainEqual(['stepsDown', 'S1', 2]);
    const dropped = trace.notes.filter((n) => n.id === 'truncates').map((n) => n.node);
    expect(dropped.sort()).toEqual(['S1', 'S2']);
  });

  it('split-vote: term 1 gives each candidate two votes of four and has no leader', () => {
    const { trace } = run('split-vote');
    const votes = trace.notes.filter((n) => n.id === 'votes' && n.fields.term === 1);
    expect(votes.map((n) => [n.node, n.fields.candidate]).sort()).toEqual([
      ['S2', 'S1'],
      ['S3', 'S4'],
    ]);
    const leaders = trace.notes.filter((n) => n.id === 'becomesLeader');
    expect(leaders.map((n) => n.fields.term)).toEqual([2]);
  });

  it('leader-crash-and-restart: x=1 survives, x=2 is in doubt, the old leader catches up', () => {
    const { trace } = run('leader-crash-and-restart');
    expect(trace.operations.map((o) => [o.key, o.value, o.outcome])).toEqual([
      ['x', 1, 'ok'],
      ['x', 2, 'info'],
      ['y', 3, 'ok'],
    ]);
    const all = logs('leader-crash-and-restart');
    expect(all[0]).toEqual(['noop t1', 'x=1 t1', 'noop t2', 'y=3 t2']);
    for (const log of all) expect(log).toEqual(all[0]);
  });

  it('vote-without-log-check: the confirmed write is gone, and is there with the rule', () => {
    const { trace, scenario } = run('vote-without-log-check');
    const reads = (t: typeof trace) => t.operations.map((o) => [o.f, o.outcome, o.result]);
    expect(reads(trace)).toEqual([
      ['write', 'ok', undefined],
      ['read', 'ok', null],
    ]);
    expect(reads(simulate(protocol, { ...scenario.spec, variants: [] }).trace)).toEqual([
      ['write', 'ok', undefined],
      ['read', 'ok', 7],
    ]);
  });

  it('forgotten-vote: S1 and S5 lead term 1 at the same time', () => {
    const leaders = run('forgotten-vote')
      .last()
      .nodes.filter((n) => n.volatile?.role === 'leader');
    expect(leaders.map((n) => [n.id, n.durable.currentTerm])).toEqual([
      ['S1', 1],
      ['S5', 1],
    ]);
  });
});

describe('what the scenarios of the papers claim', () => {
  const judged = (id: string, variants?: readonly string[]) => {
    const { scenario } = run(id);
    const { trace } = simulate(protocol, { ...scenario.spec, variants: variants ?? scenario.spec.variants });
    const checked = checkLinearizability(historyFromTrace(trace), 'kv');
    return checked.ok && checked.judgement.verdict;
  };
  const terms = (id: string, at: number) => {
    const { trace, world } = run(id);
    const row = trace.columns.time.findIndex((t) => t >= at);
    return world(trace.columns.step[row - 1] as number)
      .nodes.filter((n) => n.role === 'server')
      .map((n) => (n.durable.log as unknown as Entry[]).map((e) => e.term).join(''));
  };
  const leaders = (id: string) => run(id).trace.notes.filter((n) => n.id === 'becomesLeader').length;

  it('figure-7: the logs are those of the figure when S1 stands for term 8, and all alike in the end', () => {
    expect(terms('figure-7', 899_000)).toEqual([
      '1114455666',
      '111445566',
      '1114',
      '11144556666',
      '111445566677',
      '1114444',
      '11122233333',
    ]);
    expect(new Set(terms('figure-7', 1_094_000))).toEqual(new Set(['11144556668']));
  });

  it('figure-8: (a) to (d) are those of the figure, and (e) is', () => {
    expect(terms('figure-8', 229_000)).toEqual(['12', '12', '1', '1', '1']);
    expect(terms('figure-8', 299_000)).toEqual(['12', '12', '1', '1', '13']);
    expect(terms('figure-8', 489_000)).toEqual(['12', '12', '12', '1', '13']);
    expect(terms('figure-8', 600_000)).toEqual(['12', '13', '13', '13', '13']);
    expect(terms('figure-8-e', 559_000)).toEqual(['124', '124', '124', '1', '13']);
    expect(run('figure-8').trace.operations.map((o) => o.outcome)).toEqual(['ok', 'info', 'info', 'ok']);
  });

  it('disruptive-server: the leader is deposed, and is not where servers ask first', () => {
    expect(
      run('disruptive-server').trace.notes.filter((n) => n.id === 'stepsDown' && n.node === 'S1'),
    ).toHaveLength(1);
    const asked = run('disruptive-server-prevote');
    expect([leaders('disruptive-server-prevote'), asked.last().nodes.at(-1)?.durable.currentTerm]).toEqual([
      1, 1,
    ]);
    // Back again it is told no by each of the others.
    const told = asked.trace.notes.filter((n) => n.id === 'wouldNotVote' && n.fields.candidate === 'S5');
    expect(told.map((n) => [n.node, n.fields.why]).sort()).toEqual(
      ['S1', 'S2', 'S3', 'S4'].map((id) => [id, 'it hears a leader']),
    );
  });

  it('partial-connectivity: leader after leader, and one where servers ask first', () => {
    expect(leaders('partial-connectivity')).toBeGreaterThan(5);
    expect(leaders('partial-connectivity-cured')).toBe(1);
  });

  it('stale reads and lost writes are found by the judge of histories, and without the broken rule there is nothing to find', () => {
    for (const id of ['lease-slow-clock', 'read-from-old-leader']) {
      expect([id, judged(id), judged(id, [])]).toEqual([id, 'no', 'yes']);
    }
    expect(judged('lost-disk-votes')).toBe('no');
    expect(judged('retry-applied-once')).toBe('yes');
  });

  it('retry-applied: the same inputs leave another value where the rule is broken', () => {
    const value = (variants: string[]) => {
      const { nodes } = simulate(protocol, { ...run('retry-applied-twice').scenario.spec, variants }).last();
      return nodes.find((n) => n.id === 'S1')?.volatile?.stateMachine;
    };
    expect(value([])).not.toEqual(value(['noDedup']));
  });

  it('the two membership bugs are one: without a no-op committed first, S1 leads without what S2 committed', () => {
    for (const id of ['membership-bug-add-remove', 'membership-bug-remove-remove']) {
      expect(run(id).trace.violations[0]?.why).toMatch(/^S1 leads term 3 without entry 2/);
    }
  });
});
