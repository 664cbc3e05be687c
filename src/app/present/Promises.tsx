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
  const at = (id: string) => run.trace.violations.find(({ property }) => property === id);
  const broken = meta.properties.filter(({ id }) => at(id) !== undefined);
  const held = meta.properties.filter(({ id }) => at(id) === undefined);
  return (
    <div className="verdicts">
      {broken.length > 0 && (
        <ul className="verdict-list" aria-label="Broken">
          {broken.map(({ id, title }) => (
            <li key={id} data-broken>
              {title}{' '}
              <span className="muted num">
                broken at {ms(run.trace.columns.time[at(id)?.event ?? -1] ?? 0)}
              </span>
            </li>
          ))}
        </ul>
      )}
      {held.length > 0 && (
        <section aria-label="Held">
          <h2 className="verdict-sub">{broken.length === 0 ? 'To the end of this run' : 'Held'}</h2>
          <ul className="verdict-list verdict-held">
            {held.map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
          </ul>
        </section>
      )}
      {slides.map((slide) => slide.kind === 'prediction' && <Thought key={slide.id} prediction={slide} />)}
    </div>
  );
}
