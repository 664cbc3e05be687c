/**
 * Nodes and messages at one instant, for every protocol: driven by the trace, the cursor and (for timers and words) the world.
 * Knows no protocol; everything particular comes from `meta`.
 */
import { type Ref, Suspense, useImperativeHandle, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Fault, NodeId } from '../../engine/runspec.ts';
import { NO_NODE } from '../../engine/trace.ts';
import { spare } from '../later.tsx';
import { frame } from '../router.ts';
import { useStanding } from '../standing.ts';
import { capital } from '../text.ts';
import { dropsCode } from '../timeline/aiming.ts';
import { ghostStore } from '../timeline/ghostStore.ts';
import type { ChipKind, DropTarget, DropZone } from '../views.ts';
import { badgePlaces, type Face } from './faces.ts';
import type { Box, Point } from './geometry.ts';
import { Links } from './Links.tsx';
import type { Placed } from './layout.ts';
import { Messages } from './Messages.tsx';
import type { DrawnMessage } from './messages.ts';
import { NodeMark } from './NodeMark.tsx';
import css from './stage.module.css';
import { TimerArcs } from './TimerArcs.tsx';
import { useNodeHand } from './useNodeHand.ts';
import { type PictureProps, useScene } from './useScene.ts';

const Preview = spare(() => import('./Preview.tsx'));
const Hand = spare(() => import('./Hand.tsx'));
/** What used to be is shown once there has been an edit. */
const Ghosts = spare(() => import('./Ghosts.tsx'));

export function Picture({ ref, ...props }: PictureProps & { ref?: Ref<DropZone> }) {
  const { meta, resolved, trace, heads, index, cursor, world, seen, hover, selected, width, height } = props;
  const { onHover, onSelect } = props;
  const inputs = resolved.spec.inputs;
  const svg = useRef<SVGSVGElement>(null);
  /** Where it is written what was. */
  const [said, setSaid] = useState<readonly Box[]>([]);
  const { drawing, layout, flights, moments, faults, scene, faces, wordBoxes, drawn, textOf } = useScene(
    props,
    said,
  );
  const was = useStore(ghostStore, (s) => s.before);

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

  const live = useRef({ layout, drawn, flights, cursor });
  live.current = { layout, drawn, flights, cursor };
  const { roving, setRoving, enterNode, leave, pickNode, onNodeKey } = useNodeHand(svg, live, props);
  const tabLane = Math.min(roving, layout.nodes.length - 1);

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
      className={`${css.picture} ${props.reducedMotion ? css.still : ''} ${frame.embed ? '' : css.handled}`}
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
            onTake={setSaid}
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

function struckBy(fault: Fault): readonly NodeId[] {
  if ('nodes' in fault) return fault.nodes;
  return 'node' in fault ? [fault.node] : [];
}
