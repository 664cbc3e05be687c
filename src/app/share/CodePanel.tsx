import { useMemo, useState } from 'react';
import { Modal } from '../../widgets/Modal.tsx';
import { type Code, codeOf, MARGIN, reach } from './qr.ts';
import type { Shared } from './ShareDialog.tsx';
import { fileName, save } from './save.ts';
import { text as escaped } from './svgText.ts';

/** The link as a QR code: small here, as large as the window on a press. */
export default function CodePanel({ subject, words, address }: Shared) {
  const [large, setLarge] = useState(false);
  const code = useMemo(() => codeOf(address), [address]);
  if (!code.ok) return <p role="status">{code.why}</p>;
  const title = words.title.trim() || subject.meta.title;
  return (
    <div className="share-code">
      <button type="button" className="share-code-button" onClick={() => setLarge(true)}>
        <Drawn code={code} label="Show the QR code large" />
      </button>
      <div>
        <p>Scanning it opens this very run.</p>
        <p className="share-note">{sentence(code.size)}</p>
        <div className="share-buttons">
          <button type="button" className="button primary" onClick={() => setLarge(true)}>
            Show large
          </button>
          <button
            type="button"
            className="button"
            onClick={() =>
              save(
                new Blob([standing(code, title)], { type: 'image/svg+xml' }),
                fileName(subject.meta.id, `${title} qr`, 'svg'),
              )
            }
          >
            Save as SVG
          </button>
        </div>
      </div>
      {large && (
        <Modal title={title} className="share-code-large" onClose={() => setLarge(false)}>
          <Drawn code={code} label={`QR code of the link to “${title}”`} />
        </Modal>
      )}
    </div>
  );
}

function sentence(size: number): string {
  const metres = Math.max(1, Math.round(1.5 * reach(size)));
  const far = `Projected a metre and a half wide, it is read from about ${metres} ${metres === 1 ? 'metre' : 'metres'} away.`;
  return size <= 85
    ? far
    : `${far} A shorter link makes coarser squares: leave the claim empty, or start from a named scenario.`;
}

function Drawn({ code, label }: { readonly code: Extract<Code, { ok: true }>; readonly label: string }) {
  const whole = code.size + 2 * MARGIN;
  return (
    <svg
      className="share-code-drawn"
      viewBox={`${-MARGIN} ${-MARGIN} ${whole} ${whole}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <rect x={-MARGIN} y={-MARGIN} width={whole} height={whole} fill="#fff" />
      <path d={code.d} fill="#000" />
    </svg>
  );
}

/** The code as a file. */
function standing(code: Extract<Code, { ok: true }>, title: string): string {
  const whole = code.size + 2 * MARGIN;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${-MARGIN} ${-MARGIN} ${whole} ${whole}" width="${whole * 8}" height="${whole * 8}" shape-rendering="crispEdges"><title>${escaped(title)}</title><rect x="${-MARGIN}" y="${-MARGIN}" width="${whole}" height="${whole}" fill="#fff"/><path d="${code.d}"/></svg>`;
}
