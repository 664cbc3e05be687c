import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { simulate } from '../../testkit/simulate.ts';
import protocol from './protocol.ts';
import deadlock from './scenarios/deadlock.ts';
import gapLocks from './scenarios/gap-locks.ts';
import lostUpdate from './scenarios/lost-update.ts';
import { turns } from './scenarios/parts/turns.ts';
import readOnly from './scenarios/read-only-anomaly.ts';
import skew from './scenarios/write-skew.ts';
import skewRefused from './scenarios/write-skew-refused.ts';
import { cardsOf, isAhead, outcomeWords, settledAt, standingAt, statementsOf } from './view-cards.ts';
import { verdictOf } from './view-judge.ts';
import { locksOf, waitsGraph } from './view-locks.ts';
import {
  added,
  asText,
  deferred,
  fromText,
  moved,
  moveName,
  rewritten,
  setUp,
  without,
} from './view-order.ts';
import { type Kept, keptBy, sessionsOf } from './view-sessions.ts';

type Given = Pick<RunSpec, 'inputs' | 'params' | 'nodes' | 'variants' | 'until'>;

function played(spec: Given) {
  const run = simulate(protocol, spec);
  const cards = cardsOf(spec.inputs, run.trace);
  const numberOf = (input: number) => cards.find((c) => c.input === input)?.number ?? 0;
  const words = (step: number) => cards.map((c) => `${c.session} ${outcomeWords(c, step, numberOf)}`);
  return { run, cards, words, kept: () => keptBy(run.last()) as Kept };
}

function specOf(text: string, params: RunSpec['params'] = {}): RunSpec {
  const inputs = turns(text);
  return {
    ...(deadlock.spec as RunSpec),
    params,
    nodes: { database: 1, session: 3 },
    inputs,
    until: (inputs.length + 2) * 20_000,
  };
}

describe('cards', () => {
  it('tell who waited for whom, who released it, and why one failed', () => {
    const { words } = played(deadlock.spec);
    expect(words(Number.POSITIVE_INFINITY)).toEqual([
      'T1 done',
      'T2 done',
      'T1 1 row',
      'T2 1 row',
      'T1 waited for T2 · released by 6 · 1 row',
      'T2 40P01 deadlock detected: T2 waits for T1 waits for T2',
      'T1 done',
      'T2 done',
      'T1 (1, 11) (2, 21)',
    ]);
  });

  it('stand as they do at the cursor, each of them moving on and never back', () => {
    const { run, cards } = played(deadlock.spec);
    const rank = ['later', 'asked', 'waits', 'done', 'failed'];
    for (const card of cards) {
      let last = 0;
      for (let step = 0; step < run.trace.steps; step++) {
        const now = rank.indexOf(standingAt(card, step));
        expect(now).toBeGreaterThanOrEqual(last);
        last = now;
        expect(isAhead(card, step, run.world(step).time)).toBe(standingAt(card, step) === 'later');
      }
      expect(last).toBeGreaterThanOrEqual(3);
      expect(standingAt(card, settledAt(card, cards) ?? -1)).not.toBe('later');
    }
  });

  it('say that a session which still waits was not heard', () => {
    const { words } = played(
      specOf(`
        T1 begin
        T2 begin
        T1 update test set value = 1
        T2 update test set value = 2
        T2 commit
        T1 commit`),
    );
    expect(words(Number.POSITIVE_INFINITY).slice(3)).toEqual([
      'T2 waited for T1 · released by 6 · 2 rows',
      'T2 not given: T2 is still waiting',
      'T1 done',
    ]);
  });

  it('are given after all once what their session waited for is over', () => {
    const spec = specOf(`
      T1 begin
      T2 begin
      T1 update test set value = 1
      T2 update test set value = 2
      T2 select 1
      T2 commit
      T1 commit`);
    const { cards } = played(spec);
    const skipped = cards.filter((c) => c.skipped);
    expect(skipped.map(({ sql, free }) => [sql, free])).toEqual([
      ['select 1', 6],
      ['commit', 6],
    ]);
    const after = deferred(spec, [4, 5], 6);
    expect(asText(after).split('\n').slice(3)).toEqual([
      'T2 update test set value = 2',
      'T1 commit',
      'T2 select 1',
      'T2 commit',
    ]);
    expect(played(after).cards.some((c) => c.skipped)).toBe(false);
  });

  it('tell bad SQL in one sentence and keep it', () => {
    const { cards, words } = played(specOf('T1 slect * from test'));
    expect(words(Number.POSITIVE_INFINITY)).toEqual(['T1 42601 syntax error at or near "slect"']);
    expect(cards[0]?.sql).toBe('slect * from test');
  });
});

describe('moving a card', () => {
  const spec = lostUpdate.spec as RunSpec;
  const given = ({ inputs }: RunSpec) => statementsOf(inputs);

  it('puts it where it is let go, keeps the times and each session’s own order, and touches nothing else', () => {
    const order = given(spec);
    for (const input of order) {
      for (let to = 0; to < order.length; to++) {
        const after = moved(spec, input, to);
        const times = ({ inputs }: RunSpec) => given({ inputs } as RunSpec).map((i) => inputs[i]?.at);
        expect(times(after)).toEqual(times(spec));
        const own = (run: RunSpec, session: string) =>
          given(run).filter((i) => (run.inputs[i] as { node: string }).node === session);
        for (const session of ['T1', 'T2']) expect(own(after, session)).toEqual(own(spec, session));
        const rest = (run: RunSpec) => given(run).filter((i) => i !== input);
        expect(rest(after)).toEqual(rest(spec));
        expect(after.until).toBe(spec.until);
      }
    }
  });

  it('holds in the run: the database is asked in the order of the cards, after any number of moves', () => {
    let crowded = {
      ...spec,
      inputs: spec.inputs.map((input, i) => ({ ...input, at: 20_000 + 1000 * (i % 3) })),
    };
    for (let i = 1; i <= 30; i++) {
      crowded = moved(crowded, (i * 7) % 9, (i * 5) % 9) as typeof crowded;
      const { cards } = played(crowded);
      const steps = cards.map(({ given: step }) => step ?? -1);
      expect(steps.every((step, k) => step > (steps[k - 1] ?? -1))).toBe(true);
    }
  });

  it('leaves a run that ends soon after its last statement as long as it was', () => {
    const last = Math.max(...spec.inputs.map(({ at }) => at));
    const short = { ...spec, until: last + 10_000 };
    expect(moved(short, 7, 6).until).toBe(short.until);
  });

  it('makes room where statements stood at the same time', () => {
    const inputs = spec.inputs.map((input) => ({ ...input, at: 20_000 }));
    const after = moved({ ...spec, inputs }, 1, 0);
    const order = given(after);
    expect(order[0]).toBe(1);
    const times = order.map((i) => after.inputs[i]?.at ?? 0);
    expect(times.every((at, i) => i === 0 || at - (times[i - 1] ?? 0) >= 10_000)).toBe(true);
    expect(after.until).toBeGreaterThan(Math.max(...times));
  });

  it('changes what is read: a run whose second reader comes after the first commit loses no update', () => {
    expect(verdictOf(played(spec).kept())?.anomalies.map(({ title }) => title)).toEqual(['Lost update']);
    const read = spec.inputs.findIndex(
      (i) => 'command' in i && i.node === 'T2' && /select/.test(String(i.command.sql)),
    );
    const later = moved(spec, read, 99);
    const update = spec.inputs.findIndex(
      (i) => 'command' in i && i.node === 'T1' && /update/.test(String(i.command.sql)),
    );
    const serial = moved(moved(later, update, 0), 6, 3);
    const kept = played(serial).kept();
    expect(verdictOf(kept)?.anomalies).toEqual([]);
    expect(verdictOf(kept)?.order).not.toBeNull();
  });

  it('has a name that says what was done', () => {
    expect(moveName(spec, 7, 6)).toBe('move “commit” of T2 before “commit” of T1');
    expect(moveName(spec, 8, 99)).toBe('move “select * from test” of T1 to the end');
  });

  it('adds, rewrites and deletes; the run lasts long enough for the answer', () => {
    const more = added(spec, 'T2', 'select 1');
    expect(played(more).words(Number.POSITIVE_INFINITY).at(-1)).toBe('T2 (1)');
    expect(rewritten(more, more.inputs.length - 1, 'select 2').inputs.at(-1)).toMatchObject({
      command: { sql: 'select 2' },
    });
    expect(without(more, more.inputs.length - 1)).toMatchObject({ inputs: spec.inputs });
  });

  it('writes all as text and reads it again; a line without a session is refused in a sentence', () => {
    const other = fromText(spec, asText(spec), 4);
    expect(typeof other === 'string' ? [] : other.inputs).toEqual(spec.inputs);
    const more = fromText(spec, 't1: begin\n\n  T3 | select 1', 4);
    expect(typeof more === 'string' ? more : [asText(more), more.nodes.session]).toEqual([
      'T1 begin\nT3 select 1',
      3,
    ]);
    expect(fromText(spec, 'T1 begin\nselect 1', 4)).toBe(
      'Line 2 has to begin with a session, T1 to T4, and go on with SQL.',
    );
    expect(fromText(spec, 'T5 begin', 4)).toMatch(/^Line 1 /);
  });

  it('sets up other tables before the first statement, and the same ones again', () => {
    const other = setUp(
      specOf('T1 select * from t'),
      'D1',
      'create table t (id int primary key); insert into t values (5)',
    );
    expect(played(other).words(Number.POSITIVE_INFINITY)).toEqual(['T1 (5)']);
    expect(setUp(other, 'D1', '').inputs).toHaveLength(1);
  });
});

describe('locks and waits', () => {
  it('show a circle with its victim until the victim goes on', () => {
    const { run, cards } = played(deadlock.spec);
    const victim = cards[5];
    const world = run.world(victim?.end?.step ?? 0);
    const why = victim?.end?.text ?? '';
    const graph = waitsGraph((keptBy(world) as Kept).waits, ['T1', 'T2'], { victim: 'T2', why });
    expect(graph).toMatchObject({ circle: ['T2', 'T1'], victim: 'T2' });
    expect(graph.edges).toEqual([
      { from: 'T2', to: 'T1' },
      { from: 'T1', to: 'T2' },
    ]);
    expect(sessionsOf(world).map(({ words }) => words)).toEqual(['read committed', 'failed, needs rollback']);
  });

  it('show who waits while they wait', () => {
    const { run, cards } = played(deadlock.spec);
    const world = run.world(cards[4]?.waits?.step ?? 0);
    const kept = keptBy(world) as Kept;
    expect(waitsGraph(kept.waits, ['T1', 'T2'], null).edges).toEqual([{ from: 'T1', to: 'T2' }]);
    expect(locksOf(kept)).toContainEqual({
      session: 'T2',
      mode: 'has written it',
      on: 'row 2 of test',
      harmless: false,
    });
  });

  it('name gaps and conditions', () => {
    const gaps = played(gapLocks.spec);
    const found = Array.from(
      { length: gaps.run.trace.steps },
      (_, step) => keptBy(gaps.run.world(step)) as Kept,
    );
    expect(
      found.flatMap((kept) => locksOf(kept).map(({ on }) => on)).some((on) => /^gap of test/.test(on)),
    ).toBe(true);
    const locking = played(
      specOf('T1 begin\nT1 select * from test where value > 10', { engine: '2pl', level: 'serializable' }),
    );
    expect(locksOf(locking.kept()).map(({ on }) => on)).toContain('test where value > 10');
  });
});

describe('what it is called', () => {
  const names = (kept: Kept) =>
    verdictOf(kept)?.anomalies.map((a) => [a.title, ...a.names.map(({ id }) => id)]);

  it('is write skew by all its names, in each tradition', () => {
    const kept = played(skew.spec).kept();
    expect(names(kept)).toEqual([['Write skew', 'A5B', 'G2-item', 'G2']]);
    const verdict = verdictOf(kept);
    expect(verdict?.anomalies[0]?.names.map(({ tradition }) => tradition)).toEqual([
      'Berenson',
      'Adya',
      'Adya',
    ]);
    expect(
      verdict?.edges
        .filter(({ lit }) => lit)
        .map(({ from, to, kind }) => `${from} ${kind} ${to}`)
        .sort(),
    ).toEqual(['T1 rw T2', 'T2 rw T1']);
    expect(verdict?.order).toBeNull();
  });

  it('grows with the cursor, those still open counted as if they committed', () => {
    const { run } = played(skew.spec);
    const edges = Array.from({ length: run.trace.steps }, (_, step) =>
      verdictOf(keptBy(run.world(step)) as Kept),
    ).map((v) => v?.edges.length ?? 0);
    expect(edges[0]).toBe(0);
    expect(edges.every((n, i) => n >= (edges[i - 1] ?? 0))).toBe(true);
    expect(edges.at(-1)).toBe(2);
  });

  it('is nothing where it was refused, and an order is given', () => {
    for (const { spec } of [skewRefused, readOnly]) {
      const verdict = verdictOf(played(spec).kept());
      expect(verdict?.anomalies).toEqual([]);
      expect(verdict?.order).not.toBeNull();
    }
  });

  it('is a phantom where a search finds more the second time, though the searcher only reads', () => {
    const kept = played(
      specOf(`
        T1 begin
        T1 select * from test where value > 5
        T2 insert into test values (3, 30)
        T1 select * from test where value > 5
        T1 commit`),
    ).kept();
    expect(names(kept)?.map(([title]) => title)).toEqual(['Phantom']);
    expect(names(kept)?.[0]).toEqual(expect.arrayContaining(['A3', 'PMP', 'G-single', 'G2']));
  });

  it('is a cycle of three where the reader makes the difference and nobody refuses', () => {
    const { inputs, nodes, until, variants } = readOnly.spec;
    const kept = played({
      inputs,
      nodes,
      until,
      variants,
      params: { engine: 'postgres', level: 'repeatable read' },
    }).kept();
    const verdict = verdictOf(kept);
    expect(verdict?.order).toBeNull();
    expect(verdict?.anomalies.flatMap((a) => a.names.map(({ id }) => id))).toContain('G2-item');
    expect(verdict?.anomalies.map(({ title, txns }) => [title, txns.length])).toEqual([
      ['Read-only transaction anomaly', 3],
    ]);
  });

  it('is worked out once for what the cursor comes back to, though each step of it brings a copy', () => {
    const { run } = played(skew.spec);
    const copy = (step: number) => structuredClone(keptBy(run.world(step)) as Kept);
    const last = run.trace.steps - 1;
    const first = verdictOf(copy(last));
    expect(verdictOf(copy(2))).not.toBe(first);
    expect(verdictOf(copy(last))).toBe(first);
    // The same statements on rows that stand otherwise are something else where nobody is in control.
    const none = { ...copy(last), db: { ...copy(last).db, engine: 'none' as const } };
    expect(verdictOf(none)).not.toBe(first);
  });
});
