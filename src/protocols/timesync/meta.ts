import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const CRISTIAN = 'Cristian, “Probabilistic Clock Synchronization”, Distributed Computing 3, 1989';
const NTP = 'Mills, Martin, Burbank & Kasch, “Network Time Protocol Version 4”, RFC 5905, 2010';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'server',
      prefix: 'S',
      title: 'time server',
      plural: 'time servers',
      count: { min: 1, max: 1, default: 1 },
      shape: 'circle',
      disk: false,
    },
    {
      id: 'client',
      prefix: 'C',
      title: 'client',
      plural: 'clients',
      count: { min: 1, max: 5, default: 2 },
      shape: 'circle',
      disk: false,
    },
  ],
  params: [
    {
      id: 'method',
      title: 'method',
      help: 'NTP takes what the server needed out of the round trip; Cristian’s knows only when the answer left, and that no message is faster than the shortest delay.',
      kind: 'enum',
      options: ['NTP', 'Cristian'],
      default: 'NTP',
    },
    {
      id: 'polls',
      title: 'questions by itself',
      help: 'How often each client asks without being told to. 0: only when told.',
      kind: 'int',
      min: 0,
      max: 100_000,
      default: 3,
    },
    {
      id: 'period',
      title: 'time between questions',
      help: 'How long a client waits before it asks again, by its own stopwatch.',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 3_600_000_000,
      default: 100_000,
    },
    {
      id: 'work',
      title: 'time the server needs',
      help: 'How long the server works at each answer, one after the other.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 0,
    },
    {
      id: 'shortest',
      title: 'shortest delay',
      help: 'Cristian: the least time that a message takes, as the client knows it.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 5_000,
    },
    {
      id: 'maxDelay',
      title: 'longest delay to use',
      help: 'An answer that took longer than this is not used. 0: every answer is.',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 60_000_000,
      default: 0,
    },
  ],
  advice: [
    {
      param: 'latency',
      below: 'period',
      times: 0.5,
      shownAt: 'period',
      why: 'Shorter than the way there and back: some answers come after the next question, and are not used.',
    },
  ],
  commands: [{ type: 'ask', role: 'client', title: 'Ask for the time', label: 'ask', fields: [] }],
  variants: [
    {
      id: 'wallRoundTrip',
      title: 'The round trip is measured by the clock that is being set',
      breaks: ['error-bounded', 'error-is-asymmetry'],
      scenario: 'wall-round-trip',
    },
  ],
  timers: [
    { id: 'work', role: 'server', title: 'work at an answer', arc: true },
    { id: 'poll', role: 'client', title: 'time to the next question' },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'Ask', letter: 'Q', title: 'question' },
    { id: 'Answer', letter: 'a', title: 'answer', reply: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'free', title: '', mark: 'plain' },
    { id: 'working', title: 'works', mark: 'plain', band: true, label: 'works' },
    { id: 'client', title: '', mark: 'plain' },
  ],
  notes: [
    { id: 'asks', text: '{node} asks for the time at {t1} ms by its own clock', level: 'minor' },
    {
      id: 'sets',
      text: '{node} sets its clock by {offset} ms after a delay of {delay} ms: wrong by at most {bound} ms',
      level: 'major',
      label: '{offset} ± {bound}',
    },
    {
      id: 'discards',
      text: '{node} does not use an answer that took {delay} ms',
      level: 'major',
      label: 'not used',
    },
  ],
  fields: {
    correction: { unit: 'µs', help: 'What it adds to the clock of its machine.' },
    asked: { help: 'How many times it has asked.' },
    t1: { unit: 'µs', help: 'The client’s clock when it asked.' },
    t2: { unit: 'µs', help: 'The server’s clock when the question came.' },
    t3: { unit: 'µs', help: 'The server’s clock when the answer left.' },
    t4: { unit: 'µs', help: 'The client’s clock when the answer came.' },
    stopwatch: { unit: 'µs', help: 'Its stopwatch when it asked.' },
    offset: { unit: 'µs', help: 'θ: by how much the server is thought to be ahead.' },
    delay: { unit: 'µs', help: 'δ, or with Cristian the round trip.' },
    bound: { unit: 'µs', help: 'How wrong the clock can be after it was set.' },
    clock: { unit: 'µs', help: 'Its clock once it was set.' },
    k: { help: 'Which of the client’s questions it is.' },
  },
  properties: [
    {
      id: 'error-bounded',
      title: 'A clock that was just set is off by no more than its client thinks',
      source: `${NTP}: δ/2; ${CRISTIAN}: RTT/2 − min; the server right, drift below 1,000 ppm`,
      kind: 'always',
    },
    {
      id: 'error-is-asymmetry',
      title: 'What it is off by is half of what the way there took longer than the way back',
      source: `${NTP}; the server right, drift below 1,000 ppm`,
      kind: 'always',
    },
  ],
  modelled: [
    'the four timestamps of NTP, Cristian’s method, answers that took too long',
    'clocks of machines that are off, drift, step and stop',
  ],
  notModelled: [
    'several servers, and NTP’s choice among them and among its last eight answers',
    'slewing: a clock is set in one go, backwards too',
  ],
  duration: 400_000,
  engine: { latency: [5_000, 25_000] },
  sources: [CRISTIAN, NTP],
};

export default meta;
