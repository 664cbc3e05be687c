import { lazy, Suspense } from 'react';
import { afterPicture } from '../firstPicture.ts';
import { About } from './About.tsx';
import './notes.css';

const Setup = lazy(() => afterPicture(() => import('./Setup.tsx')));

/** The left panel: what the run claims, what it is made of, what it leaves out. */
export function Notes() {
  return (
    <div className="notes">
      <About />
      <Suspense fallback={null}>
        <Setup />
      </Suspense>
    </div>
  );
}
