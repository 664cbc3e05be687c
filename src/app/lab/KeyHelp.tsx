import { Modal } from '../../widgets/Modal.tsx';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { SHORTCUTS } from './keys.ts';
import './keys.css';

export default function KeyHelp() {
  const { singleKeys, set } = usePreferences();
  return (
    <Modal title="Keys" onClose={() => sessionStore.getState().set({ help: false })}>
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
        Single letters work as commands, except while you type in a field.
      </label>
    </Modal>
  );
}
