import { useEffect, useState } from 'react';
import { loading } from '../idle.ts';
import { sharedLab } from '../lab/early.ts';
import { stepAt } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import type { DiskThen } from './records.ts';

/** While a time is being typed the worker is not asked at every digit. */
const PATIENCE_MS = 120;

/**
 * What a node's disk holds when a fault at `at` (µs) would strike: after all that happens before. Null while that is not known.
 * @param at null where nothing is to be known
 */
export function useDiskThen(node: string, at: number | null): DiskThen | null {
  const run = useSession((s) => s.run);
  const [found, setFound] = useState<(DiskThen & { readonly node: string; readonly run: number }) | null>(
    null,
  );
  useEffect(() => {
    if (run === null || at === null || run.trace.steps === 0) return;
    let stale = false;
    const loaded = loading();
    const timer = setTimeout(() => {
      sharedLab()
        .world(run.id, stepAt(run, at - 1))
        .then((world) => {
          const durable = world.nodes.find((other) => other.id === node)?.durable;
          if (!stale && durable !== undefined) setFound({ durable, at, node, run: run.id });
        })
        .catch(() => {
          // Without an answer the form asks no questions: the run itself will say that it found nothing.
        })
        .finally(loaded);
    }, PATIENCE_MS);
    return () => {
      stale = true;
      clearTimeout(timer);
      loaded();
    };
  }, [run, node, at]);
  return found !== null && found.node === node && found.at === at && found.run === run?.id ? found : null;
}
