import { expect, it } from 'vitest';
import { meta } from '../../protocols/crdts/meta.ts';
import { CATALOGUE, TYPES } from '../../protocols/crdts/types/catalogue.ts';
import { meta as raft } from '../../protocols/raft/meta.ts';
import { offered } from './offered.ts';

const types = (type: string, chosen?: string) =>
  offered(meta.commands, { type }, chosen).map((command) => command.type);

it('a form offers the commands that mean something to the type of the run, and the one that is there', () => {
  for (const type of TYPES) {
    expect([...types(type)].sort()).toEqual(['merge', 'update', ...CATALOGUE[type].edits].sort());
  }
  expect(types('g-counter')).not.toContain('type');
  expect(types('g-counter', 'type')).toContain('type');
});

it('where nothing is said of it, all are offered', () => {
  expect(offered(raft.commands, {})).toEqual(raft.commands);
});
