/** Random runs for property tests: any faults, any order, any overlap. */
import fc from 'fast-check';
import type { JsonObject } from '../base/json.ts';
import type { FaultType } from '../engine/faultkinds.ts';
import type { CommandFieldMeta, Meta } from '../engine/meta.ts';
import type { Fault, Input, NodeId, NodeInfo } from '../engine/runspec.ts';
import { faultsOf } from './arbitraryfaults.ts';
import { entangled } from './entangle.ts';

export interface World {
  readonly nodes: readonly NodeId[];
  /** End of the run, µs. From 10 000 to less than an hour, a document may hold everything that is made for it. */
  readonly until: number;
  /** Nodes that take commands, with what they take. */
  readonly commands?: fc.Arbitrary<Input>;
  /** Nodes whose disks can be broken. Default `true`: all of them; `false`: none. */
  readonly disk?: boolean | readonly NodeId[];
  /** Ways of being Byzantine. Default: none, and nobody is. */
  readonly behaviours?: readonly WorldBehaviour[];
  /** Records that rot, besides those drawn when they do. Default: some of the toy protocols and of Raft. */
  readonly records?: readonly string[];
  /** Only these. Default: all that the world allows. */
  readonly types?: readonly FaultType[];
}

export interface WorldBehaviour {
  readonly id: string;
  /** Who can behave so. */
  readonly nodes: readonly NodeId[];
  readonly options: fc.Arbitrary<JsonObject>;
}

/**
 * Faults under which a protocol for crash-recovery keeps its promises: nobody lies, and nobody loses what was stored. (Corruption
 * belongs here as long as messages have checksums, the default.)
 */
export const HONEST_FAULTS: readonly FaultType[] = [
  'crash',
  'outage',
  'pause',
  'slow',
  'partition',
  'partial',
  'block',
  'link',
  'drop',
  'delay',
  'duplicate',
  'reorder',
  'corrupt',
  'clock',
  'diskFull',
  'slowFsync',
];

/** A fault of any type on these nodes, with its start. Crashes, cuts, bad links and bent clocks come twice as often as the others. */
export function faultInput(world: World): fc.Arbitrary<Input> {
  const { until } = world;
  const time = fc.integer({ min: 0, max: until });
  const end = (at: number) => fc.option(fc.integer({ min: at + 1, max: until + 1 }), { nil: undefined });
  const made = faultsOf(world).map(({ weight, lasts, fault }) => ({
    weight,
    arbitrary: time.chain((at) =>
      fc
        .tuple(fault, lasts ? end(at) : fc.constant(undefined))
        .map(([f, stop]) => ({ at, fault: without({ ...f, until: stop }) as unknown as Fault })),
    ),
  }));
  return fc.oneof(...made);
}

/** Up to `most` inputs of all kinds, many of which meet one another. */
export function inputs(world: World, most = 8): fc.Arbitrary<Input[]> {
  const one = world.commands
    ? fc.oneof({ weight: 2, arbitrary: faultInput(world) }, world.commands)
    : faultInput(world);
  return entangled(fc.array(one, { maxLength: most }), world);
}

/** The world of a run of any protocol: what its meta allows, and no more. */
export function worldOf(meta: Meta, nodes: readonly NodeInfo[], until: number): World {
  const of = (role: string): NodeId[] => nodes.filter((n) => n.role === role).map((n) => n.id);
  const choose = (fields: readonly CommandFieldMeta[]) => fieldsOf(fields, of);
  /** Whether there are nodes for all that must name one. */
  const can = (fields: readonly CommandFieldMeta[]) =>
    fields.every((field) => field.optional === true || canBe(field, of));
  const commands = meta.commands
    .filter((command) => of(command.role).length > 0 && can(command.fields))
    .map((command) =>
      fc
        .record({
          at: fc.integer({ min: 0, max: until }),
          node: fc.constantFrom(...of(command.role)),
          fields: choose(command.fields),
        })
        .map(({ at, node, fields }) => ({ at, node, command: { type: command.type, ...fields } })),
    );
  const diskless = new Set(meta.roles.filter((role) => role.disk === false).map((role) => role.id));
  return {
    nodes: nodes.map((n) => n.id),
    until,
    disk: nodes.filter((n) => !diskless.has(n.role)).map((n) => n.id),
    behaviours: (meta.behaviours ?? [])
      .filter(({ fields }) => can(fields))
      .map(({ id, role, fields }) => ({ id, nodes: of(role), options: choose(fields) })),
    ...(commands.length > 0 ? { commands: fc.oneof(...commands) } : {}),
  };
}

/** Values for the fields of a command or of a behaviour. */
function fieldsOf(
  fields: readonly CommandFieldMeta[],
  of: (role: string) => readonly NodeId[],
): fc.Arbitrary<JsonObject> {
  const entries = fields
    .filter((field) => canBe(field, of))
    .map((field) => {
      const value = fieldOf(field, of);
      return [field.id, field.optional === true ? fc.option(value, { nil: undefined }) : value] as const;
    });
  return fc.record(Object.fromEntries(entries)).map((made) => without(made) as JsonObject);
}

/** Whether there is anything the field can be. */
function canBe(field: CommandFieldMeta, of: (role: string) => readonly NodeId[]): boolean {
  return field.kind !== 'node' || of(field.role).length > 0;
}

function fieldOf(field: CommandFieldMeta, of: (role: string) => readonly NodeId[]): fc.Arbitrary<unknown> {
  switch (field.kind) {
    case 'int':
      return fc.integer({ min: field.min, max: field.max });
    case 'string':
      return fc.constantFrom('x', 'y', '').filter((text) => text.length <= field.maxLength);
    case 'bool':
      return fc.boolean();
    case 'enum':
      return fc.constantFrom(...field.options);
    case 'node':
      return fc.constantFrom(...of(field.role));
  }
}

/** Optional fields that were not drawn are not there. */
function without(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
