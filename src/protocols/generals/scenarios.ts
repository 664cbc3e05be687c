/** Every scenario of this folder, in order and in one piece: whoever asks for one soon asks for another. */
import type { Scenario } from '../../engine/meta.ts';

const found = import.meta.glob<Scenario>(['./scenarios/*.ts', '!**/*.test.ts'], {
  eager: true,
  import: 'default',
});

export const scenarios: readonly Scenario[] = Object.values(found).sort(
  (a, b) => a.order - b.order || (a.id < b.id ? -1 : 1),
);

export default scenarios;
