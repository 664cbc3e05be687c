import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'first-election',
  title: 'The first election',
  claim: 'The first to run out of patience becomes leader',
  notes:
    'All five servers start as followers and wait for a leader that does not exist. Each waits a random time. S4 is the first whose timer runs ' +
    'out: it begins term 1 (a term is the numbered reign of one leader), votes for itself and asks the others for their votes. With three of ' +
    'five it leads, and its heartbeats, empty messages that say “I am here”, keep the others quiet.',
  spec: {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    nodes: { server: 5, client: 1 },
    params: {},
    variants: [],
    until: 1_000_000,
    inputs: [],
  },
  violates: [],
  order: 1,
};

export default scenario;
