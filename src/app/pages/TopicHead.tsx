import type { ReactNode } from 'react';
import { Logo } from '../../widgets/Logo.tsx';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { homeHref } from '../router.ts';
import './pages.css';
import './topic.css';

/** The head of a page that has others beside it about the same subject. */
export function TopicHead({
  subject,
  pages,
  here,
  children,
}: {
  readonly subject: string;
  /** Address and name of each. */
  readonly pages: readonly (readonly [href: string, name: string])[];
  /** Address of the one on show. */
  readonly here: string;
  /** What else stands at the right end. */
  readonly children?: ReactNode;
}) {
  return (
    <header className="page-head">
      <a className="page-logo" href={homeHref} aria-label="Faultline, home">
        <Logo />
      </a>
      <nav className="topic-nav" aria-label={subject}>
        {pages.map(([href, name]) => (
          <a key={href} href={href} aria-current={href === here ? 'page' : undefined}>
            {name}
          </a>
        ))}
      </nav>
      <span className="spring" />
      {children}
      <ThemeMenu />
    </header>
  );
}

/** Where one learns: lessons, what is asked again, what words mean, and lists for a lecture. */
const LEARNING = [
  ['#/lessons', 'Lessons'],
  ['#/review', 'Review'],
  ['#/glossary', 'Glossary'],
  ['#/lists', 'Lists'],
] as const;

export function LearnHead({
  here,
  children,
}: {
  readonly here: (typeof LEARNING)[number][0] | null;
  readonly children?: ReactNode;
}) {
  return (
    <TopicHead subject="Learning" pages={LEARNING} here={here ?? ''}>
      {children}
    </TopicHead>
  );
}
