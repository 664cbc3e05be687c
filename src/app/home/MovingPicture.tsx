/**
 * A real run, simulated as the page opens, playing by itself: stage above, timeline below, as in the lab. It rests while it is out of
 * sight, and where the system asks for little motion it begins only when it is told to.
 */
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Card } from '../../engine/meta.ts';
import { Icon } from '../../widgets/icons.tsx';
import { useMedia } from '../../widgets/useMedia.ts';
import { loadMeta, loadScenario } from '../catalog.ts';
import { describeStep, interestingSteps } from '../describe.ts';
import { loading } from '../idle.ts';
import { sharedLab } from '../lab/early.ts';
import { useTheme } from '../lab/useViewProps.ts';
import { labHref } from '../router.ts';
import { Picture } from '../stage/Picture.tsx';
import { Stage } from '../stage/Stage.tsx';
import { reducedMotion } from '../stillness.ts';
import { ms } from '../text.ts';
import { useSize } from '../timeline/canvas.ts';
import type { ViewProps } from '../views.ts';
import { ShowTimeline } from './ShowTimeline.tsx';
import { openShow, type Show } from './show.ts';

/** Between the end and the next beginning, ms. */
const REST = 2500;
/** Narrower than this there is room for the nodes alone, px. */
const BESIDE = 560;
const STILL = '(prefers-reduced-motion: reduce)';

export default function MovingPicture({
  card,
  scenario,
  onShown,
}: {
  readonly card: Card;
  readonly scenario: string;
  /** Told once there is something to see. */
  onShown(): void;
}) {
  const [show, setShow] = useState<Show | null>(null);
  const told = useRef(onShown);
  told.current = onShown;
  useEffect(() => {
    const abort = new AbortController();
    let opened: Show | null = null;
    const loaded = loading();
    const open = async () => {
      const [meta, found] = await Promise.all([loadMeta(card.id), loadScenario(card.id, scenario)]);
      if (meta === null || found === null || abort.signal.aborted) return;
      opened = await openShow(sharedLab(), meta, found, { signal: abort.signal, reducedMotion });
      if (abort.signal.aborted) opened.end();
      else {
        setShow(opened);
        told.current();
      }
    };
    open()
      // Without it the page says what it says; the lab itself tells what is wrong.
      .catch(() => {})
      .finally(loaded);
    return () => {
      abort.abort();
      opened?.end();
      loaded();
    };
  }, [card.id, scenario]);
  return show && <Playing show={show} card={card} />;
}

function Playing({ show, card }: { readonly show: Show; readonly card: Card }) {
  const { meta, player, scenario } = show;
  const still = useMedia(STILL);
  const [wanted, setWanted] = useState(!still);
  const [inSight, setInSight] = useState(false);
  const figure = useRef<HTMLElement>(null);
  const { state } = useStore(player.store);

  useEffect(() => {
    const element = figure.current;
    if (!element) return;
    const observer = new IntersectionObserver(([entry]) => setInSight(entry?.isIntersecting ?? false), {
      threshold: 0.2,
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const on = wanted && inSight;
  useEffect(() => {
    if (!on) {
      player.pause();
      return;
    }
    // Begun again only after its end has been looked at.
    const timer = setTimeout(() => player.play(), state === 'ended' ? REST : 0);
    return () => clearTimeout(timer);
  }, [on, state, player]);

  return (
    <figure className="show" ref={figure} aria-label="A run, playing" data-playing={on || undefined}>
      {/* Only to be looked at: what it says is said in the caption, and in the lab it can be handled. */}
      <div className="show-picture" aria-hidden="true" inert>
        <Views show={show} />
      </div>
      <figcaption className="show-caption">
        <button
          type="button"
          className="icon-button show-play"
          aria-label={wanted ? 'Pause the picture' : 'Play the picture'}
          onClick={() => setWanted(!wanted)}
        >
          <Icon name={wanted ? 'pause' : 'play'} />
        </button>
        <Now show={show} />
        <p className="show-what">
          A real run, simulated as this page opened. {card.title}:{' '}
          <a href={labHref(meta.id, scenario.id)}>{scenario.title}</a>
        </p>
      </figcaption>
    </figure>
  );
}

/** The latest of what is worth a stop, in a sentence. */
function Now({ show: { session, meta } }: { readonly show: Show }) {
  const run = useStore(session, (s) => s.run);
  const step = useStore(session, (s) => s.cursor.step);
  const stops = useMemo(() => (run === null ? [] : interestingSteps(meta, run)), [meta, run]);
  if (run === null) return null;
  const at = stops.findLast((stop) => stop <= step) ?? 0;
  const time = run.trace.columns.time[run.heads[at] ?? 0] ?? 0;
  return (
    <p className="show-now">
      <span className="num">{ms(Math.round(time / 1000) * 1000)}</span> {describeStep(meta, run, at).headline}
    </p>
  );
}

const nothing = () => {};

function Views({ show: { session, meta } }: { readonly show: Show }) {
  const { run, cursor, world, before } = useStore(session);
  const theme = useTheme();
  const reducedMotion = useMedia(STILL);
  const stage = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(stage);
  if (run === null) return null;
  const props: ViewProps = {
    meta,
    resolved: run.resolved,
    trace: run.trace,
    heads: run.heads,
    index: run.index,
    cursor,
    world,
    before,
    hover: null,
    selected: null,
    dropping: null,
    theme,
    reducedMotion,
    onHover: nothing,
    onSelect: nothing,
    onSeek: nothing,
    onEditInput: nothing,
    onDeleteInput: nothing,
    onOpenInput: nothing,
  };
  return (
    <>
      <div className="show-stage" ref={stage}>
        {width >= BESIDE && <Stage {...props} />}
        {width > 0 && width < BESIDE && <Picture {...props} width={width} height={height} />}
      </div>
      <ShowTimeline meta={meta} run={run} cursor={cursor} />
    </>
  );
}
