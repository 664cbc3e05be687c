import { expect, test } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { encodeLink } from '../../spec/link.ts';
import { runsOf } from '../branches/runs.ts';
import { loadScenarios, protocols } from '../catalog.ts';
import { parseHash, type Route } from '../router.ts';
import { minority, raft } from '../run.test-data.ts';
import { openRoute, plainSpec } from './opening.ts';

const open = (hash: string) => openRoute(parseHash(hash) as Extract<Route, { page: 'lab' }>, raft);

test('protocols and their scenarios are found by their folders', async () => {
  expect(protocols).toContain('raft');
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

test('a link to a shipped scenario shows that scenario’s notes, whatever order its fields came in', async () => {
  const scenario = (await loadScenarios('raft')).find((s) => s.id === 'minority-leader');
  const bare = encodeLink({ kind: 'run', spec: minority }, raft);
  expect(await open(bare)).toMatchObject({
    document: { title: scenario?.title, claim: scenario?.claim, notes: scenario?.notes },
  });
  const shuffled = {
    ...minority,
    inputs: minority.inputs.map((i) => Object.fromEntries(Object.entries(i).reverse()) as unknown as Input),
  };
  const again = encodeLink({ kind: 'run', spec: shuffled }, raft);
  expect(await open(again)).toMatchObject({ document: { notes: scenario?.notes } });
  const other = encodeLink({ kind: 'run', spec: { ...minority, seed: minority.seed + 1 } }, raft);
  expect(await open(other)).toMatchObject({ document: { title: 'A shared run', claim: '', notes: '' } });
});

test('a sender’s own claim about a shipped run stays the sender’s', async () => {
  const link = encodeLink({ kind: 'run', spec: minority, title: 'Mine', claim: 'I say so' }, raft);
  expect(await open(link)).toMatchObject({ document: { title: 'Mine', claim: 'I say so' } });
});

test('a link with branches brings them all, with the one on show, and words about the main run', async () => {
  const scenario = (await loadScenarios('raft')).find((s) => s.id === 'minority-leader');
  const other = { ...minority, seed: 99 };
  const link = encodeLink(
    { kind: 'run', spec: minority, branches: [{ name: 'Luck', spec: other }], shown: 1 },
    raft,
  );
  const opened = await open(link);
  if (!opened.ok) throw new Error(opened.why);
  expect(runsOf(opened.document).map((run) => [run.name, run.spec.seed])).toEqual([
    ['Main', minority.seed],
    ['Luck', 99],
  ]);
  expect(opened.document.spec).toEqual(other);
  expect(opened.document.title).toBe(scenario?.title);
  expect(opened.original?.spec).toEqual(minority);
  const main = await open(
    encodeLink({ kind: 'run', spec: minority, branches: [{ name: 'Luck', spec: other }] }, raft),
  );
  expect(main).toMatchObject({ document: { spec: minority, branches: { shown: 0 } } });
});
