/** The branches of a document: other runs beside its main one. */
import { type Result, refuse } from '../base/result.ts';
import { excerpt } from '../base/text.ts';
import type { BranchDocument } from './document.ts';
import { type Metas, parseRunSpec } from './resolve.ts';
import { isRecord, sentence } from './shape.ts';

/** What a document holds of its branches, absent where there is nothing to say. */
interface BranchFields {
  readonly branches: readonly BranchDocument[] | undefined;
  readonly shown: number | undefined;
}

/** As the fields of a document were written, their shapes checked. */
interface Given {
  readonly branches?: readonly { readonly name: string; readonly spec: unknown }[] | undefined;
  readonly shown?: number | undefined;
}

/** Checks every branch as a run of this protocol. */
export function readBranches(
  given: Given,
  protocol: string,
  metas: Metas,
): Result<{ readonly fields: BranchFields }> {
  const branches: BranchDocument[] = [];
  for (const [i, { name, spec }] of (given.branches ?? []).entries()) {
    const at = ['branches', i, 'spec'] as const;
    // Before it is read: the meta of another protocol may not be at hand.
    const own = isRecord(spec) ? spec.protocol : undefined;
    if (own !== protocol && [...metas.keys()].some((id) => id === own)) {
      return refuse(
        sentence(
          [...at, 'protocol'],
          `: a branch runs what its document runs, ${excerpt(protocol)}, not ${excerpt(own)}`,
        ),
      );
    }
    const run = parseRunSpec(spec, metas, at);
    if (!run.ok) return run;
    branches.push({ name, spec: run.resolved.spec });
  }
  const { shown = 0 } = given;
  if (shown > branches.length) {
    const runs = branches.length === 0 ? 'is only the main run, 0' : `are runs 0 to ${branches.length}`;
    return refuse(sentence(['shown'], `must be a run of this document: there ${runs}`));
  }
  return { ok: true, fields: branchFields(given, branches) };
}

/** The canonical form: no empty list, no number for the main run. */
export function branchFields(
  { shown }: Pick<Given, 'shown'>,
  branches: readonly BranchDocument[] | undefined,
): BranchFields {
  return {
    branches: branches === undefined || branches.length === 0 ? undefined : branches,
    shown: shown === 0 ? undefined : shown,
  };
}
