import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'version-forgotten',
  title: 'A summary that forgets',
  claim: 'An ORSWOT that forgets what it saw takes every remove back',
  notes:
    'R2 removes milk and keeps in its summary only what it still has. The old state of R1 comes: its dot looks new, and milk ' +
    'is back.',
  spec: {
    schema: 1,
    protocol: 'crdts',
    seed: 1,
    nodes: { replica: 2 },
    params: {
      type: 'orswot',
      replication: 'state',
      sync: 'by command',
      eager: false,
      latency: [20_000, 20_000],
    },
    variants: ['versionForgotten'],
    until: 500_000,
    inputs: [
      { at: 50_000, node: 'R1', command: { type: 'add', element: 'milk' } },
      { at: 100_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
      { at: 200_000, node: 'R2', command: { type: 'remove', element: 'milk' } },
      { at: 300_000, node: 'R1', command: { type: 'merge', into: 'R2' } },
    ],
  },
  violates: ['specification', 'inflationary'],
  order: 15,
};

export default scenario;
