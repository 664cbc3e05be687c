/** Promises about the state machine where more than the log decides: sessions that filter, and snapshots that replace. */
import { jsonEqual } from '../../../base/json.ts';
import type { Property } from '../../../engine/api.ts';
import { get } from '../../../protolib/list.ts';
import * as map from '../../../protolib/map.ts';
import { entryAt } from '../log.ts';
import type { Snapshot } from '../state.ts';
import { valueText } from '../words.ts';
import { serverStep } from './common.ts';
import { type Course, followed, isCommon, type Machine, machineAt, newCourse } from './machine.ts';

/** Null where clients have no sessions: then a command that is retried may well be applied twice. */
export const exactlyOnce: Property<Course | null> = {
  id: 'exactly-once',
  init: (_nodes, env) => (env.params.sessions === true ? newCourse(env) : null),
  step(course, step, _nodes, broken) {
    const s = serverStep(step);
    if (course === null || s === null) return course;
    const { node, volatileBefore } = s;
    const { lastApplied, stateMachine } = node.volatile;
    if (lastApplied === volatileBefore.lastApplied) return course;
    const result = followed(course, s);
    const machine = machineAt(result, lastApplied);
    for (let index = volatileBefore.lastApplied + 1; index <= lastApplied; index++) {
      const entry = entryAt(node.durable, index);
      // Where servers apply different entries, that is broken, and this is not to be asked.
      if (machine === undefined || entry === undefined || !isCommon(result, entry)) return result;
      const { command } = entry;
      if (command.type !== 'write') continue;
      const [is, should] = [stateMachine, machine.store].map((store) => map.get(store, command.key) ?? null);
      if (is === undefined || should === undefined || jsonEqual(is, should)) continue;
      broken(
        `${node.id} has applied ${command.client}’s command ${command.key}=${valueText(command.value)} (entry ${index}) a second time: ${command.key} is ${valueText(is)} and should be ${valueText(should)}.`,
      );
    }
    return result;
  },
};

/** Null where no snapshots are taken. */
export const snapshotSound: Property<Course | null> = {
  id: 'snapshot-sound',
  init: (_nodes, env) => ((env.params.snapshotEvery as number) > 0 ? newCourse(env) : null),
  step(course, step, _nodes, broken) {
    const s = serverStep(step);
    if (course === null || s === null) return course;
    const result = followed(course, s);
    const { snapshot } = s.node.durable;
    if (snapshot === null || snapshot === s.durableBefore.snapshot) return result;
    const why = wrong(snapshot, result);
    if (why !== null) broken(`${s.node.id} has a snapshot up to entry ${snapshot.lastIncludedIndex} ${why}.`);
    return result;
  },
};

function wrong(snapshot: Snapshot, course: Course): string | null {
  const { lastIncludedIndex, lastIncludedTerm, stateMachine, sessions, config } = snapshot;
  const machine: Machine | undefined = machineAt(course, lastIncludedIndex);
  if (machine === undefined) return 'that nobody has applied';
  if (get(course.entries, lastIncludedIndex)?.term !== lastIncludedTerm)
    return 'of another term than that entry';
  if (!jsonEqual(stateMachine, map.toObject(machine.store)))
    return 'whose state machine is not what the log gives';
  if (!jsonEqual(sessions, machine.sessions)) return 'whose sessions are not what the log gives';
  return jsonEqual(config, machine.config) ? null : 'whose members are not what the log says';
}
