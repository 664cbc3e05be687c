import { expect, test } from 'vitest';
import type { Json } from '../../base/json.ts';
import { ENGINE_PARAMS } from '../../engine/params.ts';
import { raft } from '../run.test-data.ts';
import { adviceFor } from './advice.ts';

const standard = new Map<string, Json>([
  ...[...raft.params, ...ENGINE_PARAMS].map((param): [string, Json] => [param.id, param.default as Json]),
  ...Object.entries(raft.engine ?? {}),
]);
const with_ = (change: Readonly<Record<string, Json>>) => (id: string) => change[id] ?? standard.get(id);

test('the defaults need no advice', () => {
  for (const { id } of raft.params) expect(adviceFor(raft, id, with_({}))).toEqual([]);
});

test('heartbeats no shorter than an election timeout are advised against, at the heartbeat', () => {
  expect(adviceFor(raft, 'heartbeatInterval', with_({ heartbeatInterval: 149_999 }))).toEqual([]);
  expect(adviceFor(raft, 'heartbeatInterval', with_({ heartbeatInterval: 150_000 }))).toHaveLength(1);
  expect(adviceFor(raft, 'electionTimeout', with_({ heartbeatInterval: 150_000 }))).toEqual([]);
});

test('an election timeout within a round trip is advised against', () => {
  expect(adviceFor(raft, 'electionTimeout', with_({ latency: [10_000, 75_000] }))).toHaveLength(1);
  expect(adviceFor(raft, 'electionTimeout', with_({ latency: [10_000, 74_000] }))).toEqual([]);
});

test('advice names parameters that there are', () => {
  const known = [...standard.keys()];
  for (const advice of raft.advice ?? []) {
    expect(known).toEqual(expect.arrayContaining([advice.param, advice.below, advice.shownAt]));
  }
});
