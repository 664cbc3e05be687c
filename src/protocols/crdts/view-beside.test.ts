/** The same edits in Yjs and Automerge, the packages themselves: what we show as theirs is what they do. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';
import * as automerge from './view-beside-automerge.ts';
import { type Library, storyOf, tell } from './view-beside-edits.ts';
import * as yjs from './view-beside-yjs.ts';

const modules = join(import.meta.dirname, '../../../node_modules');

beforeAll(() => automerge.start(readFileSync(join(modules, '@automerge/automerge/dist/automerge.wasm'))));

const LIBRARIES = [
  [yjs.yjs, yjs.VERSION, 'yjs'],
  [automerge.automerge, automerge.VERSION, '@automerge/automerge'],
] as const;

/** @param edits so many of the edits at the end are left out */
function told(id: string, library: Library, edits = 0) {
  const scenario = scenarios.find((s) => s.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  const { spec } = scenario;
  const resolved = resolve(protocol, spec);
  const { trace, last } = simulate(protocol, spec);
  const type = String(resolved.params.type);
  const rows = trace.notes.filter((n) => n.id === 'edits').map((n) => n.row);
  const end = edits === 0 ? undefined : trace.columns.step[rows.at(-edits) as number];
  const story = storyOf(trace, resolved, (end ?? trace.steps) - 1);
  if (story.not !== null || library.counterpart(type) === null) return null;
  const nodes = resolved.nodes.map((n) => n.id);
  const { shows } = tell(library, type, nodes, story);
  const seen = last().nodes.map((n) => JSON.stringify((n.durable.copy as { seen: unknown }).seen));
  return { shows: Object.values(shows), together: new Set(seen).size === 1 };
}

describe.each(LIBRARIES.map(([library, version, name]) => [name, version, library] as const))(
  '%s %s',
  (name, version, library) => {
    it('is the version it is said to be', () => {
      const { version: installed } = JSON.parse(readFileSync(join(modules, name, 'package.json'), 'utf8'));
      expect(installed).toBe(version);
      expect(library.title).toContain(version);
    });

    it('takes the edits of every named run, and its replicas agree where ours have the same updates', () => {
      let agreed = 0;
      for (const { id } of scenarios) {
        const result = told(id, library);
        if (!result?.together) continue;
        for (const value of result.shows) expect(value, id).toEqual(result.shows[0]);
        agreed += 1;
      }
      expect(agreed).toBeGreaterThan(15);
    });

    it('cannot be given a run in which a replica lost its disk', () => {
      expect(told('forgotten-disk', library)).toBeNull();
    });
  },
);

describe('what they make of our runs', () => {
  const both = (id: string) => [told(id, yjs.yjs)?.shows[0], told(id, automerge.automerge)?.shows[0]];

  it('Yjs keeps words whole that are typed backwards, Automerge mixes them as RGA does', () => {
    expect(both('typed-backwards')).toEqual(['abcxyz', 'xaybzc']);
    for (const text of both('typed-forwards')) expect(['abcxyz', 'xyzabc']).toContain(text);
  });

  it('a text written through a cut comes out whole', () => {
    for (const text of both('writing-together')) {
      for (const word of ['black', 'slept', 'It purred.', 'My']) expect(text).toContain(word);
    }
  });

  it('of an item that two have put on a list at the same time both keep one', () => {
    for (const list of both('shopping-list')) {
      expect(list).toEqual({ bread: { amount: 1, note: null }, milk: { amount: 1, note: '2 %' } });
    }
  });

  it('Automerge counts as our counters do; Yjs has no counter', () => {
    expect(told('counting-apart', automerge.automerge)?.shows).toEqual([11, 11, 11]);
    expect(told('counting-apart', yjs.yjs)).toBeNull();
  });

  it('of what was written side by side Automerge keeps all, Yjs one', () => {
    const [one, all] = [yjs.yjs, automerge.automerge].map((l) => told('both-values-kept', l, 1)?.shows[0]);
    expect(all).toHaveLength(2);
    expect(all).toContain(one);
  });
});
