import { expect, test } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { protocol } from '../../protocols/raft/protocol.ts';
import { resolve } from '../../testkit/simulate.ts';
import { minority, raft } from '../run.test-data.ts';
import { settingsApart } from './settings.ts';

const apart = (change: Partial<RunSpec>) =>
  settingsApart(raft, resolve(protocol, minority), resolve(protocol, { ...minority, ...change }));

test('nothing is told of runs that are set alike, whatever is done in them', () => {
  expect(apart({ inputs: [] })).toEqual([]);
});

test('what was set differently is named, with its value in both runs', () => {
  const seed = minority.seed + 1;
  expect(apart({ seed })).toEqual([{ title: 'seed', a: String(minority.seed), b: String(seed) }]);
  const [heartbeat] = apart({ params: { ...minority.params, heartbeatInterval: 90_000 } });
  expect(heartbeat).toMatchObject({ title: expect.stringContaining('heartbeat'), b: '90 ms' });
  expect(apart({ variants: ['noVoteLogCheck'] })).toMatchObject([{ a: 'no', b: 'yes' }]);
  expect(apart({ nodes: { server: 3, client: 1 } }).map((s) => s.title)).toContain('servers');
  expect(apart({ until: minority.until + 1000 }).map((s) => s.title)).toEqual(['length of the run']);
});
