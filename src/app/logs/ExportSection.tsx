/** Writes the run on show out, to a file or to the clipboard. */
import { useEffect, useRef, useState } from 'react';
import { exportText } from '../../client/export.ts';
import { type ExportFormat, FORMATS } from '../../logs/formats.ts';
import { joinIdle } from '../idle.ts';
import { wordsFor } from '../lab/share.ts';
import { logHref } from '../router.ts';
import { documentStore, isChanged } from '../stores/document.ts';
import './export.css';

type Said = { readonly format: ExportFormat; readonly text: string };

export default function ExportSection() {
  const [format, setFormat] = useState<ExportFormat>('text');
  const [said, setSaid] = useState<Said | null>(null);
  const [working, setWorking] = useState(false);
  const abort = useRef<AbortController | null>(null);
  const chosen = FORMATS.find(({ id }) => id === format) ?? FORMATS[0];

  useEffect(() => () => abort.current?.abort(), []);
  useEffect(() => {
    if (!working) return;
    return joinIdle({
      busy: () => true,
      settle: () => new Promise((resolve) => setTimeout(resolve, 20)),
      shown: () => null,
    });
  }, [working]);

  /** The text of the run on show, null if there is none; then it has been said why. */
  const write = async (): Promise<Blob | null> => {
    const { document, opened } = documentStore.getState();
    if (document === null) return null;
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    setWorking(true);
    setSaid(null);
    const words = wordsFor(document, isChanged({ document, opened }));
    const answer = await exportText(document.spec, format, words, mine.signal);
    if (mine.signal.aborted) return null;
    setWorking(false);
    if (!answer.ok) setSaid({ format, text: answer.why });
    else if (answer.text.size === 0)
      setSaid({ format, text: 'There is nothing to write: no client asked for anything.' });
    else return answer.text;
    return null;
  };
  const download = async () => {
    const text = await write();
    if (text === null) return;
    const name = fileName(chosen?.extension ?? 'txt');
    const address = URL.createObjectURL(text);
    const link = window.document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    // The browser has begun to read it by then.
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
    setSaid({ format, text: `Saved as ${name}.` });
  };
  const copy = async () => {
    const text = await write();
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(await text.text());
      setSaid({ format, text: 'Copied.' });
    } catch {
      setSaid({ format, text: 'The browser does not let this page copy: download it instead.' });
    }
  };

  return (
    <section className="export" aria-labelledby="export-title">
      <h3 className="card-title" id="export-title">
        Export
      </h3>
      <select
        aria-label="Format"
        value={format}
        onChange={(event) => {
          setFormat(event.currentTarget.value as ExportFormat);
          setSaid(null);
        }}
      >
        {FORMATS.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </select>
      <p className="share-note">
        {chosen?.help}{' '}
        {format === 'shiviz' && (
          <a href={logHref} target="_blank" rel="noreferrer">
            Open the log page
          </a>
        )}
      </p>
      <div className="export-buttons">
        <button type="button" className="button" disabled={working} onClick={() => void download()}>
          Download
        </button>
        <button type="button" className="button" disabled={working} onClick={() => void copy()}>
          Copy text
        </button>
      </div>
      <p className="share-note" role="status">
        {working ? 'Writing…' : said?.format === format ? said.text : ''}
      </p>
    </section>
  );
}

/** "raft-a-leader-on-the-wrong-side.log" */
function fileName(extension: string): string {
  const { document } = documentStore.getState();
  const words = `${document?.spec.protocol ?? 'run'} ${document?.title ?? ''}`;
  const name = words
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${name || 'run'}.${extension}`;
}
