import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const PAPER = 'Lamport, “Time, Clocks, and the Ordering of Events in a Distributed System”, CACM 21(7), 1978';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'process',
      prefix: 'P',
      title: 'process',
      plural: 'processes',
      count: { min: 1, max: 7, default: 3 },
      shape: 'circle',
      disk: false,
    },
  ],
  params: [
    {
      id: 'rounds',
      title: 'requests by itself',
      help: 'How often each process requests the resource without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 10_000,
      default: 2,
    },
    {
      id: 'think',
      title: 'pause before a request',
      help: 'A process that requests by itself waits so long before it does, drawn from this range.',
      kind: 'range',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: [10_000, 60_000],
    },
    {
      id: 'use',
      title: 'time of use',
      help: 'A process that is granted the resource releases it after this long.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 30_000,
    },
    {
      id: 'patience',
      title: 'granted within',
      help: 'A process that has waited this long says so and waits on; a promise is judged by it. While all are up, every process before it in the queue needs a use and two delays.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 600_000,
    },
  ],
  commands: [
    { type: 'request', role: 'process', title: 'Request the resource', label: 'request', fields: [] },
    { type: 'event', role: 'process', title: 'An event of its own', label: 'event', fields: [] },
  ],
  variants: [
    {
      id: 'noAck',
      title: 'A process does not wait to hear from the others',
      breaks: ['mutual-exclusion', 'granted-in-order'],
      scenario: 'no-ack',
    },
    {
      id: 'noTieBreak',
      title: 'Equal timestamps are not ordered: each process puts its own first',
      breaks: ['mutual-exclusion', 'granted-in-order'],
      scenario: 'no-tie-break',
    },
    {
      id: 'noReceiveRule',
      title: 'A message does not move its receiver’s clock forward',
      breaks: ['clock-condition', 'granted-in-time'],
      scenario: 'no-receive-rule',
    },
  ],
  timers: [
    { id: 'think', role: 'process', title: 'pause before the next request' },
    { id: 'use', role: 'process', title: 'time of use', arc: true },
    { id: 'patience', role: 'process', title: 'patience' },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Request', letter: 'Q', title: 'request' },
    { id: 'Ack', letter: 'a', title: 'acknowledgement', reply: true },
    { id: 'Release', letter: 'R', title: 'release' },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'idle', title: 'idle', mark: 'plain' },
    { id: 'waiting', title: 'waiting', mark: 'dashed' },
    { id: 'using', title: 'using it', mark: 'filled', band: true, label: 'uses the resource' },
  ],
  notes: [
    { id: 'acts', text: '{node} has an event of its own, at {C}', level: 'major', label: '{C}' },
    { id: 'jumps', text: '{node} sets its clock from {from} past {T}, to {to}', level: 'minor' },
    { id: 'requests', text: '{node} requests the resource: {request}', level: 'major', label: '{request}' },
    { id: 'granted', text: '{node} is granted the resource for {request}', level: 'major', label: 'granted' },
    { id: 'releases', text: '{node} releases the resource: {request} is over', level: 'minor' },
    {
      id: 'waits',
      text: '{node} has waited long for {request}: {missing}',
      level: 'major',
      label: 'still waits',
    },
  ],
  fields: {
    C: { help: 'The logical clock.' },
    T: { help: 'The timestamp: the clock of the sender when it sent this.' },
    P: { help: 'The process that requests.' },
    requestQueue: { help: 'Requests that are not released yet, first in the total order first.' },
    received: { help: 'The latest timestamp received from each other process.' },
    request: { help: 'Its own request.' },
    wanted: { help: 'How many more requests it is to make.' },
    event: {
      help: 'Which event of its node this is, and which one sent what it received. No rule reads it; promises do.',
    },
    n: { help: 'Which event of the sender sent it. No rule reads it; promises do.' },
  },
  properties: [
    {
      id: 'clock-condition',
      title: 'If a happened before b, then C(a) < C(b)',
      source: `${PAPER}: Clock Condition`,
      kind: 'always',
    },
    {
      id: 'mutual-exclusion',
      title: 'At most one process uses the resource',
      source: `${PAPER}: condition (I)`,
      kind: 'always',
    },
    {
      id: 'granted-in-order',
      title: 'Requests are granted in the order of their timestamps',
      source: `${PAPER}: condition (II), in the total order ⇒`,
      kind: 'always',
    },
    {
      id: 'granted-in-time',
      title: 'Every request is granted in time',
      source: `${PAPER}: condition (III), with a bound`,
      kind: 'always',
    },
  ],
  modelled: [
    'logical clocks, the total order, and the five rules of mutual exclusion',
    'links that keep order, which the algorithm needs; the parameter takes that away',
  ],
  notModelled: [
    'separate events within a step: what a process sends when it receives bears the time of the receipt',
    'the physical clocks of the paper’s second half',
    'any remedy for a lost message or a crash: the algorithm has none',
  ],
  duration: 900_000,
  engine: { latency: [10_000, 30_000], fifo: true },
  sources: [PAPER],
};

export default meta;
