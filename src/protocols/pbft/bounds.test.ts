/** What one liar can say to a replica, or to a client, without any effect. */
import { describe, expect, it } from 'vitest';
import { client } from './client.ts';
import { slotOf } from './log.ts';
import {
  by,
  certificate,
  checkpoint,
  commit,
  lone,
  prePrepare,
  prepare,
  request,
  viewChange,
} from './lone-replica.test-data.ts';
import type { ClientCtx, Reply } from './state.ts';

const m = request(1);
const other = request(2, 'C2');
const D = 'd'.repeat(16);

describe('§4.2', () => {
  it('the primary’s own prepare is none', () => {
    const r2 = lone('R2');
    r2.hears(prePrepare(1, 1, m), prepare('R1', 1, 1, m));
    expect(slotOf(r2.ctx.durable, 1).prepares.map((p) => p.i)).toEqual(['R2']);
    expect(slotOf(r2.ctx.durable, 1).prepared).toBe(null);
  });

  it('the primary gives no number above the high watermark', () => {
    const r1 = lone('R1', { window: 1 });
    r1.hears(m, other);
    expect(r1.ctx.durable.seqno).toBe(1);
  });

  it('of what comes too early only so much is kept', () => {
    const r2 = lone('R2', { window: 4 });
    for (let n = 20; n < 60; n++) r2.hears(prePrepare(1, n, m));
    expect(r2.ctx.volatile.early).toHaveLength(4);
  });
});

describe('§4.3', () => {
  it('of one replica only so many checkpoints to come are kept', () => {
    const r2 = lone('R2');
    for (let n = 4; n < 80; n += 4) r2.hears(checkpoint('R3', n, D));
    expect(r2.ctx.durable.checkpoints).toHaveLength(3);
  });

  it('checkpoints of different states prove nothing', () => {
    const C = [checkpoint('R1', 4, D), checkpoint('R2', 4, D), checkpoint('R4', 4, 'e'.repeat(16))];
    const r2 = lone('R2');
    r2.hears(viewChange('R3', 3, [], 4, C));
    expect(r2.ctx.durable.viewChanges.R3).toBe(undefined);
  });
});

describe('§4.4', () => {
  it('of two view-changes of one replica to one view the first counts', () => {
    const r2 = lone('R2');
    r2.hears(viewChange('R3', 2, [certificate(1, 1, m, ['R3', 'R4'])]), viewChange('R3', 2));
    expect(r2.ctx.durable.viewChanges.R3?.P).toHaveLength(1);
  });

  it('§4.5.2: who has executed something has all its patience again', () => {
    const r2 = lone('R2');
    r2.ctx.volatile.attempts = 3;
    r2.hears(prePrepare(1, 1, m), prepare('R3', 1, 1, m), commit('R1', 1, 1, m), commit('R3', 1, 1, m));
    expect([r2.ctx.durable.lastExecuted, r2.ctx.volatile.attempts]).toEqual([1, 0]);
  });
});

describe('§4.1: a client', () => {
  /** A client that has asked for two reads, one after the other; the first was answered. */
  function asking() {
    const { ctx: base } = lone('R1');
    const results: unknown[] = [];
    const ctx = {
      ...base,
      id: 'C1',
      durable: { t: 1 },
      volatile: client.volatile(base.env, { t: 1 }),
      sign: () => '',
      complete: (_operation: number, _outcome: string, value: unknown) => void results.push(value),
    } as unknown as ClientCtx;
    const told = (i: string, t: number, r: number) =>
      client.message(ctx, i, by<Reply>(i, { type: 'Reply', v: 1, t, c: 'C1', i, r }));
    client.command?.(ctx, { type: 'read', key: 'x' });
    client.command?.(ctx, { type: 'read', key: 'x' });
    told('R1', 1, 5);
    told('R2', 1, 5);
    return { told, results };
  }

  it('takes no answer to an earlier request for one to this', () => {
    const { told, results } = asking();
    expect(results).toEqual([5]);
    told('R3', 1, 5);
    told('R4', 1, 5);
    expect(results).toEqual([5]);
    told('R3', 2, 6);
    expect(results).toEqual([5]);
    told('R4', 2, 6);
    expect(results).toEqual([5, 6]);
  });

  it('wants f + 1 different replicas to say the same', () => {
    const { told, results } = asking();
    told('R3', 2, 6);
    told('R3', 2, 6);
    told('R4', 2, 7);
    expect(results).toEqual([5]);
  });
});
