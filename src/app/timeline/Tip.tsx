/** Says what the pointer is on. For eyes only: the event list says the same to everyone else. */
import { useMemo } from 'react';
import type { Hit } from '../../timeline/hit.ts';
import { timeOf } from '../../timeline/index.ts';
import type { Scene } from '../../timeline/types.ts';
import { describeInput, formatMs } from '../../timeline/words.ts';
import { describeStep } from '../describe.ts';
import type { ViewProps } from '../views.ts';

interface TipProps {
  readonly pointer: { readonly x: number; readonly y: number; readonly hit: Hit };
  readonly scene: Scene;
  readonly view: ViewProps;
  readonly width: number;
}

export function Tip({ pointer, scene, view, width }: TipProps) {
  const { hit } = pointer;
  const text = useMemo(() => tipText(hit, scene, view), [hit, scene, view]);
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
  if (hit.kind === 'step' || hit.kind === 'message') {
    const { resolved, trace, heads, meta } = view;
    const run = { id: -1, resolved, trace, heads, ordinals: new Int32Array(0) };
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
          ? 'click to pick, again to change side'
          : 'drag to move';
    return [describeInput(input, view.meta), how];
  }
  return null;
}
