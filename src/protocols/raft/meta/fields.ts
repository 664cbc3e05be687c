/** How what servers keep reads where it is looked at. */
import type { Meta } from '../../../engine/meta.ts';

export const fields: Meta['fields'] = {
  currentTerm: { help: 'The latest term it knows of' },
  votedFor: { help: 'Who got its vote in this term' },
  commitIndex: { help: 'Up to here it knows that entries are committed' },
  lastApplied: { help: 'Up to here its state machine has applied the log' },
  nextIndex: { help: 'Of each other server, the entry to send it next' },
  matchIndex: { help: 'Of each other server, up to where it is known to have stored the log' },
  heardAt: { unit: 'µs', help: 'When it last heard a leader, by its own clock' },
  leaseEnd: { unit: 'µs', help: 'Until then, by its own clock, it may answer reads at once' },
  began: { unit: 'µs', help: 'When the round of catching up began, by its own clock' },
  at: { unit: 'µs', help: 'When it was sent, by its own clock' },
};
