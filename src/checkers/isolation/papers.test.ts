/** Histories of the papers, by section. */
import { describe, expect, test } from 'vitest';
import { type IsolationJudgement, judgeIsolation } from './judge.ts';
import type { LevelId } from './levels.ts';
import { written } from './notation.test-data.ts';
import { explainByPermutation, explainSerially } from './serial.ts';

function judged(text: string, matches?: Readonly<Record<string, string>>) {
  const result = judgeIsolation(written(text, matches));
  if (!result.ok) throw new Error(result.why);
  const { chronicle, judgement } = result;
  const ids = [...new Set(judgement.anomalies.map(({ id }) => id))];
  const serial = explainSerially(chronicle, judgement.graph);
  expect(serial.verdict).toBe(explainByPermutation(chronicle).verdict);
  return { judgement, ids, serial };
}

const keeps = ({ levels }: IsolationJudgement, level: LevelId) =>
  levels.find((verdict) => verdict.level === level)?.kept;

const told = ({ anomalies }: IsolationJudgement, id: string) =>
  anomalies.filter((anomaly) => anomaly.id === id).map(({ sentence }) => sentence);

describe('Berenson et al. 1995', () => {
  test('section 3, H1: inconsistent analysis violates P1, and none of A1, A2, A3', () => {
    const { ids, serial, judgement } = judged('r1(x0) w1(x1) r2(x1) r2(y0) c2 r1(y0) w1(y1) c1');
    expect(ids).toEqual(['P1', 'OTV', 'G-single']);
    expect(serial.verdict).toBe('no');
    expect(keeps(judgement, 'ANSI serializable')).toBe(true);
    expect(keeps(judgement, 'locking read committed')).toBe(false);
    expect(keeps(judgement, 'PL-3')).toBe(false);
    expect(keeps(judgement, 'PL-2')).toBe(true);
  });

  test('section 3, H2: violates P2, and none of P1, A2', () => {
    const { ids, serial, judgement } = judged('r1(x0) r2(x0) w2(x2) r2(y0) w2(y2) c2 r1(y2) c1');
    expect(ids).toEqual(['P2', 'A5A', 'G-single']);
    expect(serial.verdict).toBe('no');
    expect(keeps(judgement, 'locking read committed')).toBe(true);
    expect(keeps(judgement, 'locking repeatable read')).toBe(false);
    expect(told(judgement, 'A5A')).toEqual([
      'T1 read t x as it was before T2 wrote it, and t y as T2 left it.',
    ]);
  });

  test('section 3, H3: the phantom employee violates P3, and not A3', () => {
    const { ids, serial, judgement } = judged('p1(active: e0) r1(e0) w2(f2) r2(z0) w2(z2) c2 r1(z2) c1', {
      active: 'e0 f2',
    });
    expect(ids).toEqual(['P3', 'G-single']);
    expect(serial.verdict).toBe('no');
    expect(keeps(judgement, 'locking repeatable read')).toBe(true);
    expect(keeps(judgement, 'locking serializable')).toBe(false);
    expect(keeps(judgement, 'ANSI serializable')).toBe(true);
    expect(keeps(judgement, 'PL-2.99')).toBe(true);
    expect(keeps(judgement, 'PL-3')).toBe(false);
    expect(told(judgement, 'G-single')[0]).toBe(
      'T1 searched t for active and missed what T2 did to row f and T1 read what T2 wrote to t z: each must come before the other.',
    );
  });

  test('section 4.1, H4: lost update', () => {
    const { ids, serial, judgement } = judged('r1(x0) r2(x0) w2(x2) c2 w1(x1) c1');
    expect(ids).toEqual(['P2', 'P4', 'G-single']);
    expect(serial.verdict).toBe('no');
    expect(keeps(judgement, 'PL-SI')).toBe(false);
    expect(told(judgement, 'P4')).toEqual([
      'T1 read t x, T2 changed it, and T1 wrote over the change without having seen it.',
    ]);
  });

  test('section 4.1, H4C: lost update of a cursor, which cursor stability forbids', () => {
    const { ids, judgement } = judged('rc1(x0) w2(x2) c2 wc1(x1) c1');
    expect(ids).toEqual(['P2', 'P4', 'P4C', 'G-single']);
    expect(told(judgement, 'P4C')).toEqual([
      'A cursor of T1 stood on t x, T2 changed it, and T1 wrote over the change through the cursor.',
    ]);
    expect(keeps(judgement, 'locking read committed')).toBe(true);
    expect(keeps(judgement, 'cursor stability')).toBe(false);
    expect(keeps(judgement, 'locking repeatable read')).toBe(false);
  });

  test('section 4.1: only a write through the cursor that read the old is one; cursor stability lets the rest pass', () => {
    for (const text of [
      'r1(x0) w2(x2) c2 w1(x1) c1',
      'rc1(x0) w2(x2) c2 w1(x1) c1',
      'r1(x0) w2(x2) c2 rc1(x2) wc1(x1) c1',
      'rc1(y0) r1(x0) w2(x2) c2 wc1(y1) w1(x1) c1',
    ]) {
      const { ids, judgement } = judged(text);
      expect([text, ids.includes('P4C'), keeps(judgement, 'cursor stability')]).toEqual([text, false, true]);
      expect(ids).toContain('P4');
    }
    const { ids } = judged('r1(x0) rc1(x0) w2(x2) c2 wc1(x1) c1');
    expect(ids).toContain('P4C');
  });

  test('section 4.2, H5: write skew, which snapshot isolation allows', () => {
    const { ids, serial, judgement } = judged('r1(x0) r1(y0) r2(x0) r2(y0) w1(y1) w2(x2) c1 c2');
    expect(ids).toEqual(['P2', 'A5B', 'G2-item']);
    expect(serial.verdict).toBe('no');
    expect(keeps(judgement, 'PL-SI')).toBe(true);
    expect(keeps(judgement, 'PL-2.99')).toBe(false);
    expect(keeps(judgement, 'ANSI serializable')).toBe(true);
  });

  test('section 4.2, H1.SI: the same statements on snapshots are serializable', () => {
    const { judgement, serial } = judged('r1(x0) w1(x1) r2(x0) r2(y0) c2 r1(y0) w1(y1) c1');
    expect(judgement.serializable).toBe(true);
    expect(serial).toEqual({ verdict: 'yes', order: [2, 1] });
  });

  test('section 3, P0: writes in the order of neither, and an abort that must not restore', () => {
    const { ids, judgement } = judged('w1(x1) w2(x2) w2(y2) c2 w1(y1) c1');
    expect(ids).toEqual(['P0', 'G0']);
    expect(keeps(judgement, 'PL-1')).toBe(false);
    expect(keeps(judgement, 'locking read uncommitted')).toBe(false);
    const history = written('r4(x0) c4 w1(x1) w2(x2) c2 a1 r3(x2) c3');
    const restored = judgeIsolation({ ...history, final: [{ table: 't', row: 'x', version: 1 }] });
    if (!restored.ok) throw new Error(restored.why);
    expect(restored.judgement.anomalies.map(({ id }) => id)).toEqual(['P0', 'vanished']);
    expect(restored.judgement.serializable).toBe(false);
  });

  test('section 2.2, A1, A2 and A3 to the letter', () => {
    expect(judged('w1(x1) r2(x1) a1 c2').ids).toEqual(['P1', 'A1', 'G1a']);
    expect(judged('w1(x1) r2(x1) a1 a2').ids).toEqual(['P1']);
    expect(judged('r1(x0) w2(x2) c2 r1(x2) c1').ids).toEqual(['P2', 'A2', 'G-single']);
    const phantom = judged('p1(P: x0) w2(y2) c2 p1(P: x0 y2) c1', { P: 'x0 y2' });
    expect(phantom.ids).toEqual(['P3', 'A3', 'PMP', 'G-single']);
    const deleted = judged('p1(P: x0) w2(x2!) c2 p1(P: x2) c1', { P: 'x0' });
    expect(deleted.ids).toEqual(['P3', 'A3', 'PMP', 'G-single']);
  });
});

describe("Adya 1999 and Adya, Liskov, O'Neil 2000", () => {
  test('ICDE section 4.1, H_serial: versions may be written before the version they follow is committed', () => {
    const text = 'w1(z1) w1(x1) w1(y1) w3(x3) c1 r2(x1) w2(y2) c2 r3(y2) w3(z3) c3';
    const { judgement, serial } = judged(text);
    expect(judgement.serializable).toBe(true);
    expect(serial).toEqual({ verdict: 'yes', order: [1, 2, 3] });
    const edges = judgement.graph.edges.map(({ kind, from, to }) => `${kind} ${from} ${to}`);
    expect(edges.sort()).toEqual(['rw 2 3', 'wr 1 2', 'wr 2 3', 'ww 1 2', 'ww 1 3']);
  });

  test('ICDE section 5.1, H_wcycle: G0', () => {
    const { judgement } = judged('w1(x1) w2(x2) w2(y2) c2 w1(y1) c1');
    const g0 = judgement.anomalies.find(({ id }) => id === 'G0');
    expect(g0?.cycle?.map(({ from, to, kind }) => [from, to, kind])).toEqual([
      [1, 2, 'ww'],
      [2, 1, 'ww'],
    ]);
    expect(told(judgement, 'G0')).toEqual([
      'T2 wrote over what T1 had written to t x and T1 wrote over what T2 had written to t y: each must come before the other.',
    ]);
  });

  test('ICDE section 5.2, H_1a, H_1b, H_1c', () => {
    expect(judged('w1(x1) r2(x1) a1 c2').ids).toContain('G1a');
    expect(judged('w1(x1:1) r2(x1:1) w1(x1:2) c1 c2').ids).toContain('G1b');
    const { ids, judgement } = judged('w1(x1) w2(y2) r1(y2) r2(x1) c1 c2');
    expect(ids).toEqual(['P1', 'G1c']);
    expect(keeps(judgement, 'PL-1')).toBe(true);
    expect(keeps(judgement, 'PL-2')).toBe(false);
  });

  test('ICDE section 5.4, H_phantom: PL-2.99 allows it, PL-3 does not', () => {
    const text = 'p1(sales: x0 y0) r1(x0) r1(y0) r2(sum0) w2(z2) w2(sum2) c2 r1(sum2) c1';
    const { judgement, ids } = judged(text, { sales: 'x0 y0 z2' });
    expect(ids).toEqual(['P3', 'G-single']);
    expect(keeps(judgement, 'PL-2.99')).toBe(true);
    expect(keeps(judgement, 'PL-3')).toBe(false);
    expect(keeps(judgement, 'PL-2+')).toBe(false);
  });

  test('ICDE section 4.4.2: a write that does not change what a search matches makes no conflict', () => {
    const matches = { P: 'x0 x2' };
    const update = judged('p1(P: x0) w2(x2) c2 r1(y0) w3(y3) c3 c1', matches);
    expect(update.judgement.graph.edges.map(({ kind }) => kind)).toEqual(['rw']);
    expect(update.judgement.serializable).toBe(true);
    // x1 ceased to match; x2, which was looked at, does not either: the search depends on T1, who changed the matches.
    const later = judged('w1(x1) c1 w2(x2) c2 p3(P: x2) c3', { P: 'x0' }).judgement.graph.edges;
    expect(later.map(({ kind, from, to }) => [kind, from, to])).toEqual([['ww', 1, 2]]);
    const seen = judged('r4(x0) c4 w1(x1) c1 w2(x2) c2 p3(P: x2) c3', { P: 'x0' }).judgement.graph.edges;
    expect(seen.filter(({ predicate }) => predicate).map(({ kind, from, to }) => [kind, from, to])).toEqual([
      ['wr', 1, 3],
    ]);
  });

  test('thesis section 4.2: G-single between a reader and a writer of two rows', () => {
    const { judgement } = judged('r2(x0) w1(x1) w1(y1) c1 r2(y1) c2');
    expect(keeps(judgement, 'PL-2')).toBe(true);
    expect(keeps(judgement, 'PL-2+')).toBe(false);
  });
});

describe('Bailis et al. 2013', () => {
  test('appendix A, OTV: T3 sees T2 in x, and then y without it', () => {
    const text = 'w1(x1) w1(y1) w2(x2) w2(y2) r3(x2) r3(y1) c1 c2 c3';
    const { ids, judgement } = judged(text);
    expect(ids).toContain('OTV');
    expect(keeps(judgement, 'MAV')).toBe(false);
    expect(judged('w1(x1) w1(y1) c1 r3(y1) w2(x2) w2(y2) c2 r3(x2) c3').ids).not.toContain('OTV');
  });

  test('appendix A, PMP: conditions that overlap saw different changes; others do not count', () => {
    const apart = judged('p1(P: x0) w2(y2) c2 p1(Q: x0 y2) c1', { P: 'x0 y2', Q: 'y2' });
    expect(apart.ids).toContain('PMP');
    expect(apart.ids).not.toContain('A3');
    const disjoint = judged('p1(P: x0) w2(y2) c2 p1(Q: x0 y2) c1', { P: 'x0', Q: 'y2' });
    expect(disjoint.judgement.serializable).toBe(true);
    expect(disjoint.ids).toEqual([]);
  });
});

describe('Cerone and Gotsman 2018', () => {
  test('long fork: two readers see two writers in opposite orders, which no snapshots allow', () => {
    const { ids, judgement } = judged('w1(x1) c1 w2(y2) c2 r3(x1) r3(y0) c3 r4(x0) r4(y2) c4');
    expect(ids).toEqual(['G2-item', 'G-nonadjacent']);
    expect(keeps(judgement, 'PL-SI')).toBe(false);
    expect(keeps(judgement, 'PL-2+')).toBe(true);
  });
});

describe("Fekete, O'Neil, O'Neil 2004", () => {
  const T3 = 'r2(x0) r2(y0) r1(y0) w1(y1) c1 r3(x0) r3(y1) c3 w2(x2) c2';

  test('section 1: the answer of a transaction that only reads makes the history unserializable', () => {
    const { ids, judgement, serial } = judged(T3);
    expect(ids).toEqual(['P2', 'G2-item']);
    expect(serial.verdict).toBe('no');
    const { cycle } = judgement.anomalies.find(({ id }) => id === 'G2-item') ?? {};
    expect(cycle?.map(({ from, to, kind }) => `${from} ${kind} ${to}`)).toEqual([
      '1 wr 3',
      '3 rw 2',
      '2 rw 1',
    ]);
    expect(keeps(judgement, 'PL-SI')).toBe(true);
  });

  test('section 1: without it the other two are serializable', () => {
    const { judgement, serial } = judged('r2(x0) r2(y0) r1(y0) w1(y1) c1 w2(x2) c2');
    expect(judgement.serializable).toBe(true);
    expect(serial).toEqual({ verdict: 'yes', order: [2, 1] });
  });
});
