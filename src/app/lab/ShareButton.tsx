import { lazy, Suspense, useState } from 'react';
import { Loading } from '../Loading.tsx';
import { useLab } from './context.ts';

const load = () => import('../share/ShareDialog.tsx');
const ShareDialog = lazy(load);

/** Opens every way to share the run: link, embed, QR code, picture, files. */
export function ShareButton() {
  const { meta } = useLab();
  const [open, setOpen] = useState(false);
  const prepare = () => {
    load().catch(() => {});
  };
  return (
    <>
      <button
        type="button"
        className="button primary"
        data-share
        aria-haspopup="dialog"
        aria-expanded={open}
        onPointerEnter={prepare}
        onFocus={prepare}
        onClick={() => setOpen(true)}
      >
        Share link
      </button>
      {open && (
        <Suspense fallback={<Loading />}>
          <ShareDialog meta={meta} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
