import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const OURS = 'the gallery’s own';
const DETECTOR = 'Chandra & Toueg, “Unreliable Failure Detectors for Reliable Distributed Systems”, 1996';
const PILLAI = 'Pillai et al., “All File Systems Are Not Created Equal”, OSDI 2014';

export const meta: Meta = {
  ...card,
  version: 2,
  roles: [
    {
      id: 'client',
      prefix: 'C',
      title: 'client',
      plural: 'clients',
      count: { min: 0, max: 3, default: 1 },
      shape: 'square',
      disk: false,
    },
    {
      id: 'keeper',
      prefix: 'K',
      title: 'keeper',
      plural: 'keepers',
      count: { min: 1, max: 5, default: 2 },
      shape: 'circle',
    },
  ],
  params: [
    {
      id: 'pace',
      title: 'pace of notes',
      help: 'A client has a note for every keeper this often, and sends it when the one before has ended. 0: only when told to.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 80_000,
    },
    {
      id: 'notes',
      title: 'notes',
      help: 'After so many notes a client’s pace ends.',
      kind: 'int',
      min: 0,
      max: 10_000,
      default: 5,
    },
    {
      id: 'answerWithin',
      title: 'answer within',
      help: 'A note should be confirmed in this time. A client says when it was not, and waits on; a promise is judged by it.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 60_000,
    },
    {
      id: 'patience',
      title: 'client patience',
      help: 'A client that has waited this long for a note to be confirmed gives it up. 0: it waits for ever.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 100_000,
    },
    {
      id: 'heartbeat',
      title: 'heartbeat',
      help: 'How often a keeper tells the others that it is alive.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 40_000,
    },
    {
      id: 'suspectAfter',
      title: 'suspect after',
      help: 'At each heartbeat of its own a keeper suspects the others that were silent for this long.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 120_000,
    },
  ],
  advice: [
    {
      param: 'heartbeat',
      below: 'suspectAfter',
      shownAt: 'suspectAfter',
      why: 'Not longer than a heartbeat: keepers will be suspected without any fault.',
    },
    {
      param: 'latency',
      below: 'answerWithin',
      times: 0.5,
      shownAt: 'answerWithin',
      why: 'Shorter than the way there and back: some answers will be late without any fault.',
    },
  ],
  commands: [
    {
      type: 'note',
      role: 'client',
      title: 'Send a note',
      label: '{word}',
      fields: [
        { id: 'word', title: 'word', kind: 'string', maxLength: 12, default: 'tea' },
        { id: 'to', title: 'only to', kind: 'node', role: 'keeper', optional: true },
      ],
    },
  ],
  variants: [
    {
      id: 'ackBeforeSync',
      title: 'Keepers confirm before the disk does',
      breaks: ['confirmed-kept'],
      scenario: 'confirmed-before-fsync',
    },
  ],
  behaviours: [
    {
      id: 'confirmsUnkept',
      role: 'keeper',
      title: 'Confirms what it throws away',
      help: 'It confirms every note and stores none.',
      fields: [],
    },
    {
      id: 'silentTo',
      role: 'keeper',
      title: 'Is silent to one keeper',
      help: 'It sends nothing to the keeper chosen, and is as always to everybody else.',
      fields: [{ id: 'to', title: 'silent to', kind: 'node', role: 'keeper' }],
    },
    {
      id: 'twoWords',
      role: 'client',
      title: 'Tells one keeper another word',
      help: 'Under one number it sends the keeper chosen “stones”, and all others the true word.',
      fields: [{ id: 'to', title: 'lies to', kind: 'node', role: 'keeper' }],
    },
  ],
  timers: [
    { id: 'pace', role: 'client', title: 'pace timer', arc: true },
    { id: 'late', role: 'client', title: 'timer for late answers' },
    { id: 'patience', role: 'client', title: 'patience' },
    { id: 'beat', role: 'keeper', title: 'heartbeat timer', arc: true },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Note', letter: 'N', title: 'note', client: true },
    { id: 'Kept', letter: 'k', title: 'confirmation', client: true, reply: true },
    { id: 'Alive', letter: 'A', title: 'heartbeat', faint: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'calm', title: 'calm', mark: 'plain' },
    { id: 'suspecting', title: 'suspecting', mark: 'dashed', band: true },
    { id: 'idle', title: 'idle', mark: 'plain' },
    { id: 'waiting', title: 'waiting for confirmation', mark: 'plain' },
  ],
  notes: [
    { id: 'sends', text: '{node} sends note {n}, “{word}”', level: 'minor' },
    { id: 'stores', text: '{node} stores “{word}”, note {n} of {client}', level: 'minor' },
    { id: 'told', text: '{node} is told that {keeper} keeps note {n}', level: 'minor' },
    {
      id: 'toldLate',
      text: '{node} is told that {keeper} keeps note {n}, which it had given up',
      level: 'major',
      label: 'told too late',
    },
    { id: 'queues', text: '{node} has another note to send, and waits for note {n} first', level: 'minor' },
    {
      id: 'late',
      text: '{node} has waited {waited} for {missing} to confirm note {n}',
      level: 'minor',
    },
    {
      id: 'givesUp',
      text: '{node} gives up note {n}: {answers}',
      level: 'major',
      label: 'gives up note {n}',
    },
    {
      id: 'backwards',
      text: '{node} sees time go back: {keeper} stamped note {n} at least {by} too early',
      level: 'major',
      label: 'time goes back',
    },
    {
      id: 'suspects',
      text: '{node} suspects {peer}, silent for {silent}',
      level: 'major',
      label: 'suspects {peer}',
    },
    { id: 'trusts', text: '{node} hears {peer} again', level: 'major', label: 'hears {peer} again' },
    { id: 'finds', text: '{node} finds on its disk: {found}', level: 'major', label: 'finds {found}' },
    { id: 'confirmsUnkept', text: '{node} lies: it says it keeps note {n}', level: 'major', label: 'lies' },
    {
      id: 'twoWords',
      text: '{node} lies: it sends {keeper} “stones” as note {n}',
      level: 'major',
      label: 'lies',
    },
  ],
  fields: {
    stamp: { unit: 'µs', help: 'The keeper’s wall clock when the note came.' },
    heard: { unit: 'µs', help: 'When it last heard from each other keeper, by its own stopwatch.' },
    floor: {
      unit: 'µs',
      help: 'The highest stamp it had been told when it sent the note: no keeper should stamp it lower.',
    },
    latest: { unit: 'µs', help: 'The highest stamp it has been told.' },
  },
  properties: [
    {
      id: 'confirmed-kept',
      title: 'What a client is told is kept is there, and stays there',
      source: `Durability; ${PILLAI}`,
      kind: 'always',
    },
    {
      id: 'count-agrees',
      title: 'A keeper’s count is the number of its notes',
      source: `Atomicity of a write; ${PILLAI}`,
      kind: 'always',
    },
    { id: 'stored-once', title: 'No keeper stores a note twice', source: OURS, kind: 'always' },
    {
      id: 'stored-in-order',
      title: 'Each keeper has a client’s notes in the order they were sent',
      source: 'FIFO order',
      kind: 'always',
    },
    {
      id: 'only-what-was-sent',
      title: 'A keeper has only what it was sent, word for word',
      source: 'Integrity',
      kind: 'always',
    },
    {
      id: 'one-word',
      title: 'No two keepers have different words under one number',
      source: 'Agreement',
      kind: 'always',
    },
    {
      id: 'answered-in-time',
      title: 'A keeper that is up confirms a note in time',
      source: 'Timeliness of a synchronous system',
      kind: 'always',
    },
    {
      id: 'no-false-suspicion',
      title: 'No keeper is suspected while it is up',
      source: `Strong accuracy; ${DETECTOR}`,
      kind: 'always',
    },
    {
      id: 'crash-noticed',
      title: 'A keeper that is down is suspected in time',
      source: `Strong completeness, with a bound; ${DETECTOR}`,
      kind: 'always',
    },
    {
      id: 'stamps-follow',
      title: 'What was sent after a confirmation has no older stamp',
      source: 'Lamport, “Time, Clocks, and the Ordering of Events”, 1978: the clock condition',
      kind: 'always',
    },
  ],
  modelled: [
    'links, disks, clocks and nodes with every fault of the lab',
    'a failure detector with heartbeats and a fixed timeout',
  ],
  notModelled: [
    'any remedy: no retries, no duplicates thrown away, no order restored, no signatures, no repair',
    'what keepers might do with a suspicion: they note it, and no more',
  ],
  duration: 600_000,
  engine: { latency: [8_000, 12_000] },
  sources: [DETECTOR, PILLAI],
};

export default meta;
