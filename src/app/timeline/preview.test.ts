import { expect, it } from 'vitest';
import { stepHeads } from '../../engine/trace.ts';
import { indexTrace } from '../../timeline/build.ts';
import { endOf } from '../../timeline/edit.ts';
import { Draft, META, modelOf, NODES, viewOf } from '../../timeline/fixture.test-data.ts';
import { buildScene } from '../../timeline/scene.ts';
import { inputFromDrop } from '../faults/make.ts';
import type { ViewProps } from '../views.ts';
import { droppingOf, previewSpan } from './preview.ts';

const UNTIL = 2_000_000;
const trace = new Draft().trace(NODES, UNTIL);
const model = modelOf(trace, [], UNTIL);
const scene = buildScene(model, viewOf(undefined, UNTIL));
const view = (dropping: ViewProps['dropping']) =>
  ({
    meta: META,
    resolved: model.resolved,
    trace,
    heads: stepHeads(trace),
    index: indexTrace(trace),
    world: null,
    dropping,
  }) as ViewProps;

it('spans exactly what letting go makes, for every chip that lasts', () => {
  const targets = {
    crash: { at: 500_300, node: 'S2' },
    pause: { at: 500_300, node: 'S2' },
    clock: { at: 500_300, node: 'S2' },
    partition: {
      at: 500_300,
      groups: [
        ['S1', 'S2'],
        ['S3', 'S4'],
      ],
    },
  } as const;
  for (const [chip, target] of Object.entries(targets)) {
    const kind = chip as keyof typeof targets;
    const dropping = droppingOf(view({ chip: kind, target }));
    if (!dropping) throw new Error('nothing to preview');
    const run = {
      id: 1,
      resolved: model.resolved,
      trace,
      heads: stepHeads(trace),
      index: indexTrace(trace),
      ordinals: new Int32Array(0),
    };
    const made = inputFromDrop(kind, target, { meta: META, run, prominent: null });
    if (!made) throw new Error('nothing made');
    const { x0, x1 } = previewSpan(dropping, scene);
    expect(x0).toBeCloseTo(scene.view.scale.x(made.at));
    expect(x1).toBeCloseTo(scene.view.scale.x(endOf(made, UNTIL)));
    expect(x1 - x0).toBeGreaterThan(100);
  }
});

it('has no length where nothing lasts, and stays inside the run', () => {
  const span = (chip: 'command' | 'crash', at: number, node: string) => {
    const dropping = droppingOf(view({ chip, target: { at, node } }));
    return dropping && previewSpan(dropping, scene);
  };
  const command = span('command', 100_000, 'C1');
  expect(command?.x1).toBe(command?.x0);
  expect(span('crash', UNTIL - 10_000, 'S1')?.x1).toBeLessThanOrEqual(scene.view.scale.x1 + 8);
  expect(droppingOf(view({ chip: 'crash', target: null }))).toBeNull();
});
