import { useState } from 'react';

/** A press copies; what came of it is said beside the button. */
export function CopyButton({
  label,
  primary = false,
  copy,
  refused,
}: {
  readonly label: string;
  readonly primary?: boolean;
  copy(): Promise<boolean>;
  /** The browser would not: the text is selected for the hand to copy. */
  refused?(): void;
}) {
  const [said, setSaid] = useState('');
  const press = async () => {
    setSaid('');
    const done = await copy();
    if (!done) refused?.();
    setSaid(done ? 'Copied.' : refused ? 'Selected: copy it by hand.' : 'The browser does not allow it.');
  };
  return (
    <span className="share-copy">
      <button type="button" className={primary ? 'button primary' : 'button'} onClick={() => void press()}>
        {label}
      </button>
      <span role="status" className="share-said">
        {said}
      </span>
    </span>
  );
}
