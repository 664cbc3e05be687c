import { useLab } from '../lab/context.ts';
import { useSession } from '../stores/use.ts';
import { ms } from '../text.ts';
import { Thought } from './Hands.tsx';
import type { Slide } from './script.ts';

/** The last slide: each promise with its verdict, and what the room had thought. */
export function Promises({ slides }: { readonly slides: readonly Slide[] }) {
  const { meta } = useLab();
  const run = useSession((s) => s.run);
  if (run === null) return null;
  return (
    <main className="verdicts">
      <ul className="verdict-list">
        {meta.properties.map(({ id, title }) => {
          const broken = run.trace.violations.find(({ property }) => property === id);
          return (
            <li key={id} data-broken={broken !== undefined || undefined}>
              {title}{' '}
              <span className="muted num">
                {broken === undefined ? 'held' : `broken at ${ms(run.trace.columns.time[broken.event] ?? 0)}`}
              </span>
            </li>
          );
        })}
      </ul>
      {slides.map((slide) => slide.kind === 'prediction' && <Thought key={slide.id} prediction={slide} />)}
    </main>
  );
}
