/** Short words for commands and entries, for notes and labels. */
import type { Json } from '../../engine/api.ts';
import type { EntryCommand } from './state.ts';

export function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "no-op", "x=7", "read x" */
export function commandText(command: EntryCommand): string {
  switch (command.type) {
    case 'noop':
      return 'no-op';
    case 'write':
      return `${command.key}=${valueText(command.value)}`;
    case 'read':
      return `read ${command.key}`;
  }
}

/** "entry 3", "entries 3 to 5" */
export function entriesText(first: number, last: number): string {
  return first === last ? `entry ${first}` : `entries ${first} to ${last}`;
}
