import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import { K } from '../../engine/trace.ts';
import { raft, raftRun } from '../run.test-data.ts';
import { deedOf } from './dropwords.ts';
import { groundOf, refusalOf } from './landing.ts';
import { inputFromDrop } from './make.ts';

const { run } = raftRun();
const context = { meta: raft, run, prominent: 'S1' };
const { nodes } = run.resolved;
const send = run.trace.columns.kind.indexOf(K.send);

describe('what letting go would do', () => {
  test('is said for every fault with whom, and when to the very time it gets', () => {
    for (const { type } of FAULT_KINDS) {
      const target = { at: 600_000, node: 'S2', ...(groundOf(type) === 'message' ? { send } : {}) };
      const input = inputFromDrop(type, target, context);
      if (input === null || !('fault' in input)) throw new Error(type);
      const text = deedOf(input, raft, run, send);
      expect(text, type).toContain(`${input.at / 1000} ms`);
      expect(text, type).toMatch(/^[A-Z]/);
      if (groundOf(type) === 'node') expect(text, type).toContain('S2');
    }
  });

  test('names every node of an outage, and both ends of a link with its direction', () => {
    const say = (chip: 'crash' | 'outage' | 'block' | 'command', target: object) => {
      const input = inputFromDrop(chip, { at: 600_000, ...target }, context);
      return input && deedOf(input, raft, run);
    };
    expect(say('crash', { node: 'S2' })).toBe('Crash S2 at 600 ms');
    expect(say('outage', { node: 'S2' })).toBe('Crash S2 and S3 together at 600 ms');
    expect(say('block', { link: ['S3', 'S2'] })).toBe('Cut S3 → S2 one way at 600 ms');
    expect(say('command', { node: 'S4' })).toMatch(/^Client write x=\d on C1 at 600 ms$/);
  });

  test('is refused with a reason where the role has no such thing, and then nothing is made', () => {
    const onClient = { at: 5_000, node: 'C1' };
    expect(refusalOf('byzantine', onClient, nodes, raft)).toMatch(/^C1 cannot lie: Raft declares no way/);
    expect(refusalOf('bitRot', onClient, nodes, raft)).toMatch(/^C1 is a client and has no disk/);
    expect(refusalOf('crash', onClient, nodes, raft)).toBeNull();
    expect(refusalOf('byzantine', { at: 5_000, node: 'S1' }, nodes, raft)).toBeNull();
    for (const chip of ['byzantine', 'lostWrite', 'diskFull'] as const) {
      expect(inputFromDrop(chip, onClient, context), chip).toBeNull();
    }
  });
});
