import type { Meta } from '../../engine/meta.ts';
import { card } from './card.ts';

const LAMPORT = 'Lamport, “Time, Clocks, and the Ordering of Events in a Distributed System”, 1978';
const MATTERN = 'Mattern, “Virtual Time and Global States of Distributed Systems”, 1988';
const HLC =
  'Kulkarni, Demirbas, Madappa, Avva and Leone, “Logical Physical Clocks and Consistent Snapshots in Globally Distributed Databases”, 2014';

export const meta: Meta = {
  ...card,
  version: 1,
  roles: [
    {
      id: 'process',
      prefix: 'P',
      title: 'process',
      plural: 'processes',
      count: { min: 2, max: 6, default: 3 },
      shape: 'circle',
      disk: false,
    },
  ],
  params: [
    {
      id: 'clock',
      title: 'stamps in the picture',
      help: 'Which clock is written beside each event. The run is the same with any.',
      kind: 'enum',
      options: ['lamport', 'vector', 'hlc'],
      default: 'vector',
    },
    {
      id: 'exercise',
      title: 'exercise',
      help: 'Hides the stamps: fill them in, or say of two events which came before.',
      kind: 'enum',
      options: ['none', 'fill', 'order'],
      default: 'none',
    },
  ],
  commands: [
    { type: 'local', role: 'process', title: 'Local event', label: 'event', fields: [] },
    {
      type: 'send',
      role: 'process',
      title: 'Send a message',
      label: 'to {to}',
      fields: [
        { id: 'to', title: 'to', kind: 'node', role: 'process' },
        { id: 'after', title: 'time on its way, µs', kind: 'int', min: 0, max: 60_000_000, default: 20_000 },
      ],
    },
  ],
  variants: [],
  timers: [],
  // Protocol.messageKind returns indices into this list.
  messages: [{ id: 'Message', letter: 'm', title: 'message' }],
  // Role.status returns indices into this list.
  statuses: [{ id: 'there', title: '', mark: 'plain' }],
  notes: [
    { id: 'acts', text: '{node} has a local event', level: 'major' },
    { id: 'sends', text: '{node} sends a message to {to}', level: 'major' },
    { id: 'receives', text: '{node} receives a message from {from}', level: 'major' },
  ],
  fields: {
    events: { help: 'How many events it has had.' },
    after: { unit: 'µs', help: 'How long the message takes.' },
  },
  properties: [],
  modelled: [
    'events and messages as they are drawn',
    'clocks that are off, crashes and lost messages, if you add them',
  ],
  notModelled: ['what messages say', 'what processes do with them'],
  duration: 100_000,
  engine: { latency: [0, 0] },
  sources: [LAMPORT, MATTERN, HLC],
  panel: 'Drawing',
};

export default meta;
