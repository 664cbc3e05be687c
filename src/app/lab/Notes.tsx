import { later } from '../later.tsx';
import { About } from './About.tsx';
import './notes.css';

const Setup = later(async () => (await import('./Setup.tsx')).default);

/** The left panel: what the run claims, what it is made of, what it leaves out. */
export function Notes() {
  return (
    <div className="notes">
      <About />
      <Setup />
    </div>
  );
}
