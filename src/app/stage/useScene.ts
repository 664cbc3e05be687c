/** What stands where on the stage at one instant: nodes with their faces, faults, and messages on their way. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import type { Fault } from '../../engine/runspec.ts';
import type { ViewProps } from '../views.ts';
import { arranged, arrangeStore } from './arrange.ts';
import { type FaultDrawing, useDrawing } from './drawing.ts';
import { badgeBoxes, faceOf, heardFace, wordBox } from './faces.ts';
import type { FaultScene } from './faultlabels.ts';
import { type Flight, flightsOf } from './flights.ts';
import type { Line } from './fracture.ts';
import type { Box } from './geometry.ts';
import { useGlide } from './hooks.ts';
import { type Layout, layoutStage, type Placed, partitionsOf } from './layout.ts';
import { drawMessages, HELD, type Side } from './messages.ts';
import { clockOff, faultEra, faultsAt, indexMoments, statusAt } from './moments.ts';

export interface PictureProps extends ViewProps {
  readonly width: number;
  readonly height: number;
}

/** @param taken places that words of messages leave free, besides what it finds itself */
export function useScene(props: PictureProps, taken: readonly Box[]) {
  const { meta, resolved, index, cursor, world, seen, height } = props;
  const inputs = resolved.spec.inputs;
  const drawing = useDrawing(inputs);
  const layout = useLayout(props);
  const flights = useMemo(
    () => flightsOf(index, inputs, resolved.params.latency),
    [index, inputs, resolved.params.latency],
  );
  const moments = useMemo(() => {
    const squares = new Set(meta.roles.filter((r) => r.shape === 'square').map((r) => r.id));
    return indexMoments(index, inputs, (lane) => squares.has(index.trace.nodes[lane]?.role ?? ''));
  }, [index, inputs, meta]);
  const era = faultEra(moments, cursor.step, cursor.time);
  const faults = useMemo(() => faultsAt(moments, era), [moments, era]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a clock that runs at the right rate is as far off until the next fault changes.
  const offs = useMemo(
    () => resolved.nodes.map(({ id }) => clockOff(inputs, id, cursor.time)),
    [inputs, resolved.nodes, era],
  );

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

  const { words, sides, known } = useKnown(props);
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
          offs[node.index],
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
    inSteps: props.reducedMotion,
    obstacles: [...scene.boxes, ...wordBoxes, ...badges, ...taken],
    sides,
  });

  return { drawing, layout, flights, moments, faults, scene, faces, wordBoxes, drawn, textOf };
}

/** Where the nodes stand: as the document says and the hand has moved them, not the run. Re-simulating while a fault is dragged must not move anybody. */
function useLayout({ meta, resolved, seen, reducedMotion, width, height }: PictureProps): Layout {
  const cuttings = partitionsOf(seen?.inputs ?? resolved.spec.inputs);
  const castKey = JSON.stringify([resolved.nodes.map((n) => n.id), cuttings]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: castKey stands for the nodes and inputs.
  const target = useMemo(
    () => layoutStage(resolved.nodes, meta.roles, cuttings, width, height),
    [castKey, meta, width, height],
  );
  const places = useStore(arrangeStore, (s) => s.of[meta.id]);
  const held = useStore(arrangeStore, (s) => s.held !== null);
  const own = useMemo(() => arranged(target, places), [target, places]);
  return useGlide(own, reducedMotion || held);
}

/** What the world tells of messages. Their words come with it; once known they stay known for this run. */
function useKnown({ trace, world }: PictureProps) {
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
  return { words, sides, known };
}

const NO_FAULTS: FaultScene = { cuts: [], links: [], notes: [], boxes: [] };

/** Where a message that a fault ate would have been stopped: along these lines. */
function linesOf({ fractureLines, linkBreaks, names }: FaultDrawing, layout: Layout, fault: Fault): Line[] {
  if (fault.type === 'partition') return fractureLines(layout, fault.groups);
  return fault.type === 'partial' ? linkBreaks(layout, (a, b) => names(fault.links, a.id, b.id)) : [];
}
