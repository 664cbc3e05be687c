/** Everything one can do in a lab, by name. What a key does is done by that key's own code, so a list and a keyboard cannot disagree. */
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import type { Meta } from '../../engine/meta.ts';
import { deleteRun, nameHere } from '../branches/actions.ts';
import { runsOf, shownId } from '../branches/runs.ts';
import { stampStore } from '../clocks/shown.ts';
import { SEEDS, trySeeds } from '../evidence/store.ts';
import { CHIPS, MORE_KEY } from '../faults/chips.ts';
import type { DraftKind } from '../faults/drafts.ts';
import { openForm } from '../faults/open.ts';
import { backToOriginal, setVariant } from '../lab/actions.ts';
import { handleKey } from '../lab/keys.ts';
import { endLens, lensStore, lookAs } from '../lens/store.ts';
import type { Player } from '../playback/player.ts';
import { notesHref } from '../router.ts';
import { documentStore } from '../stores/document.ts';
import { SLOWDOWNS, usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { capital } from '../text.ts';

export interface Command {
  readonly id: string;
  readonly title: string;
  readonly group: Group;
  /** The key that does the same, as it is shown: "Shift z". */
  readonly keys?: string;
  /** Other words for it, found and not shown. */
  readonly also?: string;
  /** Said beside the title: a protocol, a time. */
  readonly hint?: string;
  /** It only explains: found when it is asked for, and after what does something and fits as well. */
  readonly explains?: true;
  run(): void;
}

export const GROUPS = ['Move', 'Break', 'Edit', 'Look', 'This run', 'Moments', 'Go to'] as const;
export type Group = (typeof GROUPS)[number];

interface Bound {
  readonly keys: string;
  readonly title: string;
  readonly group: Group;
  readonly also?: string;
}

/** What single keys do, under the names by which somebody would look for it. */
export const BOUND: readonly Bound[] = [
  { keys: 'Space', title: 'Play or pause', group: 'Move' },
  { keys: '→', title: 'Step forward', group: 'Move', also: 'next' },
  { keys: '←', title: 'Step back', group: 'Move', also: 'previous' },
  { keys: 'Shift →', title: 'Next step of this node', group: 'Move' },
  { keys: 'Shift ←', title: 'Previous step of this node', group: 'Move' },
  { keys: 'Home', title: 'To the start', group: 'Move', also: 'beginning rewind' },
  { keys: 'End', title: 'To the end', group: 'Move' },
  { keys: 'n', title: 'Next interesting event', group: 'Move' },
  { keys: 'Shift n', title: 'Interesting event before', group: 'Move', also: 'previous' },
  { keys: 't', title: 'Fire a timer', group: 'Break', also: 'timeout expire' },
  { keys: MORE_KEY, title: 'All other faults', group: 'Break', also: 'more' },
  { keys: 'z', title: 'Undo', group: 'Edit' },
  { keys: 'Shift z', title: 'Redo', group: 'Edit' },
  { keys: 'e', title: 'What was done: the list of edits', group: 'Edit', also: 'undo history' },
  { keys: 'b', title: 'Branch: keep this run, try something beside it', group: 'Edit', also: 'copy fork' },
  { keys: 'Shift b', title: 'Next branch', group: 'Edit' },
  { keys: 'v', title: 'Compare two branches', group: 'Look', also: 'diff difference' },
  {
    keys: 'h',
    title: 'What clients saw, and whether it can be true',
    group: 'Look',
    also: 'history linearizable judge',
  },
  {
    keys: 'o',
    title: 'Order: compare this event with others',
    group: 'Look',
    also: 'happened before concurrent causal mark',
  },
  {
    keys: 's',
    title: 'As the selected node sees it',
    group: 'Look',
    also: 'view knowledge perspective hide',
  },
  {
    keys: 'l',
    title: 'Present: full screen, for a lecture',
    group: 'Look',
    also: 'slides lecture fullscreen',
  },
  { keys: '?', title: 'All keys', group: 'Look', also: 'help shortcuts' },
];

const NAMED: Readonly<Record<string, string>> = {
  Space: ' ',
  '→': 'ArrowRight',
  '←': 'ArrowLeft',
};

/** The event of a key as it is shown. */
export function keyEvent(keys: string): KeyboardEvent {
  const parts = keys.split(' ');
  const last = parts.at(-1) ?? '';
  const shiftKey = parts.includes('Shift');
  const key = NAMED[last] ?? (shiftKey && last.length === 1 ? last.toUpperCase() : last);
  return new KeyboardEvent('keydown', { key, shiftKey });
}

/** Chips of the palette have keys; their names there are short, here they say what is struck. */
const CHIP_TITLES: Readonly<Record<(typeof CHIPS)[number]['kind'], string>> = {
  crash: 'Crash a node',
  pause: 'Freeze a node',
  partition: 'Cut the network',
  drop: 'Lose a message',
  delay: 'Delay a message',
  duplicate: 'Duplicate a message',
  clock: 'Bend a clock',
  command: 'Give a client a command',
};

/** Everything that can be done here and now. */
export function labCommands(meta: Meta, player: Player): readonly Command[] {
  const pressing = ({ keys, title, group, also }: Bound): Command => ({
    id: `key ${keys}`,
    title,
    group,
    keys,
    ...(also === undefined ? {} : { also }),
    run: () => void handleKey(keyEvent(keys), player, true),
  });
  return [
    ...BOUND.filter(({ group }) => group === 'Move').map(pressing),
    ...CHIPS.map(({ kind, key }) =>
      pressing({ keys: key, title: CHIP_TITLES[kind], group: 'Break', also: alsoOf(kind) }),
    ),
    ...BOUND.filter(({ group }) => group === 'Break').map(pressing),
    ...otherFaults(meta),
    ...BOUND.filter(({ group }) => group === 'Edit').map(pressing),
    ...ofBranches(),
    ...BOUND.filter(({ group }) => group === 'Look').map(pressing),
    ...looks(meta),
    ...ofThisRun(meta),
  ];
}

function alsoOf(kind: string): string {
  const known = FAULT_KINDS.find(({ type }) => type === kind);
  return known === undefined ? 'write read client' : `${known.type} ${known.title} ${known.help}`;
}

function otherFaults(meta: Meta): readonly Command[] {
  const first = new Set<string>(CHIPS.map(({ kind }) => kind));
  const can = (type: string) => type !== 'byzantine' || (meta.behaviours ?? []).length > 0;
  return FAULT_KINDS.filter(({ type }) => !first.has(type) && can(type)).map(({ type, title, help }) => ({
    id: `fault ${type}`,
    title: capital(title),
    group: 'Break' as const,
    also: `${type} ${help}`,
    run: () => openForm(type as DraftKind),
  }));
}

/** What is done to the run on show where it is one of several. */
function ofBranches(): readonly Command[] {
  const { document } = documentStore.getState();
  if (document?.branches === undefined) return [];
  const name = runsOf(document).find((run) => run.id === shownId(document))?.name ?? '';
  return [
    { id: 'rename', title: `Rename ${name}`, group: 'Edit', also: 'branch name', run: nameHere },
    {
      id: 'delete',
      title: `Delete ${name}`,
      group: 'Edit',
      also: 'branch remove',
      run: () => deleteRun(shownId(document)),
    },
  ];
}

const STAMPS = { lamport: 'Lamport', vector: 'Vector', hlc: 'Hybrid (HLC)' } as const;

function looks(meta: Meta): readonly Command[] {
  const preferences = usePreferences.getState();
  const { leftOpen, rightOpen, set } = preferences;
  const nodes = sessionStore.getState().run?.trace.nodes ?? [];
  return [
    {
      id: 'speaker',
      title: 'Notes for a lecture, in a second window',
      group: 'Look',
      also: 'speaker present',
      run: () => void window.open(notesHref, '_blank'),
    },
    {
      id: 'notes',
      title: leftOpen ? 'Fold the notes away' : 'Show the notes',
      group: 'Look',
      also: 'left panel events',
      run: () => set({ leftOpen: !leftOpen }),
    },
    {
      id: 'inspector',
      title: rightOpen ? 'Fold the inspector away' : 'Show the inspector',
      group: 'Look',
      also: 'right panel details',
      run: () => set({ rightOpen: !rightOpen }),
    },
    ...(['light', 'dark', 'system'] as const)
      .filter((theme) => theme !== preferences.theme)
      .map((theme) => ({
        id: `theme ${theme}`,
        title: theme === 'system' ? 'Colours as the system has them' : `${capital(theme)} colours`,
        group: 'Look' as const,
        also: 'theme mode',
        run: () => set({ theme }),
      })),
    ...SLOWDOWNS.filter((slowdown) => slowdown !== preferences.slowdown).map((slowdown) => ({
      id: `speed ${slowdown}`,
      title: slowdown === 1 ? 'Play at true speed' : `Play ${slowdown}× slower`,
      group: 'Look' as const,
      also: 'speed',
      run: () => set({ slowdown }),
    })),
    ...([null, 'lamport', 'vector', 'hlc'] as const)
      .filter((kind) => kind !== stampStore.getState().shown)
      .map((kind) => ({
        id: `stamps ${kind}`,
        title: kind === null ? 'No stamps on the timeline' : `${STAMPS[kind]} stamps on the timeline`,
        group: 'Look' as const,
        also: 'logical clock timestamp',
        run: () => stampStore.setState({ shown: kind }),
      })),
    ...nodes.map(({ id, role }) => ({
      id: `node ${id}`,
      title: `State of ${id}`,
      group: 'Look' as const,
      also: `select ${meta.roles.find((r) => r.id === role)?.title ?? ''}`,
      run: () => sessionStore.getState().set({ selected: { kind: 'node', node: id } }),
    })),
    ...nodes.map(({ id }) => ({
      id: `as ${id}`,
      title: `As ${id} sees it`,
      group: 'Look' as const,
      also: 'view knowledge perspective hide',
      run: () => lookAs(id),
    })),
    ...(lensStore.getState().lens === null
      ? []
      : [{ id: 'all', title: 'Show everything', group: 'Look' as const, also: 'as sees end', run: endLens }]),
  ];
}

function ofThisRun(meta: Meta): readonly Command[] {
  const spec = documentStore.getState().document?.spec;
  const on = spec?.variants ?? [];
  const seeds: readonly Command[] =
    spec === undefined
      ? []
      : [
          {
            id: 'seeds',
            title: `Try ${SEEDS} seeds`,
            group: 'This run',
            also: 'evidence random other',
            run: () => {
              usePreferences.getState().set({ leftOpen: true });
              trySeeds(spec);
            },
          },
          {
            id: 'original',
            title: 'Back to the original',
            group: 'This run',
            also: 'reset',
            run: backToOriginal,
          },
        ];
  const variants = meta.variants.map(({ id, title }) => ({
    id: `variant ${id}`,
    title: on.includes(id) ? `Mend the rule: ${title}` : `Break a rule: ${title}`,
    group: 'This run' as const,
    also: 'variant purpose',
    run: () => setVariant(id, !on.includes(id)),
  }));
  const share: Command = {
    id: 'share',
    title: 'Share this run',
    group: 'This run',
    also: 'link copy embed qr picture png svg file download export json log text',
    run: () => document.querySelector<HTMLElement>('[data-share]')?.click(),
  };
  return [share, ...seeds, ...variants];
}
