import * as Dialog from '@radix-ui/react-dialog';
import { Icon } from '../../widgets/icons.tsx';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { SHORTCUTS } from './keys.ts';
import '../faults/form.css';

export default function KeyHelp() {
  const { singleKeys, set } = usePreferences();
  return (
    <Dialog.Root open onOpenChange={(open) => !open && sessionStore.getState().set({ help: false })}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-shade" />
        <Dialog.Content className="dialog key-dialog" aria-describedby={undefined}>
          <div className="dialog-head">
            <Dialog.Title className="dialog-title">Keys</Dialog.Title>
            <Dialog.Close className="icon-button" aria-label="Close">
              <Icon name="close" />
            </Dialog.Close>
          </div>
          <dl className="key-list">
            {SHORTCUTS.map(({ keys, does }) => (
              <div key={keys}>
                <dt>
                  {keys.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
          <label className="key-switch">
            <input
              type="checkbox"
              checked={singleKeys}
              onChange={(event) => set({ singleKeys: event.target.checked })}
            />
            Single letters are commands. They never are in fields.
          </label>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
