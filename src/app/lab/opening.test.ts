import { expect, test } from 'vitest';
import { encodeLink } from '../../spec/link.ts';
import { loadScenarios, metas } from '../catalog.ts';
import { parseHash, type Route } from '../router.ts';
import { minority, raft } from '../run.test-data.ts';
import { openRoute, plainSpec } from './opening.ts';

const open = (hash: string) => openRoute(parseHash(hash) as Extract<Route, { page: 'lab' }>, raft);

test('protocols and their scenarios are found by their folders', async () => {
  expect([...metas.keys()]).toContain('raft');
  const scenarios = await loadScenarios('raft');
  expect(scenarios.map((s) => s.order)).toEqual(scenarios.map((s) => s.order).toSorted((a, b) => a - b));
  expect(await loadScenarios('nonsense')).toEqual([]);
});

test('a protocol opens with its first scenario, a scenario by its name', async () => {
  const [first] = await loadScenarios('raft');
  expect(await open('#/lab/raft')).toMatchObject({ ok: true, document: { title: first?.title } });
  const named = await open('#/lab/raft/minority-leader');
  expect(named).toMatchObject({ ok: true, time: 500_000, document: { title: 'A leader on the wrong side' } });
  expect(named.ok && named.document.spec).toEqual(minority);
});

test('a link brings title, claim, cursor and run', async () => {
  const link = encodeLink(
    { kind: 'run', spec: minority, title: 'Mine', claim: 'It holds', cursor: { time: 123_000 } },
    raft,
  );
  expect(await open(link)).toMatchObject({
    ok: true,
    time: 123_000,
    document: { title: 'Mine', claim: 'It holds', spec: minority },
  });
});

test('what cannot be opened says so in a sentence', async () => {
  expect(await open('#/lab/raft/none')).toEqual({ ok: false, why: 'Raft has no scenario called “none”.' });
  const link = encodeLink({ kind: 'run', spec: minority }, raft);
  const damaged = await open(`${link.slice(0, -1)}${link.endsWith('A') ? 'B' : 'A'}`);
  expect(damaged).toMatchObject({ ok: false, why: expect.stringMatching(/damaged/) });
});

test('a protocol without scenarios would open with its defaults', () => {
  expect(plainSpec(raft)).toMatchObject({
    nodes: { server: 5, client: 1 },
    until: raft.duration,
    inputs: [],
  });
});
