/**
 * The schema of a RunSpec, built from what a protocol says about itself. It knows fields and kinds; what needs the whole run
 * (does this node exist, is the end later than the start) is checked in `cross.ts`.
 */
import * as v from 'valibot';
import { didYouMean, excerpt } from '../base/text.ts';
import type { BehaviourMeta, CommandFieldMeta, CommandMeta, Meta, ParamMeta } from '../engine/meta.ts';
import type { Input } from '../engine/runspec.ts';
import { MAX_INPUTS, RUN_SCHEMA } from './bounds.ts';
import { allParams } from './complete.ts';
import { faultSchema, nodeId, time } from './faultschema.ts';
import {
  bool,
  fields,
  fraction,
  integer,
  isRecord,
  list,
  never,
  oneOf,
  optional,
  range,
  type Schema,
  text,
} from './shape.ts';

const INPUTS: Readonly<Record<'fault' | 'command' | 'fire', Schema>> = {
  fault: fields('a field of an input with a fault', { at: time, fault: faultSchema }),
  // Which fields a command has depends on the role of its node: `commandSchema`, later.
  command: fields('a field of an input with a command', {
    at: time,
    node: nodeId,
    command: v.custom<Record<string, unknown>>(
      isRecord,
      (issue) => `must be an object, not ${excerpt(issue.input)}`,
    ),
  }),
  fire: fields('a field of an input with a fire', {
    at: time,
    fire: fields('a field of a fire', { node: nodeId, timer: v.string('must be the id of a timer') }),
  }),
};
const INPUT_KINDS = Object.keys(INPUTS) as (keyof typeof INPUTS)[];

/** What no input can be: says so of a misspelt field before it says what is missing. */
const noInput = v.pipe(
  fields(
    'a field of an input',
    Object.fromEntries(['at', 'node', ...INPUT_KINDS].map((key) => [key, v.optional(v.unknown())])),
  ),
  v.check(() => false, 'needs a fault, a command or a fire'),
);

const input: Schema<Input> = v.lazy((value) => {
  if (!isRecord(value)) return never(`must be an object, not ${excerpt(value)}`);
  const kinds = INPUT_KINDS.filter((kind) => value[kind] !== undefined);
  const [kind, other] = kinds;
  if (kind === undefined) return noInput;
  if (other !== undefined) return never(`has both a ${kind} and a ${other}; an input is one thing`);
  return INPUTS[kind];
}) as Schema<Input>;

export function paramSchema(param: ParamMeta): Schema {
  switch (param.kind) {
    case 'int':
      return integer(param.min, param.max);
    case 'fraction':
      return fraction(param.min, param.max);
    case 'bool':
      return bool;
    case 'enum':
      return oneOf(param.options);
    case 'range':
      return range(param.min, param.max);
  }
}

function commandFieldSchema(field: CommandFieldMeta): Schema {
  switch (field.kind) {
    case 'int':
      return integer(field.min, field.max);
    case 'string':
      return text(field.maxLength);
    case 'bool':
      return bool;
    case 'enum':
      return oneOf(field.options);
    case 'node':
      return nodeId;
  }
}

function commandFieldSchemas(list: readonly CommandFieldMeta[]): v.ObjectEntries {
  const entries: v.ObjectEntries = {};
  for (const field of list) {
    const schema = commandFieldSchema(field);
    entries[field.id] = field.optional === true ? optional(schema) : schema;
  }
  return entries;
}

export function commandSchema(command: CommandMeta): Schema {
  const entries = { type: v.string(), ...commandFieldSchemas(command.fields) };
  return fields(`a field of the command "${command.type}"`, entries);
}

function optionsSchema(behaviour: BehaviourMeta): Schema {
  return fields(`an option of "${behaviour.id}"`, commandFieldSchemas(behaviour.fields));
}

function variantSchema(meta: Meta): Schema<string> {
  const known = meta.variants.map((variant) => variant.id);
  return v.custom<string>(
    (value) => typeof value === 'string' && known.includes(value),
    (issue) => {
      const meant = typeof issue.input === 'string' ? didYouMean(issue.input, known) : '';
      return `: ${meta.title} has no variant ${excerpt(issue.input)}.${meant}`;
    },
  );
}

/** Fields of a run whose shape is the same for every protocol; the rest is only named here. */
export const headSchema = fields('a field of a run', {
  schema: v.literal(RUN_SCHEMA, (issue) => `must be ${RUN_SCHEMA}, not ${excerpt(issue.input)}`),
  protocol: v.string((issue) => `must be the id of a protocol, not ${excerpt(issue.input)}`),
  ...Object.fromEntries(
    ['seed', 'nodes', 'params', 'variants', 'until', 'inputs'].map((key) => [key, v.optional(v.unknown())]),
  ),
});

function runSchema(meta: Meta) {
  const roles = meta.roles.map(
    (role) => [role.id, optional(integer(role.count.min, role.count.max))] as const,
  );
  const params = allParams(meta).map((param) => [param.id, optional(paramSchema(param))] as const);
  return fields('a field of a run', {
    schema: v.literal(RUN_SCHEMA),
    protocol: v.string(),
    seed: optional(integer(0, Number.MAX_SAFE_INTEGER)),
    nodes: optional(fields(`a role of ${meta.title}`, Object.fromEntries(roles))),
    params: optional(fields(`a parameter of ${meta.title}`, Object.fromEntries(params))),
    variants: optional(list(variantSchema(meta), Math.max(1, meta.variants.length), 'variants')),
    until: optional(time),
    inputs: optional(list(input, MAX_INPUTS, 'inputs')),
  });
}

/** The schemas of one protocol, built once. */
export interface Schemas {
  readonly run: ReturnType<typeof runSchema>;
  readonly commands: ReadonlyMap<CommandMeta, Schema>;
  /** Of a Byzantine fault's options. */
  readonly options: ReadonlyMap<BehaviourMeta, Schema>;
}

const built = new WeakMap<Meta, Schemas>();

export function schemasOf(meta: Meta): Schemas {
  let schemas = built.get(meta);
  if (schemas === undefined) {
    schemas = {
      run: runSchema(meta),
      commands: new Map(meta.commands.map((command) => [command, commandSchema(command)])),
      options: new Map((meta.behaviours ?? []).map((behaviour) => [behaviour, optionsSchema(behaviour)])),
    };
    built.set(meta, schemas);
  }
  return schemas;
}
