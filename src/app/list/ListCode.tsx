import { useMemo } from 'react';
import { Modal } from '../../widgets/Modal.tsx';
import { codeOf, MARGIN } from '../share/qr.ts';

/** The link to a list, for a hall to take with its telephones. */
export default function ListCode({
  title,
  address,
  onClose,
}: {
  readonly title: string;
  readonly address: string;
  onClose(): void;
}) {
  const code = useMemo(() => codeOf(address), [address]);
  const side = code.ok ? code.size + 2 * MARGIN : 0;
  return (
    <Modal title={title} className="list-code" onClose={onClose}>
      {code.ok ? (
        <svg viewBox={`0 0 ${side} ${side}`} role="img" aria-label={`QR code of the link to ${title}`}>
          <rect width={side} height={side} fill="#fff" />
          <path d={code.d} transform={`translate(${MARGIN} ${MARGIN})`} fill="#000" />
        </svg>
      ) : (
        <p>{code.why.replace('save the run', 'save the list')}</p>
      )}
    </Modal>
  );
}
