import { Icon } from '../../widgets/icons.tsx';
import { Popover } from '../../widgets/Popover.tsx';
import { branchHere } from '../branches/actions.ts';
import { openPalette } from '../palette/store.ts';
import { startPresenting } from '../present/store.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import './headermenu.css';

const THEMES = [
  { id: 'system', name: 'As the system' },
  { id: 'light', name: 'Light' },
  { id: 'dark', name: 'Dark' },
] as const;

/** Where the window has no room for a row of buttons: what else can be done. */
export default function HeaderMenu() {
  const { theme, set } = usePreferences();
  const entries = [
    { name: 'Present', hint: 'full screen, for a lecture', act: startPresenting },
    { name: 'Branch', hint: 'try something else beside this run', act: branchHere },
    { name: 'Commands', hint: 'all runs, moments and commands by name', act: () => openPalette() },
    { name: 'Keys', hint: 'what the keys do', act: () => sessionStore.getState().set({ help: true }) },
  ];
  return (
    <span className="head-menu">
      <Popover label={<Icon name="more" />} name="More" buttonClass="icon-button" panelLabel="More">
        {(close) => (
          <>
            {entries.map(({ name, hint, act }) => (
              <button
                key={name}
                type="button"
                className="menu-entry"
                aria-label={name}
                onClick={() => {
                  close();
                  act();
                }}
              >
                {name} <span className="muted">{hint}</span>
              </button>
            ))}
            <fieldset className="menu-theme">
              <legend className="muted">Theme</legend>
              {THEMES.map(({ id, name }) => (
                <button
                  key={id}
                  type="button"
                  className="button small"
                  aria-pressed={theme === id}
                  onClick={() => set({ theme: id })}
                >
                  {name}
                </button>
              ))}
            </fieldset>
          </>
        )}
      </Popover>
    </span>
  );
}
