// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Input } from '../../engine/runspec.ts';
import { Turns } from '../../timeline/edit.ts';
import { Draft, META, modelOf, NODES, viewOf } from '../../timeline/fixture.test-data.ts';
import { buildScene } from '../../timeline/scene.ts';
import { focusByHand } from '../faults/focus.ts';
import type { ViewProps } from '../views.ts';
import { Handles } from './Handles.tsx';
import { clearPicks, picksStore } from './picks.ts';

const inputs: Input[] = [
  {
    at: 20_000,
    fault: {
      type: 'partition',
      groups: [
        ['S1', 'S2'],
        ['S3', 'S4'],
      ],
      until: 60_000,
    },
  },
  { at: 50_000, node: 'C1', command: { type: 'write', key: 'x', value: 7 } },
];
const model = modelOf(new Draft().trace(NODES, 100_000), inputs);
const scene = buildScene(model, viewOf());
const calls = { onEditInput: vi.fn(), onDeleteInput: vi.fn(), onOpenInput: vi.fn(), onSelect: vi.fn() };
const view = {
  onEditInputs: vi.fn(),
  meta: META,
  resolved: model.resolved,
  selected: null,
  ...calls,
} as unknown as ViewProps;
let host: HTMLElement;
let root: ReturnType<typeof createRoot>;

beforeEach(() => {
  (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
  for (const call of Object.values(calls)) call.mockClear();
  host = document.body.appendChild(document.createElement('div'));
  root = createRoot(host);
  act(() =>
    root.render(<Handles scene={scene} scrollY={0} view={view} turns={new Turns()} reveal={() => {}} />),
  );
});
afterEach(() => {
  act(() => root.unmount());
  host.remove();
});

const handle = (name: string) =>
  [...host.querySelectorAll('button')].find((b) =>
    b.getAttribute('aria-label')?.startsWith(name),
  ) as HTMLElement;
const press = (name: string, key: string, more: KeyboardEventInit = {}) =>
  act(() => {
    handle(name).dispatchEvent(
      new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }),
    );
  });
const release = (name: string, key: string) =>
  act(() => {
    handle(name).dispatchEvent(new KeyboardEvent('keyup', { key, bubbles: true }));
  });

it('names every input with its time and its keys', () => {
  expect([...host.querySelectorAll('button')].map((b) => b.getAttribute('aria-label'))).toEqual([
    'Cut S1 S2 | S3 S4, 20 ms to 60 ms; arrows move, shift+arrows stretch, Delete removes',
    'Client write x=7 on C1, at 50 ms; arrows move, Delete removes',
  ]);
});

it('held arrows add up before the run has answered, and letting go ends the edit', () => {
  press('Cut', 'ArrowRight');
  press('Cut', 'ArrowRight');
  press('Cut', 'ArrowLeft', { altKey: true });
  release('Cut', 'ArrowLeft');
  expect(
    calls.onEditInput.mock.calls.map(([, input, phase]) => [input.at, input.fault.until, phase]),
  ).toEqual([
    [30_000, 70_000, 'drag'],
    [40_000, 80_000, 'drag'],
    [39_000, 79_000, 'drag'],
    [39_000, 79_000, 'end'],
  ]);
});

it('shift stretches the end', () => {
  press('Cut', 'ArrowRight', { shiftKey: true });
  expect(calls.onEditInput.mock.lastCall?.[1]).toMatchObject({ at: 20_000, fault: { until: 70_000 } });
});

it('Escape gives back what was there', () => {
  press('Cut', 'ArrowRight');
  press('Cut', 'Escape');
  release('Cut', 'ArrowRight');
  expect(calls.onEditInput.mock.lastCall).toEqual([0, inputs[0], 'cancel']);
});

it('Enter opens and Delete removes, and neither reaches the page’s shortcuts', () => {
  const page = vi.fn();
  document.addEventListener('keydown', page);
  press('Client write', 'Enter');
  press('Client write', 'Delete');
  document.removeEventListener('keydown', page);
  expect(calls.onOpenInput).toHaveBeenCalledWith(1);
  expect(calls.onDeleteInput).toHaveBeenCalledWith(1);
  expect(page).not.toHaveBeenCalled();
});

it('Space picks for whoever came by Tab, and is left to the transport after a hand let go', () => {
  focusByHand(handle('Cut'));
  press('Cut', ' ');
  expect(picksStore.getState().picks).toEqual([]);
  act(() => handle('Client write').focus());
  press('Client write', ' ');
  expect(picksStore.getState().picks).toEqual([1]);
  act(clearPicks);
});

it('turns a node of the picked cut by keys, and offers a way back to one on no side', () => {
  const picked = { ...view, selected: { kind: 'input', input: 0 } } as ViewProps;
  act(() =>
    root.render(<Handles scene={scene} scrollY={0} view={picked} turns={new Turns()} reveal={() => {}} />),
  );
  press('S2 is on side a', 'Enter');
  expect(calls.onEditInput.mock.lastCall?.[1].fault.groups).toEqual([['S1'], ['S2', 'S3', 'S4']]);
  press('C1 is on no side', 'Enter');
  expect(calls.onEditInput.mock.lastCall?.[1].fault.groups[0]).toEqual(['C1', 'S1', 'S2']);
});
