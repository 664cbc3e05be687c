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

export default function Elsewhere({ hash }: { readonly hash: string }) {
  const [, folder = '', name = '', rest] = ADDRESS.exec(hash) ?? [];
  const Page = pages.get(`../${folder}/${name}.page.tsx`);
  if (Page === undefined) return <Trouble why="There is nothing at this address." />;
  return (
    <Suspense fallback={<Loading />}>
      <Page rest={rest ?? null} />
    </Suspense>
  );
}

const ADDRESS = /^#?\/([a-z0-9-]{1,64})\/([a-z0-9-]{1,64})(?:\/([a-z0-9-]{1,64}))?$/;
