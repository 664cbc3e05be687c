import type { Scenario } from '../../../engine/meta.ts';

export const scenario: Scenario = {
  id: 'three-generals-attack',
  title: 'Three generals: attack in doubt',
  claim: 'Whoever attacks in doubt is wrong in a third run, in which a loyal commander orders retreat',
  notes:
    'To attack in doubt would have been right in both runs. Here C1 is loyal and orders retreat, and L1 says attack: L2 hears ' +
    'what it heard when C1 was the traitor, and attacks, so IC2 is broken. L1 has to obey C1 in the first of these runs, and L2 ' +
    'in this one; then they disagree where C1 is the traitor. Whatever the rule, one of the three breaks it: one traitor takes four.',
  spec: {
    schema: 1,
    protocol: 'generals',
    seed: 1,
    nodes: { commander: 1, lieutenant: 2 },
    params: { latency: [10000, 10000], m: '1', order: 'retreat' },
    variants: ['attackInDoubt'],
    until: 160000,
    inputs: [{ at: 0, fault: { type: 'byzantine', node: 'L1', behaviour: 'flips' } }],
  },
  violates: ['ic2'],
  order: 6,
};

export default scenario;
