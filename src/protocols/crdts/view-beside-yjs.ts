/** Yjs as it comes from its authors, with the types that stand nearest to ours. */
import * as Y from 'yjs';
import type { Edit } from './types/data-type.ts';
import type { Library, Replicas } from './view-beside-edits.ts';
import { toUnits } from './view-text.ts';

/** As in the lockfile; a test holds the two together. */
export const VERSION = '13.6.33';

const COUNTERPARTS: Readonly<Record<string, string>> = {
  'g-set': 'Y.Map, a key for each element',
  '2p-set': 'Y.Map, a key for each element',
  'or-set': 'Y.Map, a key for each element',
  orswot: 'Y.Map, a key for each element',
  'lww-register': 'Y.Map, one key',
  'mv-register': 'Y.Map, one key',
  'lww-map': 'Y.Map',
  'or-map': 'Y.Map of Y.Map: an amount is a number that is written anew',
  rga: 'Y.Text',
  fugue: 'Y.Text',
};

export const yjs: Library = {
  title: `Yjs ${VERSION}`,
  counterpart: (type) => COUNTERPARTS[type] ?? null,
  open: (type, nodes) => new Docs(type, nodes),
};

class Docs implements Replicas {
  readonly #docs = new Map<string, Y.Doc>();
  readonly #made = new Map<string, Uint8Array>();
  readonly #type: string;

  constructor(type: string, nodes: readonly string[]) {
    this.#type = type;
    nodes.forEach((id, i) => {
      const doc = new Y.Doc();
      // Else it would draw one at random.
      doc.clientID = i + 1;
      doc.on('update', (update: Uint8Array, origin: unknown) => {
        if (origin === id) this.#made.set(id, update);
      });
      this.#docs.set(id, doc);
    });
  }

  edit(node: string, edit: Edit): Uint8Array | null {
    const doc = this.#docs.get(node);
    if (doc === undefined) return null;
    this.#made.delete(node);
    doc.transact(() => apply(doc, edit), node);
    return this.#made.get(node) ?? null;
  }

  hear(node: string, updates: readonly Uint8Array[]): void {
    const doc = this.#docs.get(node);
    if (doc !== undefined) for (const update of updates) Y.applyUpdate(doc, update, 'network');
  }

  value(node: string): unknown {
    const doc = this.#docs.get(node);
    if (doc === undefined) return null;
    const map = doc.getMap('map');
    switch (this.#type) {
      case 'rga':
      case 'fugue':
        return doc.getText('text').toString();
      case 'lww-register':
      case 'mv-register':
        return map.get('value') ?? null;
      case 'lww-map':
      case 'or-map':
        return map.toJSON();
      default:
        return [...map.keys()].sort();
    }
  }
}

function apply(doc: Y.Doc, edit: Edit): void {
  const map = doc.getMap('map');
  switch (edit.type) {
    case 'type': {
      const text = doc.getText('text');
      text.insert(toUnits(text.toString(), edit.at), edit.text);
      return;
    }
    case 'erase': {
      const text = doc.getText('text');
      const now = text.toString();
      const from = toUnits(now, edit.at);
      text.delete(from, toUnits(now, edit.at + edit.count) - from);
      return;
    }
    case 'add':
      map.set(edit.element, true);
      return;
    case 'remove':
      map.delete(edit.element);
      return;
    case 'write':
      map.set('value', edit.value);
      return;
    case 'put':
      map.set(edit.key, edit.value);
      return;
    case 'delete':
      map.delete(edit.key);
      return;
    case 'item': {
      const there = map.get(edit.key);
      const item = (there instanceof Y.Map ? there : new Y.Map()) as Y.Map<string | number | null>;
      if (item !== there) map.set(edit.key, item);
      item.set('amount', Number(item.get('amount') ?? 0) + edit.by);
      if (edit.note !== undefined) item.set('note', edit.note);
      else if (!item.has('note')) item.set('note', null);
      return;
    }
    default:
      return;
  }
}
