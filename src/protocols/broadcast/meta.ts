import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const HT = 'Hadzilacos & Toueg, “A Modular Approach to Fault-Tolerant Broadcasts and Related Problems”, 1994';
const BSS =
  'Birman, Schiper & Stephenson, “Lightweight Causal and Atomic Group Multicast”, ACM TOCS 9(3), 1991';
const LAMPORT =
  'Lamport, “Time, Clocks, and the Ordering of Events in a Distributed System”, CACM 21(7), 1978';
const CT =
  'Chandra & Toueg, “Unreliable Failure Detectors for Reliable Distributed Systems”, JACM 43(2), 1996';
const AMOEBA =
  'Kaashoek & Tanenbaum, “Group Communication in the Amoeba Distributed Operating System”, ICDCS 1991';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'process',
      prefix: 'P',
      title: 'process',
      plural: 'processes',
      count: { min: 2, max: 7, default: 3 },
      shape: 'circle',
      disk: false,
    },
  ],
  params: [
    {
      id: 'order',
      title: 'order',
      help: 'In which order messages are delivered. With a sequencer that is P1.',
      kind: 'enum',
      options: ['best effort', 'FIFO', 'causal', 'total, sequencer', 'total, timestamps'],
      default: 'causal',
    },
    {
      id: 'judged',
      title: 'order asked for',
      help: 'Which order the run is held to: what its own order promises, or another, to see what it does not promise.',
      kind: 'enum',
      options: ['as it promises', 'FIFO', 'causal', 'total'],
      default: 'as it promises',
    },
    {
      id: 'messages',
      title: 'messages by itself',
      help: 'How many messages each process broadcasts without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 10_000,
      default: 2,
    },
    {
      id: 'pace',
      title: 'pause before a message',
      help: 'A process that broadcasts by itself waits so long before each message, drawn from this range.',
      kind: 'range',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: [10_000, 80_000],
    },
    {
      id: 'within',
      title: 'delivered within',
      help: 'Everybody who is up should have delivered a message so long after it was broadcast; a promise is judged by it.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 250_000,
    },
  ],
  commands: [
    {
      type: 'broadcast',
      role: 'process',
      title: 'Broadcast',
      label: '{text}',
      fields: [{ id: 'text', title: 'text', kind: 'string', maxLength: 12, default: 'hello' }],
    },
    {
      type: 'answer',
      role: 'process',
      title: 'Answer a message',
      label: '{text}, once it has {to}',
      fields: [
        { id: 'text', title: 'answer', kind: 'string', maxLength: 12, default: 'answer' },
        { id: 'to', title: 'to the message', kind: 'string', maxLength: 12, default: 'question' },
      ],
    },
  ],
  variants: [
    {
      id: 'onlySender',
      title: 'Only the sender’s own entry of the vector is compared',
      breaks: ['causal-order'],
      scenario: 'only-sender',
    },
    {
      id: 'receiptOrder',
      title: 'Messages are delivered as they come, whatever the sequencer says',
      breaks: ['total-order'],
      scenario: 'receipt-order',
    },
    {
      id: 'noWait',
      title: 'A message is delivered without having heard from everybody',
      breaks: ['causal-order', 'total-order'],
      scenario: 'no-wait',
    },
  ],
  timers: [
    { id: 'pace', role: 'process', title: 'pause before the next message' },
    { id: 'late', role: 'process', title: 'delivery deadline' },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Data', letter: 'm', title: 'message' },
    { id: 'Number', letter: '#', title: 'number' },
    { id: 'Ack', letter: 'a', title: 'acknowledgement', reply: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'clear', title: '', mark: 'plain' },
    { id: 'holding', title: 'holds back', mark: 'dashed', band: true, label: 'holds back' },
  ],
  notes: [
    { id: 'broadcasts', text: '{node} broadcasts “{text}”', level: 'major', label: '{text}' },
    { id: 'delivers', text: '{node} delivers “{text}” of {from}', level: 'minor', label: '{text}' },
    { id: 'holds', text: '{node} holds back “{text}” of {from} until it has {why}', level: 'major' },
  ],
  fields: {
    log: { help: 'What happened here, as those who use the broadcast see it.' },
    sent: { help: 'How many messages it has broadcast.' },
    held: { help: 'Messages that have come and wait.' },
    V: {
      help: 'How many messages of each sender were delivered; on a message: by its sender when it sent it, this one included.',
    },
    C: { help: 'Logical clock, for total order by timestamps.' },
    T: { help: 'The sender’s logical clock when it sent this.' },
    received: { help: 'The latest timestamp from each other process.' },
    next: { help: 'The number to give next, or to deliver next.' },
    numbers: { help: 'The sequencer’s number of each message.' },
    answers: { help: 'What it will say once it has delivered something.' },
    asked: { help: 'Up to which of its messages it was looked whether all have them in time.' },
    n: { help: 'Which of its sender’s messages it is.' },
    s: { help: 'The number that the sequencer gave the message.' },
  },
  properties: [
    {
      id: 'integrity',
      title: 'Nobody delivers a message twice, or one that nobody broadcast',
      source: `${HT}: Integrity`,
      kind: 'always',
    },
    {
      id: 'fifo-order',
      title:
        'Where FIFO order is asked for, nobody delivers a message before an earlier one of the same sender',
      source: `${HT}: FIFO Order`,
      kind: 'always',
    },
    {
      id: 'causal-order',
      title: 'Where causal order is asked for, nobody delivers a message before one that may have caused it',
      source: `${HT}: Causal Order; ${BSS}`,
      kind: 'always',
    },
    {
      id: 'total-order',
      title: 'Where total order is asked for, no two processes deliver two messages in different orders',
      source: `${HT}: Total Order`,
      kind: 'always',
    },
    {
      id: 'delivered-in-time',
      title: 'Everybody who is up delivers every message in time',
      source: `${HT}: Validity and Agreement, with a bound`,
      kind: 'always',
    },
  ],
  modelled: [
    'best effort, FIFO, causal and total order, the last with a sequencer and with timestamps',
    'messages that are held back, and what they wait for',
  ],
  notModelled: [
    'reliable broadcast: nothing is sent again, and who crashes while it sends may reach only some',
    'a new sequencer when P1 crashes: that takes agreement (total order and consensus are equivalent; Chandra & Toueg 1996)',
  ],
  duration: 600_000,
  engine: { latency: [10_000, 50_000], fifo: true },
  sources: [HT, BSS, LAMPORT, AMOEBA, CT],
};

export default meta;
