/** Says what the pointer is on. For eyes only: the event list says the same to everyone else. */
import { useMemo } from 'react';
import type { Input } from '../../engine/runspec.ts';
import { sideOf } from '../../timeline/edit.ts';
import { sideLetter } from '../../timeline/faults.ts';
import { lengthInWords } from '../../timeline/gaps.ts';
import type { Hit } from '../../timeline/hit.ts';
import { timeOf } from '../../timeline/index.ts';
import { tellMessage, tellTogether } from '../../timeline/tell.ts';
import { formatMs } from '../../timeline/text.ts';
import type { Box, Scene } from '../../timeline/types.ts';
import { describeInput, operationLabel } from '../../timeline/words.ts';
import { describeStep } from '../describe.ts';
import type { ViewProps } from '../views.ts';

interface TipProps {
  readonly pointer: { readonly x: number; readonly y: number; readonly hit: Hit };
  readonly scene: Scene;
  readonly view: ViewProps;
  readonly width: number;
}

export default function Tip({ pointer, scene, view, width }: TipProps) {
  const { hit, x } = pointer;
  const text = useMemo(() => {
    const cut = labelText(pointer, scene);
    const said = hit.kind === 'input' && cut !== null ? null : tipText(hit, scene, view);
    // On the event itself both: what its label had no room for, and what happened.
    if (cut !== null) return said === null ? cut : ([cut[0], said.join(' · ')] as const);
    return said ?? idleText(hit, x, scene);
  }, [pointer, hit, x, scene, view]);
  if (!text) return null;
  const left = Math.max(4, Math.min(pointer.x + 14, width - 250));
  const above = pointer.y > 90;
  return (
    <div
      className="timeline-tip"
      aria-hidden="true"
      style={{
        left,
        top: above ? pointer.y - 14 : pointer.y + 20,
        transform: above ? 'translateY(-100%)' : 'none',
      }}
    >
      {text[0]}
      {text[1] && <span>{text[1]}</span>}
    </div>
  );
}

function tipText(hit: Hit, scene: Scene, view: ViewProps): readonly [string, string] | null {
  const { index } = scene.model;
  if (hit.kind === 'message') {
    const { what, when } = (hit.letter ? tellTogether : tellMessage)(scene.model, hit.flight);
    return [capital(what), when];
  }
  if (hit.kind === 'step') {
    const { resolved, trace, heads, meta } = view;
    const run = { id: -1, resolved, trace, heads, ordinals: index.ordinals, index };
    const { headline, occasion } = describeStep(meta, run, hit.step);
    const flag = trace.violations.find((violation) => violation.step === hit.step);
    const time = formatMs(timeOf(index, hit.step));
    return [flag ? `${headline}. ${flag.why}` : headline, occasion ? `${time} · ${occasion}` : time];
  }
  if (hit.kind === 'input' || hit.kind === 'edge' || hit.kind === 'letter') {
    const input = view.resolved.spec.inputs[hit.input];
    if (!input) return null;
    const how =
      hit.kind === 'edge'
        ? 'drag to stretch'
        : hit.kind === 'letter'
          ? turnWords(input, view, hit.input, hit.node)
          : 'drag to move, right click for more';
    return [describeInput(input, view.meta), how];
  }
  return null;
}

/** On a label that had no room for all of its words, or on its event: all of them, whatever fault lies under it. */
function labelText({ hit, x, y }: TipProps['pointer'], scene: Scene): readonly [string, string] | null {
  if (hit.kind !== 'empty' && hit.kind !== 'input' && hit.kind !== 'step') return null;
  const inside = ({ x: left, y: top, width, height }: Box) =>
    x >= left && x <= left + width && y >= top && y <= top + height;
  const label = scene.labels.find(
    ({ text, step, box }) =>
      step >= 0 && text.includes('…') && (hit.kind === 'step' ? hit.step === step : inside(box)),
  );
  if (label === undefined) return null;
  const { index, meta } = scene.model;
  const bar = scene.operations.find(({ step }) => step === label.step);
  const operation = index.trace.operations.find(({ id }) => id === bar?.operation);
  const known = operation !== undefined && operation.outcome !== 'open';
  const whole = known ? operationLabel(operation, meta, Number.POSITIVE_INFINITY) : label.whole;
  return whole === undefined ? null : [whole, formatMs(timeOf(index, label.step))];
}

/** In a break of the axis: how long nothing happens there. */
function idleText(hit: Hit, x: number, scene: Scene): readonly [string, string] | null {
  if (hit.kind !== 'axis' && hit.kind !== 'empty') return null;
  const gap = scene.view.scale.gaps.find((g) => x > g.x0 && x < g.x1);
  if (!gap) return null;
  const span = `${formatMs(gap.t0)} to ${formatMs(gap.t1)}`;
  return [`Nothing happens for ${lengthInWords(gap.t1 - gap.t0)}`, `${span}, drawn shorter than it is`];
}

function turnWords(input: Input, view: ViewProps, index: number, lane: number): string {
  const node = view.resolved.nodes[lane]?.id ?? '';
  const side = sideOf(input, node);
  const picked = view.selected?.kind === 'input' && view.selected.input === index;
  const where =
    side < 0 ? `${node} is on no side and keeps its links` : `${node} is on side ${sideLetter(side)}`;
  const groups = 'fault' in input && input.fault.type === 'partition' ? input.fault.groups : [];
  if (side >= 0 && (groups[side]?.length ?? 0) <= 1) return `${where}, alone: it has to stay`;
  return `${where}; click ${picked ? '' : 'to pick the cut, again '}to change side`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
