/** All there is to it. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const SOURCE = 'made for this gallery';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'client',
      title: 'The client',
      source: SOURCE,
      lines: [
        { text: 'at its pace, or when told to:', rule: 'gallery.send' },
        { text: '  while it waits for another note: queue this one', rule: 'gallery.queue' },
        { text: '  send note n to the keepers, and wait; never send it again', rule: 'gallery.send' },
        { text: 'when a keeper confirms n:', rule: 'gallery.told' },
        { text: '  count n as kept by that keeper; after the last, send the next', rule: 'gallery.told' },
        { text: '  if its stamp is older than what I knew when I sent n:', rule: 'gallery.backwards' },
        { text: '    note that time went backwards', rule: 'gallery.backwards' },
        { text: 'when a confirmation is late: say so, and wait on', rule: 'gallery.late' },
        { text: 'when its patience is at an end: give n up, send the next', rule: 'gallery.giveUp' },
      ],
    },
    {
      id: 'store',
      title: 'A keeper, on a note',
      source: SOURCE,
      lines: [
        { text: 'count ← count + 1', rule: 'gallery.store' },
        { text: 'append (from, n, word, wall clock) to notes', rule: 'gallery.store' },
        { text: 'confirm n once both are on disk', rule: 'gallery.confirm' },
      ],
    },
    {
      id: 'boot',
      title: 'A keeper, at boot',
      source: SOURCE,
      lines: [
        { text: 'read the notes up to the first that cannot be read', rule: 'gallery.boot' },
        { text: 'believe these, forget what stands behind', rule: 'gallery.boot' },
      ],
    },
    {
      id: 'watch',
      title: 'Keepers watch one another',
      source: 'A failure detector with heartbeats and a fixed timeout',
      lines: [
        { text: 'every heartbeat: tell the others that I am alive', rule: 'gallery.beat' },
        { text: '  whoever was silent too long: suspect it', rule: 'gallery.suspect' },
        { text: 'on a heartbeat: remember when I heard it', rule: 'gallery.hear' },
        { text: '  if I suspected its sender: take that back', rule: 'gallery.trust' },
      ],
    },
  ],
};

export default rules;
