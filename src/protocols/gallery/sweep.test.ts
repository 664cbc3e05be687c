/** Which fault can break which promise: each kind alone, at random. A failing spec is printed whole. */
import { describe, expect, it } from 'vitest';
import { FAULT_KINDS, type FaultType } from '../../engine/faultkinds.ts';
import { simulate } from '../../testkit/simulate.ts';
import { meta } from './meta.ts';
import { protocol } from './protocol.ts';
import { faultySpecs, sample } from './random.test-data.ts';

/** Why each stands here is said in `FAULT_KINDS` and in the scenarios; what is not here is tolerated, however often it strikes. */
const CAN_BREAK: Readonly<Record<FaultType, readonly string[]>> = {
  crash: [],
  outage: [],
  // A client that forgot its numbers gives them out again.
  amnesia: ['confirmed-kept', 'stored-once', 'stored-in-order'],
  pause: ['answered-in-time', 'no-false-suspicion'],
  slow: ['answered-in-time', 'no-false-suspicion'],
  byzantine: ['confirmed-kept', 'one-word'],
  partition: ['answered-in-time', 'no-false-suspicion'],
  partial: ['answered-in-time', 'no-false-suspicion'],
  block: ['answered-in-time', 'no-false-suspicion'],
  link: [
    'answered-in-time',
    'no-false-suspicion',
    'stored-in-order',
    'stored-once',
    'only-what-was-sent',
    'one-word',
    'confirmed-kept',
  ],
  drop: ['answered-in-time', 'no-false-suspicion'],
  delay: ['answered-in-time', 'no-false-suspicion', 'stored-in-order'],
  // Where links keep order a late copy holds up what comes behind it.
  duplicate: ['stored-once', 'answered-in-time'],
  reorder: ['answered-in-time', 'no-false-suspicion', 'stored-in-order'],
  // A number that is damaged makes a note another's copy, and a confirmation that of a note not yet stored.
  corrupt: [
    'answered-in-time',
    'no-false-suspicion',
    'stored-in-order',
    'stored-once',
    'only-what-was-sent',
    'one-word',
    'confirmed-kept',
  ],
  clock: ['no-false-suspicion', 'stamps-follow'],
  // Nobody reads the disk before a restart.
  lostWrite: [],
  misdirectedWrite: [],
  bitRot: [],
  latentError: [],
  tornWrite: ['count-agrees'],
  diskFull: [],
  slowFsync: ['answered-in-time', 'no-false-suspicion'],
};

/** What runs break; no handler may throw, whatever reaches it. */
function brokenIn(
  types: readonly FaultType[],
  count: number,
  mayBreak: readonly string[],
  variants: string[] = [],
) {
  const broken = new Set<string>();
  for (const spec of sample(faultySpecs(types), count)) {
    const { trace } = simulate(protocol, { ...spec, variants });
    const errors = trace.notes.filter((n) => n.id === '!error');
    const wrong = trace.violations.filter((v) => !mayBreak.includes(v.property));
    if (errors.length + wrong.length > 0) {
      expect.fail(`${JSON.stringify(wrong)} ${JSON.stringify(errors)} in ${JSON.stringify(spec)}`);
    }
    for (const v of trace.violations) broken.add(v.property);
  }
  return broken;
}

describe('one kind of fault alone breaks nothing but what it can', () => {
  for (const { type } of FAULT_KINDS) {
    it(type, () => {
      const broken = brokenIn([type], 60, CAN_BREAK[type]);
      if (CAN_BREAK[type].length > 0) expect(broken.size).toBeGreaterThan(0);
    });
  }
});

describe('a damaged disk and a restart', () => {
  const all = meta.properties.map((p) => p.id);
  const cases: readonly (readonly [FaultType, readonly string[], string])[] = [
    ['lostWrite', ['confirmed-kept', 'count-agrees'], 'confirmed-kept'],
    ['latentError', ['confirmed-kept', 'count-agrees'], 'count-agrees'],
    ['misdirectedWrite', ['confirmed-kept', 'count-agrees', 'stored-in-order'], 'confirmed-kept'],
    ['bitRot', all, 'only-what-was-sent'],
  ];
  it.each(cases)('%s', (type, mayBreak, breaks) => {
    expect([...brokenIn([type, 'crash'], 120, mayBreak)]).toContain(breaks);
  });
});

it('all kinds at once throw nothing and break every promise somewhere', () => {
  const all = meta.properties.map((p) => p.id);
  const types = FAULT_KINDS.map((k) => k.type);
  const broken = new Set([...brokenIn(types, 150, all), ...brokenIn(['crash', 'link', 'clock'], 100, all)]);
  expect([...broken].sort()).toEqual([...all].sort());
});

describe('ackBeforeSync', () => {
  const { breaks } = meta.variants.find((v) => v.id === 'ackBeforeSync') as { breaks: readonly string[] };
  const types: readonly FaultType[] = ['crash', 'outage', 'slowFsync'];
  const late = ['answered-in-time', 'no-false-suspicion', 'crash-noticed'];

  it('breaks what it names under crashes and slow disks, and nothing that those do not break without it', () => {
    expect(brokenIn(types, 120, late)).not.toContain('confirmed-kept');
    expect(brokenIn(types, 120, [...late, ...breaks], ['ackBeforeSync'])).toContain('confirmed-kept');
  });
});
