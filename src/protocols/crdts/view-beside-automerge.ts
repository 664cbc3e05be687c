/** Automerge as it comes from its authors, with the types that stand nearest to ours. Its WebAssembly must be there before `automerge` is used. */
import * as A from '@automerge/automerge/slim';
import type { Edit } from './types/data-type.ts';
import type { Library, Replicas } from './view-beside-edits.ts';
import { toUnits } from './view-text.ts';

/** As in the lockfile; a test holds the two together. */
export const VERSION = '3.5.0';

export const start = (bytes: Uint8Array): Promise<void> => A.initializeWasm(bytes);

type Root = {
  text: string;
  count: A.Counter;
  map: Record<string, unknown>;
};
interface Item {
  amount: A.Counter;
  note: string | null;
}

const COUNTERPARTS: Readonly<Record<string, string>> = {
  'g-counter': 'Counter',
  'pn-counter': 'Counter',
  'g-set': 'map, a key for each element',
  '2p-set': 'map, a key for each element',
  'or-set': 'map, a key for each element',
  orswot: 'map, a key for each element',
  'lww-register': 'map, one key',
  'mv-register': 'map, one key, with the conflicts it keeps',
  'lww-map': 'map',
  'or-map': 'map of maps: an amount is a Counter of its own',
  rga: 'text',
  fugue: 'text',
};

export const automerge: Library = {
  title: `Automerge ${VERSION}`,
  counterpart: (type) => COUNTERPARTS[type] ?? null,
  open: (type, nodes) => new Docs(type, nodes),
};

/** No clock: the same edits give the same bytes. */
const TIMELESS = { time: 0 } as const;

class Docs implements Replicas {
  readonly #docs = new Map<string, A.Doc<Root>>();
  readonly #type: string;

  constructor(type: string, nodes: readonly string[]) {
    this.#type = type;
    // What all begin with has one author: two who make a text of the same name have made two texts.
    const first = A.change(A.init<Root>({ actor: '00' }), TIMELESS, (doc) => {
      doc.text = '';
      doc.count = new A.Counter(0);
      doc.map = {};
    });
    const bytes = A.save(first);
    nodes.forEach((id, i) => {
      this.#docs.set(id, A.load<Root>(bytes, { actor: (i + 1).toString(16).padStart(2, '0') }));
    });
  }

  edit(node: string, edit: Edit): Uint8Array | null {
    const doc = this.#docs.get(node);
    if (doc === undefined) return null;
    const after = A.change(doc, TIMELESS, (draft) => apply(draft, edit));
    this.#docs.set(node, after);
    return A.getHeads(after).join() === A.getHeads(doc).join() ? null : (A.getLastLocalChange(after) ?? null);
  }

  hear(node: string, updates: readonly Uint8Array[]): void {
    const doc = this.#docs.get(node);
    if (doc !== undefined) this.#docs.set(node, A.applyChanges(doc, [...updates])[0]);
  }

  value(node: string): unknown {
    const doc = this.#docs.get(node);
    if (doc === undefined) return null;
    switch (this.#type) {
      case 'rga':
      case 'fugue':
        return doc.text;
      case 'g-counter':
      case 'pn-counter':
        return doc.count.value;
      case 'lww-register':
        return doc.map.value ?? null;
      case 'mv-register':
        return Object.values(A.getConflicts(doc.map, 'value') ?? { only: doc.map.value })
          .filter((v) => v !== undefined)
          .map(String)
          .sort();
      case 'lww-map':
        return { ...doc.map };
      case 'or-map':
        return Object.fromEntries(
          Object.entries(doc.map as Record<string, Item>).map(([key, { amount, note }]) => [
            key,
            { amount: amount.value, note },
          ]),
        );
      default:
        return Object.keys(doc.map).sort();
    }
  }
}

function apply(doc: Root, edit: Edit): void {
  switch (edit.type) {
    case 'increment':
      doc.count.increment(edit.by);
      return;
    case 'decrement':
      doc.count.decrement(edit.by);
      return;
    case 'type':
      A.splice(doc, ['text'], toUnits(doc.text, edit.at), 0, edit.text);
      return;
    case 'erase': {
      const from = toUnits(doc.text, edit.at);
      A.splice(doc, ['text'], from, toUnits(doc.text, edit.at + edit.count) - from);
      return;
    }
    case 'add':
      doc.map[edit.element] = true;
      return;
    case 'remove':
      delete doc.map[edit.element];
      return;
    case 'write':
      doc.map.value = edit.value;
      return;
    case 'put':
      doc.map[edit.key] = edit.value;
      return;
    case 'delete':
      delete doc.map[edit.key];
      return;
    case 'item': {
      const there = doc.map[edit.key] as Item | undefined;
      if (there === undefined) {
        doc.map[edit.key] = { amount: new A.Counter(edit.by), note: edit.note ?? null };
        return;
      }
      there.amount.increment(edit.by);
      if (edit.note !== undefined) there.note = edit.note;
      return;
    }
  }
}
