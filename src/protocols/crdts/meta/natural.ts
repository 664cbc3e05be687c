/** What comes to mind with a word, by type: count one more, put it in, write it, type it at the end. The command “update” as another. */
import type { Command } from '../../../engine/runspec.ts';

/** @param type the data type, as in `meta.params` */
export function natural(type: string, word: string, id: string): Command {
  switch (type) {
    case 'g-counter':
    case 'pn-counter':
      return { type: 'increment', by: 1 };
    case 'g-set':
    case '2p-set':
    case 'or-set':
    case 'orswot':
      return { type: 'add', element: word };
    case 'lww-register':
    case 'mv-register':
      return { type: 'write', value: word };
    case 'lww-map':
      return { type: 'put', key: word, value: id };
    case 'or-map':
      return { type: 'item', key: word, by: 1 };
    default:
      return { type: 'type', at: Number.MAX_SAFE_INTEGER, text: word };
  }
}
