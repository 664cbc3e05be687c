/** The four ways. Handlers call `ctx.rule` with the ids given here. */
import type { RuleBook } from '../../engine/meta.ts';

const PARKER = 'Parker et al., “Detection of Mutual Inconsistency in Distributed Systems”, 1983';
const DVV = 'Preguiça et al., “Dotted Version Vectors: Logical Clocks for Optimistic Replication”, 2010';

export const rules: RuleBook = {
  blocks: [
    {
      id: 'get',
      title: 'Reading and spreading',
      source: DVV,
      lines: [
        { text: 'get: all siblings, and the context, which covers them', rule: 'versions.get' },
        { text: 'now and then: send the store to the other replicas', rule: 'versions.send' },
        { text: 'on a store: drop what the other knew and replaced', rule: 'versions.merge' },
      ],
    },
    {
      id: 'dotted',
      title: 'Dotted: put(context, value) at replica s',
      source: DVV,
      lines: [
        { text: 'n ← 1 + the highest counter of s seen here', rule: 'versions.put.dotted' },
        { text: 'drop siblings whose dot is in the context', rule: 'versions.put.dotted' },
        { text: 'add the value with dot (s, n) and the context', rule: 'versions.put.dotted' },
      ],
    },
    {
      id: 'clients',
      title: 'Client ids: put by client c',
      source: PARKER,
      lines: [
        { text: 'V ← context, with V[c] raised by one', rule: 'versions.put.clientIds' },
        { text: 'drop siblings whose vector V covers; add the value', rule: 'versions.put.clientIds' },
      ],
    },
    {
      id: 'servers',
      title: 'Server ids: put at replica s (a rule broken)',
      source: DVV,
      lines: [
        { text: 'V ← context, with V[s] = 1 + the highest seen', rule: 'versions.put.serverIds' },
        { text: 'drop siblings whose vector V covers; add the value', rule: 'versions.put.serverIds' },
      ],
    },
    {
      id: 'one',
      title: 'One vector for all siblings (a rule broken)',
      source: DVV,
      lines: [
        { text: 'if the context covers V: drop all siblings', rule: 'versions.put.oneVector' },
        { text: 'add the value; V[s] ← V[s] + 1', rule: 'versions.put.oneVector' },
      ],
    },
  ],
};

export default rules;
