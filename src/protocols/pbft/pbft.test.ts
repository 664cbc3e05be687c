/** Castro & Liskov 1999, §4.1 to §4.3, rule by rule. Titles name the sections. */
import { describe, expect, it } from 'vitest';
import {
  by,
  checkpoint,
  commit,
  executedBy,
  lone,
  prePrepare,
  prepare,
  request,
} from './lone-replica.test-data.ts';
import { stateDigest } from './signed.ts';
import type { Commit, PrePrepare, Prepare } from './state.ts';

const m = request(1);
const other = request(2, 'C2');

describe('§4.1: the client’s request', () => {
  it('is given the next number by the primary, which tells the others and sends no prepare', () => {
    const r1 = lone('R1');
    r1.hears(m, other);
    const sent = r1.sent();
    expect(sent.map(({ to, message }) => [to, message.type, (message as PrePrepare).n])).toEqual([
      ['R2', 'PrePrepare', 1],
      ['R3', 'PrePrepare', 1],
      ['R4', 'PrePrepare', 1],
      ['R2', 'PrePrepare', 2],
      ['R3', 'PrePrepare', 2],
      ['R4', 'PrePrepare', 2],
    ]);
  });

  it('is given one number, however often it is sent', () => {
    const r1 = lone('R1');
    r1.hears(m, m, m);
    expect(r1.sent()).toHaveLength(3);
  });

  it('is sent on to the primary by a backup, which starts its timer', () => {
    const r2 = lone('R2');
    expect(r2.timers.has('view')).toBe(false);
    r2.hears(m);
    expect(r2.sent()).toEqual([{ to: 'R1', message: m }]);
    expect(r2.timers.get('view')).toBe(250_000);
  });

  it('is ignored if another than its client signed it', () => {
    const r1 = lone('R1');
    r1.hears({ ...m, sig: request(1, 'C2').sig }, by('C2', { ...m, t: 9 }));
    expect(r1.sent()).toEqual([]);
  });

  it('executed already is answered again, and an older one not at all', () => {
    const r2 = executedBy('R2', [request(1, 'C1', 1), request(2, 'C1', 2)]);
    r2.sent();
    r2.hears(request(1, 'C1', 1));
    expect(r2.sent()).toEqual([]);
    r2.hears(request(2, 'C1', 2));
    expect(r2.sent()).toMatchObject([{ to: 'C1', message: { type: 'Reply', t: 2, i: 'R2', r: null } }]);
  });
});

describe('§4.2: a backup accepts a pre-prepare', () => {
  const accepts = (p: PrePrepare, before: readonly PrePrepare[] = [], variants: string[] = []) => {
    const r2 = lone('R2', {}, variants);
    r2.hears(...before);
    r2.sent();
    r2.hears(p);
    return r2.kinds().includes('Prepare');
  };

  it('and multicasts a prepare', () => {
    const r2 = lone('R2');
    r2.hears(prePrepare(1, 1, m));
    expect(r2.sent().map(({ to, message }) => [to, message])).toEqual(
      ['R1', 'R3', 'R4'].map((to) => [to, prepare('R2', 1, 1, m)]),
    );
  });

  it('only if its signature is the primary’s', () => {
    expect(accepts(prePrepare(1, 1, m))).toBe(true);
    expect(accepts({ ...prePrepare(1, 1, m), n: 2 })).toBe(false);
    expect(accepts(by<PrePrepare>('R3', { ...prePrepare(1, 1, m) }))).toBe(false);
  });

  it('only if the digest is that of the request, and the request its client’s', () => {
    expect(accepts({ ...prePrepare(1, 1, m), m: other })).toBe(false);
    expect(accepts({ ...prePrepare(1, 1, m), m: { ...m, sig: other.sig } })).toBe(false);
    expect(accepts(prePrepare(1, 1, null))).toBe(false);
  });

  it('only in its view; of a later one when that begins', () => {
    expect(accepts(prePrepare(2, 1, m))).toBe(false);
    expect(accepts(prePrepare(5, 1, m))).toBe(false);
  });

  it('only if it has accepted no other digest for the number in this view', () => {
    expect(accepts(prePrepare(1, 1, other), [prePrepare(1, 1, m)])).toBe(false);
    expect(accepts(prePrepare(1, 2, other), [prePrepare(1, 1, m)])).toBe(true);
    expect(accepts(prePrepare(1, 1, other), [prePrepare(1, 1, m)], ['noEquivocationCheck'])).toBe(true);
  });

  it('only between the watermarks, h < n ≤ H', () => {
    expect([0, 1, 8, 9].map((n) => accepts(prePrepare(1, n, m)))).toEqual([false, true, true, false]);
    expect(accepts(prePrepare(1, 9, m), [], ['noWatermarks'])).toBe(true);
  });
});

describe('§4.2: prepared(m, v, n, i)', () => {
  const prepared = (messages: readonly (PrePrepare | Prepare)[], id = 'R2', replicas = 4) => {
    const r = lone(id, {}, [], replicas);
    r.hears(...messages);
    return r.sent().some(({ message }) => message.type === 'Commit');
  };
  const p = prePrepare(1, 1, m);

  it('wants the pre-prepare and 2f prepares of different backups, its own among them', () => {
    expect(prepared([p])).toBe(false);
    expect(prepared([p, prepare('R3', 1, 1, m)])).toBe(true);
    expect(prepared([prepare('R3', 1, 1, m), prepare('R4', 1, 1, m)])).toBe(false);
    expect(prepared([prepare('R3', 1, 1, m), p])).toBe(true);
  });

  it('at the primary: 2f prepares, for it sends none', () => {
    const r1 = lone('R1');
    r1.hears(m, prepare('R3', 1, 1, m));
    expect(r1.kinds()).not.toContain('Commit');
    r1.hears(prepare('R2', 1, 1, m));
    expect(r1.kinds()).toContain('Commit');
  });

  it('counts nobody twice, and never the primary', () => {
    const three = [prepare('R3', 1, 1, m), prepare('R3', 1, 1, m)];
    expect(prepared([p5(), ...three], 'R2', 5)).toBe(false);
    expect(prepared([p5(), prepare('R3', 1, 1, m), prepare('R4', 1, 1, m)], 'R2', 5)).toBe(true);
    expect(prepared([p, prepare('R1', 1, 1, m)])).toBe(false);
  });
  const p5 = () => prePrepare(1, 1, m, 5);

  it('counts nothing of another view, number or digest, nor what another signed', () => {
    expect(prepared([p, prepare('R3', 2, 1, m)])).toBe(false);
    expect(prepared([p, prepare('R3', 1, 2, m)])).toBe(false);
    expect(prepared([p, prepare('R3', 1, 1, other)])).toBe(false);
    expect(prepared([p, { ...prepare('R3', 1, 1, m), i: 'R4' }])).toBe(false);
    expect(prepared([p, by<Prepare>('R4', { ...prepare('R3', 1, 1, m) })])).toBe(false);
  });

  it('of a replica that sent two digests, counts the one that matches', () => {
    expect(prepared([p, prepare('R3', 1, 1, other), prepare('R3', 1, 1, m)])).toBe(true);
  });
});

describe('§4.2: committed-local(m, v, n, i)', () => {
  const executed = (commits: readonly Commit[], variants: string[] = []) => {
    const r2 = lone('R2', {}, variants);
    r2.hears(prePrepare(1, 1, m), prepare('R3', 1, 1, m), ...commits);
    return r2.ctx.durable.lastExecuted === 1;
  };

  it('wants 2f + 1 matching commits, its own among them, and is executed then', () => {
    expect(executed([])).toBe(false);
    expect(executed([commit('R3', 1, 1, m)])).toBe(false);
    expect(executed([commit('R3', 1, 1, m), commit('R3', 1, 1, m)])).toBe(false);
    expect(executed([commit('R3', 1, 1, m), commit('R4', 1, 1, other)])).toBe(false);
    expect(executed([commit('R3', 1, 1, m), commit('R4', 2, 1, m)])).toBe(false);
    expect(executed([commit('R3', 1, 1, m), commit('R1', 1, 1, m)])).toBe(true);
    expect(executed([], ['execAtPrepared'])).toBe(true);
  });

  it('wants it to be prepared: commits alone are not enough', () => {
    const r2 = lone('R2');
    r2.hears(prePrepare(1, 1, m), ...['R1', 'R3', 'R4'].map((i) => commit(i, 1, 1, m)));
    expect(r2.ctx.durable.lastExecuted).toBe(0);
    r2.hears(prepare('R4', 1, 1, m));
    expect(r2.ctx.durable.lastExecuted).toBe(1);
  });

  it('requests are executed in the order of their numbers', () => {
    const r2 = lone('R2');
    const full = (n: number, q: ReturnType<typeof request>) => {
      r2.hears(prePrepare(1, n, q), prepare('R3', 1, n, q), commit('R1', 1, n, q), commit('R3', 1, n, q));
    };
    full(2, other);
    expect(r2.ctx.durable.lastExecuted).toBe(0);
    full(1, m);
    expect(r2.ctx.durable.lastExecuted).toBe(2);
    expect(r2.sent().filter(({ message }) => message.type === 'Reply')).toHaveLength(2);
  });

  it('a request that was executed under an earlier number takes no effect again', () => {
    const r2 = executedBy('R2', [m, m]);
    expect(r2.ctx.durable.lastExecuted).toBe(2);
    expect(r2.notes().map((n) => n.id)).toContain('executesNothing');
  });
});

describe('§4.3: checkpoints', () => {
  const requests = [1, 2, 3, 4].map((t) => request(t, 'C1', t));

  it('are taken at every k-th number, and stable with 2f + 1 that match, its own among them', () => {
    const r2 = executedBy('R2', requests);
    const own = r2.ctx.durable.kept[0];
    expect(own?.n).toBe(4);
    expect(r2.ctx.durable.h).toBe(0);
    const d = own?.d as string;
    r2.hears(checkpoint('R3', 4, d), checkpoint('R3', 4, d), checkpoint('R4', 4, 'other'));
    expect(r2.ctx.durable.h).toBe(0);
    r2.hears(checkpoint('R1', 4, d));
    expect(r2.ctx.durable.h).toBe(4);
    expect(Object.keys(r2.ctx.durable.log)).toEqual([]);
    expect(r2.ctx.durable.stable.map((c) => c.i).sort()).toEqual(['R1', 'R2', 'R3']);
  });

  it('move both watermarks', () => {
    const r2 = executedBy('R2', requests);
    const d = r2.ctx.durable.kept[0]?.d as string;
    r2.sent();
    r2.hears(prePrepare(1, 9, other));
    expect(r2.kinds()).not.toContain('Prepare');
    r2.hears(checkpoint('R3', 4, d), checkpoint('R1', 4, d));
    // What came too early is in time now.
    expect(r2.sent().map(({ message }) => [message.type, (message as Prepare).n])).toContainEqual([
      'Prepare',
      9,
    ]);
    r2.hears(prePrepare(1, 4, other));
    expect(r2.kinds()).toEqual([]);
  });

  it('that it never reached make a replica fetch the state, and check it', () => {
    const r4 = lone('R4');
    const snapshot = { n: 4, service: [['x', 7]] as const, replies: { C1: { t: 4, r: null } } };
    const d = stateDigest(snapshot);
    r4.hears(checkpoint('R1', 4, d), checkpoint('R2', 4, d));
    expect(r4.sent()).toEqual([]);
    r4.hears(checkpoint('R3', 4, d));
    expect(r4.sent()).toMatchObject([{ to: 'R1', message: { type: 'Fetch', n: 4 } }]);
    r4.expires('fetch');
    expect(r4.sent()).toMatchObject([{ to: 'R2', message: { type: 'Fetch', n: 4 } }]);
    r4.hears({ type: 'State', n: 4, snapshot: { ...snapshot, service: [['x', 8]] }, C: [] });
    expect(r4.ctx.durable.lastExecuted).toBe(0);
    r4.hears({ type: 'State', n: 4, snapshot, C: [] });
    expect(r4.ctx.durable).toMatchObject({ lastExecuted: 4, h: 4, replies: snapshot.replies });
    expect(r4.timers.has('fetch')).toBe(false);
  });
});
