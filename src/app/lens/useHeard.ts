/** What was in the last message from each other node: asked of the worker once for each run. */
import { useEffect, useState } from 'react';
import type { JsonObject } from '../../base/json.ts';
import { lookAt } from '../inspector/look.ts';
import type { Run } from '../stores/session.ts';

/** Bodies by row of the send; those not known yet are missing. */
export function useBodies(
  run: Run,
  wanted: readonly { readonly step: number; readonly send: number }[],
): ReadonlyMap<number, JsonObject> {
  const [bodies, setBodies] = useState<{
    readonly run: Run;
    readonly of: ReadonlyMap<number, JsonObject>;
  } | null>(null);
  const key = wanted.map(({ step }) => step).join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` stands for what is wanted.
  useEffect(() => {
    let gone = false;
    Promise.all(
      wanted.map(async ({ step, send }) => {
        const { rows } = await lookAt(run, step);
        // The head of a step that handles a message carries what it handles.
        return [send, rows.find((row) => row.kind === 'deliver')?.message] as const;
      }),
    ).then(
      (found) => {
        const known = found.filter((entry): entry is [number, JsonObject] => entry[1] !== undefined);
        if (!gone) setBodies({ run, of: new Map(known) });
      },
      () => {
        // The run was replaced while we asked: the one on show is asked about in its turn.
      },
    );
    return () => {
      gone = true;
    };
  }, [run, key]);
  return bodies?.run === run ? bodies.of : NOTHING;
}

const NOTHING: ReadonlyMap<number, JsonObject> = new Map();
