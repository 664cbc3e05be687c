// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { SHORTCUTS } from '../lab/keys.ts';
import type { Player } from '../playback/player.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { documentStore } from '../stores/document.ts';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { findCommands } from './CommandList.tsx';
import { labCommands } from './commands.ts';
import { momentPlaces, typedPlace } from './places.ts';

const { run } = raftRun();
const player = {
  toggle: vi.fn(),
  step: vi.fn(),
  goto: vi.fn(),
  pause: vi.fn(),
  toStart: vi.fn(),
  toEnd: vi.fn(),
};
const asPlayer = player as unknown as Player;
const all = () => [...labCommands(raft, asPlayer), ...momentPlaces(raft, run, asPlayer)];
const titles = (typed: string) => findCommands(all(), typed).map(({ command }) => command.title);

beforeEach(() => {
  vi.clearAllMocks();
  usePreferences.getState().set({ singleKeys: true });
  sessionStore.getState().reset(raft);
  documentStore.getState().load({ title: '', claim: '', notes: '', spec: minority });
  sessionStore.getState().show(run, 500_000);
});

test('what one means stands first', () => {
  expect(titles('crash')[0]).toBe('Crash a node');
  expect(titles('partition')[0]).toBe('Cut the network');
  expect(titles('bc')[0]).toBe('Bend a clock');
  expect(titles('s3 becomes leader')[0]).toBe('S3 becomes leader of term 2');
  expect(titles('fullscreen')[0]).toMatch(/^Present/);
  expect(titles('zzzz')).toEqual([]);
});

test('the exact name of a fault stands before letters found here and there', () => {
  expect(titles('bit rot')[0]).toBe('Bit rot');
  expect(titles('cut')[0]).toBe('Cut the network');
  expect(titles('freeze')[0]).toBe('Freeze a node');
  expect(titles('bend')[0]).toBe('Bend a clock');
  expect(titles('share')[0]).toBe('Share this run');
  expect(titles('export')[0]).toBe('Share this run');
  // Of a run elsewhere that is called so, too: Enter must not lead away.
  const away = { id: 'x', title: 'Crash', group: 'Go to', run: () => {} } as const;
  expect(findCommands([away, ...all()], 'crash')[0]?.command.title).toBe('Crash a node');
});

test('every single key of the list of keys has its command, and no two commands share a key', () => {
  const commands = labCommands(raft, asPlayer);
  const bound = commands.flatMap(({ keys }) => (keys === undefined ? [] : [keys]));
  expect(new Set(bound).size).toBe(bound.length);
  const single = SHORTCUTS.map(({ keys }) => keys).filter((keys) => /^[a-z?]$/.test(keys));
  expect(single.length).toBeGreaterThan(10);
  for (const key of single) expect(bound, key).toContain(key);
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
});

test('a command does what its key does, also where single keys are switched off', () => {
  usePreferences.getState().set({ singleKeys: false });
  const press = (title: string) =>
    all()
      .find((command) => command.title === title)
      ?.run();
  press('Play or pause');
  press('Step forward');
  press('To the end');
  press('Next interesting event');
  expect(player.toggle).toHaveBeenCalledOnce();
  expect(player.step).toHaveBeenCalledWith(1);
  expect(player.toEnd).toHaveBeenCalledOnce();
  expect(player.goto).toHaveBeenCalledOnce();
  press(`Break a rule: ${raft.variants[0]?.title}`);
  expect(documentStore.getState().document?.spec.variants).toEqual([raft.variants[0]?.id]);
  press('Undo');
  expect(documentStore.getState().document?.spec.variants).toEqual([]);
});

test('a time and the name of a step are places to go', () => {
  typedPlace('240 ms', run, asPlayer)?.run();
  expect(sessionStore.getState().cursor.time).toBe(240_000);
  typedPlace('0.3 s', run, asPlayer)?.run();
  expect(sessionStore.getState().cursor.time).toBe(300_000);
  typedPlace('s3#4', run, asPlayer)?.run();
  const lane = run.trace.nodes.findIndex(({ id }) => id === 'S3');
  expect(player.goto).toHaveBeenCalledWith(run.index.nodeSteps[lane]?.[3]);
  for (const nothing of ['S9#1', 'S3#0', 'S3#9999', '99999999', 'crash', '']) {
    expect(typedPlace(nothing, run, asPlayer), nothing).toBeNull();
  }
});

test('what a word means comes after a run of that name, and only when asked for', () => {
  const go = { group: 'Go to' as const, run: () => {} };
  const places = [
    { ...go, id: 'run', title: 'A split vote', hint: 'Raft' },
    { ...go, id: 'term', title: 'Split vote', hint: 'Term', explains: true as const },
  ];
  const ids = (typed: string) => findCommands(places, typed).map(({ command }) => command.id);
  expect(ids('split vote')).toEqual(['run', 'term']);
  expect(ids('')).toEqual(['run']);
});
