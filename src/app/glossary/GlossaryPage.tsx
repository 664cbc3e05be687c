/** `#/glossary`: all terms. `#/glossary/<slug>`: one of them. */
import { termOf } from '../../glossary/terms.ts';
import { Logo } from '../../widgets/Logo.tsx';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { Trouble } from '../pages/Trouble.tsx';
import { homeHref } from '../router.ts';
import { AllTerms } from './AllTerms.tsx';
import { glossaryHref } from './address.ts';
import { OneTerm } from './OneTerm.tsx';
import '../pages/pages.css';
import '../lab/notes.css';
import './glossary.css';

export default function GlossaryPage({ slug }: { readonly slug: string | null }) {
  const term = slug === null ? undefined : termOf(slug);
  if (slug !== null && term === undefined)
    return <Trouble why={`The glossary has no term at “${slug.slice(0, 48)}”.`} />;
  return (
    <div className="page">
      <header className="page-head">
        <a className="page-logo" href={homeHref} aria-label="Faultline, home">
          <Logo />
        </a>
        <span className="spring" />
        {term !== undefined && (
          <a className="page-link" href={glossaryHref}>
            All terms
          </a>
        )}
        <a className="page-link" href="#/lessons">
          Lessons
        </a>
        <ThemeMenu />
      </header>
      {term === undefined ? <AllTerms /> : <OneTerm key={term.slug} term={term} />}
    </div>
  );
}
