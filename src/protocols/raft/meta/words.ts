/** How messages, statuses and notes read on the screen. */
import type { Meta } from '../../../engine/meta.ts';

/** Protocol.messageKind returns indices into this list. */
export const messages: Meta['messages'] = [
  { id: 'RequestVote', letter: 'V', title: 'vote request' },
  { id: 'RequestVoteReply', letter: 'v', title: 'vote reply', reply: true },
  { id: 'AppendEntries', letter: 'A', title: 'append' },
  { id: 'Heartbeat', letter: 'H', title: 'heartbeat', faint: true },
  { id: 'AppendEntriesReply', letter: 'a', title: 'append reply', reply: true },
  { id: 'HeartbeatReply', letter: 'h', title: 'heartbeat reply', faint: true, reply: true },
  { id: 'ClientRequest', letter: 'R', title: 'client request', client: true },
  { id: 'ClientReply', letter: 'r', title: 'client reply', client: true, reply: true },
  { id: 'PreVote', letter: 'P', title: 'pre-vote request' },
  { id: 'PreVoteReply', letter: 'p', title: 'pre-vote reply', reply: true },
  { id: 'InstallSnapshot', letter: 'I', title: 'snapshot' },
  { id: 'InstallSnapshotReply', letter: 'i', title: 'snapshot reply', reply: true },
  { id: 'TimeoutNow', letter: 'T', title: 'request to stand' },
];

/** Role.status returns indices into this list. */
export const statuses: Meta['statuses'] = [
  { id: 'follower', title: 'follower', mark: 'plain' },
  { id: 'candidate', title: 'candidate', mark: 'dashed' },
  { id: 'leader', title: 'leader', mark: 'filled', band: true, label: 'leader, term {epoch}' },
  { id: 'idle', title: 'idle', mark: 'plain' },
  { id: 'waiting', title: 'waiting for an answer', mark: 'plain' },
  { id: 'preCandidate', title: 'asks before it stands', mark: 'dashed' },
];

export const notes: Meta['notes'] = [
  { id: 'startsElection', text: '{node} starts an election for term {term}', level: 'major' },
  { id: 'votes', text: '{node} votes for {candidate} in term {term}', level: 'minor' },
  { id: 'refusesVote', text: '{node} refuses {candidate} its vote in term {term}: {why}', level: 'minor' },
  {
    id: 'asksFirst',
    text: '{node} asks first whether it could win term {term}',
    level: 'major',
    label: 'asks first',
  },
  { id: 'wouldVote', text: '{node} would vote for {candidate} in term {term}', level: 'minor' },
  {
    id: 'wouldNotVote',
    text: '{node} would not vote for {candidate} in term {term}: {why}',
    level: 'minor',
  },
  {
    id: 'ignoresVote',
    text: '{node} ignores {candidate}, which asks for its vote in term {term}: it hears a leader',
    level: 'minor',
  },
  { id: 'becomesLeader', text: '{node} becomes leader of term {term}', level: 'major' },
  {
    id: 'stepsDown',
    text: '{node} steps down: term {term} has begun',
    level: 'major',
    label: 'steps down',
  },
  {
    id: 'yields',
    text: '{node} steps down: {leader} leads term {term} too',
    level: 'major',
    label: 'steps down',
  },
  {
    id: 'losesQuorum',
    text: '{node} steps down in term {term}: no majority answers it',
    level: 'major',
    label: 'steps down',
  },
  {
    id: 'leaves',
    text: '{node} steps down: it is no member any more',
    level: 'major',
    label: 'steps down',
  },
  { id: 'transfers', text: '{node} hands over to {to}', level: 'major', label: 'hands over to {to}' },
  { id: 'refusesTransfer', text: '{node} does not hand over to {to}: {why}', level: 'major' },
  { id: 'keepsLeading', text: '{node} leads on: {to} did not take over in time', level: 'major' },
  {
    id: 'catchesUp',
    text: '{node} first brings up to date: {servers}',
    level: 'minor',
  },
  { id: 'tooSlow', text: '{node} gives up on the change: too slow to catch up: {servers}', level: 'major' },
  { id: 'refusesChange', text: '{node} does not change the members to {members}: {why}', level: 'major' },
  {
    id: 'changesConfig',
    text: '{node} changes who votes: {members}',
    level: 'major',
    label: 'voters {members}',
  },
  { id: 'takesSnapshot', text: '{node} takes a snapshot up to entry {index}', level: 'minor' },
  {
    id: 'installsSnapshot',
    text: '{node} installs {leader}’s snapshot up to entry {index}',
    level: 'major',
    label: 'snapshot to {index}',
  },
  {
    id: 'cutsOff',
    text: '{node} drops {entries}, of which {leader}’s message says nothing',
    level: 'major',
    label: 'drops {entries}',
  },
  {
    id: 'overwrites',
    text: '{node} overwrites entry {index} and leaves what follows',
    level: 'major',
    label: 'overwrites {index}',
  },
  {
    id: 'knowsCommand',
    text: '{node} does not apply entry {index}: it has applied {client}’s command before',
    level: 'major',
    label: 'known command',
  },
  { id: 'appends', text: '{node} appends entry {index}: {what}', level: 'minor' },
  { id: 'stores', text: '{node} stores {entries}', level: 'minor' },
  {
    id: 'refusesEntries',
    text: '{node} refuses what follows entry {index}: it has no entry {index} of term {term}',
    level: 'minor',
  },
  {
    id: 'truncates',
    text: '{node} drops {entries}: {leader}’s log differs from there on',
    level: 'major',
    label: 'drops {entries}',
  },
  { id: 'committed', text: '{node} commits up to {index}', level: 'major' },
  { id: 'applies', text: '{node} applies up to {index}', level: 'minor' },
  { id: 'votesAgain', text: '{node} lies: it votes for {candidate} in term {term} too', level: 'major' },
  { id: 'claimsToStore', text: '{node} lies: it says it has stored {entries}', level: 'major' },
  {
    id: 'forgetsVote',
    text: '{node} forgets that it voted for {candidate} in term {term}',
    level: 'major',
  },
  { id: 'forgetsTerm', text: '{node} forgets that it was in term {term}', level: 'major' },
  { id: 'forgetsLog', text: '{node} forgets {entries}', level: 'major' },
  { id: 'told', text: '{node} is told that {operation} is done', level: 'major' },
  { id: 'toldValue', text: '{node} is told that {key} is {value}', level: 'major' },
  {
    id: 'redirected',
    text: '{node} learns that {server} does not lead and turns to {next}',
    level: 'minor',
  },
  {
    id: 'asksAgain',
    text: '{node} has no answer to {operation} yet and asks {server} too',
    level: 'minor',
  },
  {
    id: 'losesSession',
    text: '{node} learns that its session has expired: {operation} may or may not have happened',
    level: 'major',
    label: 'no session',
  },
  { id: 'backsOff', text: '{node} learns that {server} does not lead and waits', level: 'minor' },
  {
    id: 'givesUp',
    text: '{node} has no answer to {operation}: it may or may not have happened',
    level: 'major',
    label: 'no answer',
  },
];
