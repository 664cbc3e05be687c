import { lazy, Suspense, useMemo } from 'react';
import { protocols } from './catalog.ts';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Loading } from './Loading.tsx';
import { openingOf } from './lab/early.ts';
import { Trouble } from './pages/Trouble.tsx';
import { parseHash, useVisit } from './router.ts';

const Home = lazy(() => import('./pages/Home.tsx'));
const LabPage = lazy(() => import('./lab/LabPage.tsx'));
const LogPage = lazy(() => import('./logs/LogPage.tsx'));
const Elsewhere = lazy(() => import('./pages/Elsewhere.tsx'));
const SpeakerNotes = lazy(() => import('./present/SpeakerNotes.tsx'));

export function App() {
  const { hash, visit } = useVisit();
  return (
    <ErrorBoundary key={visit}>
      <Page hash={hash} visit={visit} />
    </ErrorBoundary>
  );
}

function Page({ hash, visit }: { readonly hash: string; readonly visit: number }) {
  // The lab reopens when its route changes identity, so the same address must give the same object.
  const route = useMemo(() => parseHash(hash), [hash]);
  if (route.page === 'home')
    return (
      <Suspense fallback={<Loading />}>
        <Home track={route.track ?? null} />
      </Suspense>
    );
  if (route.page === 'log')
    return (
      <Suspense fallback={<Loading />}>
        <LogPage key={visit} />
      </Suspense>
    );
  if (route.page === 'notes')
    return (
      <Suspense fallback={<Loading />}>
        <SpeakerNotes />
      </Suspense>
    );
  if (route.page === 'unknown')
    return (
      <Suspense fallback={<Loading />}>
        <Elsewhere hash={hash} />
      </Suspense>
    );
  if (!protocols.includes(route.protocol))
    return <Trouble why={`There is no protocol called “${route.protocol.slice(0, 40)}” here.`} />;
  void openingOf(route);
  return (
    <Suspense fallback={<Loading />}>
      <LabPage key={visit} route={route} />
    </Suspense>
  );
}
