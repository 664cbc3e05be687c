import { useState } from 'react';
import { OnItsWay } from '../ahead.ts';
import { wanted } from '../later.tsx';
import { useLab } from './context.ts';

const load = () => import('../share/ShareDialog.tsx');
const ShareDialog = wanted(
  async () => (await load()).default,
  <OnItsWay />,
  ({ onClose }) => onClose(),
);

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
      {open && <ShareDialog meta={meta} onClose={() => setOpen(false)} />}
    </>
  );
}
