/** A run as text that a person can check: who said what, what came of it, and what was broken. */

import type { Simulated } from '../../testkit/simulate.ts';
import { finalTables } from './db/database.ts';
import { protocol } from './protocol.ts';
import type { Db } from './state.ts';

/** What a session is told says the database's note already. */
const TOLD_TWICE = ['hears', 'fails'];

export function story(run: Simulated): string {
  const { trace } = run;
  const { columns } = trace;
  const lines = trace.notes
    .filter(({ id }) => !TOLD_TWICE.includes(id))
    .map(({ id, row, node, fields }) => {
      const text = protocol.meta.notes.find((n) => n.id === id)?.text ?? id;
      const all: Record<string, unknown> = { ...fields, node };
      return { row, text: text.replace(/\{(\w+)\}/g, (_, field: string) => String(all[field] ?? '')) };
    });
  const broken = trace.violations.map(({ event, property, why }) => ({
    row: event + 0.5,
    text: `! ${property} is broken: ${why}`,
  }));
  const told = [...lines, ...broken]
    .sort((a, b) => a.row - b.row)
    .map(({ row, text }) => {
      const ms = Math.floor((columns.time[Math.floor(row)] as number) / 1000);
      return `${String(ms).padStart(4)} ms  ${text}`;
    });
  const node = run.last().nodes.find(({ role }) => role === 'database');
  if (node === undefined) throw new Error('there is no database');
  const { db } = node.durable as unknown as { readonly db: Db };
  const tables = Object.entries(finalTables(db)).map(
    ([name, rows]) => `${name}: ${rows.map((row) => `(${row.map(String).join(', ')})`).join(' ')}`,
  );
  return `${[...told, ...tables].join('\n')}\n`;
}
