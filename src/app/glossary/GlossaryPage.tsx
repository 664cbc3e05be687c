/** `#/glossary`: all terms. `#/glossary/<slug>`: one of them. */

import { termOf } from '../../glossary/terms.ts';
import { LearnHead } from '../pages/TopicHead.tsx';
import { Trouble } from '../pages/Trouble.tsx';
import { AllTerms } from './AllTerms.tsx';
import { glossaryHref } from './address.ts';
import { OneTerm } from './OneTerm.tsx';
import '../lab/notes.css';
import './glossary.css';

export default function GlossaryPage({ slug }: { readonly slug: string | null }) {
  const term = slug === null ? undefined : termOf(slug);
  if (slug !== null && term === undefined)
    return <Trouble why={`The glossary has no term at “${slug.slice(0, 48)}”.`} />;
  return (
    <div className="page">
      <LearnHead here="#/glossary">
        {term !== undefined && (
          <a className="page-link" href={glossaryHref}>
            All terms
          </a>
        )}
      </LearnHead>
      {term === undefined ? <AllTerms /> : <OneTerm key={term.slug} term={term} />}
    </div>
  );
}
