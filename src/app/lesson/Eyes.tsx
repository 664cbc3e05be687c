import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import type { NodeId } from '../../engine/runspec.ts';
import { endLens, lensStore, lookAs } from '../lens/store.ts';
import { sessionStore } from '../stores/session.ts';

/** Shows the run of a step as one node sees it, and everything again. With the step it ends. */
export function Eyes({ node, begins }: { readonly node: NodeId; readonly begins: boolean }) {
  const on = useStore(lensStore, (s) => s.lens?.node === node);
  /** Counts the times it began: what is still on its way may be too late. */
  const turn = useRef(0);
  const look = () => {
    const mine = turn.current;
    // What is picked may be something that the node cannot know of.
    sessionStore.getState().set({ selected: null });
    lookAs(node, () => turn.current === mine);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: to look again is another node, or another phase of the step
  useEffect(() => {
    if (begins) look();
    return () => {
      turn.current += 1;
      endLens();
    };
  }, [node, begins]);
  return (
    <p className="lesson-eyes">
      <button
        type="button"
        className="button small"
        aria-pressed={on}
        onClick={() => (on ? endLens() : look())}
      >
        As {node} sees it
      </button>
    </p>
  );
}
