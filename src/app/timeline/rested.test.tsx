// @vitest-environment happy-dom
import { act } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Scene } from '../../timeline/types.ts';
import { useRested } from './rested.ts';

(globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;

const runOf = () => ({ index: {} }) as Scene['model'];
const sceneOf = (model: Scene['model'], inputs = 1, width = 800) =>
  ({ model, view: { width }, inputs: Array.from({ length: inputs }) }) as unknown as Scene;

const box = { current: document.createElement('div') };
const root = createRoot(document.createElement('div'));
let seen: Scene | null = null;

function Probe({ scene }: { readonly scene: Scene }) {
  seen = useRested(scene, box);
  return null;
}
const show = (scene: Scene) => {
  act(() => root.render(<Probe key={String(first)} scene={scene} />));
  return seen;
};
const rest = () => {
  act(() => void vi.advanceTimersByTime(200));
  return seen;
};
let first = 0;

beforeEach(() => {
  first++;
  vi.useFakeTimers();
});
afterEach(() => void vi.useRealTimers());

test('follows a hand that pans once it rests, and not before', () => {
  const model = runOf();
  const a = sceneOf(model);
  expect(show(a)).toBe(a);
  for (let i = 0; i < 5; i++) {
    expect(show(sceneOf(model))).toBe(a);
    act(() => void vi.advanceTimersByTime(60));
  }
  const last = sceneOf(model);
  expect(show(last)).toBe(a);
  expect(rest()).toBe(last);
});

test('another run and another width are there at once', () => {
  const model = runOf();
  show(sceneOf(model));
  const wider = sceneOf(model, 1, 900);
  expect(show(wider)).toBe(wider);
  const edited = sceneOf(runOf(), 1, 900);
  expect(show(edited)).toBe(edited);
});

test('a run with very many inputs waits even at first', () => {
  const many = sceneOf(runOf(), 1000);
  expect(show(many)).toBeNull();
  expect(rest()).toBe(many);
});

test('nothing waits while the keyboard’s focus is to be seen', () => {
  const model = runOf();
  show(sceneOf(model));
  vi.spyOn(box.current, 'querySelector').mockReturnValue(document.createElement('button'));
  const moved = sceneOf(model);
  expect(show(moved)).toBe(moved);
  vi.restoreAllMocks();
});
