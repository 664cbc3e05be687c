/** A run of a list in the hall: the lab's machinery without its address, for the address is the list's. */
import { useEffect, useMemo } from 'react';
import { Loading } from '../Loading.tsx';
import { LabContext } from '../lab/context.ts';
import { useOpenRun } from '../lab/useOpenRun.ts';
import { Trouble } from '../pages/Trouble.tsx';
import PresentView from '../present/PresentView.tsx';
import { endPresenting } from '../present/store.ts';
import { parseHash } from '../router.ts';

export default function HallRun({ href }: { readonly href: string }) {
  const route = useMemo(() => {
    const named = parseHash(href);
    return named.page === 'lab' ? named : null;
  }, [href]);
  const { trouble, shown } = useOpenRun(route);
  const context = useMemo(() => (shown === null ? null : { ...shown, embed: false }), [shown]);
  useEffect(() => {
    if (trouble !== null) endPresenting();
  }, [trouble]);
  if (trouble !== null) return <Trouble why={trouble} />;
  if (context === null) return <Loading />;
  return (
    <LabContext value={context}>
      <PresentView />
    </LabContext>
  );
}
