import { useLayoutEffect, useRef, useState } from 'react';
import { CopyButton } from './CopyButton.tsx';
import { frameCode, toClipboard } from './copy.ts';
import type { Shared } from './ShareDialog.tsx';

const SIZES = [
  { id: 'page', name: 'In a text (as wide as it, 420 high)', width: null, height: 420 },
  { id: 'slide', name: 'On a slide (960 × 540)', width: 960, height: 540 },
  { id: 'small', name: 'Small (480 × 320)', width: 480, height: 320 },
] as const;
/** px: how wide a frame as wide as its text is shown in the preview. */
const TEXT_WIDTH = 720;

const COLOURS = [
  { id: '', name: 'As the reader has it' },
  { id: 'light', name: 'Light' },
  { id: 'dark', name: 'Dark' },
] as const;

/** The code that shows the run on another page, and what it will look like there. */
export default function EmbedPanel({ subject, words, address, local }: Shared) {
  const [size, setSize] = useState<(typeof SIZES)[number]>(SIZES[0]);
  const [theme, setTheme] = useState<string>('');
  const code = useRef<HTMLTextAreaElement>(null);
  const suffix = `&embed=1${theme === '' ? '' : `&theme=${theme}`}`;
  const title = words.title.trim() || subject.meta.title;
  const html = frameCode({
    address: `${address}${suffix}`,
    title: `${title} (Faultline)`,
    width: size.width,
    height: size.height,
  });
  return (
    <>
      <div className="share-choices">
        <label>
          Size
          <select
            className="share-input"
            value={size.id}
            onChange={(event) => setSize(SIZES.find(({ id }) => id === event.target.value) ?? SIZES[0])}
          >
            {SIZES.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label>
          Colours
          <select className="share-input" value={theme} onChange={(event) => setTheme(event.target.value)}>
            {COLOURS.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Preview
        // A frame that only gets another hash keeps its colours.
        key={theme}
        address={`${local}${suffix}`}
        width={size.width ?? TEXT_WIDTH}
        height={size.height}
      />
      <textarea
        ref={code}
        className="share-text mono"
        aria-label="Code to embed this run"
        readOnly
        rows={3}
        value={html}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div className="share-buttons">
        <CopyButton
          primary
          label="Copy code"
          copy={() => toClipboard(html)}
          refused={() => {
            code.current?.focus();
            code.current?.select();
          }}
        />
      </div>
    </>
  );
}

/** The frame itself, live, scaled down to the room there is. */
function Preview({
  address,
  width,
  height,
}: {
  readonly address: string;
  readonly width: number;
  readonly height: number;
}) {
  const box = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const read = () => setRoom(element.clientWidth);
    const observer = new ResizeObserver(read);
    observer.observe(element);
    read();
    return () => observer.disconnect();
  }, []);
  const scale = Math.min(1, room / width);
  return (
    <div ref={box} className="share-preview" style={{ height: height * scale }}>
      {room > 0 && (
        <iframe
          src={address}
          title="Preview of the embedded run"
          width={width}
          height={height}
          style={{ transform: `scale(${scale})` }}
        />
      )}
    </div>
  );
}
