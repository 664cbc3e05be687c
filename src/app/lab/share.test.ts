// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { METAS as metas } from '../../cli/catalog.ts';
import { decodeLink } from '../../spec/link.ts';
import { branchedOff } from '../branches/runs.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { documentStore, type LabDocument } from '../stores/document.ts';
import { sessionStore } from '../stores/session.ts';
import { backToOriginal, setSeed } from './actions.ts';
import { followAddress, linkHash, wordsFor } from './share.ts';

const scenario: LabDocument = { title: 'A run', claim: 'It holds', notes: 'N', spec: minority };
const documents = () => documentStore.getState();

beforeEach(() => {
  sessionStore.getState().reset(raft);
  documents().load(scenario);
});

async function shared() {
  const { document } = documents();
  const link = await linkHash(document as LabDocument, 0, raft);
  const read = link.ok ? decodeLink(link.hash, metas) : link;
  if (!read.ok) throw new Error(read.why);
  return read.document;
}

describe('the words of a link', () => {
  test('of a run as it was opened are its title and claim', async () => {
    expect(await shared()).toMatchObject({ title: 'A run', claim: 'It holds' });
  });

  test('of a changed run do not claim what was claimed of another', async () => {
    setSeed(99);
    const link = await shared();
    expect(link.title).toBe('A run, changed');
    expect(link).not.toHaveProperty('claim');
    backToOriginal();
    expect(await shared()).toMatchObject({ title: 'A run', claim: 'It holds' });
    documents().undo();
    expect(documents().document?.spec.seed).toBe(99);
  });

  test('say only once that it was changed, and fit', async () => {
    expect(wordsFor({ ...scenario, title: 'A run, changed' }, true)).toEqual({ title: 'A run, changed' });
    documents().load({ ...scenario, title: 'x'.repeat(120) });
    setSeed(99);
    expect((await shared()).title).toMatch(/^x+, changed$/);
  });
});

test('a link carries every branch, and its words are about the main run', async () => {
  documents().revise('branch', (d) => branchedOff(d, 9));
  setSeed(99);
  expect(await shared()).toMatchObject({
    title: 'A run',
    claim: 'It holds',
    spec: { seed: minority.seed },
    branches: [{ name: 'Branch 2', spec: { seed: 99 } }],
    shown: 1,
  });
});

describe('the address', () => {
  let stop = () => {};
  afterEach(() => stop());

  test('follows an edit at once, before it has been simulated', async () => {
    await linkHash(scenario, 0, raft);
    sessionStore.getState().show(raftRun().run, 0);
    stop = followAddress(raft, {
      named: true,
      scenario: null,
      playing: () => false,
      opened: documentStore.getState().document,
    });
    setSeed(99);
    sessionStore.getState().set({ status: { kind: 'running', progress: null, stop() {} } });
    const read = decodeLink(location.hash, metas);
    expect(read.ok && read.document.spec.seed).toBe(99);
  });

  test('is never that of a run which would be refused', async () => {
    await linkHash(scenario, 0, raft);
    sessionStore.getState().show(raftRun().run, 0);
    stop = followAddress(raft, {
      named: true,
      scenario: null,
      playing: () => false,
      opened: documentStore.getState().document,
    });
    setSeed(98);
    const good = location.hash;
    documents().edit('fewer servers than the inputs name', (spec) => ({
      ...spec,
      nodes: { ...spec.nodes, server: 1 },
    }));
    expect(location.hash).toBe(good);
  });
});
