/** Reads a pattern of events. */
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import { KINDS, type Kind } from '../../engine/trace.ts';
import type { Reader } from './reader.ts';
import type { EventPattern } from './types.ts';

/** Words that only rows of one kind can have: the kind need not be said. */
const IMPLIED: Readonly<Record<string, Kind>> = {
  note: 'note',
  timer: 'timer',
  rule: 'rule',
  fault: 'fault',
};
const WORDS = [
  ...['kind', 'node', 'peer', 'message', 'note', 'fields', 'timer', 'rule', 'fault', 'breaks', 'operation'],
  ...['epoch', 'lamport', 'vector', 'from', 'to', 'causes', 'causedBy', 'pick'],
];

export function readEvent(r: Reader, json: unknown): EventPattern {
  r.test();
  const object = r.object(json);
  r.only(object, WORDS, 'a word about an event');
  const { meta } = r.vocabulary;
  const said = object.kind === undefined ? undefined : (r.word(object.kind, KINDS, 'kind') as Kind);
  const implied = Object.keys(IMPLIED).find((word) => object[word] !== undefined);
  const kind = implied === undefined ? said : (IMPLIED[implied] as Kind);
  if (said !== undefined && kind !== said) r.fail(`: a row of kind "${said}" has no ${implied}`);
  if (object.message !== undefined && !['send', 'deliver', 'lost', 'corrupt'].includes(kind ?? '')) {
    r.fail(': of a message say also whether its "kind" is send, deliver or lost');
  }
  if (object.operation !== undefined && kind !== 'invoke' && kind !== 'reply') {
    r.fail(': of an operation say also whether its "kind" is invoke or reply');
  }
  if (object.fields !== undefined && kind !== 'note') r.fail(': only notes have "fields"');
  const ids = (things: readonly { readonly id: string }[]) => things.map(({ id }) => id);
  const get = <T>(word: string, read: (json: unknown) => T): { [k: string]: T } =>
    object[word] === undefined ? {} : { [word]: r.in(word, () => read(object[word])) };
  return {
    ...(kind === undefined ? {} : { kind }),
    ...get('node', (it) => r.nodes(it, 'node')),
    ...get('peer', (it) => r.nodes(it, 'peer')),
    ...get('message', (it) => r.known(it, ids(meta.messages), 'message', 'message')),
    ...get('note', (it) => r.known(it, [...ids(meta.notes), '!error', '!disk'], 'note', 'note')),
    ...get('fields', (it) => ({ op: 'fields', fields: r.fields(it) })),
    ...get('timer', (it) => r.known(it, ids(meta.timers), 'timer', 'timer')),
    ...get('rule', (it) => (typeof it === 'string' ? it : r.fail(': "rule" takes the id of a rule'))),
    ...get('fault', (it) =>
      r.word(
        it,
        FAULT_KINDS.map(({ type }) => type),
        'fault',
      ),
    ),
    ...get('breaks', (it) => r.property(it, 'breaks')),
    ...get('operation', (it) => ({ op: 'fields', fields: r.fields(it) })),
    ...get('epoch', (it) => r.value(it)),
    ...get('lamport', (it) => r.value(it)),
    ...get('vector', (it) => r.value(it)),
    ...get('from', (it) => r.micros(it, 'from')),
    ...get('to', (it) => r.micros(it, 'to')),
    ...get('causes', (it) => readEvent(r, it)),
    ...get('causedBy', (it) => readEvent(r, it)),
    ...get('pick', (it) => r.word(it, ['first', 'last'], 'pick')),
  } as EventPattern;
}
