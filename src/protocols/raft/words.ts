/** Short words for commands and entries, for notes and labels. */
import type { Json, NodeId } from '../../engine/api.ts';
import type { EntryCommand } from './state.ts';

export function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "no-op", "x=7", "read x", "S1 S2 S3 → S1 S2" */
export function commandText(command: EntryCommand): string {
  switch (command.type) {
    case 'noop':
      return 'no-op';
    case 'write':
      return `${command.key}=${valueText(command.value)}`;
    case 'read':
      return `read ${command.key}`;
    case 'register':
      return `session for ${command.client}`;
    case 'config':
      return configText(command.voters, command.old);
  }
}

/** "S1 S2 S3", or, while two configurations count, "S1 S2 S3 and S1 S2" */
export function configText(voters: readonly NodeId[], old: readonly NodeId[] | null): string {
  return old === null ? voters.join(' ') : `${old.join(' ')} and ${voters.join(' ')}`;
}

/** "entry 3", "entries 3 to 5" */
export function entriesText(first: number, last: number): string {
  return first === last ? `entry ${first}` : `entries ${first} to ${last}`;
}
