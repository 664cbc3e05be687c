import {
  type ReactNode,
  type PointerEvent as ReactPointerEvent,
  type RefObject,
  Suspense,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import { Icon, type IconName } from '../../widgets/icons.tsx';
import { useMedia } from '../../widgets/useMedia.ts';
import { OnItsWay } from '../ahead.ts';
import { useLab } from '../lab/context.ts';
import { spare, wanted } from '../later.tsx';
import { usePreferences } from '../stores/preferences.ts';
import { sessionStore } from '../stores/session.ts';
import { useSession } from '../stores/use.ts';
import type { ChipKind, DropTarget, DropZone } from '../views.ts';
import { ChipGhost } from './ChipGhost.tsx';
import { CHIPS, type Chip, type FirstKind, MORE_KEY } from './chips.ts';
import { createDragging, type Dragged } from './dragging.ts';
import { refusalOf } from './landing.ts';
import { moreStore, openMore } from './more.ts';
import { dropChip, openForm, prepare } from './open.ts';
import './palette.css';

const ICONS: Readonly<Record<FirstKind, IconName>> = {
  crash: 'crash',
  pause: 'freeze',
  partition: 'cut',
  drop: 'lose',
  delay: 'delay',
  duplicate: 'duplicate',
  clock: 'clock',
  command: 'write',
};

const MoreFaults = wanted(
  async () => (await import('./MoreFaults.tsx')).default,
  <OnItsWay />,
  ({ onClose }) => onClose(),
);
const OtherChips = spare(() => import('./OtherChips.tsx'));

/** What a hand has taken hold of. */
export interface HeldChip extends Chip {
  readonly icon: ReactNode;
}

const ANY = () => true;

/** How long a chip that landed nowhere is spoken of. */
const MISSED_MS = 5_000;

/** Why the chip in the hand can do nothing where it is; null if it can. */
function refused(chip: ChipKind, target: DropTarget): string | null {
  const { meta, run } = sessionStore.getState();
  return meta === null || run === null ? null : refusalOf(chip, target, run.resolved.nodes, meta);
}

export function missedSentence({ name, onto }: { readonly name: string; readonly onto: string }): string {
  return `${name} goes onto ${onto}: nothing was added.`;
}

/** Chips to drag onto stage or timeline; pressed, or by their key, they open a form instead. */
export function Palette({
  zones,
  wanted = ANY,
  named,
}: {
  readonly zones: readonly RefObject<DropZone | null>[];
  /** Which chips there are; in the lab all. */
  readonly wanted?: (kind: ChipKind) => boolean;
  /** Faults that are to have a chip though they have none in the lab. */
  readonly named?: readonly string[] | undefined;
}) {
  const { meta } = useLab();
  const ready = useSession((s) => s.run !== null);
  const chips = useMemo(
    () =>
      CHIPS.filter(({ kind }) => wanted(kind) && (kind !== 'command' || meta.commands.length > 0)).map(
        (chip) => (chip.kind === 'command' ? { ...chip, name: meta.commands[0]?.title ?? chip.name } : chip),
      ),
    [meta, wanted],
  );
  const { chipsKnown } = usePreferences();
  const narrow = useMedia('(max-width: 899px)');
  /** What to say of a chip that was let go where it means nothing, for a while. */
  const [missed, setMissed] = useState('');
  useEffect(() => {
    if (missed === '') return;
    const timer = setTimeout(() => setMissed(''), MISSED_MS);
    return () => clearTimeout(timer);
  }, [missed]);
  const zonesRef = useRef(zones);
  zonesRef.current = zones;

  const [drag, setDrag] = useState<Dragged | null>(null);
  /** The chip under the pointer that went down on it; and the last that was, for what is said once it has been let go. */
  const held = useRef<HeldChip | null>(null);
  const last = useRef<HeldChip | null>(null);
  const more = useStore(moreStore, (s) => s.open);
  const moreButton = useRef<HTMLButtonElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const [dragging] = useState(() => {
    const say = (sentence: string) => {
      setMissed(sentence);
      sessionStore.getState().set({ announcement: sentence });
    };
    return createDragging({
      onDrag: setDrag,
      pressed: (chip) => {
        openMore(false);
        openForm(chip);
        usePreferences.getState().set({ chipsKnown: true });
      },
      dropped: (chip, target) => {
        openMore(false);
        const refusal = refused(chip, target);
        if (refusal !== null) {
          say(`${refusal} Nothing was added.`);
          return;
        }
        dropChip(chip, target);
        usePreferences.getState().set({ chipsKnown: true });
      },
      missed: () => {
        if (last.current !== null) say(missedSentence(last.current));
      },
    });
  });

  const refusal = drag?.target ? refused(drag.chip, drag.target) : null;
  // Stage and timeline preview what is on its way to them, unless it can do nothing there.
  useEffect(() => {
    sessionStore
      .getState()
      .set(
        drag === null
          ? { dropping: null }
          : { dropping: { chip: drag.chip, target: refusal === null ? drag.target : null }, hover: null },
      );
  }, [drag, refusal]);

  useEffect(() => {
    const targetAt = (chip: ChipKind, x: number, y: number): DropTarget | null => {
      for (const zone of zonesRef.current) {
        const target = zone.current?.dropTarget(x, y, chip);
        if (target) return target;
      }
      return null;
    };
    const onMove = (event: PointerEvent) => {
      if (held.current === null) return;
      const target = targetAt(held.current.kind, event.clientX, event.clientY);
      dragging.send({ type: 'move', x: event.clientX, y: event.clientY, target });
    };
    const letGo = (type: 'up' | 'cancel') => {
      if (held.current === null) return;
      held.current = null;
      dragging.send({ type });
    };
    const onUp = () => letGo('up');
    const onCancel = () => letGo('cancel');
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || held.current === null) return;
      event.stopPropagation();
      letGo('cancel');
    };
    window.addEventListener('pointermove', onMove);
    window.addEventListener('pointerup', onUp);
    window.addEventListener('pointercancel', onCancel);
    window.addEventListener('keydown', onKey, true);
    return () => {
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('pointerup', onUp);
      window.removeEventListener('pointercancel', onCancel);
      window.removeEventListener('keydown', onKey, true);
    };
  }, [dragging]);

  const take = (chip: HeldChip, event: ReactPointerEvent) => {
    if (event.button !== 0) return;
    prepare();
    setMissed('');
    // Touch would otherwise keep the pointer for the chip, and the drop would be lost on it.
    if (event.currentTarget.hasPointerCapture(event.pointerId)) {
      event.currentTarget.releasePointerCapture(event.pointerId);
    }
    held.current = chip;
    last.current = chip;
    dragging.send({ type: 'down', chip: chip.kind, x: event.clientX, y: event.clientY });
  };
  const closeMore = () => {
    openMore(false);
    moreButton.current?.focus();
  };
  useEffect(() => {
    if (!more) return;
    const onDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) openMore(false);
    };
    document.addEventListener('pointerdown', onDown);
    return () => document.removeEventListener('pointerdown', onDown);
  }, [more]);
  // Another lab begins with it closed.
  useEffect(() => () => openMore(false), []);

  const dragged = drag === null ? undefined : (last.current ?? undefined);
  const hint = dragged === undefined ? missed : `${dragged.name} goes onto ${dragged.onto}.`;
  return (
    <div ref={root} className="palette" role="group" aria-label="Faults and commands">
      <span className="eyebrow palette-title" aria-hidden="true">
        Drag in
      </span>
      {narrow && !chipsKnown && (
        <p className="palette-how">Drag a chip onto a node, a message or the timeline; or tap it.</p>
      )}
      {hint !== '' && (
        <p className="palette-hint" aria-hidden="true">
          {hint}
        </p>
      )}
      <div className="palette-chips">
        {chips.map((chip) => (
          <button
            key={chip.kind}
            type="button"
            className="chip"
            disabled={!ready}
            data-dragged={drag?.chip === chip.kind || undefined}
            aria-keyshortcuts={chip.key}
            title={`Drag onto ${chip.onto}, or press (${chip.key})`}
            onPointerDown={(event) =>
              take({ ...chip, icon: <Icon name={ICONS[chip.kind]} size={14} /> }, event)
            }
            onClick={(event) => {
              // A press by pointer was handled by the drag; this one came from a key or an assistive tool.
              if (event.detail === 0) openForm(chip.kind);
            }}
          >
            <Icon name={ICONS[chip.kind]} size={14} />
            {chip.name}
          </button>
        ))}
        {named !== undefined && ready && (
          <Suspense fallback={null}>
            <OtherChips kinds={named} onTake={take} onPress={(chip) => openForm(chip.kind)} />
          </Suspense>
        )}
        <button
          ref={moreButton}
          type="button"
          className="chip chip-more"
          disabled={!ready}
          aria-label="More faults…"
          aria-expanded={more}
          aria-keyshortcuts={MORE_KEY}
          title={`Every other fault (${MORE_KEY})`}
          onPointerEnter={() => import('./MoreFaults.tsx').catch(() => {})}
          onClick={() => openMore(!more)}
        >
          More…
        </button>
      </div>
      {more && ready && (
        <MoreFaults
          dragging={drag !== null}
          onTake={take}
          onPress={(chip) => {
            openMore(false);
            openForm(chip.kind);
          }}
          onClose={closeMore}
        />
      )}
      {drag !== null && dragged !== undefined && (
        <ChipGhost drag={drag} chip={dragged} refused={refusal !== null} />
      )}
    </div>
  );
}
