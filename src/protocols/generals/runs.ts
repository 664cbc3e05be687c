/** Every scenario of this folder by its file, each to be fetched for itself: who opens one run does not wait for the words of forty others. */
import type { Scenario } from '../../engine/meta.ts';

export default import.meta.glob<Scenario>(['./scenarios/*.ts', '!**/*.test.ts'], { import: 'default' });
