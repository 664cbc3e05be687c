/** What notes say. */
import type { NodeId, NodeView, Property, StepView } from '../../../engine/api.ts';
import * as map from '../../../protolib/map.ts';
import type { NoteMessage } from '../state.ts';
import {
  changeOf,
  clientStep,
  isKeeper,
  type Lists,
  NO_LISTS,
  nameOf,
  notesToSee,
  withList,
} from './common.ts';

interface Sent {
  readonly lists: Lists;
  /** By keeper and name of a note: the words under which it was sent there. More than one only from a client that lies or forgets. */
  readonly words: map.PersistentMap<readonly string[]>;
}

export const onlyWhatWasSent: Property<Sent> = {
  id: 'only-what-was-sent',
  init: () => ({ lists: NO_LISTS, words: map.empty() }),
  step(acc, step, _nodes, broken) {
    const next = sending(acc, step);
    const change = changeOf(acc.lists, step);
    if (change === null) return next;
    const { keeper } = change;
    for (const { from, n, word } of keeper.byzantine ? [] : notesToSee(change)) {
      const words = map.get(next.words, sentTo(keeper.id, nameOf(from, n))) ?? [];
      if (words.includes(word)) continue;
      const sent = words.length === 0 ? 'was never sent it' : `was sent “${words.join('”, “')}”`;
      broken(`${keeper.id} has “${word}” as note ${n} of ${from}, and ${sent}.`);
    }
    return { ...next, lists: withList(acc.lists, change) };
  },
};

/** Takes in what a client sent. */
function sending(acc: Sent, step: StepView): Sent {
  const s = clientStep(step);
  // Most steps of clients send nothing.
  if (s === null || (s.durableBefore.sent === s.node.durable.sent && !s.node.byzantine)) return acc;
  let { words } = acc;
  for (const { to, message } of s.sent) {
    if (message.type !== 'Note') continue;
    const { n, word } = message as NoteMessage;
    const key = sentTo(to, nameOf(s.node.id, n));
    const known = map.get(words, key) ?? [];
    if (!known.includes(word)) words = map.set(words, key, [...known, word]);
  }
  return { ...acc, words };
}

function sentTo(keeper: string, name: string): string {
  return `${keeper} ${name}`;
}

interface Said {
  readonly lists: Lists;
  /** By the keeper's lane index: its word for each note, the last if it has several. */
  readonly words: Readonly<Record<number, map.PersistentMap<string>>>;
}

export const oneWord: Property<Said> = {
  id: 'one-word',
  init: () => ({ lists: NO_LISTS, words: {} }),
  step(acc, step, nodes, broken) {
    const change = changeOf(acc.lists, step);
    if (change === null) return acc;
    const { keeper, added } = change;
    let own = added === null ? map.empty<string>() : (acc.words[keeper.index] ?? map.empty<string>());
    for (const { from, n, word } of notesToSee(change)) own = map.set(own, nameOf(from, n), word);
    const words = { ...acc.words, [keeper.index]: own };
    if (!keeper.byzantine) {
      for (const { from, n } of notesToSee(change)) compare(words, keeper, from, n, nodes, broken);
    }
    return { lists: withList(acc.lists, change), words };
  },
};

function compare(
  words: Said['words'],
  keeper: NodeView,
  from: NodeId,
  n: number,
  nodes: readonly NodeView[],
  broken: (why: string) => void,
): void {
  const wordAt = (node: NodeView) => {
    const said = words[node.index];
    return said === undefined ? undefined : map.get(said, nameOf(from, n));
  };
  for (const other of nodes) {
    if (!isKeeper(other) || other.byzantine || other.id === keeper.id) continue;
    const [own, theirs] = [wordAt(keeper), wordAt(other)];
    if (theirs === undefined || theirs === own) continue;
    broken(`As note ${n} of ${from}, ${keeper.id} has “${own}” and ${other.id} has “${theirs}”.`);
  }
}
