import * as Dialog from '@radix-ui/react-dialog';
import { type ReactNode, useState } from 'react';
import { Icon } from './icons.tsx';
import './modal.css';

/** A dialog over the page, open for as long as it is rendered. The first field has the focus; Escape closes. */
export function Modal({
  title,
  help,
  className = '',
  children,
  onClose,
  onClosed,
}: {
  readonly title: string;
  /** One sentence under the title. */
  readonly help?: string;
  readonly className?: string;
  readonly children: ReactNode;
  onClose(): void;
  /** Puts the focus somewhere sensible; without it, it goes back to where it was. */
  onClosed?(): void;
}) {
  const [opener] = useState(() => document.activeElement);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content
          className={`dialog ${className}`}
          {...(help === undefined ? { 'aria-describedby': undefined } : {})}
          onOpenAutoFocus={(event) => {
            // To the first thing to decide, not to the button that closes.
            const box = event.currentTarget as HTMLElement;
            const first = box.querySelector<HTMLElement>('input:checked, select, input:not([type="radio"])');
            if (first === null) return;
            event.preventDefault();
            first.focus();
          }}
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            // This comes a turn later: a quick hand may have opened something else meanwhile, which keeps the focus.
            if (document.activeElement !== null && document.activeElement !== document.body) return;
            if (onClosed !== undefined) onClosed();
            // Not left to Radix, which gives it to a trigger of its own, and here there is none.
            else if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
          }}
        >
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">{title}</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          {help !== undefined && <Dialog.Description className="dialog-help">{help}</Dialog.Description>}
          {children}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
