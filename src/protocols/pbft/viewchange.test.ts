/** Castro & Liskov 1999, §4.4, and TOCS 2002, §5.2, rule by rule. Titles name the sections. */
import { describe, expect, it } from 'vitest';
import { slotOf } from './log.ts';
import {
  by,
  certificate,
  checkpoint,
  commit,
  executedBy,
  lone,
  prePrepare,
  prepare,
  request,
  viewChange,
} from './lone-replica.test-data.ts';
import { signed, stateDigest } from './signed.ts';
import type { NewView, PrePrepare, Prepare, Snapshot, Status, ViewChange } from './state.ts';

const m = request(1);
const other = request(2, 'C2');

describe('§4.4: asking for another view', () => {
  it('when the timer of a backup expires; it accepts nothing but checkpoints and view changes then', () => {
    const r2 = lone('R2');
    r2.hears(prePrepare(1, 1, m), prepare('R3', 1, 1, m));
    r2.sent();
    r2.expires('view');
    const asked = r2.sent().map(({ message }) => message as ViewChange);
    expect(asked).toHaveLength(3);
    expect(asked[0]).toMatchObject({ type: 'ViewChange', v: 2, n: 0, C: [], i: 'R2' });
    expect(asked[0]?.P.map((c) => [c.prePrepare.n, c.prepares.map((p) => p.i).sort()])).toEqual([
      [1, ['R2', 'R3']],
    ]);
    r2.hears(prePrepare(1, 2, other), commit('R1', 1, 1, m), commit('R3', 1, 1, m), commit('R4', 1, 1, m));
    expect(r2.ctx.durable.lastExecuted).toBe(0);
    expect(r2.kinds()).toEqual([]);
  });

  it('the timer runs while it waits to execute something, from anew when it has executed', () => {
    const r2 = lone('R2');
    r2.hears(m, other);
    expect(r2.timers.has('view')).toBe(true);
    const full = (n: number, q: ReturnType<typeof request>) =>
      r2.hears(prePrepare(1, n, q), prepare('R3', 1, n, q), commit('R1', 1, n, q), commit('R3', 1, n, q));
    full(1, m);
    expect(r2.timers.has('view')).toBe(true);
    full(2, other);
    expect(r2.timers.has('view')).toBe(false);
  });

  it('the timer runs for one request: executing others does not start it anew', () => {
    const r2 = lone('R2');
    r2.hears(m, other);
    const started = new Map(r2.timers);
    r2.ctx.setTimer('view', 7);
    r2.hears(prePrepare(1, 1, other), prepare('R3', 1, 1, other));
    r2.hears(commit('R1', 1, 1, other), commit('R3', 1, 1, other));
    expect(r2.ctx.durable.lastExecuted).toBe(1);
    expect([started.get('view'), r2.timers.get('view')]).toEqual([250_000, 7]);
  });

  it('§4.5.2: f + 1 view-changes of others take it along, to the smallest of their views', () => {
    const r2 = lone('R2');
    r2.hears(viewChange('R3', 7));
    expect(r2.kinds()).toEqual([]);
    r2.hears(viewChange('R3', 9));
    expect(r2.ctx.durable.view).toBe(1);
    r2.hears(viewChange('R4', 5));
    expect(r2.ctx.durable).toMatchObject({ view: 5, active: false });
    expect(r2.kinds()).toEqual(['ViewChange']);
  });

  it('§4.5.2: waits from 2f + 1 view-changes on, and each time twice as long', () => {
    const r4 = lone('R4');
    r4.hears(m);
    r4.expires('view');
    expect(r4.timers.has('view')).toBe(false);
    r4.hears(viewChange('R1', 2), viewChange('R3', 2));
    expect(r4.timers.get('view')).toBe(250_000);
    r4.expires('view');
    r4.hears(viewChange('R1', 3), viewChange('R2', 3));
    expect(r4.timers.get('view')).toBe(500_000);
    r4.expires('view');
    expect(r4.ctx.durable.view).toBe(4);
    // It is the primary of view 4 and would begin it; as a backup of view 5 it waits twice as long again.
    r4.hears(viewChange('R1', 5), viewChange('R2', 5), viewChange('R3', 5));
    expect(r4.timers.get('view')).toBe(2_000_000);
  });

  it('§4.5.2: whoever asks for a later view counts for its patience: its earlier view-change may be lost', () => {
    const r4 = lone('R4');
    r4.hears(m);
    r4.expires('view');
    r4.hears(viewChange('R2', 2));
    expect(r4.timers.has('view')).toBe(false);
    r4.hears(viewChange('R3', 3));
    expect([r4.ctx.durable.view, r4.timers.get('view')]).toEqual([2, 250_000]);
    r4.expires('view');
    expect(r4.ctx.durable.view).toBe(3);
  });

  it('it proves nothing to the primary, which begins when it has its quorum all the same', () => {
    const r2 = lone('R2');
    r2.expires('view');
    r2.hears(viewChange('R3', 3), viewChange('R4', 2));
    expect([r2.timers.has('view'), r2.ctx.durable.active]).toEqual([true, false]);
    r2.hears(viewChange('R1', 2));
    expect(r2.ctx.durable).toMatchObject({ view: 2, active: true });
  });

  const D = 'd'.repeat(16);
  const proof = (n: number, who = ['R1', 'R2', 'R3']) => who.map((i) => checkpoint(i, n, D));
  const two = ['R2', 'R3'];
  const cases: readonly (readonly [string, ViewChange, boolean])[] = [
    ['nothing prepared', viewChange('R3', 3), true],
    ['a certificate', viewChange('R3', 3, [certificate(1, 1, m, two)]), true],
    [
      'certificates of several views',
      viewChange('R3', 3, [certificate(1, 1, m, two), certificate(2, 2, other, ['R3', 'R4'])]),
      true,
    ],
    ['a null request prepared', viewChange('R3', 3, [certificate(1, 1, null, two)]), true],
    [
      'a checkpoint with 2f + 1 signatures',
      viewChange('R3', 3, [certificate(1, 5, m, two)], 4, proof(4)),
      true,
    ],
    ['a signature of another', { ...viewChange('R3', 3), i: 'R4' }, false],
    ['too few prepares', viewChange('R3', 3, [certificate(1, 1, m, ['R2'])]), false],
    ['the same backup twice', viewChange('R3', 3, [certificate(1, 1, m, ['R2', 'R2'])]), false],
    ['a prepare of the primary', viewChange('R3', 3, [certificate(1, 1, m, ['R1', 'R2'])]), false],
    [
      'a forged prepare',
      viewChange('R3', 3, [
        {
          ...certificate(1, 1, m, two),
          prepares: [prepare('R2', 1, 1, m), { ...prepare('R3', 1, 1, m), i: 'R4' }],
        },
      ]),
      false,
    ],
    [
      'prepares for another digest',
      viewChange('R3', 3, [
        { prePrepare: prePrepare(1, 1, m), prepares: two.map((i) => prepare(i, 1, 1, other)) },
      ]),
      false,
    ],
    [
      'prepares for another number',
      viewChange('R3', 3, [
        { prePrepare: prePrepare(1, 1, m), prepares: two.map((i) => prepare(i, 1, 2, m)) },
      ]),
      false,
    ],
    [
      'prepares of another view',
      viewChange('R3', 3, [
        { prePrepare: prePrepare(1, 1, m), prepares: two.map((i) => prepare(i, 2, 1, m)) },
      ]),
      false,
    ],
    [
      'a pre-prepare that is not the primary’s',
      viewChange('R3', 3, [
        { ...certificate(1, 1, m, two), prePrepare: by<PrePrepare>('R3', { ...prePrepare(1, 1, m) }) },
      ]),
      false,
    ],
    [
      'another request than the digest says',
      viewChange('R3', 3, [
        { ...certificate(1, 1, m, two), prePrepare: { ...prePrepare(1, 1, m), m: other } },
      ]),
      false,
    ],
    ['a certificate of the view asked for', viewChange('R3', 3, [certificate(3, 1, m, ['R2', 'R4'])]), false],
    ['a number above the high watermark', viewChange('R3', 3, [certificate(1, 9, m, two)]), false],
    ['a number at the checkpoint', viewChange('R3', 3, [certificate(1, 4, m, two)], 4, proof(4)), false],
    [
      'two certificates for a number',
      viewChange('R3', 3, [certificate(1, 1, m, two), certificate(2, 1, other, ['R3', 'R4'])]),
      false,
    ],
    ['a checkpoint with too few signatures', viewChange('R3', 3, [], 4, proof(4, ['R1', 'R2'])), false],
    ['a checkpoint signed twice by one', viewChange('R3', 3, [], 4, proof(4, ['R1', 'R2', 'R2'])), false],
    ['a checkpoint proved for another number', viewChange('R3', 3, [], 4, proof(8)), false],
    ['a checkpoint that is not proved', viewChange('R3', 3, [], 4, []), false],
  ];
  it.each(cases)('a view-change with %s', (_what, vc, sound) => {
    const r2 = lone('R2');
    r2.hears(vc);
    expect(r2.ctx.durable.viewChanges.R3 !== undefined).toBe(sound);
    expect(r2.notes().some((n) => n.id === 'refusesViewChange')).toBe(!sound && vc.i === 'R3');
  });
});

describe('§4.4: the new view', () => {
  /** R2, the primary of view 2, with these view-changes of others. @returns what it proposes */
  const proposes = (r2: ReturnType<typeof lone>, ...V: ViewChange[]) => {
    r2.expires('view');
    r2.sent();
    r2.hears(...V);
    const found = r2.sent().find(({ message }) => message.type === 'NewView')?.message as NewView | undefined;
    return found?.O.map((p) => [p.n, p.m === null ? null : (p.m.o as { value: number }).value]) ?? null;
  };

  it('begins with 2f view-changes of others and the primary’s own', () => {
    expect(proposes(lone('R2'), viewChange('R3', 2))).toBe(null);
    expect(proposes(lone('R2'), viewChange('R3', 2), viewChange('R3', 2))).toBe(null);
    expect(proposes(lone('R2'), viewChange('R3', 2), viewChange('R4', 2))).toEqual([]);
  });

  it('proposes what any of them proves, and null requests in between', () => {
    const cert = (n: number, q: ReturnType<typeof request>) => certificate(1, n, q, ['R3', 'R4']);
    const V = [viewChange('R3', 2, [cert(1, m)]), viewChange('R4', 2, [cert(4, other)])];
    expect(proposes(lone('R2'), ...V)).toEqual([
      [1, 1],
      [2, null],
      [3, null],
      [4, 2],
    ]);
  });

  it('proposes what was prepared in the highest view; the variant, in the lowest', () => {
    const third = (variants: string[]) => {
      const r3 = lone('R3', {}, variants);
      // Two ask for view 3, and it goes with them.
      r3.hears(
        viewChange('R1', 3, [certificate(1, 1, m, ['R2', 'R3'])]),
        viewChange('R2', 3, [certificate(2, 1, other, ['R3', 'R4'])]),
      );
      const found = r3.sent().find(({ message }) => message.type === 'NewView')?.message as NewView;
      return found.O.map((p) => p.d);
    };
    expect(third([])).toEqual([prePrepare(1, 1, other).d]);
    expect(third(['pickLowestView'])).toEqual([prePrepare(1, 1, m).d]);
  });

  it('leaves out what the highest stable checkpoint covers', () => {
    const D = 'd'.repeat(16);
    const C = ['R1', 'R3', 'R4'].map((i) => checkpoint(i, 4, D));
    const V = [
      viewChange('R3', 2, [certificate(1, 5, other, ['R3', 'R4'])], 4, C),
      viewChange('R4', 2, [certificate(1, 2, m, ['R3', 'R4'])]),
    ];
    expect(proposes(lone('R2'), ...V)).toEqual([[5, 2]]);
  });

  /** A new-view for view 2, its primary being R2. */
  const newView = (
    V: readonly ViewChange[],
    O: readonly (readonly [number, ReturnType<typeof request> | null])[],
    signer = 'R2',
  ) => by<NewView>(signer, { type: 'NewView', v: 2, V, O: O.map(([n, q]) => prePrepare(2, n, q)) });
  const V = ['R1', 'R2', 'R3'].map((i) =>
    viewChange(i, 2, i === 'R3' ? [certificate(1, 1, m, ['R3', 'R4'])] : []),
  );
  const enters = (message: NewView, variants: string[] = []) => {
    const r4 = lone('R4', {}, variants);
    r4.hears(message);
    return r4.ctx.durable.view === 2 && r4.ctx.durable.active;
  };

  it('is entered by backups if its proposals are what they work out themselves', () => {
    expect(enters(newView(V, [[1, m]]))).toBe(true);
    expect(enters(newView(V, []))).toBe(false);
    expect(enters(newView(V, [[1, null]]))).toBe(false);
    expect(enters(newView(V, [[1, other]]))).toBe(false);
    expect(
      enters(
        newView(V, [
          [1, m],
          [2, other],
        ]),
      ),
    ).toBe(false);
    expect(enters(newView(V, [[1, null]]), ['trustNewViewO'])).toBe(true);
  });

  it('is refused with too few view-changes, of other views, or unproved, or of another than its primary', () => {
    expect(enters(newView(V.slice(1), [[1, m]]))).toBe(false);
    expect(enters(newView([...V.slice(1), V[2] as ViewChange], [[1, m]]))).toBe(false);
    expect(enters(newView([...V.slice(1), viewChange('R1', 3)], [[1, m]]))).toBe(false);
    expect(enters(newView([...V.slice(1), { ...viewChange('R1', 2), n: 4 }], [[1, m]]))).toBe(false);
    expect(enters(newView(V, [[1, m]], 'R3'))).toBe(false);
    const foreign = by<NewView>('R2', {
      ...newView(V, []),
      O: [by<PrePrepare>('R3', { ...prePrepare(2, 1, m) })],
    });
    expect(enters(foreign)).toBe(false);
    // Signed by R2 too, as the primary of view 6.
    const later = by<NewView>('R2', { ...newView(V, []), O: [prePrepare(6, 1, m)] });
    expect(enters(later)).toBe(false);
    expect(enters(newView([...V, V[0] as ViewChange], [[1, m]]))).toBe(false);
  });

  it('forgets no view-change to a later view that came before it', () => {
    const r4 = lone('R4');
    r4.hears(viewChange('R1', 3), newView(V, [[1, m]]), viewChange('R2', 3));
    expect(r4.ctx.durable).toMatchObject({ view: 3, active: false });
  });

  it('goes through the phases again, without executing anything again', () => {
    const r4 = executedBy('R4', [m]);
    r4.sent();
    r4.hears(newView(V, [[1, m]]));
    expect(r4.kinds()).toEqual(['Prepare']);
    r4.hears(prepare('R3', 2, 1, m));
    expect(r4.kinds()).toEqual(['Commit']);
    r4.hears(commit('R2', 2, 1, m), commit('R3', 2, 1, m));
    expect(r4.ctx.durable.executed.length).toBe(1);
    expect(r4.kinds()).toEqual([]);
  });

  it('takes proofs of earlier views along until there are newer ones', () => {
    const r4 = lone('R4');
    r4.hears(prePrepare(1, 1, m), prepare('R3', 1, 1, m));
    r4.hears(newView(V, [[1, m]]));
    expect(slotOf(r4.ctx.durable, 1).prepared?.prePrepare.v).toBe(1);
    r4.hears(prepare('R3', 2, 1, m));
    expect(slotOf(r4.ctx.durable, 1).prepared?.prePrepare.v).toBe(2);
  });

  it('finds prepares and pre-prepares that came before it', () => {
    const r4 = lone('R4');
    r4.hears(prepare('R3', 2, 1, m), prePrepare(2, 2, other));
    r4.hears(newView(V, [[1, m]]));
    const sent = r4.sent().map(({ message }) => `${message.type} ${(message as Prepare).n}`);
    expect([...new Set(sent)]).toEqual(['Prepare 1', 'Commit 1', 'Prepare 2']);
  });

  it('as its primary: numbers go on after those proposed again', () => {
    const r2 = lone('R2');
    r2.hears(other);
    expect(
      proposes(r2, viewChange('R3', 2, [certificate(1, 3, m, ['R3', 'R4'])]), viewChange('R4', 2)),
    ).toHaveLength(3);
    expect(r2.ctx.durable.seqno).toBe(4);
  });
});

describe('§4.4: a new view that begins beyond what a replica has', () => {
  const snapshot: Snapshot = { n: 4, service: [['x', 9]], replies: {} };
  const C = ['R1', 'R2', 'R4'].map((i) => checkpoint(i, 4, stateDigest(snapshot)));
  const P = [certificate(1, 7, m, ['R2', 'R4'])];

  it.each([
    ['', 0],
    [', nor many', 10],
  ])('what it proposes again counts for whoever catches up, and no other story told before%s', (_, more) => {
    const r3 = lone('R3', { window: 4 });
    // The new primary lies: before its new-view it sends another request as number 7, which is above the watermark of R3.
    r3.hears(prePrepare(2, 7, other));
    const V = [viewChange('R1', 2, P, 4, C), viewChange('R2', 2), viewChange('R4', 2)];
    const O = [prePrepare(2, 5, null), prePrepare(2, 6, null), prePrepare(2, 7, m)];
    r3.hears(by<NewView>('R2', { type: 'NewView', v: 2, V, O }));
    expect(r3.ctx.durable).toMatchObject({ view: 2, active: true, h: 0 });
    // Enough others drive what came early out of its memory.
    for (let n = 20; n < 20 + more; n++) r3.hears(prePrepare(2, n, other));
    r3.sent();
    r3.hears({ type: 'State', n: 4, snapshot, C });
    expect(r3.ctx.durable.h).toBe(4);
    const said = r3.sent().flatMap(({ message }) => (message.type === 'Prepare' ? [message] : []));
    expect([...new Set(said.map(({ n, d }) => `${n} ${d}`))]).toEqual(O.map(({ n, d }) => `${n} ${d}`));
  });

  it('as its primary, a replica that finds its own checkpoint proved gives no number twice', () => {
    const done = [request(1, 'C1', 1), request(2, 'C1', 2)];
    const r2 = executedBy('R2', done, { checkpointInterval: 1, window: 2 });
    r2.hears(request(3, 'C1', 3), request(4, 'C2', 1));
    r2.expires('view');
    r2.sent();
    const { d } = r2.ctx.durable.kept.find((k) => k.n === 1) ?? { d: '' };
    const proof = ['R1', 'R3', 'R4'].map((i) => checkpoint(i, 1, d));
    const second = [certificate(1, 2, done[1] ?? null, ['R3', 'R4'])];
    r2.hears(viewChange('R3', 2, second, 1, proof), viewChange('R4', 2));
    expect(r2.ctx.durable).toMatchObject({ h: 1, active: true, lastExecuted: 2 });
    // One is proposed again with the new-view, one fits below the high watermark, one has to wait.
    const told = r2
      .sent()
      .flatMap(({ to, message }) => (message.type === 'PrePrepare' ? [`${to} ${message.n}`] : []));
    expect(told.filter((text) => text.startsWith('R3'))).toEqual(['R3 3']);
  });

  it('as its primary, a replica that is behind gives no number at or below the checkpoint', () => {
    const r2 = lone('R2');
    r2.hears(other);
    r2.expires('view');
    r2.sent();
    r2.hears(viewChange('R3', 2, [], 4, C), viewChange('R4', 2));
    const proposed = r2.sent().flatMap(({ message }) => (message.type === 'PrePrepare' ? [message.n] : []));
    expect([...new Set(proposed)]).toEqual([5]);
  });
});

describe('TOCS 2002, §5.2: sending again', () => {
  const status = (i: string, v: number, active: boolean, n: number) =>
    by<Status>(i, { type: 'Status', v, active, n, i });

  it('a replica that waits says how far it is, and the others send what it lacks', () => {
    const r2 = lone('R2');
    r2.hears(m);
    r2.sent();
    r2.expires('status');
    expect(r2.sent().map(({ to, message }) => [to, message])).toEqual(
      ['R1', 'R3', 'R4'].map((to) => [to, status('R2', 1, true, 0)]),
    );
    const r1 = lone('R1');
    r1.hears(m, prepare('R3', 1, 1, m), prepare('R4', 1, 1, m));
    r1.sent();
    r1.hears(status('R2', 1, true, 0));
    expect(r1.sent().map(({ to, message }) => [to, message.type])).toEqual([
      ['R2', 'PrePrepare'],
      ['R2', 'Commit'],
    ]);
    r1.hears(status('R2', 1, true, 1));
    expect(r1.sent()).toEqual([]);
  });

  it('one that waits for a view is sent the view-change or the new-view', () => {
    const r2 = lone('R2');
    r2.expires('view');
    r2.sent();
    r2.hears(status('R4', 2, false, 0));
    expect(r2.kinds()).toEqual(['ViewChange']);
    r2.hears(viewChange('R3', 2), viewChange('R4', 2));
    r2.sent();
    r2.hears(status('R4', 2, false, 0));
    expect(r2.kinds()).toEqual(['NewView']);
  });

  it('nobody can speak for another', () => {
    const r1 = lone('R1');
    r1.hears(m);
    r1.sent();
    r1.hears({ ...status('R2', 1, true, 0), i: 'R3' }, { ...status('R2', 1, true, 0), n: 7 });
    expect(r1.sent()).toEqual([]);
    expect(signed<Status>(r1.ctx, { type: 'Status', v: 1, active: true, n: 0, i: 'R2' }).sig).not.toBe(
      status('R2', 1, true, 0).sig,
    );
  });
});
