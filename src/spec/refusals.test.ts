/** Every way a spec can be wrong, and the exact sentence a person is told. */
import { expect, test } from 'vitest';
import { metas } from './fixture.test-data.ts';
import { parseRunSpec } from './resolve.ts';

const minimal = { schema: 1, protocol: 'toy' };
const why = (json: unknown) => {
  const result = parseRunSpec(json, metas);
  return result.ok ? 'accepted' : result.why;
};
/** A run with one input, at 100 unless it says otherwise. */
const withInput = (input: object) => ({ ...minimal, inputs: [{ at: 100, ...input }] });
const withFault = (fault: object) => withInput({ fault });
const withCommand = (node: string, command: object) => withInput({ node, command });

const refusals: readonly [unknown, string][] = [
  // The run as a whole.
  [[], 'A run must be a JSON object, not a list.'],
  [null, 'A run must be a JSON object, not null.'],
  ['raft', 'A run must be a JSON object, not "raft".'],
  [{}, 'schema is missing.'],
  [{ schema: 1 }, 'protocol is missing.'],
  [
    { schema: 2, protocol: 'toy', future: [] },
    'This run was made by a newer Faultline (schema 2); this one reads schema 1.',
  ],
  [{ schema: 0, protocol: 'toy' }, 'schema must be 1, not 0.'],
  [{ schema: '1', protocol: 'toy' }, 'schema must be 1, not "1".'],
  [{ schema: 1, protocol: 'tyo' }, 'protocol: there is no protocol "tyo" here. Did you mean "toy"?'],
  [
    { schema: 1, protocol: 'constructor' },
    'protocol: there is no protocol "constructor" here. There is toy.',
  ],
  [{ schema: 1, protocol: 7 }, 'protocol must be the id of a protocol, not 7.'],
  [{ schema: 1, protcol: 'toy' }, 'protcol is not a field of a run. Did you mean "protocol"?'],
  [{ ...minimal, seeed: 3 }, 'seeed is not a field of a run. Did you mean "seed"?'],
  [{ ...minimal, 'se ed': 3 }, '"se ed" is not a field of a run. Did you mean "seed"?'],
  [JSON.parse('{"schema":1,"protocol":"toy","__proto__":{"seed":3}}'), '__proto__ is not a field of a run.'],
  [{ ...minimal, constructor: {} }, 'constructor is not a field of a run.'],
  [{ ...minimal, seed: -1 }, 'seed must be an integer from 0 to 9007199254740991, not -1.'],
  [
    { ...minimal, seed: 2 ** 53 },
    'seed must be an integer from 0 to 9007199254740991, not 9007199254740992.',
  ],
  [{ ...minimal, seed: 1.5 }, 'seed must be an integer from 0 to 9007199254740991, not 1.5.'],
  [{ ...minimal, seed: null }, 'seed must be an integer from 0 to 9007199254740991, not null.'],
  [{ ...minimal, until: 3_600_000_001 }, 'until must be an integer from 0 to 3600000000, not 3600000001.'],
  // Nodes.
  [{ ...minimal, nodes: [5] }, 'nodes must be an object, not a list.'],
  [{ ...minimal, nodes: { servers: 5 } }, 'nodes.servers is not a role of Toy. Did you mean "server"?'],
  [{ ...minimal, nodes: { server: 31 } }, 'nodes.server must be an integer from 1 to 30, not 31.'],
  [{ ...minimal, nodes: { server: '5' } }, 'nodes.server must be an integer from 1 to 30, not "5".'],
  [{ ...minimal, nodes: { server: 30, client: 3 } }, 'nodes: 33 nodes are too many; at most 32 fit.'],
  [{ ...minimal, nodes: JSON.parse('{"__proto__":1}') }, 'nodes.__proto__ is not a role of Toy.'],
  // Parameters and variants.
  [{ ...minimal, params: { bach: 1 } }, 'params.bach is not a parameter of Toy. Did you mean "batch"?'],
  [{ ...minimal, params: { batch: 65 } }, 'params.batch must be an integer from 1 to 64, not 65.'],
  [{ ...minimal, params: { noOp: 1 } }, 'params.noOp must be true or false, not 1.'],
  [{ ...minimal, params: { ratio: 0.4 } }, 'params.ratio must be a number from 0.5 to 1, not 0.4.'],
  [{ ...minimal, params: { ratio: Number.NaN } }, 'params.ratio must be a number from 0.5 to 1, not NaN.'],
  [
    { ...minimal, params: { mode: 'fsat' } },
    'params.mode must be one of "fast" or "safe", not "fsat". Did you mean "fast"?',
  ],
  [
    { ...minimal, params: { electionTimeout: [300_000, 150_000] } },
    'params.electionTimeout must be [low, high], but 300000 is more than 150000.',
  ],
  [
    { ...minimal, params: { electionTimeout: [1, 2, 3] } },
    'params.electionTimeout must be [low, high], two integers from 1000 to 10000000.',
  ],
  [{ ...minimal, params: { loss: 1.01 } }, 'params.loss must be a number from 0 to 1, not 1.01.'],
  [
    { ...minimal, variants: ['forgetVotedFr'] },
    'variants[0]: Toy has no variant "forgetVotedFr". Did you mean "forgetVotedFor"?',
  ],
  [{ ...minimal, variants: ['noLogCheck', 'noLogCheck'] }, 'variants[1] repeats "noLogCheck".'],
  [{ ...minimal, variants: 'noLogCheck' }, 'variants must be a list, not "noLogCheck".'],
  // Inputs.
  [{ ...minimal, inputs: {} }, 'inputs must be a list, not an object.'],
  [
    { ...minimal, inputs: Array.from({ length: 20_001 }, () => 0) },
    'inputs: 20001 inputs are too many; at most 20000 fit.',
  ],
  [{ ...minimal, inputs: [7] }, 'inputs[0] must be an object, not 7.'],
  [{ ...minimal, inputs: [{ at: 5 }] }, 'inputs[0] needs a fault, a command or a fire.'],
  [
    { ...minimal, inputs: [{ at: 5, falt: {} }] },
    'inputs[0].falt is not a field of an input. Did you mean "fault"?',
  ],
  [
    { ...minimal, inputs: [{ at: 5, fault: {}, command: {} }] },
    'inputs[0] has both a fault and a command; an input is one thing.',
  ],
  [{ ...minimal, inputs: [{ fault: { type: 'crash', node: 'S1' } }] }, 'inputs[0].at is missing.'],
  [
    withInput({ at: -1, fault: { type: 'crash', node: 'S1' } }),
    'inputs[0].at must be an integer from 0 to 3600000000, not -1.',
  ],
  [
    withInput({ at: 900_001, fault: { type: 'crash', node: 'S1' } }),
    'inputs[0].at must not be later than the end of the run (900000).',
  ],
  [
    withInput({ node: 'S1', fault: { type: 'crash', node: 'S1' } }),
    'inputs[0].node is not a field of an input with a fault.',
  ],
  // Faults.
  [withFault([]), 'inputs[0].fault must be an object, not a list.'],
  [
    withFault({ node: 'S1' }),
    'inputs[0].fault.type is missing: it is one of crash, amnesia, outage, pause, slow, byzantine, partition, partial, block, link, drop, ' +
      'delay, duplicate, reorder, corrupt, clock, lostWrite, tornWrite, misdirectedWrite, bitRot, latentError, diskFull or slowFsync.',
  ],
  [
    withFault({ type: 'crsh', node: 'S1' }),
    'inputs[0].fault.type: there is no fault "crsh". Did you mean "crash"?',
  ],
  [withFault({ type: 'constructor' }), 'inputs[0].fault.type: there is no fault "constructor".'],
  [
    withFault({ type: 'crash', nod: 'S1' }),
    'inputs[0].fault.nod is not a field of a crash fault. Did you mean "node"?',
  ],
  [withFault({ type: 'crash' }), 'inputs[0].fault.node is missing.'],
  [withFault({ type: 'crash', node: 1 }), 'inputs[0].fault.node must be the id of a node, not 1.'],
  [
    withFault({ type: 'crash', node: 'S6' }),
    'inputs[0].fault.node: there is no node "S6" (this run has S1–S5 and C1).',
  ],
  [
    withFault({ type: 'crash', node: 'constructor' }),
    'inputs[0].fault.node: there is no node "constructor" (this run has S1–S5 and C1).',
  ],
  [
    withFault({ type: 'pause', node: 'S1', until: 100 }),
    'inputs[0].fault.until must be later than at (100).',
  ],
  [
    withFault({ type: 'pause', node: '*' }),
    'inputs[0].fault.node: there is no node "*" (this run has S1–S5 and C1).',
  ],
  [
    withFault({ type: 'partition', groups: [['S1'], ['S9']] }),
    'inputs[0].fault.groups[1][0]: there is no node "S9" (this run has S1–S5 and C1).',
  ],
  [
    withFault({ type: 'partition', groups: [['S1']] }),
    'inputs[0].fault.groups must be at least two groups, not 1.',
  ],
  [
    withFault({ type: 'partition', groups: [['S1'], []] }),
    'inputs[0].fault.groups[1] must name at least one node.',
  ],
  [
    withFault({
      type: 'partition',
      groups: [
        ['S1', 'S2'],
        ['S3', 'S1'],
      ],
    }),
    'inputs[0].fault.groups[1][1]: S1 is already in group 0.',
  ],
  [
    withFault({ type: 'partition', groups: [['S1', 'S1'], ['S3']] }),
    'inputs[0].fault.groups[0][1] repeats S1.',
  ],
  [
    withFault({ type: 'partition', groups: ['S1', 'S2'] }),
    'inputs[0].fault.groups[0] must be a list, not "S1".',
  ],
  [
    withFault({ type: 'block', from: 'S1', to: 'S1' }),
    'inputs[0].fault.to must be another node than from (S1).',
  ],
  [
    withFault({ type: 'block', from: '*', to: 'S1' }),
    'inputs[0].fault.from: there is no node "*" (this run has S1–S5 and C1).',
  ],
  [
    withFault({ type: 'drop', from: 'S1', to: 'S2', nth: 0 }),
    'inputs[0].fault.nth must be an integer from 1 to 1000000000, not 0.',
  ],
  [
    withFault({ type: 'drop', from: 'S1', to: 'S2', by: 5 }),
    'inputs[0].fault.by is not a field of a drop fault.',
  ],
  [
    withFault({ type: 'drop', from: 'S1', to: 'S2', until: 500 }),
    'inputs[0].fault.until is not a field of a drop fault.',
  ],
  [withFault({ type: 'delay', from: 'S1', to: 'S2' }), 'inputs[0].fault.by is missing.'],
  [
    withFault({ type: 'clock', node: 'S1', driftPpm: -1_000_000 }),
    'inputs[0].fault.driftPpm must be an integer from -999999 to 1000000, not -1000000.',
  ],
  [
    withFault({ type: 'clock', node: 'S1' }),
    'inputs[0].fault needs at least one of offset, driftPpm, step and stop.',
  ],
  [
    withFault({ type: 'link', from: '*', to: 'S1' }),
    'inputs[0].fault needs at least one of latency, loss, duplicate, reorder and corrupt.',
  ],
  [
    withFault({ type: 'link', from: '*', to: 'S1', loss: -0.1 }),
    'inputs[0].fault.loss must be a number from 0 to 1, not -0.1.',
  ],
  [
    withFault({ type: 'link', from: '*', to: 'S1', latency: [9, 1] }),
    'inputs[0].fault.latency must be [low, high], but 9 is more than 1.',
  ],
  [
    withFault({ type: 'link', from: 'S2', to: 'S2', loss: 1 }),
    'inputs[0].fault.to must be another node than from (S2).',
  ],
  // Commands.
  [withInput({ command: { type: 'write' } }), 'inputs[0].node is missing.'],
  [
    withCommand('C2', { type: 'write', key: 'x', value: 1 }),
    'inputs[0].node: there is no node "C2" (this run has S1–S5 and C1).',
  ],
  [withCommand('C1', {}), 'inputs[0].command.type is missing.'],
  [
    withCommand('C1', { type: 'wrte' }),
    'inputs[0].command.type: a client has no command "wrte". Did you mean "write"?',
  ],
  [
    withCommand('S1', { type: 'read', key: 'x' }),
    'inputs[0].node: S1 is a server; "read" is a command for a client, such as C1.',
  ],
  [withCommand('C1', { type: 'write', key: 'x' }), 'inputs[0].command.value is missing.'],
  [
    withCommand('C1', { type: 'write', key: 'x', vlue: 1 }),
    'inputs[0].command.vlue is not a field of the command "write". Did you mean "value"?',
  ],
  [
    withCommand('C1', { type: 'write', key: 'x', value: 1001 }),
    'inputs[0].command.value must be an integer from -1000 to 1000, not 1001.',
  ],
  [withCommand('C1', { type: 'write', key: 7, value: 1 }), 'inputs[0].command.key must be a text, not 7.'],
  [
    withCommand('C1', { type: 'write', key: 'x'.repeat(9), value: 1 }),
    'inputs[0].command.key must be at most 8 characters long, not 9.',
  ],
  [
    withCommand('C1', { type: 'write', key: 'x', value: 1, via: 'S9' }),
    'inputs[0].command.via: there is no server "S9" (this run has S1–S5).',
  ],
  [
    withCommand('C1', { type: 'write', key: 'x', value: 1, via: 'C1' }),
    'inputs[0].command.via: there is no server "C1" (this run has S1–S5).',
  ],
  // The same type of command means different fields on another role.
  [
    withCommand('S1', { type: 'write', key: 'x' }),
    'inputs[0].command.key is not a field of the command "write".',
  ],
  [
    { ...minimal, nodes: { observer: 1 }, inputs: [{ at: 0, node: 'O1', command: { type: 'x' } }] },
    'inputs[0].node: O1 is an observer, which takes no commands.',
  ],
  // Timers.
  [
    withInput({ fire: { node: 'S1', timer: 'electon' } }),
    'inputs[0].fire.timer: a server has no timer "electon". Did you mean "election"?',
  ],
  [
    withInput({ fire: { node: 'C1', timer: 'election' } }),
    'inputs[0].fire.node: C1 is a client, which has no timers.',
  ],
  [
    withInput({ fire: { node: 'S7', timer: 'election' } }),
    'inputs[0].fire.node: there is no node "S7" (this run has S1–S5 and C1).',
  ],
  [withInput({ fire: { node: 'S1' } }), 'inputs[0].fire.timer is missing.'],
  // Hostile text is cut.
  [
    withFault({ type: 'crash', node: `S${'9'.repeat(100_000)}` }),
    `inputs[0].fault.node: there is no node "S${'9'.repeat(30)}…" (this run has S1–S5 and C1).`,
  ],
  [{ ...minimal, ['k'.repeat(100_000)]: 1 }, `"${'k'.repeat(31)}…" is not a field of a run.`],
];

test.each(refusals.map(([json, sentence]) => [sentence, json]))('%s', (sentence, json) => {
  expect(why(json)).toBe(sentence);
});
