/** The tracks of the curriculum: those of which something is here lead to it, the others are only named. */
import type { Card } from '../../engine/meta.ts';
import { trackHref } from '../router.ts';
import { listOf } from '../text.ts';
import { shelves, TRACKS } from './tracks.ts';

export function Tracks({ cards }: { readonly cards: readonly Card[] }) {
  const here = shelves(cards).flatMap(({ track, cards: own }) => (track === null ? [] : [{ track, own }]));
  const missing = TRACKS.filter(({ id }) => here.every(({ track }) => track.id !== id));
  return (
    <section className="tracks" aria-label="Tracks">
      <ul className="tracks-list">
        {here.map(({ track: { id, title, about }, own }) => (
          <li key={id} className="track">
            <span className="eyebrow num">{id}</span>
            <h2 className="track-title">
              <a href={trackHref(id)}>{title}</a>
            </h2>
            <p className="track-about">{about}</p>
            <p className="track-here">{own.map((card) => card.title).join(', ')}</p>
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="tracks-missing">
          Not here yet: {listOf(missing.map(({ title }) => title.charAt(0).toLowerCase() + title.slice(1)))}.
        </p>
      )}
    </section>
  );
}
