/** OM(m) and SM(m) in the names of the paper. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const PAPER = 'Lamport, Shostak & Pease 1982';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'om0',
      title: 'OM(0)',
      source: `${PAPER}, §3: Algorithm OM(0)`,
      lines: [
        { text: '(1) the commander sends its value to every lieutenant', rule: 'om.send' },
        { text: '(2) each lieutenant uses the value it receives,', rule: 'om.use' },
        { text: '      or RETREAT if it receives none', rule: 'om.default' },
      ],
    },
    {
      id: 'om',
      title: 'OM(m), m > 0',
      source: `${PAPER}, §3: Algorithm OM(m)`,
      lines: [
        { text: '(1) the commander sends its value to every lieutenant', rule: 'om.send' },
        { text: '(2) lieutenant i: v_i ← the value it receives,', rule: 'om.hear' },
        { text: '      or RETREAT if it receives none', rule: 'om.default' },
        { text: '      act as the commander in OM(m − 1):', rule: 'om.relay' },
        { text: '      send v_i to the n − 2 other lieutenants', rule: 'om.relay' },
        { text: '(3) for each j ≠ i: v_j ← what OM(m − 1) made', rule: 'om.majority' },
        { text: '      of the value of lieutenant j', rule: 'om.majority' },
        { text: '      use majority(v_1, …, v_n−1)', rule: 'om.majority' },
      ],
    },
    {
      id: 'time',
      title: 'What is absent is noticed',
      source: `${PAPER}, §3: A3; §6 on timeouts`,
      lines: [
        { text: 'a word that comes after its round: ignore it', rule: 'om.late' },
        { text: 'an order of k signatures after round k: ignore it', rule: 'sm.late' },
        { text: 'the hour has come: obey what was decided', rule: 'obey' },
      ],
    },
    {
      id: 'sm',
      title: 'SM(m)',
      source: `${PAPER}, §4: Algorithm SM(m)`,
      lines: [
        { text: 'V_i ← ∅', rule: 'sm.sign' },
        { text: '(1) the commander signs its value v', rule: 'sm.sign' },
        { text: '      and sends v:0 to every lieutenant', rule: 'sm.sign' },
        { text: '(2) lieutenant i receives v:0:j_1:…:j_k', rule: 'sm.first' },
        { text: '      a signature is not its signer’s: ignore it', rule: 'sm.verify' },
        { text: '   (A) its first order: V_i ← {v}', rule: 'sm.first' },
        { text: '   (B) v is not in V_i: add it', rule: 'sm.add' },
        { text: '      if k < m: send v:0:j_1:…:j_k:i', rule: 'sm.relay' },
        { text: '      to all others but j_1, …, j_k', rule: 'sm.relay' },
        { text: '(3) no more messages can come: obey choice(V_i)', rule: 'sm.choice' },
      ],
    },
    {
      id: 'choice',
      title: 'choice(V)',
      source: `${PAPER}, §4`,
      lines: [
        { text: 'one order in V: that one', rule: 'sm.choice' },
        { text: 'none, or two: RETREAT', rule: 'sm.choice' },
      ],
    },
  ],
};

export default rules;
