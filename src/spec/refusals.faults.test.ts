/** Every way a fault can be wrong that `refusals.test.ts` does not hold, and the exact sentence a person is told. */
import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../engine/faultkinds.ts';
import { DISK_FAULTS } from './crossfault.ts';
import { metas, toy } from './fixture.test-data.ts';
import { parseRunSpec } from './resolve.ts';

const silent = { ...toy, id: 'silent', title: 'Silent', behaviours: [] };
const known = new Map([...metas, ['silent', silent]]);
const why = (json: unknown) => {
  const result = parseRunSpec(json, known);
  return result.ok ? 'accepted' : result.why;
};
/** A run of a second with one fault at 100. */
const run = (fault: object, more: object = {}) => ({
  schema: 1,
  protocol: 'toy',
  until: 1_000_000,
  inputs: [{ at: 100, fault }],
  ...more,
});
const NO_S9 = 'there is no node "S9" (this run has S1–S5 and C1).';
const BY_60S = 'must be [low, high], two integers from 0 to 60000000.';

/** The path of the field, or of the fault where it is empty; the rest of the sentence; the fault. */
const cases: readonly [string, string, object][] = [
  // Nodes.
  ['.node', ` is missing.`, { type: 'amnesia' }],
  ['.node', `: ${NO_S9}`, { type: 'amnesia', node: 'S9' }],
  ['.until', ' must be later than at (100).', { type: 'amnesia', node: 'S1', until: 100 }],
  ['.nth', ' is not a field of an amnesia fault.', { type: 'amnesia', node: 'S1', nth: 1 }],
  [
    '.node',
    ' is not a field of an outage fault. Did you mean "nodes"?',
    { type: 'outage', node: 'S1', nodes: ['S1'] },
  ],
  ['.nodes', ' must be a list, not "S1".', { type: 'outage', nodes: 'S1' }],
  ['.nodes', ' must name at least one node.', { type: 'outage', nodes: [] }],
  ['.nodes[1]', `: ${NO_S9}`, { type: 'outage', nodes: ['S1', 'S9'] }],
  ['.nodes[2]', ' repeats S1.', { type: 'outage', nodes: ['S1', 'S2', 'S1'] }],
  [
    '.nodes',
    ': 33 nodes are too many; at most 32 fit.',
    { type: 'outage', nodes: Array.from({ length: 33 }, (_, i) => `S${i}`) },
  ],
  ['.until', ' must be later than at (100).', { type: 'outage', nodes: ['S1'], until: 5 }],
  ['.each', ' is missing.', { type: 'slow', node: 'S1' }],
  ['.each', ` ${BY_60S}`, { type: 'slow', node: 'S1', each: 5000 }],
  ['.each', ` ${BY_60S}`, { type: 'slow', node: 'S1', each: [0, 60_000_001] }],
  ['.each', ' must be [low, high], but 9 is more than 1.', { type: 'slow', node: 'S1', each: [9, 1] }],
  // Byzantine nodes.
  ['.behaviour', ' is missing.', { type: 'byzantine', node: 'S1' }],
  ['.behaviour', ' must be the id of a behaviour, not 3.', { type: 'byzantine', node: 'S1', behaviour: 3 }],
  ['.node', `: ${NO_S9}`, { type: 'byzantine', node: 'S9', behaviour: 'mute' }],
  [
    '.behaviour',
    ': a server has no behaviour "equivocat". Did you mean "equivocate"?',
    { type: 'byzantine', node: 'S1', behaviour: 'equivocat' },
  ],
  [
    '.behaviour',
    ': a server has no behaviour "__proto__".',
    { type: 'byzantine', node: 'S1', behaviour: '__proto__' },
  ],
  [
    '.node',
    ': C1 is a client; "mute" is a behaviour of a server, such as S1.',
    { type: 'byzantine', node: 'C1', behaviour: 'mute' },
  ],
  [
    '.node',
    ': C1 is a client, which has no behaviours.',
    { type: 'byzantine', node: 'C1', behaviour: 'nothing' },
  ],
  // A behaviour of a role that this run has no node of.
  [
    '.behaviour',
    ': a server has no behaviour "babble".',
    { type: 'byzantine', node: 'S1', behaviour: 'babble' },
  ],
  ['.options.to', ' is missing.', { type: 'byzantine', node: 'S1', behaviour: 'equivocate' }],
  [
    '.options',
    ' must be an object, not a list.',
    { type: 'byzantine', node: 'S1', behaviour: 'equivocate', options: [] },
  ],
  [
    '.options.vlue',
    ' is not an option of "equivocate". Did you mean "value"?',
    { type: 'byzantine', node: 'S1', behaviour: 'equivocate', options: { to: 'S2', vlue: 1 } },
  ],
  [
    '.options.to',
    ' is not an option of "mute".',
    { type: 'byzantine', node: 'S1', behaviour: 'mute', options: { to: 'S2' } },
  ],
  [
    '.options.value',
    ' must be an integer from 0 to 9, not 10.',
    { type: 'byzantine', node: 'S1', behaviour: 'equivocate', options: { to: 'S2', value: 10 } },
  ],
  [
    '.options.to',
    ': there is no server "C1" (this run has S1–S5).',
    { type: 'byzantine', node: 'S1', behaviour: 'equivocate', options: { to: 'C1' } },
  ],
  // Cuts.
  [
    '.oneWay',
    ' must be true or left out, not false.',
    { type: 'partition', groups: [['S1'], ['S2']], oneWay: false },
  ],
  ['.flap', ' must be an object, not 5000.', { type: 'partition', groups: [['S1'], ['S2']], flap: 5000 }],
  ['.flap.up', ' is missing.', { type: 'block', from: 'S1', to: 'S2', flap: { down: 5000 } }],
  [
    '.flap.down',
    ' must be an integer from 1000 to 3600000000, not 999.',
    { type: 'block', from: 'S1', to: 'S2', flap: { down: 999, up: 1000 } },
  ],
  [
    '.flap.off',
    ' is not a field of a flap.',
    { type: 'block', from: 'S1', to: 'S2', flap: { down: 1000, up: 1000, off: 1 } },
  ],
  [
    '.flap',
    ' is not a field of a link fault.',
    { type: 'link', from: 'S1', to: 'S2', loss: 1, flap: { down: 1000, up: 1000 } },
  ],
  ['.links', ' is missing.', { type: 'partial' }],
  ['.links', ' must name at least one link.', { type: 'partial', links: [] }],
  ['.links[0]', ' must be [node, node], the ids of two nodes.', { type: 'partial', links: ['S1'] }],
  [
    '.links[1]',
    ' must be [node, node], the ids of two nodes.',
    {
      type: 'partial',
      links: [
        ['S1', 'S2'],
        ['S1', 'S2', 'S3'],
      ],
    },
  ],
  ['.links[0][1]', `: ${NO_S9}`, { type: 'partial', links: [['S1', 'S9']] }],
  [
    '.links[0][0]',
    ': there is no node "*" (this run has S1–S5 and C1).',
    { type: 'partial', links: [['*', 'S1']] },
  ],
  ['.links[0][1]', ' must be another node than the first (S1).', { type: 'partial', links: [['S1', 'S1']] }],
  [
    '.links[2]',
    ': the link between S2 and S1 is already link 0.',
    {
      type: 'partial',
      links: [
        ['S1', 'S2'],
        ['S1', 'S3'],
        ['S2', 'S1'],
      ],
    },
  ],
  [
    '.links',
    ': 497 links are too many; at most 496 fit.',
    { type: 'partial', links: Array.from({ length: 497 }, () => ['S1', 'S2']) },
  ],
  // Links and messages.
  ...(['duplicate', 'reorder', 'corrupt'] as const).map((field): [string, string, object] => [
    `.${field}`,
    ' must be a number from 0 to 1, not 1.5.',
    { type: 'link', from: '*', to: '*', [field]: 1.5 },
  ]),
  ...(['reorder', 'corrupt'] as const).flatMap((type): [string, string, object][] => [
    ['.by', ` is not a field of a ${type} fault.`, { type, from: 'S1', to: 'S2', by: 5 }],
    ['.nth', ' must be an integer from 1 to 1000000000, not 0.', { type, from: 'S1', to: 'S2', nth: 0 }],
    ['.to', ' must be another node than from (S1).', { type, from: 'S1', to: 'S1' }],
  ]),
  // Clocks.
  [
    '.step',
    ' must be an integer from -86400000000 to 86400000000, not 86400000001.',
    { type: 'clock', node: 'S1', step: 86_400_000_001 },
  ],
  ['.stop', ' must be true or left out, not false.', { type: 'clock', node: 'S1', stop: false }],
  [
    '',
    ' has both a stop and a driftPpm; a clock that stands still does not drift.',
    { type: 'clock', node: 'S1', stop: true, driftPpm: 5 },
  ],
  // Disks.
  ...['lostWrite', 'misdirectedWrite'].flatMap((type): [string, string, object][] => [
    ['.kept', ` is not a field of a ${type} fault.`, { type, node: 'S1', kept: 1 }],
    ['.until', ` is not a field of a ${type} fault.`, { type, node: 'S1', until: 500 }],
    ['.nth', ' must be an integer from 1 to 1000000000, not 1.5.', { type, node: 'S1', nth: 1.5 }],
  ]),
  ['.kept', ' must be an integer from 0 to 1000000000, not -1.', { type: 'tornWrite', node: 'S1', kept: -1 }],
  ['.until', ' must be later than at (100).', { type: 'tornWrite', node: 'S1', until: 100 }],
  ...['bitRot', 'latentError'].flatMap((type): [string, string, object][] => [
    ['.record', ' must be a text, not 3.', { type, node: 'S1', record: 3 }],
    ['.record', ' must be at most 64 characters long, not 65.', { type, node: 'S1', record: 'x'.repeat(65) }],
    ...['', 'log[', 'log[-1]', 'log[01]', 'log[1][2]', 'a.b', '3', 'log[1] ', 'log[9999999999]'].map(
      (record): [string, string, object] => [
        '.record',
        ` must be the name of a record such as "votedFor" or "log[3]", not "${record}".`,
        { type, node: 'S1', record },
      ],
    ),
    ['.until', ` is not a field of a ${type} fault.`, { type, node: 'S1', until: 500 }],
  ]),
  ['.by', ' is missing.', { type: 'slowFsync', node: 'S1' }],
  ['.by', ` ${BY_60S}`, { type: 'slowFsync', node: 'S1', by: 5000 }],
  ['.until', ' must be later than at (100).', { type: 'diskFull', node: 'S1', until: 99 }],
];

test.each(cases)('inputs[0].fault%s%s %#', (field, rest, fault) => {
  expect(why(run(fault))).toBe(`inputs[0].fault${field}${rest}`);
});

test('a protocol without behaviours says so', () => {
  const fault = { type: 'byzantine', node: 'S1', behaviour: 'mute' };
  const sentence = 'inputs[0].fault.behaviour: Silent declares no behaviours.';
  expect(why(run(fault, { protocol: 'silent' }))).toBe(sentence);
  known.set('silent', { ...silent, behaviours: undefined as never });
  expect(why(run(fault, { protocol: 'silent' }))).toBe(sentence);
});

test('every fault of a disk needs a node that has one, and no other fault does', () => {
  const disk = FAULT_KINDS.filter((kind) => kind.family === 'disk').map((kind) => kind.type);
  expect([...DISK_FAULTS].sort()).toEqual(disk.toSorted());
  for (const type of disk) {
    const fault = { type, node: 'C1', ...(type === 'slowFsync' ? { by: [0, 1] } : {}) };
    expect(why(run(fault))).toBe('inputs[0].fault.node: C1 is a client, which has no disk to break.');
    expect(why(run({ ...fault, node: 'S1' }))).toBe('accepted');
  }
  for (const type of ['crash', 'amnesia', 'pause']) expect(why(run({ type, node: 'C1' }))).toBe('accepted');
});

describe('what is accepted at the edge', () => {
  test.each<[string, object]>([
    ['the longest list of nodes', { type: 'outage', nodes: ['S1', 'S2', 'S3', 'S4', 'S5', 'C1'] }],
    ['a behaviour without options', { type: 'byzantine', node: 'S1', behaviour: 'mute' }],
    ['no options, written out', { type: 'byzantine', node: 'S1', behaviour: 'mute', options: {} }],
    [
      'an optional option left out',
      { type: 'byzantine', node: 'S1', behaviour: 'equivocate', options: { to: 'S1' } },
    ],
    ['a link of which nothing is lost', { type: 'link', from: '*', to: 'C1', corrupt: 0 }],
    ['a stopped clock that is also off', { type: 'clock', node: 'C1', stop: true, offset: -5, step: 7 }],
    ['a clock that only jumps', { type: 'clock', node: 'C1', step: -86_400_000_000 }],
    ['a torn write of which nothing is kept', { type: 'tornWrite', node: 'S1', kept: 0 }],
    ['a record of the longest name', { type: 'bitRot', node: 'S1', record: 'x'.repeat(64) }],
    ['the first and the last element', { type: 'bitRot', node: 'S1', record: '$_a1[999999999]' }],
    ['element 0', { type: 'latentError', node: 'S1', record: 'log[0]' }],
    ['slowness of nothing', { type: 'slow', node: 'C1', each: [0, 0] }],
  ])('%s', (_, fault) => {
    expect(why(run(fault))).toBe('accepted');
  });

  test('a cut of every link there is', () => {
    const ids = Array.from({ length: 30 }, (_, i) => `S${i + 1}`).concat('C1', 'C2');
    const links = ids.flatMap((a, i) => ids.slice(i + 1).map((b) => [a, b]));
    expect(links.length).toBe(496);
    expect(why(run({ type: 'partial', links }, { nodes: { server: 30, client: 2 } }))).toBe('accepted');
  });
});
