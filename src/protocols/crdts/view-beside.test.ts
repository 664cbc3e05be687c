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

function told(id: string, library: Library, params = {}) {
  const scenario = scenarios.find((s) => s.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  const spec = { ...scenario.spec, params: { ...scenario.spec.params, ...params } };
  const resolved = resolve(protocol, spec);
  const { trace, last } = simulate(protocol, spec);
  const type = String(resolved.params.type);
  const story = storyOf(trace, resolved, trace.steps);
  if (story.not !== null || library.counterpart(type) === null) return null;
  const nodes = resolved.nodes.map((n) => n.id);
  const { shows } = tell(library, type, nodes, story);
  const seen = last().nodes.map((n) => JSON.stringify((n.durable.copy as { seen: unknown }).seen));
  return { shows: Object.values(shows), together: new Set(seen).size === 1 };
}

describe.each(LIBRARIES)('%s', (library, version, name) => {
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
});

describe('what they make of our runs', () => {
  const one = (id: string, library: Library) => told(id, library)?.shows[0];
  it('texts', () => {
    expect([one('typed-backwards', yjs.yjs), one('typed-backwards', automerge.automerge)]).toEqual([]);
    expect([one('typed-forwards', yjs.yjs), one('typed-forwards', automerge.automerge)]).toEqual([]);
    expect([one('writing-together', yjs.yjs), one('writing-together', automerge.automerge)]).toEqual([]);
  });
  it('the shopping list', () => {
    expect([one('shopping-list', yjs.yjs), one('shopping-list', automerge.automerge)]).toEqual([]);
  });
  it('counters, sets, registers', () => {
    expect(one('counting-apart', automerge.automerge)).toBe('');
    expect([one('add-wins', yjs.yjs), one('add-wins', automerge.automerge)]).toEqual([]);
    expect([one('both-values-kept', yjs.yjs), one('both-values-kept', automerge.automerge)]).toEqual([]);
  });
});
