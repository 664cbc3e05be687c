import { lazy, Suspense, useDeferredValue, useMemo, useRef, useState } from 'react';
import { encodeList } from '../../lessons/list/link.ts';
import { plainList } from '../../lessons/list/read.ts';
import type { LessonList } from '../../lessons/list/types.ts';
import { absolute } from '../lab/share.ts';
import { startPresenting } from '../present/store.ts';
import { CopyButton } from '../share/CopyButton.tsx';
import { plainLink, richLink, toClipboard } from '../share/copy.ts';
import { keep } from '../share/kept.ts';
import { fileName, save } from '../share/save.ts';
import '../share/share.css';

const ListCode = lazy(() => import('./ListCode.tsx'));

/** The list as one link, or where it is too large for one as a file. */
export function ShareList({ list: latest }: { readonly list: LessonList }) {
  // Packing lessons takes longer than a key does.
  const list = useDeferredValue(latest);
  const [silent, setSilent] = useState(false);
  const [coded, setCoded] = useState(false);
  const [told, setTold] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const said = list.items.some(({ say }) => say !== '');
  const shared = useMemo(
    () => (silent && said ? { ...list, items: list.items.map((item) => ({ ...item, say: '' })) } : list),
    [list, silent, said],
  );
  const link = useMemo(() => encodeList(shared), [shared]);
  const title = list.title || 'A list';
  const address = link === null ? null : absolute(link);
  const json = () => JSON.stringify(plainList(shared), null, 1);
  const open = link ?? `#/list/~${keep(JSON.stringify(plainList(shared)))}`;
  const toFile = () =>
    save(new Blob([json()], { type: 'application/json' }), fileName('list', list.title, 'json'));
  // The lecturer's own: with what there is to say, whoever else gets it without.
  const hall = async () => {
    const name = fileName('list', list.title, 'html');
    setTold('Putting it together…');
    try {
      const { saveListCopy } = await import('../share/hall.ts');
      const saved = await saveListCopy(encodeList(list), JSON.stringify(plainList(list)), name);
      setTold(saved.ok ? `Saved as ${name}: open it from any disk, with no network.` : saved.why);
    } catch {
      setTold('Part of the page could not be loaded. Is the network there?');
    }
  };
  const present = () => {
    location.hash = encodeList(list) ?? `#/list/~${keep(JSON.stringify(plainList(list)))}`;
    startPresenting();
  };
  return (
    <section className="list-share" aria-labelledby="list-share-title">
      <h2 id="list-share-title">Share</h2>
      {address === null ? (
        <p className="list-trouble">
          This list is too large for a link, for it carries lessons or runs of your own: save it as a file,
          and students drop that on the page.
        </p>
      ) : (
        <textarea
          ref={field}
          className="share-text mono"
          aria-label="Link to this list"
          readOnly
          rows={3}
          value={address}
          onFocus={(event) => event.currentTarget.select()}
        />
      )}
      {said && (
        <label className="list-check">
          <input type="checkbox" checked={silent} onChange={(event) => setSilent(event.target.checked)} />
          Leave out what you want to say (whoever opens the list to present it finds it otherwise)
        </label>
      )}
      <div className="share-buttons">
        {address !== null && (
          <CopyButton
            primary
            label="Copy title and link"
            copy={() => toClipboard(plainLink(title, address), richLink(title, list.about, address))}
            refused={() => field.current?.select()}
          />
        )}
        <button type="button" className="button" onClick={toFile}>
          Save as a file
        </button>
        {address !== null && (
          <button type="button" className="button" onClick={() => setCoded(true)}>
            QR code
          </button>
        )}
        <a className="button" href={open}>
          Open as students see it
        </a>
      </div>
      <h2>In the hall</h2>
      <div className="share-buttons">
        <button type="button" className="button" disabled={list.items.length === 0} onClick={present}>
          Present
        </button>
        <button type="button" className="button" onClick={() => void hall()}>
          Download for the hall
        </button>
      </div>
      <p role="status" className="share-said">
        {told}
      </p>
      {coded && address !== null && (
        <Suspense fallback={null}>
          <ListCode title={title} address={address} onClose={() => setCoded(false)} />
        </Suspense>
      )}
    </section>
  );
}
