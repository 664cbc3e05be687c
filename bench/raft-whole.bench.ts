/**
 * Rows per second of processor time, all properties on, and hash and trace too: five Raft servers as they are by default, and seven with
 * snapshots, sessions and a change of membership every second. Aims: 300,000 for the first, half of that for the second.
 */
import { METAS } from '../src/cli/catalog.ts';
import type { Input, ResolvedRun } from '../src/engine/runspec.ts';
import { Simulation } from '../src/engine/simulation.ts';
import { parseRunSpec } from '../src/spec/resolve.ts';
import { loadProtocol } from '../src/worker/discover.ts';
import { steadyWrites } from './support.ts';

const ROUNDS = 5;
const SECOND = 1_000_000;

export default async function bench(report: (line: string) => void): Promise<void> {
  const raft = await loadProtocol('raft');
  const runs: readonly (readonly [string, ResolvedRun])[] = [
    ['five servers', steadyWrites(120 * SECOND)],
    ['seven, with snapshots and changes of members', changing(60)],
  ];
  for (const [name, run] of runs) {
    let rows = 0;
    let best = Number.POSITIVE_INFINITY;
    for (let round = 0; round < ROUNDS; round++) {
      const before = process.cpuUsage();
      const simulation = new Simulation(raft, run, { properties: true }).finish();
      const { user, system } = process.cpuUsage(before);
      if (simulation.stopped) throw new Error(simulation.stopped.why);
      if (simulation.trace().violations.length > 0) throw new Error('a promise is broken');
      rows = simulation.builder.rows;
      best = Math.min(best, (user + system) / 1000);
    }
    report(`  ${name}: ${rows} rows, ${Math.round(rows / best)} thousand per second`);
  }
}

/** A write every 20 ms by clients with sessions, a snapshot every 50 entries, and each second S7 or S6 leaves or comes back. */
function changing(seconds: number): ResolvedRun {
  const inputs: Input[] = [{ at: 5_000, fire: { node: 'S1', timer: 'election' } }];
  for (let at = 400_000, k = 0; at < seconds * SECOND; at += 20_000, k++) {
    const command = {
      type: k % 5 === 0 ? 'read' : 'write',
      key: `k${k % 7}`,
      ...(k % 5 === 0 ? {} : { value: k }),
    };
    inputs.push({ at, node: `C${(k % 5) + 1}`, command });
  }
  for (let second = 1; second < seconds; second++) {
    const server = second % 4 < 2 ? 'S7' : 'S6';
    const type = second % 2 === 1 ? 'removeServer' : 'addServer';
    inputs.push({ at: second * SECOND, node: 'S1', command: { type, server } });
  }
  const params = {
    sessions: true,
    snapshotEvery: 50,
    preVote: true,
    checkQuorum: true,
    fastBacktracking: true,
  };
  const spec = {
    schema: 1,
    protocol: 'raft',
    seed: 3,
    nodes: { server: 7, client: 5 },
    params,
    until: seconds * SECOND,
    inputs,
  };
  const parsed = parseRunSpec(spec, METAS);
  if (!parsed.ok) throw new Error(parsed.why);
  return parsed.resolved;
}
