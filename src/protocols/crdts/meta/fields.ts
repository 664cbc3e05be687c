/** What the fields of states and messages mean. */
import type { Meta } from '../../../engine/meta.ts';

export const fields: Meta['fields'] = {
  shows: { help: 'What a user sees.' },
  seen: {
    help: 'The updates that are in it: up to a number for each replica, and others beyond (the cloud).',
  },
  brings: { help: 'The updates in this delta.' },
  clock: { help: 'The highest Lamport time it knows of.' },
  latest: { help: 'Its own latest update.' },
  state: { help: 'What is merged. What a user sees follows from it.' },
  after: { help: 'What its replica had seen when it was made: it takes its effect after all of that.' },
  held: { help: 'Deltas that some replica has not confirmed yet.' },
  confirmed: { help: 'By replica, how many deltas it has confirmed.' },
  told: { help: 'By replica, what it was last told that this one has seen.' },
  known: { help: 'By replica, what it is known to have seen.' },
  heard: { unit: 'µs', help: 'When it last heard from each other replica, by its own stopwatch.' },
  parent: { help: 'The character that its first one hangs on.' },
  spans: { help: 'What was typed in one go is one piece, until somebody types into it or erases a part.' },
  size: { help: 'How many characters it is.' },
  gone: { help: 'Erased: it stays as a tombstone, so that others can still be hung on it.' },
};
