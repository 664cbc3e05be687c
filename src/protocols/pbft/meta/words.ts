/** How what happens is put in words. */
import type { Meta } from '../../../engine/meta.ts';

// Protocol.messageKind returns indices into this list, by id.
export const messages: Meta['messages'] = [
  { id: 'Request', letter: 'R', title: 'request', client: true },
  { id: 'PrePrepare', letter: 'PP', title: 'pre-prepare' },
  { id: 'Prepare', letter: 'P', title: 'prepare' },
  { id: 'Commit', letter: 'C', title: 'commit' },
  { id: 'Reply', letter: 'r', title: 'reply', client: true, reply: true },
  { id: 'Checkpoint', letter: 'K', title: 'checkpoint' },
  { id: 'ViewChange', letter: 'V', title: 'view-change' },
  { id: 'NewView', letter: 'N', title: 'new-view' },
  { id: 'Status', letter: 'S', title: 'status', faint: true },
  { id: 'Fetch', letter: 'F', title: 'fetch' },
  { id: 'State', letter: 'T', title: 'state' },
];

// Role.status returns indices into this list.
export const statuses: Meta['statuses'] = [
  { id: 'backup', title: 'backup', mark: 'plain' },
  { id: 'primary', title: 'primary', mark: 'filled', band: true, label: 'primary, view {epoch}' },
  { id: 'changing', title: 'between views', mark: 'dashed' },
  { id: 'idle', title: 'idle', mark: 'plain' },
  { id: 'waiting', title: 'waiting for an answer', mark: 'plain' },
];

export const notes: Meta['notes'] = [
  { id: 'proposes', text: '{node} gives {request} number {n}', level: 'minor' },
  { id: 'prepared', text: '{node} has prepared {request} as number {n} in view {v}', level: 'minor' },
  { id: 'committedLocal', text: '{request} is committed-local at {node} as number {n}', level: 'minor' },
  { id: 'executes', text: '{node} executes {request}, number {n}', level: 'minor' },
  {
    id: 'executesNothing',
    text: '{node} passes over number {n}: {request}, nothing to do',
    level: 'minor',
  },
  {
    id: 'refusesDigest',
    text: '{node} refuses number {n} of {primary}: its digest is not that of the request',
    level: 'major',
    label: 'wrong digest',
  },
  {
    id: 'refusesNumber',
    text: '{node} refuses number {n}: above the high watermark {high}',
    level: 'major',
    label: 'number too high',
  },
  {
    id: 'refusesSecond',
    text: '{node} refuses {request} as number {n}: {primary} told it {has} before',
    level: 'major',
    label: 'second story',
  },
  { id: 'takesCheckpoint', text: '{node} takes a checkpoint after number {n}', level: 'minor' },
  {
    id: 'stable',
    text: '{node} has a stable checkpoint after number {n} and discards what lies before',
    level: 'minor',
  },
  {
    id: 'fetches',
    text: '{node} is behind: it fetches the state after number {n}',
    level: 'major',
    label: 'fetches state',
  },
  {
    id: 'refusesState',
    text: '{node} refuses a state after number {n} that nobody vouches for',
    level: 'major',
  },
  {
    id: 'catchesUp',
    text: '{node} catches up: it has the state after number {n}',
    level: 'major',
    label: 'catches up',
  },
  {
    id: 'asksForView',
    text: '{node} asks for view {view}; it has prepared: {prepared}',
    level: 'major',
    label: 'asks for view {view}',
  },
  {
    id: 'refusesViewChange',
    text: '{node} refuses the view-change of {replica} to view {view}: it proves nothing',
    level: 'major',
  },
  {
    id: 'cannotFill',
    text: '{node} cannot begin view {view}: there are more numbers to fill than a message can hold',
    level: 'major',
  },
  {
    id: 'beginsView',
    text: '{node} begins view {view} as its primary; it proposes again: {proposals}',
    level: 'major',
  },
  { id: 'entersView', text: '{node} enters view {view}; proposed again: {proposals}', level: 'minor' },
  {
    id: 'refusesNewView',
    text: '{node} refuses the new-view for view {view}: {why}',
    level: 'major',
    label: 'refuses view {view}',
  },
  { id: 'asksAll', text: '{node} has no answer: it sends {request} to all replicas', level: 'minor' },
  { id: 'told', text: '{node} takes it that {request} is done', level: 'major', label: '{request} done' },
  { id: 'toldValue', text: '{node} takes {key} to be {value}', level: 'major', label: '{key} is {value}' },
  {
    id: 'equivocates',
    text: '{node} tells different stories about number {n}: {stories}',
    level: 'major',
    label: 'equivocates',
  },
  {
    id: 'holdsBack',
    text: '{node} holds back number {n}, {request}: it needs another request to tell other replicas',
    level: 'major',
    label: 'holds back',
  },
  {
    id: 'agreesWith',
    text: '{node} agrees with {replica} about number {n} in view {view}',
    level: 'minor',
  },
  {
    id: 'provesNothing',
    text: '{node} denies in its view-change to view {view} that it prepared anything',
    level: 'major',
    label: 'denies',
  },
  {
    id: 'inventsProof',
    text: '{node} claims in its view-change to view {view} that a null request was prepared',
    level: 'major',
    label: 'invents a proof',
  },
  {
    id: 'falsifiesState',
    text: '{node} sends {replica} a false state after number {n}',
    level: 'major',
    label: 'false state',
  },
  {
    id: 'proposesNull',
    text: '{node} proposes nothing but null requests in view {view}, whatever was proved',
    level: 'major',
    label: 'null requests',
  },
  { id: 'replays', text: '{node} sends an old {message} again', level: 'minor' },
  {
    id: 'wrongDigest',
    text: '{node} names a wrong digest for number {n} in view {view}',
    level: 'major',
    label: 'wrong digest',
  },
  {
    id: 'wrongNumber',
    text: '{node} says number {said} for number {n} in view {view}',
    level: 'major',
    label: 'number {said}',
  },
  {
    id: 'liesToClient',
    text: '{node} tells {client} that the result is {value}',
    level: 'major',
    label: 'lies',
  },
];

export const fields: Meta['fields'] = {
  v: { help: 'View.' },
  n: { help: 'Sequence number; in a view-change and a checkpoint, that of the checkpoint.' },
  d: { help: 'Digest, of a request or a state.' },
  m: { help: 'The request itself; null is the null request.' },
  i: { help: 'The replica that says so.' },
  c: { help: 'The client.' },
  t: { help: 'The client’s timestamp: it counts its requests.' },
  o: { help: 'The operation.' },
  r: { help: 'The result.' },
  C: { help: 'Proof that the checkpoint is stable.' },
  P: { help: 'What the sender has prepared above its checkpoint, each with its proof.' },
  V: { help: 'The view-changes that allow the view.' },
  O: { help: 'The pre-prepares that follow from them.' },
  sig: { help: 'The sender’s signature.' },
  log: { help: 'The message log between the watermarks, by number.', drawn: true },
  viewChanges: { help: 'From each replica the view-change to the highest view.', drawn: true },
  newView: { help: 'What brought it into its view.', drawn: true },
  h: { help: 'Low watermark: number of the last stable checkpoint.' },
  seqno: { help: 'Highest number it has assigned as primary.' },
  prepared: { help: 'Proof that it prepared a request here: the latest.' },
  committed: { help: 'The pre-prepare that became committed-local here.' },
  waiting: { help: 'Requests received and not yet executed.' },
  attempts: { help: 'View changes since it last executed a request; its patience doubles with each.' },
  stable: { help: 'Proof of the checkpoint at the low watermark.' },
  kept: { help: 'Own states at checkpoints.' },
};
