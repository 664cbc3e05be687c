/** §4 in our words. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const PAPER = 'Castro & Liskov 1999';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'any',
      title: 'On any message',
      source: `${PAPER}, §2 and §4.2`,
      lines: [
        { text: 'if the signature is not its sender’s: ignore it', rule: 'pbft.any.forged' },
        { text: 'if it speaks of an earlier view: ignore it', rule: 'pbft.any.otherView' },
      ],
    },
    {
      id: 'client',
      title: 'The client',
      source: `${PAPER}, §4.1`,
      lines: [
        { text: 'send ⟨REQUEST, o, t, c⟩ to the primary', rule: 'pbft.client.ask' },
        { text: 'no answer for a while: send it to all replicas', rule: 'pbft.client.again' },
        { text: 'on ⟨REPLY, v, t, c, i, r⟩: note what i says', rule: 'pbft.client.count' },
        { text: 'f + 1 replicas say the same r: that is the result', rule: 'pbft.client.accept' },
      ],
    },
    {
      id: 'request',
      title: 'On REQUEST m',
      source: `${PAPER}, §4.1 and §4.2`,
      lines: [
        { text: 'if m is executed already: send the last reply again', rule: 'pbft.request.again' },
        { text: 'backup: send m on to the primary', rule: 'pbft.request.relay' },
        { text: 'primary: if n + 1 is above H: m has to wait', rule: 'pbft.request.full' },
        { text: 'else n ← n + 1', rule: 'pbft.request.prePrepare' },
        { text: '  multicast ⟨⟨PRE-PREPARE, v, n, d⟩, m⟩', rule: 'pbft.request.prePrepare' },
      ],
    },
    {
      id: 'prePrepare',
      title: 'On PRE-PREPARE',
      source: `${PAPER}, §4.2`,
      lines: [
        {
          text: 'if d is not the digest of m, or m not its client’s: refuse',
          rule: 'pbft.prePrepare.wrongDigest',
        },
        { text: 'if view v has not begun here: keep it for later', rule: 'pbft.prePrepare.early' },
        { text: 'if not h < n ≤ H: refuse', rule: 'pbft.prePrepare.watermarks' },
        { text: 'if another d was accepted for (v, n): refuse', rule: 'pbft.prePrepare.second' },
        { text: 'else accept it', rule: 'pbft.prePrepare.accept' },
        { text: '  multicast ⟨PREPARE, v, n, d, i⟩', rule: 'pbft.prePrepare.accept' },
      ],
    },
    {
      id: 'prepare',
      title: 'On PREPARE',
      source: `${PAPER}, §4.2`,
      lines: [
        { text: 'log it', rule: 'pbft.prepare.count' },
        { text: 'prepared(m, v, n, i): the pre-prepare and 2f prepares', rule: 'pbft.prepare.prepared' },
        { text: '  of different backups that match it:', rule: 'pbft.prepare.prepared' },
        { text: '  multicast ⟨COMMIT, v, n, d, i⟩', rule: 'pbft.prepare.prepared' },
      ],
    },
    {
      id: 'commit',
      title: 'On COMMIT',
      source: `${PAPER}, §4.2`,
      lines: [
        { text: 'log it', rule: 'pbft.commit.count' },
        { text: 'committed-local(m, v, n, i): prepared, and 2f + 1', rule: 'pbft.commit.committedLocal' },
        { text: '  commits that match, its own among them', rule: 'pbft.commit.committedLocal' },
        { text: 'when all lower numbers are executed: execute m', rule: 'pbft.execute.apply' },
        { text: '  send the client ⟨REPLY, v, t, c, i, r⟩', rule: 'pbft.execute.apply' },
        { text: '  null request, or t not new: do nothing', rule: 'pbft.execute.nothing' },
      ],
    },
    {
      id: 'checkpoint',
      title: 'Checkpoints',
      source: `${PAPER}, §4.3`,
      lines: [
        { text: 'every so many numbers: keep the state', rule: 'pbft.checkpoint.take' },
        { text: '  multicast ⟨CHECKPOINT, n, d, i⟩', rule: 'pbft.checkpoint.take' },
        { text: 'on CHECKPOINT: log it', rule: 'pbft.checkpoint.count' },
        { text: '2f + 1 that match: the checkpoint is stable', rule: 'pbft.checkpoint.stable' },
        { text: '  h ← n, H ← n + k; discard all up to n', rule: 'pbft.checkpoint.stable' },
      ],
    },
    {
      id: 'viewChange',
      title: 'Asking for another view',
      source: `${PAPER}, §4.4 and §4.5.2`,
      lines: [
        {
          text: 'backup: while it waits to execute a request, its timer runs',
          rule: 'pbft.viewChange.start',
        },
        { text: 'timer expires: v ← v + 1', rule: 'pbft.viewChange.timeout' },
        { text: 'f + 1 others ask for later views: v ← their smallest', rule: 'pbft.viewChange.join' },
        { text: 'accept nothing but checkpoints and view changes', rule: 'pbft.viewChange.send' },
        { text: 'multicast ⟨VIEW-CHANGE, v, n, C, P, i⟩', rule: 'pbft.viewChange.send' },
        { text: '  n: last stable checkpoint, C: its proof', rule: 'pbft.viewChange.send' },
        { text: '  P: a certificate of each request prepared above n', rule: 'pbft.viewChange.send' },
        { text: 'on VIEW-CHANGE: if a proof is wrong: refuse', rule: 'pbft.viewChange.refuse' },
        { text: '  else log it', rule: 'pbft.viewChange.count' },
        { text: '2f + 1 for v or later: wait so long for v to work,', rule: 'pbft.viewChange.wait' },
        { text: '  twice as long as last time', rule: 'pbft.viewChange.wait' },
      ],
    },
    {
      id: 'newView',
      title: 'The new view',
      source: `${PAPER}, §4.4`,
      lines: [
        { text: 'primary of v, with 2f + 1 view-changes V for v:', rule: 'pbft.newView.send' },
        { text: '  min-s ← highest checkpoint in V', rule: 'pbft.newView.send' },
        { text: '  max-s ← highest number in any P of V', rule: 'pbft.newView.send' },
        { text: '  too many to fill: it cannot', rule: 'pbft.newView.tooFar' },
        { text: '  O ← for each n in (min-s, max-s] a pre-prepare of the', rule: 'pbft.newView.send' },
        { text: '      request prepared in the highest view, or null', rule: 'pbft.newView.send' },
        { text: '  multicast ⟨NEW-VIEW, v, V, O⟩', rule: 'pbft.newView.send' },
        { text: 'backup: if V does not hold, or O is not what follows from V:', rule: 'pbft.newView.refuse' },
        { text: '  refuse', rule: 'pbft.newView.refuse' },
        { text: '  else enter v; accept O as pre-prepares', rule: 'pbft.newView.accept' },
      ],
    },
    {
      id: 'transfer',
      title: 'Catching up',
      source: `${PAPER}, §4.6; Castro & Liskov 2002, §5.2 and §5.3`,
      lines: [
        { text: 'a stable checkpoint lies ahead: ⟨FETCH, n, i⟩', rule: 'pbft.transfer.fetch' },
        { text: 'on FETCH: send the state and its proof', rule: 'pbft.transfer.send' },
        { text: 'on STATE: if 2f + 1 do not vouch for it: refuse', rule: 'pbft.transfer.unproved' },
        { text: '  else take it', rule: 'pbft.transfer.install' },
        { text: 'waiting, now and then: ⟨STATUS, v, n, i⟩', rule: 'pbft.status.send' },
        { text: 'on STATUS: send again what i lacks', rule: 'pbft.status.answer' },
      ],
    },
  ],
};

export default rules;
