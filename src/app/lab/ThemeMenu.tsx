import { Icon } from '../../widgets/icons.tsx';
import { type Preferences, usePreferences } from '../stores/preferences.ts';

const NEXT: Readonly<Record<Preferences['theme'], Preferences['theme']>> = {
  system: 'light',
  light: 'dark',
  dark: 'system',
};
const WORDS: Readonly<Record<Preferences['theme'], string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
};
const ICONS = { system: 'system', light: 'sun', dark: 'moon' } as const;

/** One press goes on to the next of three themes; its name says which one is on. */
export function ThemeMenu() {
  const theme = usePreferences((p) => p.theme);
  const set = usePreferences((p) => p.set);
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Theme: ${WORDS[theme]}`}
      title={`Theme: ${WORDS[theme]}. Press for ${WORDS[NEXT[theme]]}.`}
      onClick={() => set({ theme: NEXT[theme] })}
    >
      <Icon name={ICONS[theme]} />
    </button>
  );
}
