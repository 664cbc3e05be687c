/** The rules as pseudocode. Handlers call `ctx.rule` with the ids given here; rules of a type bear its name. */
import type { RuleBlock, RuleBook } from '../../engine/meta.ts';

const RR = 'INRIA RR-7506';

const REPLICATION: readonly RuleBlock[] = [
  {
    id: 'update',
    title: 'On an update',
    source: `${RR}, §2.2`,
    lines: [
      { text: 'do it here and now, and wait for nobody', rule: 'crdt.update' },
      { text: 'where nobody may go below zero: refuse what this copy has not', rule: 'crdt.floor' },
    ],
  },
  {
    id: 'state',
    title: 'State-based: whole states',
    source: `${RR}, §2`,
    lines: [
      { text: 'send (state, seen)', rule: 'crdt.state.send' },
      { text: 'on (state′, seen′): state ← merge(state, state′)', rule: 'crdt.merge' },
      { text: '  seen ← seen ∪ seen′', rule: 'crdt.merge' },
    ],
  },
  {
    id: 'operations',
    title: 'Operation-based: causal broadcast',
    source: `${RR}, §2; Birman, Schiper, Stephenson 1991`,
    lines: [
      { text: 'send each operation to everybody, with what its replica had seen', rule: 'crdt.ops.send' },
      { text: 'on an operation that was seen already: do nothing', rule: 'crdt.ops.duplicate' },
      { text: 'on one that was made after others not here yet: hold it back', rule: 'crdt.ops.wait' },
      { text: 'otherwise: apply it', rule: 'crdt.ops.apply' },
      { text: 'anti-entropy: say what was seen; whoever has more sends it', rule: 'crdt.ops.digest' },
    ],
  },
  {
    id: 'deltas',
    title: 'Delta-based: small states',
    source: 'Almeida, Shoker, Baquero 2018, Algorithm 2',
    lines: [
      { text: 'send the join of all deltas that the other has not confirmed', rule: 'crdt.delta.send' },
      { text: '  the whole state, if some of these are gone', rule: 'crdt.delta.send' },
      { text: 'on a delta: merge it, keep it for the others, confirm it', rule: 'crdt.delta.receive' },
      { text: 'on a confirmation: let go what all have confirmed', rule: 'crdt.delta.confirmed' },
    ],
  },
  {
    id: 'synchronise',
    title: 'Anti-entropy',
    source: 'Demers et al., “Epidemic Algorithms for Replicated Database Maintenance”, 1987',
    lines: [
      { text: 'every period: synchronise with the next replica, or with all', rule: 'crdt.periodic' },
      { text: 'or: say hello every period', rule: 'crdt.hello' },
      { text: '  synchronise with whoever was silent and is heard again', rule: 'crdt.reconnect' },
      { text: 'or when told to: bring my state to that replica', rule: 'crdt.command' },
    ],
  },
];

/** What updates do to each type, and what merging and operations do. */
const TYPE_RULES: readonly RuleBlock[] = [
  {
    id: 'g-counter',
    title: 'G-Counter',
    source: 'INRIA RR-7506, Specifications 5 and 6',
    lines: [
      { text: 'increment by k at i: counts[i] ← counts[i] + k', rule: 'g-counter.increment' },
      { text: 'merge: counts[j] ← max(counts[j], counts′[j]) for every j', rule: 'g-counter.merge' },
      { text: 'operation: n ← n + k', rule: 'g-counter.apply' },
      { text: 'value: the sum of all counts, or n' },
    ],
  },
  {
    id: 'pn-counter',
    title: 'PN-Counter',
    source: 'INRIA RR-7506, Specifications 5 and 7',
    lines: [
      { text: 'increment by k at i: plus[i] ← plus[i] + k', rule: 'pn-counter.increment' },
      { text: 'decrement by k at i: minus[i] ← minus[i] + k', rule: 'pn-counter.decrement' },
      { text: 'merge: of plus and of minus, the greater of each entry', rule: 'pn-counter.merge' },
      { text: 'operation: n ← n + k, or n − k', rule: 'pn-counter.apply' },
      { text: 'value: the sum of plus without the sum of minus, or n' },
    ],
  },
  {
    id: 'g-set',
    title: 'G-Set',
    source: 'INRIA RR-7506, Specification 11',
    lines: [
      { text: 'add e: elements ← elements ∪ {e}', rule: 'g-set.add' },
      { text: 'merge: elements ∪ elements′', rule: 'g-set.merge' },
      { text: 'operation: elements ∪ {e}', rule: 'g-set.apply' },
    ],
  },
  {
    id: '2p-set',
    title: '2P-Set',
    source: 'INRIA RR-7506, Specification 12',
    lines: [
      { text: 'add e, if it was never removed: added ← added ∪ {e}', rule: '2p-set.add' },
      { text: 'remove e, if it is there: removed ← removed ∪ {e}', rule: '2p-set.remove' },
      { text: 'merge: added ∪ added′, removed ∪ removed′', rule: '2p-set.merge' },
      { text: 'operation: the same, with the one element', rule: '2p-set.apply' },
      { text: 'value: added without removed' },
    ],
  },
  {
    id: 'or-set',
    title: 'OR-Set',
    source: 'INRIA RR-7506, Specification 15',
    lines: [
      { text: 'add e: adds ← adds ∪ {(e, new unique tag)}', rule: 'or-set.add' },
      { text: 'remove e: removes ← removes ∪ {all (e, tag) that are seen here}', rule: 'or-set.remove' },
      { text: 'merge: adds ∪ adds′, removes ∪ removes′', rule: 'or-set.merge' },
      { text: 'operation: put the tag in, or take the tags out', rule: 'or-set.apply' },
      { text: 'value: e, if one of its tags is not removed' },
    ],
  },
  {
    id: 'orswot',
    title: 'ORSWOT',
    source: 'INRIA RR-8083',
    lines: [
      { text: 'add e at i: v[i] ← v[i] + 1; the dots of e ← {(i, v[i])}', rule: 'orswot.add' },
      { text: 'remove e: drop its dots, and keep v', rule: 'orswot.remove' },
      { text: 'merge: keep dots that both have, and those that the other never saw', rule: 'orswot.merge' },
      { text: '  v ← the greater of each entry', rule: 'orswot.merge' },
      { text: 'operation: put the dot in, or take the dots out', rule: 'orswot.apply' },
    ],
  },
  {
    id: 'lww-register',
    title: 'LWW-Register',
    source: 'INRIA RR-7506, Specifications 8 and 9',
    lines: [
      { text: 'write x: (x, stamp, replica)', rule: 'lww-register.write' },
      { text: 'merge: keep the greater (stamp, replica)', rule: 'lww-register.merge' },
      { text: 'operation: the same', rule: 'lww-register.apply' },
    ],
  },
  {
    id: 'mv-register',
    title: 'MV-Register',
    source: 'INRIA RR-7506, Specification 10',
    lines: [
      {
        text: 'write x at i: v ← the greater of each entry of all versions; v[i] ← v[i] + 1; versions ← {(x, v)}',
        rule: 'mv-register.write',
      },
      { text: 'merge: all versions that no other knows of', rule: 'mv-register.merge' },
      { text: 'operation: the same, with the one version', rule: 'mv-register.apply' },
    ],
  },
  {
    id: 'lww-map',
    title: 'LWW-Map',
    source: 'A LWW-Register under each key',
    lines: [
      { text: 'put k = x: entries[k] ← (x, stamp, replica)', rule: 'lww-map.put' },
      { text: 'delete k: entries[k] ← (nothing, stamp, replica)', rule: 'lww-map.delete' },
      { text: 'merge: key by key, keep the greater (stamp, replica)', rule: 'lww-map.merge' },
      { text: 'operation: the same, with the one key', rule: 'lww-map.apply' },
    ],
  },
  {
    id: 'or-map',
    title: 'OR-Map',
    source: 'Almeida, Shoker, Baquero 2018: an ORSWOT of parts under each key',
    lines: [
      { text: 'update k: put (new dot, amount, note) under k', rule: 'or-map.item' },
      { text: 'delete k: drop all parts of k that are seen here, and keep v', rule: 'or-map.delete' },
      { text: 'merge: keep parts that both have, and those that the other never saw', rule: 'or-map.merge' },
      { text: 'operation: put the part in, or take the parts out', rule: 'or-map.apply' },
      { text: 'value of k: the sum of the amounts, the latest note' },
    ],
  },
  {
    id: 'rga',
    title: 'RGA',
    source: 'Roh, Jeon, Kim, Lee 2011',
    lines: [
      { text: 'type c behind a: give c an id greater than all seen; hang it on a', rule: 'rga.type' },
      { text: 'erase: mark the characters, and keep them', rule: 'rga.erase' },
      { text: 'merge: all characters of both; on one character, younger ones first', rule: 'rga.merge' },
      { text: 'operation: go right past characters with a greater id, and put c there', rule: 'rga.apply' },
    ],
  },
  {
    id: 'fugue',
    title: 'Fugue',
    source: 'Weidner, Kleppmann 2023',
    lines: [
      { text: 'type c behind a: hang it on the right of a', rule: 'fugue.type' },
      { text: '  if something hangs there: on the left of what comes next in the text', rule: 'fugue.type' },
      { text: 'erase: mark the characters, and keep them', rule: 'fugue.erase' },
      {
        text: 'merge: all characters of both; on one side of one character, in the order of their replicas',
        rule: 'fugue.merge',
      },
      { text: 'operation: put c at its place in the tree', rule: 'fugue.apply' },
    ],
  },
];

export const rules: RuleBook = { blocks: [...REPLICATION, ...TYPE_RULES] };

export default rules;
