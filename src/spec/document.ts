/** Documents: what a link, a file and the lab's address carry. A run now; diagrams and logs will be further kinds. */
import * as v from 'valibot';
import type { Json } from '../base/json.ts';
import { type Result, refuse } from '../base/result.ts';
import { didYouMean, excerpt, listed } from '../base/text.ts';
import type { Meta } from '../engine/meta.ts';
import type { Micros, ResolvedRun, RunSpec } from '../engine/runspec.ts';
import {
  MAX_BRANCH_NAME,
  MAX_BRANCHES,
  MAX_CLAIM,
  MAX_DEPTH,
  MAX_NOTE_TEXT,
  MAX_NOTES,
  MAX_TIME,
  MAX_TITLE,
} from './bounds.ts';
import { branchFields, readBranches } from './branches.ts';
import { canonicalSpec, sorted } from './complete.ts';
import { type Metas, parseRunSpec } from './resolve.ts';
import {
  check,
  fields,
  integer,
  isRecord,
  list,
  optional,
  prose,
  type Schema,
  sentence,
  tooDeep,
} from './shape.ts';

/** A step's public name: its node and the ordinal of the step on that node, from 1. `S3#17`. */
export type StepName = string;

export interface PinnedNote {
  /** A moment (µs), or a step by its public name, which survives edits elsewhere in the run. */
  readonly at: Micros | StepName;
  /** Plain text, never markup; at most `MAX_NOTE_TEXT` code units. */
  readonly text: string;
}

/** Another run beside the main one: the same but for what was changed in it. */
export interface BranchDocument {
  readonly name: string;
  readonly spec: RunSpec;
}

export interface RunDocument {
  readonly kind: 'run';
  /** The main run: what title, claim and notes are about. */
  readonly spec: RunSpec;
  /** What the main run is called among its branches. */
  readonly name?: string;
  /** All of the protocol of the main run; with it at most `MAX_BRANCHES`. Their names need not differ. */
  readonly branches?: readonly BranchDocument[];
  /** Which run is on show: 0, or absent, the main one, else a branch, counted from 1. */
  readonly shown?: number;
  readonly title?: string;
  /** What the run shows, as a sentence that can be false. */
  readonly claim?: string;
  readonly notes?: readonly PinnedNote[];
  /** Where the playhead stands. May lie beyond the end of the run: whoever shows it stops at the end. */
  readonly cursor?: { readonly time: Micros };
  /** The span of time the timeline shows; from < to. May reach beyond the end of the run. */
  readonly view?: { readonly from: Micros; readonly to: Micros };
}

export type Document = RunDocument;

/** A document that has been checked, in canonical form, with the run it describes. */
export interface OpenDocument {
  readonly document: Document;
  readonly resolved: ResolvedRun;
}

const time = integer(0, MAX_TIME);

const note: Schema<PinnedNote> = fields('a field of a note', {
  at: v.custom<Micros | StepName>(
    (value) => (typeof value === 'string' ? stepNode(value) !== null : v.is(time, value)),
    (issue) =>
      `must be a time from 0 to ${MAX_TIME} or the name of a step such as "S3#17", not ${excerpt(issue.input)}`,
  ),
  text: prose(MAX_NOTE_TEXT),
});

const runFields = fields('a field of a document', {
  kind: v.literal('run'),
  // Checked by `parseRunSpec`, which knows the protocols.
  spec: v.unknown(),
  name: optional(prose(MAX_BRANCH_NAME)),
  branches: optional(
    list(
      fields('a field of a branch', { name: prose(MAX_BRANCH_NAME), spec: v.unknown() }),
      MAX_BRANCHES - 1,
      'branches',
    ),
  ),
  shown: optional(integer(0, MAX_BRANCHES - 1)),
  title: optional(prose(MAX_TITLE)),
  claim: optional(prose(MAX_CLAIM)),
  notes: optional(list(note, MAX_NOTES, 'notes')),
  cursor: optional(fields('a field of a cursor', { time })),
  view: optional(
    v.pipe(
      fields('a field of a view', { from: time, to: time }),
      v.check(
        (view) => view.from < view.to,
        (issue) => `must begin before it ends, but from is ${issue.input.from} and to is ${issue.input.to}`,
      ),
    ),
  ),
});

type Reader = (json: Record<string, unknown>, metas: Metas) => Result<OpenDocument>;

/** One reader per kind of document. */
const READERS: Readonly<Record<Document['kind'], Reader>> = { run: readRun };

/** The kinds of document this program reads. */
export const KINDS: readonly string[] = Object.keys(READERS);

/** The protocol a document or a plain RunSpec names, before anything in it is checked; null if it names none. */
export function protocolNamed(json: unknown): string | null {
  const run = isRecord(json) && Object.hasOwn(json, 'spec') ? json.spec : json;
  return isRecord(run) && typeof run.protocol === 'string' ? run.protocol : null;
}

/**
 * Reads a document, or a plain RunSpec where a document is meant.
 * @param json Parsed JSON; never trusted, never changed.
 */
export function parseDocument(json: unknown, metas: Metas): Result<OpenDocument> {
  if (!isRecord(json)) return refuse(`A document must be a JSON object, not ${excerpt(json)}.`);
  const deep = tooDeep(json, MAX_DEPTH);
  if (deep !== null)
    return refuse(sentence(deep.slice(0, 4), `: it is nested more than ${MAX_DEPTH} levels deep`));
  if (!Object.hasOwn(json, 'kind')) {
    // A misspelt document is no better than a misspelt run; only `spec` tells that one was meant.
    if (Object.hasOwn(json, 'spec')) return refuse(sentence(['kind'], 'is missing'));
    const run = parseRunSpec(json, metas);
    if (!run.ok) return run;
    return { ok: true, document: { kind: 'run', spec: run.resolved.spec }, resolved: run.resolved };
  }
  const { kind } = json;
  if (typeof kind === 'string' && Object.hasOwn(READERS, kind))
    return READERS[kind as Document['kind']](json, metas);
  const meant = typeof kind === 'string' ? didYouMean(kind, KINDS) : '';
  return refuse(
    sentence(
      ['kind'],
      `: this Faultline reads no document of kind ${excerpt(kind)}, only ${listed(KINDS)}.${meant}`,
    ),
  );
}

function readRun(json: Record<string, unknown>, metas: Metas): Result<OpenDocument> {
  const shape = check(runFields, json, []);
  if ('why' in shape) return refuse(shape.why);
  const run = parseRunSpec(json.spec, metas, ['spec']);
  if (!run.ok) return run;
  const { resolved } = run;
  for (const [i, { at }] of (shape.value.notes ?? []).entries()) {
    const node = typeof at === 'string' ? stepNode(at) : null;
    if (node !== null && !resolved.nodes.some((n) => n.id === node)) {
      return refuse(sentence(['notes', i, 'at'], `: this run has no node ${excerpt(node)}`));
    }
  }
  const branches = readBranches(shape.value, resolved.spec.protocol, metas);
  if (!branches.ok) return branches;
  const document = sorted({
    ...shape.value,
    ...branches.fields,
    spec: resolved.spec,
  } as unknown as Json) as unknown as RunDocument;
  return { ok: true, document, resolved };
}

/** The canonical form of a valid document: its spec canonical, keys sorted, absent fields left out. Idempotent. */
export function canonicalDocument(document: Document, meta: Meta): Document {
  const spec = canonicalSpec(document.spec, meta);
  const branches = document.branches?.map((branch) => ({
    ...branch,
    spec: canonicalSpec(branch.spec, meta),
  }));
  return sorted({
    ...document,
    ...branchFields(document, branches),
    spec,
  } as unknown as Json) as unknown as Document;
}

/** `S3` of `S3#17`, or null if this is not the name of a step. */
function stepNode(name: string): string | null {
  return /^([A-Za-z]{1,8}[1-9]\d?)#[1-9]\d{0,8}$/.exec(name)?.[1] ?? null;
}
