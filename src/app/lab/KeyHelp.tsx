import { Modal } from '../../widgets/Modal.tsx';
import { HALL_KEYS } from '../present/hallKeys.ts';
import { presentStore } from '../present/store.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { SHORTCUTS, type Shortcut } from './keys.ts';
import './keys.css';

export default function KeyHelp() {
  const { singleKeys, set } = usePreferences();
  // On the wall its own keys come first, and some of the lab's mean something else.
  const hall = presentStore.getState().on ? HALL_KEYS : [];
  const taken = hall.map(({ keys }) => keys);
  const shortcuts = [...hall, ...SHORTCUTS.filter(({ keys }) => !taken.includes(keys))];
  return (
    <Modal title="Keys" onClose={() => sessionStore.getState().set({ help: false })}>
      {/* First, as it has the focus: after the list, the list would open at its end. */}
      <label className="key-switch">
        <input
          type="checkbox"
          checked={singleKeys}
          onChange={(event) => set({ singleKeys: event.target.checked })}
        />
        Single letters work as commands, except while you type in a field.
      </label>
      <dl className="key-list">
        {shortcuts.map(({ keys, does }: Shortcut) => (
          <div key={`${keys} ${does}`}>
            <dt>
              {keys.split(' ').map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
