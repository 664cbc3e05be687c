/**
 * Nodes and messages at one instant, for every protocol: driven by the trace, the cursor and (for timers and words) the world.
 * Knows no protocol; everything particular comes from `meta`.
 */
import {
  type KeyboardEvent,
  lazy,
  type Ref,
  Suspense,
  useCallback,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useStore } from 'zustand';
import type { Fault, NodeId } from '../../engine/runspec.ts';
import { NO_NODE } from '../../engine/trace.ts';
import { frame } from '../router.ts';
import { useStanding } from '../standing.ts';
import { capital } from '../text.ts';
import { dropsCode } from '../timeline/aiming.ts';
import { ghostStore } from '../timeline/ghostStore.ts';
import type { ChipKind, DropTarget, DropZone, ViewProps } from '../views.ts';
import { arranged, arrangeStore } from './arrange.ts';
import { type FaultDrawing, useDrawing } from './drawing.ts';
import { badgeBoxes, badgePlaces, type Face, faceOf, heardFace, wordBox } from './faces.ts';
import type { FaultScene } from './faultlabels.ts';
import { type Flight, flightsOf } from './flights.ts';
import type { Line } from './fracture.ts';
import type { Point } from './geometry.ts';
import { useGlide } from './hooks.ts';
import { Links } from './Links.tsx';
import { type Layout, layoutStage, type Placed, partitionsOf } from './layout.ts';
import { Messages } from './Messages.tsx';
import { type DrawnMessage, drawMessages, HELD, type Side } from './messages.ts';
import { faultEra, faultsAt, indexMoments, statusAt } from './moments.ts';
import { NodeMark } from './NodeMark.tsx';
import { neighbour } from './neighbour.ts';
import css from './stage.module.css';
import { TimerArcs } from './TimerArcs.tsx';

const Preview = lazy(() => import('./Preview.tsx'));
const Hand = lazy(() => import('./Hand.tsx'));
/** What used to be is shown once there has been an edit. */
const Ghosts = lazy(() => import('./Ghosts.tsx'));

export interface PictureProps extends ViewProps {
  readonly width: number;
  readonly height: number;
}

export function Picture({ ref, ...props }: PictureProps & { ref?: Ref<DropZone> }) {
  const {
    meta,
    resolved,
    trace,
    heads,
    index,
    cursor,
    world,
    hover,
    selected,
    reducedMotion,
    width,
    height,
  } = props;
  const { onHover, onSelect } = props;
  const inputs = resolved.spec.inputs;
  const svg = useRef<SVGSVGElement>(null);
  const drawing = useDrawing(inputs);

  // The layout follows the document, not the run: re-simulating while a fault is dragged must not move anybody.
  const { seen } = props;
  const cuttings = partitionsOf(seen?.inputs ?? inputs);
  const castKey = JSON.stringify([resolved.nodes.map((n) => n.id), cuttings]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: castKey stands for the nodes and inputs.
  const target = useMemo(
    () => layoutStage(resolved.nodes, meta.roles, cuttings, width, height),
    [castKey, meta, width, height],
  );
  const places = useStore(arrangeStore, (s) => s.of[meta.id]);
  const held = useStore(arrangeStore, (s) => s.held !== null);
  const own = useMemo(() => arranged(target, places), [target, places]);
  const layout = useGlide(own, reducedMotion || held);

  const flights = useMemo(
    () => flightsOf(index, inputs, resolved.params.latency),
    [index, inputs, resolved.params.latency],
  );
  const moments = useMemo(() => {
    const squares = new Set(meta.roles.filter((r) => r.shape === 'square').map((r) => r.id));
    return indexMoments(index, inputs, (lane) => squares.has(index.trace.nodes[lane]?.role ?? ''));
  }, [index, inputs, meta]);
  const was = useStore(ghostStore, (s) => s.before);
  const era = faultEra(moments, cursor.step, cursor.time);
  const faults = useMemo(() => faultsAt(moments, era), [moments, era]);

  const cuts = useMemo(() => {
    const memo = new Map<number, Line[]>();
    return (input: number): Line[] => {
      const known = memo.get(input);
      if (known) return known;
      const entry = inputs[input];
      const lines = drawing && entry && 'fault' in entry ? linesOf(drawing, layout, entry.fault) : [];
      memo.set(input, lines);
      return lines;
    };
  }, [drawing, layout, inputs]);

  // Words of messages come with the world; once known they stay known for this run.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new memory per trace.
  const words = useMemo(() => new Map<number, string>(), [trace]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new memory per trace.
  const sides = useMemo(() => new Map<string, Side>(), [trace]);
  const known = useMemo(() => {
    const arrivals = new Map<number, number>();
    const damaged = new Set<number>();
    for (const m of world?.inFlight ?? []) {
      words.set(m.send, m.label);
      arrivals.set(m.send, m.arrivesAt);
      if (m.damaged) damaged.add(m.send);
    }
    return { arrivals, damaged };
  }, [world, words]);

  const textOf = (flight: Flight): string => {
    const known = words.get(flight.send);
    if (known !== undefined && known !== '') return known;
    if (known === undefined && !(world && world.step >= flight.sendStep)) return '';
    return meta.messages[flight.kind]?.title ?? '';
  };
  const scene = useMemo(() => drawing?.faultScene(layout, faults) ?? NO_FAULTS, [drawing, layout, faults]);
  const faces = layout.nodes.map((node) =>
    seen !== undefined && node.index !== seen.lane
      ? heardFace(node, meta, seen.heard(node.index))
      : faceOf(
          node,
          meta,
          faults,
          statusAt(moments, node.index, cursor.step),
          world?.nodes[node.index] ?? null,
        ),
  );
  const wordBoxes = faces.flatMap((face, lane) =>
    face.word === '' ? [] : [wordBox(layout.nodes[lane] as Placed, face.word)],
  );
  const badges = faces.flatMap((face, lane) => badgeBoxes(layout.nodes[lane] as Placed, face, height));
  const drawn = drawMessages({
    meta,
    layout,
    flights,
    step: cursor.step,
    time: cursor.time,
    textOf,
    arrivalOf: (f) => {
      const at = known.arrivals.get(f.send);
      return f.fateStep === Infinity || at === HELD ? at : undefined;
    },
    damagedOf: (f) => f.copy === 0 && f.fateStep === Infinity && known.damaged.has(f.send),
    reachOf: (f) =>
      drawing?.crossing(layout.nodes[f.from] as Placed, layout.nodes[f.to] as Placed, cuts(f.eatenBy)) ?? 0.5,
    inSteps: reducedMotion,
    obstacles: [...scene.boxes, ...wordBoxes, ...badges],
    sides,
  });

  const litStep = hover?.kind === 'step' ? hover.step : selected?.kind === 'step' ? selected.step : null;
  const actorOf = (step: number | null): number => {
    const row = step === null ? undefined : heads[step];
    const lane = row === undefined ? NO_NODE : trace.columns.node[row];
    return lane === undefined || lane === NO_NODE ? -1 : lane;
  };
  // Between steps nobody acts.
  const head = heads[cursor.step];
  const atStep = head !== undefined && trace.columns.time[head] === cursor.time;
  const actor = atStep ? actorOf(cursor.step) : -1;
  const litLane = actorOf(litStep);
  const hoveredInput = hover?.kind === 'input' ? hover.input : -1;
  const markedInput = hoveredInput >= 0 ? hoveredInput : selected?.kind === 'input' ? selected.input : -1;
  const markedFault = inputs[markedInput];
  const struck = markedFault && 'fault' in markedFault ? struckBy(markedFault.fault) : [];

  const stateOf = (input: number) => (markedInput === input ? 'lit' : 'plain');

  const [roving, setRoving] = useState(0);
  const tabLane = Math.min(roving, layout.nodes.length - 1);
  const live = useRef({ layout, drawn, flights, cursor, props });
  live.current = { layout, drawn, flights, cursor, props };

  const enterNode = useCallback(
    (lane: number) => onHover({ kind: 'node', node: live.current.layout.nodes[lane]?.id ?? '' }),
    [onHover],
  );
  const leave = useCallback(() => onHover(null), [onHover]);
  const pickNode = useCallback(
    (lane: number) => onSelect({ kind: 'node', node: live.current.layout.nodes[lane]?.id ?? '' }),
    [onSelect],
  );
  const onNodeKey = useCallback(
    (lane: number, event: KeyboardEvent<SVGGElement>) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const { key } = event;
      if (key === 'Enter') pickNode(lane);
      else if (key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown') {
        const next = neighbour(live.current.layout, lane, key);
        if (next !== null) {
          const id = live.current.layout.nodes[next]?.id ?? '';
          setRoving(next);
          svg.current?.querySelector<SVGGElement>(`[data-node="${CSS.escape(id)}"]`)?.focus();
        }
      } else return;
      event.preventDefault();
      // The same arrows step the run when no node has the focus.
      event.stopPropagation();
    },
    [pickNode],
  );

  useImperativeHandle(
    ref,
    () => ({
      dropTarget(clientX: number, clientY: number, chip: ChipKind): DropTarget | null {
        const element = svg.current;
        if (!element) return null;
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) return null;
        const scene = live.current;
        const p: Point = {
          x: ((clientX - box.left) / box.width) * scene.layout.width,
          y: ((clientY - box.top) / box.height) * scene.layout.height,
        };
        return dropsCode()?.targetAt(p, chip, scene) ?? null;
      },
    }),
    [],
  );

  // Nobody grabs anything in the first second, and the first picture does not wait for what they would grab with.
  const hand = useStanding();
  const [ready, setReady] = useState(false);
  const nameOf = (m: DrawnMessage): string => {
    const [a, b] = [layout.nodes[m.flight.from]?.id, layout.nodes[m.flight.to]?.id];
    return `${capital(textOf(m.flight) || 'message')}, ${a} to ${b}${m.doomed ? ', will be lost' : ''}`;
  };

  const unseen = (a: Placed, b: Placed) =>
    seen !== undefined && a.index !== seen.lane && b.index !== seen.lane;
  const parted = (a: Placed, b: Placed): boolean =>
    unseen(a, b) ||
    (drawing !== null &&
      faults.some(({ fault }) =>
        fault.type === 'partition'
          ? !fault.oneWay && drawing.apart(fault.groups, a.id, b.id)
          : fault.type === 'partial' && drawing.names(fault.links, a.id, b.id),
      ));

  return (
    <svg
      ref={svg}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className={`${css.picture} ${reducedMotion ? css.still : ''} ${frame.embed ? '' : css.handled}`}
      role="group"
      aria-label="Nodes and messages"
      data-hand={ready || undefined}
    >
      <Links layout={layout} moments={moments} step={cursor.step} parted={parted} drawn={drawn} />
      {drawing && (
        <>
          {scene.cuts.map((cut) => (
            <drawing.Cut
              key={cut.input}
              cut={cut}
              state={stateOf(cut.input)}
              onHover={onHover}
              onSelect={onSelect}
            />
          ))}
          {scene.links.map((link) => (
            <drawing.LinkFault
              key={link.input}
              link={link}
              state={stateOf(link.input)}
              onHover={onHover}
              onSelect={onSelect}
            />
          ))}
          {scene.notes.map((note) => (
            <drawing.Word key={note.text} label={note} />
          ))}
        </>
      )}
      {was !== null && was.trace !== trace && seen === undefined && (
        <Suspense fallback={null}>
          <Ghosts
            meta={meta}
            layout={layout}
            was={was}
            run={{ index, inputs, moments, flights }}
            time={cursor.time}
            words={faces.map((face) => face.word)}
          />
        </Suspense>
      )}
      <TimerArcs meta={meta} layout={layout} world={world} time={cursor.time} />
      {layout.nodes.map((node) => {
        const face = faces[node.index] as Face;
        return (
          <NodeMark
            key={node.id}
            lane={node.index}
            id={node.id}
            shape={node.shape}
            x={node.x}
            y={node.y}
            r={node.r}
            labelX={node.label.dx}
            labelY={node.label.dy}
            labelAnchor={node.label.anchor}
            {...face}
            clockY={badgePlaces(node, face, height).clock}
            diskY={badgePlaces(node, face, height).disk}
            tabbable={node.index === tabLane}
            selected={selected?.kind === 'node' && selected.node === node.id}
            lit={
              node.index === actor ||
              node.index === litLane ||
              struck.includes(node.id) ||
              (hover?.kind === 'node' && hover.node === node.id)
            }
            onEnter={enterNode}
            onLeave={leave}
            onPick={pickNode}
            onKey={onNodeKey}
            onFocus={setRoving}
          />
        );
      })}
      <Messages
        drawn={drawn}
        lit={(m) => litStep !== null && (m.flight.sendStep === litStep || m.flight.fateStep === litStep)}
        onEnter={(m) => onHover({ kind: 'step', step: m.flight.sendStep })}
        onLeave={leave}
        onPick={(m) => {
          const step = { kind: 'step', step: m.flight.sendStep } as const;
          // With hands on it, a menu beside it says what can be done.
          onSelect(ready ? step : { ...step, send: m.flight.send });
        }}
        nameOf={nameOf}
      />
      {hand && (
        <Suspense fallback={null}>
          <Hand
            svg={svg}
            protocol={meta.id}
            layout={layout}
            time={cursor.time}
            edits={!frame.embed}
            onHover={onHover}
            onReady={() => setReady(true)}
            messageAt={(send) => drawn.find((m) => m.flight.send === send && m.cross === null) ?? null}
          />
        </Suspense>
      )}
      {props.dropping && (
        <Suspense fallback={null}>
          <Preview
            dropping={props.dropping}
            layout={layout}
            taken={[...scene.boxes, ...wordBoxes]}
            drawn={drawn}
            flights={flights}
            meta={meta}
          />
        </Suspense>
      )}
    </svg>
  );
}

const NO_FAULTS: FaultScene = { cuts: [], links: [], notes: [], boxes: [] };

/** Where a message that a fault ate would have been stopped: along these lines. */
function linesOf({ fractureLines, linkBreaks, names }: FaultDrawing, layout: Layout, fault: Fault): Line[] {
  if (fault.type === 'partition') return fractureLines(layout, fault.groups);
  return fault.type === 'partial' ? linkBreaks(layout, (a, b) => names(fault.links, a.id, b.id)) : [];
}

function struckBy(fault: Fault): readonly NodeId[] {
  if ('nodes' in fault) return fault.nodes;
  return 'node' in fault ? [fault.node] : [];
}
