/** What a log looks like to whatever draws runs: hosts, messages without a kind, and one note for what each event says. */
import type { Meta } from '../engine/meta.ts';

export const LOG_META: Meta = {
  id: 'log',
  title: 'Log',
  version: 1,
  family: 'recorded elsewhere',
  summary: 'Events of a real system, ordered by the vector clocks they carry.',
  roles: [
    {
      id: 'host',
      prefix: '',
      title: 'host',
      plural: 'hosts',
      count: { min: 0, max: 255, default: 0 },
      shape: 'circle',
    },
  ],
  params: [],
  commands: [],
  variants: [],
  timers: [],
  messages: [{ id: 'message', letter: '', title: 'message' }],
  statuses: [],
  notes: [{ id: 'event', text: '{text}', label: '{label}', level: 'major' }],
  properties: [
    {
      id: 'vector-clocks',
      title: 'vector clock',
      source: 'Fidge 1988; Mattern 1989',
      kind: 'always',
    },
  ],
  modelled: [],
  notModelled: ['time: a log’s own times are not trusted, and nothing is drawn from them'],
  duration: 1,
  sources: ['https://bestchai.bitbucket.io/shiviz/'],
};
