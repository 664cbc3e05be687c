import type { Term } from '../../glossary/types.ts';
import { type Inline, inlines } from '../../lessons/markdown.ts';

/** So many are told what they mean here; the glossary has its own search. */
export const MOST_TERMS = 4;

export function FoundTerms({ terms }: { readonly terms: readonly Term[] }) {
  const more = terms.length - MOST_TERMS;
  return (
    <section className="found-terms" aria-label="Terms found">
      <ul>
        {terms.slice(0, MOST_TERMS).map(({ slug, term, means }) => (
          <li key={slug}>
            <a className="found-name" href={`#/glossary/${slug}`}>
              {term}
            </a>{' '}
            <span className="found-meaning">{plain(means)}</span>
          </li>
        ))}
      </ul>
      {more > 0 && (
        <p>
          {more === 1 ? '1 more is' : `${more} more are`} in the <a href="#/glossary">glossary</a>.
        </p>
      )}
    </section>
  );
}

/** A definition without its marks: what is found is a link already. */
function plain(text: string): string {
  try {
    return inlines(text).map(textOf).join('');
  } catch {
    return text;
  }
}

function textOf(part: Inline): string {
  return 'of' in part ? part.of.map(textOf).join('') : part.text;
}
