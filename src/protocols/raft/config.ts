/** Who decides: configurations and their quorums (§5.2; joint consensus: §6, thesis §4.3). */
import type { Env, NodeId } from '../../engine/api.ts';
import { iterate } from '../../protolib/list.ts';
import { isMajority, majorityReached } from '../../protolib/quorum.ts';
import type { Config, Entry, ServerDurable } from './state.ts';

/** The configuration that a cluster begins with: the first `initialMembers` servers, or all of them. */
export function initialConfig(env: Env): Config {
  const servers = env.ids('server');
  const members = env.params.initialMembers as number;
  const voters = members > 0 && members < servers.length ? servers.slice(0, members) : servers;
  return { index: 0, voters, old: null };
}

/** The latest configuration in the log, committed or not: "a server always uses the latest configuration in its log" (§6). */
export function latestConfig(env: Env, { snapshot, log }: ServerDurable): Config {
  let latest = snapshot === null ? initialConfig(env) : snapshot.config;
  for (const entry of iterate(log)) latest = configOf(entry) ?? latest;
  return latest;
}

export function configOf({ index, command }: Entry): Config | null {
  return command.type === 'config' ? { index, voters: command.voters, old: command.old } : null;
}

export function isMember({ voters, old }: Config, id: NodeId): boolean {
  return voters.includes(id) || (old?.includes(id) ?? false);
}

/** All servers of either configuration, and others beside them, in the order of their names. */
export function members(env: Env, config: Config, besides: readonly NodeId[] = []): readonly NodeId[] {
  if (config.old === null && besides.length === 0) return config.voters;
  return env.ids('server').filter((id) => isMember(config, id) || besides.includes(id));
}

/** Whether these servers decide: a majority, and during a change a majority of old and of new, each by itself. */
export function isQuorum({ voters, old }: Config, agree: readonly NodeId[]): boolean {
  return majorityAgrees(voters, agree) && (old === null || majorityAgrees(old, agree));
}

function majorityAgrees(voters: readonly NodeId[], agree: readonly NodeId[]): boolean {
  let count = 0;
  for (const id of voters) if (agree.includes(id)) count++;
  return isMajority(count, voters.length);
}

/** The largest value that a quorum reaches. */
export function quorumReaches({ voters, old }: Config, value: (id: NodeId) => number): number {
  const reached = majorityReached(voters.map(value));
  return old === null ? reached : Math.min(reached, majorityReached(old.map(value)));
}
