import { useStore } from 'zustand';
import './lens.css';
import { endLens, lensStore } from './store.ts';

/** Says whose eyes one looks through, wherever the run is shown. */
export default function LensBanner() {
  const lens = useStore(lensStore, (s) => s.lens);
  if (lens === null) return null;
  return (
    <p className="banner banner-lens">
      <strong>As {lens.node} sees it:</strong>{' '}
      <span className="lens-more">
        its own steps and what others told it. Whether what it sent arrived, it cannot know.{' '}
      </span>
      <button type="button" className="text-button" title="Show everything (s)" onClick={endLens}>
        Show everything
      </button>
    </p>
  );
}
