/** The drawing board: events and messages placed by hand, with the stamps that follow from them. */
import { type KeyboardEvent, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import type { StampKind } from '../../query/stamps-exercise.ts';
import headed from '../../widgets/headed.module.css';
import css from './view.module.css';
import { type Edit, removeEdit, slideEdit } from './view-edits.ts';
import { type DrawnEvent, drawingOf, MOST_STROKES } from './view-events.ts';
import { BeforeAfter, FillIn } from './view-exercise.tsx';
import type { Plane } from './view-hand.ts';
import { type Exercise, Foot, Head } from './view-head.tsx';
import { placeLabels, scrolledTo } from './view-labels.ts';
import { DrawingPicture } from './view-picture.tsx';
import { changeWords, msText, stampText } from './view-words.ts';

/** From this width on an exercise stands beside the picture, px. */
const WIDE = 620;
const NAMES = 34;
/** Closer lanes have no room for stamps between them, px: rather the board is scrolled. Letters need less than stamps. */
const CLOSEST = 46;
const CLOSEST_LETTERS = 34;
const NONE = { keys: [], chain: [] };
const NOTHING: ReadonlySet<string> = new Set();

export default function DiagramPanel(props: PanelProps) {
  const { resolved, trace, world, onEditRun, onSeek } = props;
  const { spec, params } = { spec: resolved.spec, params: resolved.params };
  const clock = params.clock as StampKind;
  const exercise = params.exercise as Exercise;
  const box = useRef<HTMLDivElement>(null);
  const [size, setSize] = useState({ width: 0, height: 0 });
  const [picked, setPicked] = useState<string | null>(null);
  const [asked, setAsked] = useState<{ readonly keys: readonly string[]; readonly chain: readonly number[] }>(
    NONE,
  );
  const ask = (keys: readonly string[], chain: readonly number[] = []) => setAsked({ keys, chain });
  const [answers, setAnswers] = useState(false);
  /** The stamps before an edit that moves an event. */
  const [base, setBase] = useState<ReadonlyMap<string, string> | null>(null);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const { inputs, until } = spec;
  const drawing = useMemo(() => drawingOf(trace, inputs), [trace, inputs]);
  const lanes = resolved.nodes.length;
  const ids = resolved.nodes.map((node) => node.id);
  const hidden = exercise !== 'none' && !answers;
  const editable = onEditRun !== undefined && inputs.length <= MOST_STROKES;
  const drawable = editable && exercise === 'none';
  const texts = useMemo(
    () => new Map(drawing.events.map((event) => [event.key, stampText(event.stamp, clock)])),
    [drawing, clock],
  );
  const told = base === null || hidden ? null : changeWords(base, texts, clock);

  const plane = useMemo((): Plane => {
    const gap = Math.max(hidden ? CLOSEST_LETTERS : CLOSEST, Math.min(96, (size.height - 44) / lanes));
    const top = Math.max(28, (size.height - 20 - gap * (lanes - 1)) / 2);
    const wide = Math.max(1, size.width - NAMES - 16);
    return {
      x: (time) => NAMES + (wide * time) / until,
      t: (px) => ((px - NAMES) / wide) * until,
      y: (lane) => top + lane * gap,
      lanes,
      until,
    };
  }, [size, lanes, until, hidden]);
  // What is asked about is in sight.
  useEffect(() => {
    const ys = drawing.events.filter(({ key }) => asked.keys.includes(key)).map(({ lane }) => plane.y(lane));
    const { current } = box;
    if (current) current.scrollTop = scrolledTo(ys, current.scrollTop, current.clientHeight);
  }, [asked.keys, drawing, plane]);
  const labels = useMemo(
    () =>
      placeLabels(
        drawing,
        (event) =>
          exercise === 'none'
            ? (texts.get(event.key) ?? '')
            : answers
              ? `${event.name} ${texts.get(event.key)}`
              : // What the wall clock shows has to be known where it is asked about.
                clock === 'hlc' && exercise === 'fill' && event.stamp !== null
                ? `${event.name} pt ${msText(event.stamp.wall)}`
                : event.name,
        plane.x,
        plane.y,
        size.width,
        (event) => event.key === picked || hidden,
      ),
    [drawing, texts, plane, size.width, exercise, answers, picked, clock, hidden],
  );

  const edit = (made: Edit, phase: 'drag' | 'end' | 'cancel' | 'more' = 'end') =>
    onEditRun?.(made.name, made.change, phase);
  const focusSoon = (key: string) =>
    requestAnimationFrame(() =>
      box.current?.querySelector<SVGElement>(`[data-event="${key}"]`)?.focus({ preventScroll: true }),
    );
  /** The event that has the keyboard once the run without the deleted one is here; none is left: the board itself. */
  const then = useRef<string | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each run
  useEffect(() => {
    const { current } = then;
    then.current = null;
    if (current === null) return;
    const event = box.current?.querySelector<SVGElement>(`[data-event="${current}"]`);
    (event ?? box.current)?.focus({ preventScroll: true });
  }, [drawing]);
  const onKey = (event: KeyboardEvent, drawn: DrawnEvent) => {
    const byTime = byTimeOf(drawing.events);
    const at = byTime.findIndex(({ key }) => key === drawn.key);
    const by = event.key === 'ArrowRight' ? 1000 : event.key === 'ArrowLeft' ? -1000 : 0;
    const turn = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (by !== 0 && drawable && !event.ctrlKey && !event.metaKey) {
      const to = drawn.time + by * (event.shiftKey ? 10 : 1);
      const made = slideEdit(spec, drawn.input, drawn.kind === 'receive' ? 'arrival' : 'start', to);
      if (made !== null) {
        setBase((was) => (picked === drawn.key && was !== null ? was : texts));
        setPicked(drawn.key);
        edit(made, 'more');
      }
    } else if (turn !== 0) {
      const next = byTime[at + turn];
      setBase(null);
      if (next !== undefined) focusSoon(next.key);
    } else if ((event.key === 'Delete' || event.key === 'Backspace') && drawable) {
      remove(drawn);
    } else if (event.key === 'Enter' || event.key === ' ') onSeek?.(drawn.step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const remove = ({ input, time }: DrawnEvent) => {
    const others = byTimeOf(drawing.events).filter((e) => e.input !== input);
    const next = others.find((e) => e.time >= time) ?? others.at(-1);
    // Inputs behind it move up by one.
    const key =
      next && `${next.input - (next.input > input ? 1 : 0)} ${next.key.split(' ').slice(1).join(' ')}`;
    then.current = key ?? '';
    setBase(null);
    setPicked(key ?? null);
    edit(removeEdit(spec, input));
  };
  const pickedEvent = drawing.events.find(({ key }) => key === picked);

  return (
    <div
      className={`${headed.panel} ${css.panel}`}
      data-headed=""
      data-wide={size.width >= WIDE || undefined}
      data-exercise={exercise}
    >
      <Head
        clock={clock}
        exercise={exercise}
        lanes={lanes}
        choosable={onEditRun !== undefined}
        editable={editable}
        onEdit={(made) => {
          setBase(null);
          setPicked(null);
          setAnswers(false);
          edit(made);
        }}
      />
      <div className={css.parts}>
        <div ref={box} tabIndex={-1} className={css.board}>
          {size.width > 0 && (
            <DrawingPicture
              drawing={drawing}
              labels={labels}
              plane={plane}
              width={size.width}
              height={Math.max(size.height, plane.y(lanes - 1) + (hidden ? 34 : 44))}
              clock={clock}
              hidden={hidden}
              now={props.cursor?.time ?? world.time}
              picked={picked}
              changed={told?.changed ?? NOTHING}
              asked={asked.keys}
              chain={asked.chain}
              spec={spec}
              enabled={drawable}
              onKey={onKey}
              onFocus={({ key }) => setPicked(key)}
              onPick={(event) => {
                setPicked(event.key);
                onSeek?.(event.step);
                focusSoon(event.key);
              }}
              onHold={(event) => setBase(event === null ? null : texts)}
              onEdit={(made, phase, input) => {
                if (phase === 'cancel') setBase(null);
                if (phase === 'end') setPicked((was) => was ?? `${input} local`);
                edit(made, phase);
              }}
            />
          )}
        </div>
        {exercise !== 'none' && (
          <div className={css.side}>
            {exercise === 'fill' ? (
              <FillIn
                key={`${clock} ${JSON.stringify(inputs)}`}
                drawing={drawing}
                ids={ids}
                clock={clock}
                shown={answers}
                onAsk={ask}
                onShow={setAnswers}
              />
            ) : (
              <BeforeAfter
                key={JSON.stringify(inputs)}
                drawing={drawing}
                ids={ids}
                seed={spec.seed}
                onAsk={ask}
              />
            )}
          </div>
        )}
      </div>
      {exercise === 'none' && (
        <Foot
          said={told?.words ?? null}
          picked={editable ? pickedEvent : undefined}
          onDelete={remove}
          add={
            editable
              ? {
                  lanes,
                  until,
                  strokes: inputs.length,
                  last: Math.max(0, ...drawing.events.map((e) => e.time)),
                  onEdit: (made) => {
                    setBase(null);
                    edit(made);
                  },
                }
              : null
          }
        />
      )}
    </div>
  );
}

function byTimeOf(events: readonly DrawnEvent[]): readonly DrawnEvent[] {
  return [...events].sort((a, b) => a.time - b.time || a.lane - b.lane);
}
