/** Statements of a scenario, far enough apart that each has come to its end, or to a wait, before the next. */

import type { Scenario } from '../../../../engine/meta.ts';
import type { CommandInput } from '../../../../engine/runspec.ts';

const APART = 20_000;

/** A statement a line: the session, then its SQL. `D1` is given a set-up. */
export function turns(text: string): CommandInput[] {
  return text
    .trim()
    .split('\n')
    .map((line, i) => {
      const [node = '', ...words] = line.trim().split(' ');
      const type = node === 'D1' ? 'setup' : 'sql';
      return { at: (i + 1) * APART, node, command: { type, sql: words.join(' ') } };
    });
}

interface Given {
  readonly engine: string;
  readonly level: string;
  readonly variants?: readonly string[];
  readonly turns: string;
}

export function spec({ engine, level, variants = [], turns: text }: Given): Scenario['spec'] {
  const inputs = turns(text);
  const sessions = Math.max(
    2,
    ...inputs.map(({ node }) => (node.startsWith('T') ? Number(node.slice(1)) : 0)),
  );
  return {
    schema: 1,
    protocol: 'isolation',
    seed: 1,
    nodes: { database: 1, session: sessions },
    params: { engine, level },
    variants: [...variants],
    until: (inputs.length + 2) * APART,
    inputs,
  };
}
