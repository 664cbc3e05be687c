/** What messages, states and events are called. */
import type { Meta } from '../../../engine/meta.ts';

/** Protocol.messageKind returns indices into this list. */
export const messages: Meta['messages'] = [
  { id: 'State', letter: 'S', title: 'state' },
  { id: 'Delta', letter: 'D', title: 'delta' },
  { id: 'Ack', letter: 'k', title: 'confirmation', reply: true },
  { id: 'Ops', letter: 'O', title: 'bundle of operations' },
  { id: 'Digest', letter: 'd', title: 'list of what was seen', faint: true },
  { id: 'Hello', letter: 'h', title: 'hello', faint: true },
];

/** Role.status returns indices into this list. */
export const statuses: Meta['statuses'] = [
  { id: 'up', title: 'up', mark: 'plain' },
  { id: 'waiting', title: 'waiting for earlier operations', mark: 'dashed', band: true },
];

export const notes: Meta['notes'] = [
  { id: 'edits', text: '{node} {what}: {value}', level: 'major', label: '{short}' },
  {
    id: 'refuses',
    text: '{node} refuses: “{what}” cannot be done, {why}',
    level: 'major',
    label: 'refused',
  },
  { id: 'merges', text: '{node} merges {updates} from {peer}: {value}', level: 'major' },
  { id: 'nothingNew', text: '{node} learns nothing new from {peer}: {value}', level: 'minor' },
  { id: 'applies', text: '{node} applies {update}: {value}', level: 'major' },
  { id: 'duplicate', text: '{node} has {update} already, and does not apply it again', level: 'minor' },
  {
    id: 'waits',
    text: '{node} holds {update} back until {missing} is there',
    level: 'major',
    label: 'holds {update} back',
  },
  { id: 'hearsAgain', text: '{node} hears {peer} again', level: 'minor' },
  { id: 'restarts', text: '{node} finds on its disk: {value}', level: 'minor' },
];
