/** In the foot of the timeline: which stamps are written beside events. */
import { useEffect } from 'react';
import { useStore } from 'zustand';
import { lensStore } from '../lens/store.ts';
import { sessionStore } from '../stores/session.ts';
import { keepLayers } from './layers.ts';
import { stampStore, stampsHidden } from './shown.ts';
import type { ClockKind } from './words.ts';
import './clocks.css';

export default function StampSwitch() {
  const { shown, left } = useStore(stampStore);
  const lens = useStore(lensStore, (s) => s.lens);
  useEffect(keepLayers, []);
  const asked = useStore(sessionStore, ({ run }) => run !== null && stampsHidden(run.resolved));
  // What one node knows is not stamped from outside, and what an exercise asks for is not given away.
  if (lens !== null || asked) return null;
  return (
    <>
      {shown !== null && left > 0 && <span className="stamps-left">zoom in for stamps</span>}
      <select
        className="stamps-switch"
        aria-label="Stamps on the timeline"
        title="Writes logical clocks beside the events"
        data-on={shown !== null || undefined}
        value={shown ?? ''}
        onChange={({ target }) => stampStore.setState({ shown: (target.value || null) as ClockKind | null })}
      >
        <option value="">Stamps</option>
        <option value="lamport">Lamport</option>
        <option value="vector">Vector</option>
        <option value="hlc">HLC</option>
      </select>
    </>
  );
}
