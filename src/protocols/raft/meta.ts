import type { Meta } from '../../engine/meta.ts';

const PAPER =
  'Ongaro & Ousterhout, “In Search of an Understandable Consensus Algorithm (Extended Version)”, 2014';
const THESIS = 'Ongaro, “Consensus: Bridging Theory and Practice”, Stanford, 2014';

const key = { id: 'key', title: 'key', kind: 'string', maxLength: 16, default: 'x' } as const;
const via = { id: 'via', title: 'by way of', kind: 'node', role: 'server', optional: true } as const;

export const meta: Meta = {
  id: 'raft',
  title: 'Raft',
  version: 1,
  family: 'Consensus',
  summary:
    'Servers elect a leader, whose numbered reign is called a term. The leader copies its log to the others and commits what a majority ' +
    'has stored.',
  roles: [
    {
      id: 'client',
      prefix: 'C',
      title: 'client',
      plural: 'clients',
      count: { min: 0, max: 5, default: 1 },
      shape: 'square',
    },
    {
      id: 'server',
      prefix: 'S',
      title: 'server',
      plural: 'servers',
      count: { min: 1, max: 9, default: 5 },
      shape: 'circle',
    },
  ],
  params: [
    {
      id: 'electionTimeout',
      title: 'election timeout',
      help: 'A server that hears from no leader for this long starts an election. Each wait is drawn anew from the range.',
      group: 'Timing',
      kind: 'range',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: [150_000, 300_000],
    },
    {
      id: 'heartbeatInterval',
      title: 'heartbeat',
      help: 'How often a leader tells the others that it is there, and sends again what they have not confirmed.',
      group: 'Timing',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 50_000,
    },
    {
      id: 'clientTimeout',
      title: 'client patience',
      help: 'A client without an answer for this long gives up. 0: it waits for ever.',
      group: 'Timing',
      kind: 'int',
      unit: 'µs',
      min: 0,
      max: 600_000_000,
      default: 400_000,
    },
    {
      id: 'clientBackoff',
      title: 'client backoff',
      help: 'How long a client that nobody could direct waits before it asks the next server.',
      group: 'Timing',
      kind: 'int',
      unit: 'µs',
      min: 1_000,
      max: 60_000_000,
      default: 30_000,
    },
    {
      id: 'noOpOnElection',
      title: 'no-op on election',
      help: 'A new leader appends a no-op: an empty entry of its own term, so that it can commit what came before it.',
      group: 'Log',
      kind: 'bool',
      default: true,
    },
    {
      id: 'maxEntries',
      title: 'entries per message',
      help: 'At most so many entries travel in one AppendEntries.',
      group: 'Log',
      kind: 'int',
      min: 1,
      max: 1_000,
      default: 64,
    },
  ],
  advice: [
    {
      param: 'heartbeatInterval',
      below: 'electionTimeout',
      shownAt: 'heartbeatInterval',
      why: 'Not shorter than the shortest election timeout: leaders will be deposed for no reason.',
    },
    {
      param: 'latency',
      below: 'electionTimeout',
      times: 0.5,
      shownAt: 'electionTimeout',
      why: 'Shorter than a message’s way there and back: a candidate may give up before its votes arrive.',
    },
  ],
  commands: [
    {
      type: 'write',
      role: 'client',
      title: 'Client write',
      label: '{key}={value}',
      fields: [
        key,
        { id: 'value', title: 'value', kind: 'int', min: -1_000_000_000, max: 1_000_000_000, default: 1 },
        via,
      ],
    },
    { type: 'read', role: 'client', title: 'Client read', label: 'read {key}', fields: [key, via] },
  ],
  variants: [
    {
      id: 'noVoteLogCheck',
      title: 'Servers vote without comparing logs',
      breaks: ['leader-completeness', 'state-machine-safety', 'applied-within-commit'],
      scenario: 'vote-without-log-check',
    },
    {
      id: 'volatileVote',
      title: 'A restart makes servers forget whom they voted for',
      breaks: [
        'election-safety',
        'log-matching',
        'leader-completeness',
        'state-machine-safety',
        'one-vote-per-term',
        'applied-within-commit',
        'match-index-sound',
      ],
      scenario: 'forgotten-vote',
    },
  ],
  timers: [
    { id: 'election', role: 'server', title: 'election timer', arc: true },
    { id: 'heartbeat', role: 'server', title: 'heartbeat timer' },
    { id: 'request', role: 'client', title: 'patience' },
    { id: 'retry', role: 'client', title: 'backoff' },
  ],
  // Protocol.messageKind returns indices into this list.
  messages: [
    { id: 'RequestVote', letter: 'V', title: 'vote request' },
    { id: 'RequestVoteReply', letter: 'v', title: 'vote reply', reply: true },
    { id: 'AppendEntries', letter: 'A', title: 'append' },
    { id: 'Heartbeat', letter: 'H', title: 'heartbeat', faint: true },
    { id: 'AppendEntriesReply', letter: 'a', title: 'append reply', reply: true },
    { id: 'HeartbeatReply', letter: 'h', title: 'heartbeat reply', faint: true, reply: true },
    { id: 'ClientRequest', letter: 'R', title: 'client request', client: true },
    { id: 'ClientReply', letter: 'r', title: 'client reply', client: true, reply: true },
  ],
  // Role.status returns indices into this list.
  statuses: [
    { id: 'follower', title: 'follower', mark: 'plain' },
    { id: 'candidate', title: 'candidate', mark: 'dashed' },
    { id: 'leader', title: 'leader', mark: 'filled', band: true, label: 'leader, term {epoch}' },
    { id: 'idle', title: 'idle', mark: 'plain' },
    { id: 'waiting', title: 'waiting for an answer', mark: 'plain' },
  ],
  epoch: { title: 'term' },
  notes: [
    { id: 'startsElection', text: '{node} starts an election for term {term}', level: 'major' },
    { id: 'votes', text: '{node} votes for {candidate} in term {term}', level: 'minor' },
    { id: 'refusesVote', text: '{node} refuses {candidate} its vote in term {term}: {why}', level: 'minor' },
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
    {
      id: 'forgetsVote',
      text: '{node} forgets that it voted for {candidate} in term {term}',
      level: 'major',
    },
    { id: 'told', text: '{node} is told that {operation} is done', level: 'major' },
    { id: 'toldValue', text: '{node} is told that {key} is {value}', level: 'major' },
    {
      id: 'redirected',
      text: '{node} learns that {server} does not lead and turns to {next}',
      level: 'minor',
    },
    { id: 'backsOff', text: '{node} learns that {server} does not lead and waits', level: 'minor' },
    {
      id: 'givesUp',
      text: '{node} has no answer to {operation}: it may or may not have happened',
      level: 'major',
      label: 'no answer',
    },
  ],
  properties: [
    {
      id: 'election-safety',
      title: 'At most one leader per term',
      source: 'Raft (extended version), Figure 3: Election Safety',
      kind: 'always',
    },
    {
      id: 'leader-append-only',
      title: 'A leader only adds to its log',
      source: 'Raft (extended version), Figure 3: Leader Append-Only',
      kind: 'always',
    },
    {
      id: 'log-matching',
      title: 'Logs match up to any entry they share',
      source: 'Raft (extended version), Figure 3: Log Matching',
      kind: 'always',
    },
    {
      id: 'leader-completeness',
      title: 'Every later leader has every committed entry',
      source: 'Raft (extended version), Figure 3: Leader Completeness',
      kind: 'always',
    },
    {
      id: 'state-machine-safety',
      title: 'No two servers apply different commands at one index',
      source: 'Raft (extended version), Figure 3: State Machine Safety',
      kind: 'always',
    },
    {
      id: 'term-monotone',
      title: 'A server’s term never goes back',
      source: 'Raft (extended version), Figure 2: currentTerm increases monotonically',
      kind: 'always',
    },
    {
      id: 'one-vote-per-term',
      title: 'A server votes once in a term, restarts or not',
      source: 'Raft (extended version), §5.2 and Figure 2: votedFor is persistent',
      kind: 'always',
    },
    {
      id: 'commit-monotone',
      title: 'Between restarts commitIndex never goes back',
      source: 'Raft (extended version), Figure 2: commitIndex increases monotonically',
      kind: 'always',
    },
    {
      id: 'applied-within-commit',
      title: 'A server applies only committed entries that it has',
      source: 'Raft (extended version), Figure 2: lastApplied ≤ commitIndex ≤ last log index',
      kind: 'always',
    },
    {
      id: 'match-index-sound',
      title: 'A leader never overrates what its followers have stored',
      source: 'Raft (extended version), Figure 2: matchIndex',
      kind: 'always',
    },
  ],
  modelled: [
    'leader election with randomised timeouts',
    'log replication and commitment',
    'persistent state and restarts',
    'clients that are redirected to the leader',
    'reads as log entries',
  ],
  notModelled: [
    'snapshots and log compaction',
    'changes of membership',
    'pre-vote, leadership transfer and leases',
    'client sessions: a request that the network duplicates is executed twice',
  ],
  duration: 1_500_000,
  engine: { latency: [10_000, 25_000] },
  sources: [PAPER, THESIS],
};

export default meta;
