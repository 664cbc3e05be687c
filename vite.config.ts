/// <reference types="vitest/config" />
import { readdirSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { hall } from './src/cli/site/hall.ts';
import { offline } from './src/cli/site/offline.ts';

/** The piece of the build a scenario goes into: some five share one. */
function runsOf(path: string): string | null {
  const [, folder, protocol, id] =
    /(.*[\\/]protocols[\\/]([^\\/]+)[\\/]scenarios)[\\/]([^\\/.]+)\.ts$/.exec(path) ?? [];
  if (folder === undefined || protocol === undefined || id === undefined) return null;
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.charCodeAt(0)) % 1009;
  return `${protocol}-runs-${sum % Math.ceil(readdirSync(folder).length / 5)}`;
}

/** The piece of the build a file of a lesson goes into: one for each lesson. Cards are with whoever lists them. */
function lessonOf(path: string): string | null {
  const [, id, file] = /[\\/]lessons[\\/]content[\\/][^\\/]+[\\/]([^\\/]+)[\\/](.+)$/.exec(path) ?? [];
  return id === undefined || file === 'card.json' ? null : `lesson-${id}`;
}

/**
 * What is fetched together goes together, with whatever it imports that no piece above it has: a lab is some fifty questions to the
 * server fewer. What several pages have a use for stands first.
 */
const PIECES = [
  ['strokes', /\/src\/app\/stage\/faultdrawing\.ts$/],
  [
    'words',
    /\/src\/(app\/(describe|lab\/(keys|actions|share)|faults\/(chips|more))|engine\/(faultkinds|params))\.ts$/,
  ],
  ['touch', /\/src\/app\/(timeline\/(Handles|glyph)|stage\/Hand|clocks\/StampSwitch)\.tsx?$/],
  ['handling', /\/src\/app\/timeline\/handling\.ts$/],
  // What every lab fetches once its first picture stands, and what it fetches next, before a hand reaches for it.
  ['desk', /\/src\/app\/(inspector\/(Inspector|State)|faults\/Palette|lab\/(Keys|EventList|Setup))\.tsx$/],
  [
    'hands',
    /\/src\/app\/(faults\/(FaultForm|MoreFaults|begin)|timeline\/drops|lab\/SelectionStrip|stage\/Preview|evidence\/Seeds)\.tsx?$/,
  ],
] as const;

/** Tests of what has a page, a terminal or a folder around it. */
const AROUND = ['src/{app,client,widgets,cli,testkit}/**/*.test.{ts,tsx}', 'e2e/support/**/*.test.ts'];

export default defineConfig({
  // Relative, so the build works from any folder of a static host.
  base: './',
  plugins: [react(), offline('src/app/offline/sw.ts'), hall()],
  // 'es' keeps each protocol a chunk of its own; the default would inline them all into the worker.
  worker: { format: 'es' },
  build: {
    // A part names what else it will need only where a first picture waits for it: names that nobody can guess do not pack, and a
    // hundred of them weigh more on every visit than one more question does on a few.
    modulePreload: {
      resolveDependencies: (part, others) =>
        /[\\/](meta|view|LabPage|Home)-/.test(part)
          ? others
          : others.filter((other) => other.endsWith('.css')),
    },
    target: 'es2022',
    chunkSizeWarningLimit: 400,
    rolldownOptions: {
      output: {
        // As in the worker: so that what both fetch is the same file, fetched once.
        topLevelVar: false,
        // What the first picture takes comes in two pieces, not in the two dozen that other pages also have a use for: what is
        // packed together packs smaller. Each takes with it whatever it imports statically.
        codeSplitting: {
          groups: [
            { name: 'page', test: /[\\/]src[\\/]app[\\/]main\.tsx$/, priority: 1 },
            // A run brings a few others of its protocol along: neither forty small pieces nor the words of all.
            { name: runsOf, priority: 2 },
            { name: lessonOf, priority: 2 },
            { name: 'lab', test: /[\\/]src[\\/]app[\\/]lab[\\/]LabPage\.tsx$/, priority: 1 },
            ...PIECES.map(([name, files]) => ({ name, test: files })),
          ],
        },
      },
    },
  },
  test: {
    setupFiles: ['src/testkit/draws.ts'],
    // What has no page around it keeps nothing to itself: its tests share what is imported, and what is compiled of it. That is a third
    // of the time, and a file that left something behind for the next would be a fault of the engine.
    projects: [
      {
        extends: true,
        test: { name: 'engine', include: ['src/**/*.test.ts'], exclude: [...AROUND], isolate: false },
      },
      {
        extends: true,
        test: { name: 'around', include: [...AROUND] },
      },
    ],
    // A test that needs a DOM says so in its first line: // @vitest-environment happy-dom
    environment: 'node',
    // All processors: the default keeps one of them free, which is half of a small machine.
    maxWorkers: '100%',
    // No test measures time: a busy machine shall not make one fail.
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A forgotten `.only` would hide every other test.
    allowOnly: false,
    passWithNoTests: false,
  },
});
