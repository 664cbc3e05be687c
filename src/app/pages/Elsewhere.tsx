/** Pages that a protocol has beside its lab: `#/<folder>/<name>` is `app/<folder>/<name>.page.tsx`. Whatever else there is not. */
import { type ComponentType, lazy, Suspense } from 'react';
import { Loading } from '../Loading.tsx';
import { Trouble } from './Trouble.tsx';

export interface OwnPageProps {
  /** What the address says beyond the page: `#/isolation/stories/counter` says `counter`. */
  readonly rest: string | null;
}

const loaders = import.meta.glob<ComponentType<OwnPageProps>>('../*/*.page.tsx', { import: 'default' });
const pages = new Map(
  Object.entries(loaders).map(([path, load]) => [path, lazy(async () => ({ default: await load() }))]),
);

const Lesson = lazy(() => import('../lesson/LessonPage.tsx'));
const Lessons = lazy(() => import('../lesson/LessonsPage.tsx'));
const Lists = lazy(() => import('../list/Lists.tsx'));
const Review = lazy(() => import('../review/ReviewPage.tsx'));
const Glossary = lazy(() => import('../glossary/GlossaryPage.tsx'));

export default function Elsewhere({ hash }: { readonly hash: string }) {
  const [, all, lesson] = LESSONS.exec(hash) ?? [];
  if (all !== undefined || lesson !== undefined) {
    return (
      <Suspense fallback={<Loading />}>
        {lesson === undefined ? <Lessons /> : <Lesson id={lesson} />}
      </Suspense>
    );
  }
  if (LISTS.test(hash)) {
    return (
      <Suspense fallback={<Loading />}>
        <Lists hash={hash} />
      </Suspense>
    );
  }
  if (REVIEW.test(hash)) {
    return (
      <Suspense fallback={<Loading />}>
        <Review />
      </Suspense>
    );
  }
  const [glossary, slug] = GLOSSARY.exec(hash) ?? [];
  if (glossary !== undefined) {
    return (
      <Suspense fallback={<Loading />}>
        <Glossary slug={slug ?? null} />
      </Suspense>
    );
  }
  const [, folder = '', name = '', rest] = ADDRESS.exec(hash) ?? [];
  const Page = pages.get(`../${folder}/${name}.page.tsx`);
  if (Page === undefined) return <Trouble why="There is nothing at this address." />;
  return (
    <Suspense fallback={<Loading />}>
      <Page rest={rest ?? null} />
    </Suspense>
  );
}

const LESSONS = /^#?\/(?:(lessons)|lesson\/([a-z0-9-]{1,64}))\/?$/;
const LISTS = /^#?\/lists?(?:\/|$)/;
const GLOSSARY = /^#?\/glossary(?:\/([a-z0-9-]{1,64}))?\/?$/;
const REVIEW = /^#?\/review\/?$/;
const ADDRESS = /^#?\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})(?:\/([a-z0-9-]{1,64}))?$/;
