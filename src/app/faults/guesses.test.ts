import { describe, expect, test } from 'vitest';
import { METAS, scenariosOf } from '../../cli/catalog.ts';
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import type { NodeId, RunSpec } from '../../engine/runspec.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { indexTrace } from '../../timeline/build.ts';
import { loadProtocol } from '../../worker/discover.ts';
import { makeRun } from '../stores/session.ts';
import { guessDraft } from './guess.ts';
import { canStrike, groundOf } from './landing.ts';
import { inputFromDraft } from './toInput.ts';

const MOST = 300_000;

/** The kinds that somebody in a run can suffer. */
function kindsIn(spec: RunSpec) {
  const meta = METAS.get(spec.protocol);
  if (meta === undefined) throw new Error(spec.protocol);
  const roles = meta.roles.filter(({ id, count }) => (spec.nodes[id] ?? count.default) > 0);
  const kinds = FAULT_KINDS.map(({ type }) => type).filter((type) =>
    roles.some((role) => canStrike(type, role, meta)),
  );
  return { meta, kinds };
}

describe('a form opened by key is filled in so that Enter alone makes something, in every protocol', () => {
  const runs = [...METAS.keys()].flatMap((id) => {
    const scenarios = scenariosOf(id);
    // The run with the fewest nodes is the one in which there may be too few of them.
    const few = [...scenarios].sort((a, b) => count(a.spec) - count(b.spec))[0];
    return [...new Set([scenarios[0], few])].flatMap((s) => (s ? [[`${id}/${s.id}`, s.spec] as const] : []));
  });

  test.each(runs)('%s', async (_, full) => {
    const spec = {
      ...full,
      until: Math.min(full.until, MOST),
      inputs: full.inputs.filter(({ at }) => at < MOST),
    };
    const protocol = await loadProtocol(spec.protocol);
    const { trace } = simulate(protocol, spec);
    const run = makeRun(1, resolve(protocol, spec), trace, indexTrace(trace));
    const { meta, kinds } = kindsIn(spec);
    const { nodes } = run.resolved;
    const alone = nodes.length < 2;
    for (const kind of kinds) {
      // A node alone has nobody to be cut off from.
      if (alone && groundOf(kind) !== 'node') continue;
      const chosen: readonly (NodeId | null)[] = [null, nodes[0]?.id ?? null, nodes.at(-1)?.id ?? null];
      for (const node of chosen) {
        for (const at of [0, spec.until / 2, spec.until]) {
          const draft = guessDraft(kind, at, node, { meta, run, prominent: null });
          const made = inputFromDraft(draft, { meta, nodes, until: spec.until });
          const told = `${kind} of ${node} at ${at}`;
          expect(made, told).toMatchObject({ ok: true });
          if (!made.ok) continue;
          expect(parseRunSpec({ ...spec, inputs: [made.input] }, METAS), told).toMatchObject({ ok: true });
          if ('fault' in made.input && made.input.fault.type === 'outage')
            expect(made.input.fault.nodes.length, told).toBeGreaterThan(alone ? 0 : 1);
        }
      }
    }
  });
});

function count({ nodes }: RunSpec): number {
  return Object.values(nodes).reduce((sum, n) => sum + n, 0);
}
