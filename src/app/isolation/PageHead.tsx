import { TopicHead } from '../pages/TopicHead.tsx';
import { labHref } from '../router.ts';
import './isolation.css';

export const matrixHref = '#/isolation/matrix';
export function storiesHref(story?: string): string {
  return story === undefined ? '#/isolation/stories' : `#/isolation/stories/${story}`;
}

export function PageHead({ here }: { readonly here: 'matrix' | 'stories' }) {
  const pages = [
    [labHref('isolation'), 'Lab'],
    [matrixHref, 'Matrix'],
    [storiesHref(), 'Stories'],
  ] as const;
  return (
    <TopicHead subject="Isolation" pages={pages} here={here === 'matrix' ? matrixHref : storiesHref()} />
  );
}
