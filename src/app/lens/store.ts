/** Whether the run is shown as one of its nodes sees it. Light: the code that hides the rest comes when somebody asks for it. */
import { createStore } from 'zustand/vanilla';
import type { NodeId } from '../../engine/runspec.ts';
import { NO_NODE } from '../../engine/trace.ts';
import { loading } from '../idle.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import type { ViewProps } from '../views.ts';

export interface Lens {
  readonly node: NodeId;
  /** Hides from a view what the node cannot know; null for a run without the node. */
  see(props: ViewProps): ViewProps;
  /** The same of a run: the same one for the same run. */
  seen(run: Run): Run;
}

export const lensStore = createStore<{ readonly lens: Lens | null }>(() => ({ lens: null }));

/** The run as it is shown now. */
export function seenRun(run: Run): Run {
  return lensStore.getState().lens?.seen(run) ?? run;
}

/** Shows everything again. */
export function endLens(): void {
  lensStore.setState({ lens: null });
}

/** @param wanted whether it still is once the code has come */
export function lookAs(node: NodeId, wanted: () => boolean = () => true): void {
  const loaded = loading();
  import('./mask.ts')
    .then(
      ({ lensOf }) => {
        if (!wanted()) return;
        lensStore.setState({ lens: lensOf(node) });
        sessionStore
          .getState()
          .set({ side: 'moment', announcement: `As ${node} sees it. Everything it cannot know is hidden.` });
      },
      () =>
        sessionStore
          .getState()
          .set({ announcement: 'Part of the page could not be loaded. Is the network there?' }),
    )
    .finally(loaded);
}

/** As the selected node sees it, or the one that acts at the cursor; once more: everything again. */
export function toggleLens(): void {
  const { run, selected, cursor, set } = sessionStore.getState();
  if (run === null) return;
  const { lens } = lensStore.getState();
  const chosen = selected?.kind === 'node' ? selected.node : null;
  if (lens !== null && (chosen === null || chosen === lens.node)) {
    endLens();
    set({ announcement: 'Everything is shown again.' });
    return;
  }
  const acting = run.trace.columns.node[run.heads[cursor.step] ?? 0] ?? NO_NODE;
  const node = chosen ?? run.trace.nodes[acting]?.id ?? run.trace.nodes[0]?.id;
  if (node !== undefined) lookAs(node);
}
