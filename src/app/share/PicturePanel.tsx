import { useEffect, useState } from 'react';
import { loading } from '../idle.ts';
import { snapshotIn } from '../timeline/snapshot.ts';
import { CopyButton } from './CopyButton.tsx';
import { imageToClipboard } from './copy.ts';
import { drawPicture, type Picture } from './picture.ts';
import { pngOf } from './raster.ts';
import { fileName, save } from './save.ts';
import { pictureWords, type ShareWords, type Subject } from './subject.ts';

const FAILED = 'The browser could not draw the picture.';

/** Stage and timeline as they stand on the page behind the dialog, with title and claim. */
export default function PicturePanel({
  subject,
  words,
}: {
  readonly subject: Subject;
  readonly words: ShareWords;
}) {
  const [picture, setPicture] = useState<Picture | null>(null);
  const [said, setSaid] = useState('');
  useEffect(() => {
    let gone = false;
    const done = loading();
    const timeline = document.querySelector('.lab-timeline');
    drawPicture(
      pictureWords(subject, words),
      // Where there is no stage, as in a comparison, all that the middle of the page shows.
      document.querySelector<HTMLElement>('.lab-stage .lab-view') ??
        document.querySelector<HTMLElement>('main'),
      timeline === null ? null : snapshotIn(timeline),
    )
      .then(
        (drawn) => !gone && setPicture(drawn),
        () => !gone && setSaid(FAILED),
      )
      .finally(done);
    return () => {
      gone = true;
      done();
    };
  }, [subject, words]);

  const name = (extension: string) => fileName(subject.meta.id, words.title, extension);
  const savePng = async (drawn: Picture) => {
    try {
      save(await pngOf(drawn), name('png'));
      setSaid(`Saved as ${name('png')}.`);
    } catch {
      setSaid(FAILED);
    }
  };
  const saveSvg = (drawn: Picture) => {
    save(new Blob([drawn.svg], { type: 'image/svg+xml' }), name('svg'));
    setSaid(`Saved as ${name('svg')}.`);
  };
  return (
    <>
      <div className="share-picture">
        {picture !== null && (
          <img
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture.svg)}`}
            alt="Stage and timeline as they will be saved"
          />
        )}
      </div>
      <p className="share-note">
        What is on the page now, in its colours. Fold panels away or zoom first to change it.
      </p>
      <div className="share-buttons">
        <button
          type="button"
          className="button primary"
          disabled={picture === null}
          onClick={() => picture !== null && void savePng(picture)}
        >
          Save as PNG
        </button>
        <button
          type="button"
          className="button"
          disabled={picture === null}
          onClick={() => picture !== null && saveSvg(picture)}
        >
          Save as SVG
        </button>
        {picture !== null && (
          <CopyButton label="Copy picture" copy={() => imageToClipboard(pngOf(picture))} />
        )}
        <span role="status" className="share-said">
          {said}
        </span>
      </div>
    </>
  );
}
