import { lazy, Suspense, useState } from 'react';
import { toDocument } from '../lab/share.ts';
import { CopyButton } from './CopyButton.tsx';
import { toClipboard } from './copy.ts';
import { saveCopy } from './hall.ts';
import { fileName, save } from './save.ts';
import { linkWords, type ShareWords, type Subject } from './subject.ts';

const ExportSection = lazy(() => import('../logs/ExportSection.tsx'));

/** The run as a file: the document, a page that runs without a network, and logs. */
export function FilesPanel({ subject, words }: { readonly subject: Subject; readonly words: ShareWords }) {
  const [said, setSaid] = useState('');
  const [working, setWorking] = useState(false);
  const json = () =>
    `${JSON.stringify(toDocument(subject.document, subject.cursor, linkWords(words)), null, 2)}\n`;
  const name = (extension: string) => fileName(subject.meta.id, words.title, extension);
  const hall = async () => {
    setWorking(true);
    setSaid('');
    const result = await saveCopy(subject, words, name('html'));
    setWorking(false);
    setSaid(result.ok ? `Saved as ${name('html')}: open it from any disk, with no network.` : result.why);
  };
  return (
    <>
      <section className="share-file">
        <div>
          <h3>Run as JSON</h3>
          <p className="share-note">
            The document itself. Drop it anywhere on this page to open it again; the command line reads it
            too.
          </p>
        </div>
        <div className="share-buttons">
          <button
            type="button"
            className="button"
            onClick={() => {
              save(new Blob([json()], { type: 'application/json' }), name('json'));
              setSaid(`Saved as ${name('json')}.`);
            }}
          >
            Save as JSON
          </button>
          <CopyButton label="Copy JSON" copy={() => toClipboard(json())} />
        </div>
      </section>
      <section className="share-file">
        <div>
          <h3>Offline copy, for the hall</h3>
          <p className="share-note">
            The whole lab in one HTML file that opens at this run, for a room without a network.
          </p>
        </div>
        <div className="share-buttons">
          <button type="button" className="button" disabled={working} onClick={() => void hall()}>
            Download for the hall
          </button>
        </div>
      </section>
      <p role="status" className="share-said">
        {working ? 'Putting it together…' : said}
      </p>
      <Suspense fallback={null}>
        <ExportSection />
      </Suspense>
    </>
  );
}
