import { useEffect, useState, useSyncExternalStore } from 'react';
import { type Actor, type AnyStateMachine, createActor, type SnapshotFrom } from 'xstate';

/** Runs a machine for as long as the component is mounted. */
export function useActorRef<M extends AnyStateMachine>(machine: M): Actor<M> {
  const [actor] = useState(() => createActor(machine));
  useEffect(() => {
    actor.start();
    // Not stopped: React may unmount and mount again (StrictMode), and a stopped actor never restarts. It holds nothing.
  }, [actor]);
  return actor;
}

/** Part of an actor's snapshot; `select` must return the same object for the same snapshot. */
export function useSelector<M extends AnyStateMachine, T>(
  actor: Actor<M>,
  select: (snapshot: SnapshotFrom<M>) => T,
): T {
  return useSyncExternalStore(
    (listener) => {
      const subscription = actor.subscribe(listener);
      return () => subscription.unsubscribe();
    },
    () => select(actor.getSnapshot() as SnapshotFrom<M>),
  );
}
