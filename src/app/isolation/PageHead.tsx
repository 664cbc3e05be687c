import { Logo } from '../../widgets/Logo.tsx';
import { ThemeMenu } from '../lab/ThemeMenu.tsx';
import { homeHref, labHref } from '../router.ts';
import '../pages/pages.css';
import '../pages/topic.css';
import './isolation.css';

export const matrixHref = '#/isolation/matrix';
export function storiesHref(story?: string): string {
  return story === undefined ? '#/isolation/stories' : `#/isolation/stories/${story}`;
}

export function PageHead({ here }: { readonly here: 'matrix' | 'stories' }) {
  return (
    <header className="page-head">
      <a className="page-logo" href={homeHref}>
        <Logo />
      </a>
      <nav className="topic-nav" aria-label="Isolation">
        <a href={labHref('isolation')}>Lab</a>
        <a href={matrixHref} aria-current={here === 'matrix' ? 'page' : undefined}>
          Matrix
        </a>
        <a href={storiesHref()} aria-current={here === 'stories' ? 'page' : undefined}>
          Stories
        </a>
      </nav>
      <span className="spring" />
      <ThemeMenu />
    </header>
  );
}
