/** A run in the size of a stamp: its timeline painted by the painter of the lab, without a word. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { layoutLanes } from '../../timeline/lanes.ts';
import { makeScale, WHOLE } from '../../timeline/scale.ts';
import { buildScene } from '../../timeline/scene.ts';
import type { Model, Scene } from '../../timeline/types.ts';
import { straight } from '../../timeline/warp.ts';
import { type Size, useLook, useSize } from '../timeline/canvas.ts';
import { useMarks } from '../timeline/marks.ts';
import { paintScene } from '../timeline/paint.ts';
import { measurer, readPalette } from '../timeline/palette.ts';
import { axisOf } from '../timeline/warps.ts';
import { joinMiniatures } from './thumbs.ts';

/** Of the timeline as it is in the lab, px: above the first lane and below the last. */
const ABOVE = 26;
const BELOW = 26;
const FIRST = 70;
const REST = 52;
/** Of the lab's size at most. */
const LARGEST = 0.62;
const CLOSEST = 28;
const EDGE = 10;

export default function Miniature({ run }: { readonly run: string }) {
  const box = useRef<HTMLDivElement>(null);
  const size = useSize(box);
  const [model, setModel] = useState<Model | null>(null);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const { queue, leave } = joinMiniatures();
    let cancel = () => {};
    const observer = new IntersectionObserver(
      ([entry]) => {
        cancel();
        cancel = entry?.isIntersecting ? queue.want(run, setModel) : () => {};
      },
      { rootMargin: '80px' },
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      cancel();
      leave();
    };
  }, [run]);
  return (
    <div className="mini" ref={box} data-drawn={model !== null || undefined}>
      {model !== null && size.width > 0 && <Painted model={model} size={size} />}
    </div>
  );
}

function Painted({ model, size }: { readonly model: Model; readonly size: Size }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const look = useLook();
  // biome-ignore lint/correctness/useExhaustiveDependencies: colours are read anew when the page's styles change
  const palette = useMemo(readPalette, [look]);
  const { scene, zoom } = useMemo(() => miniature(model, size), [model, size]);
  const painters = useMarks(scene);
  const { view } = scene;
  // The axis above the lanes is painted as well, and stays outside.
  const hidden = FIRST - ABOVE;
  // biome-ignore lint/correctness/useExhaustiveDependencies: painters that arrive late are asked by `paintScene` itself
  useLayoutEffect(() => {
    const element = canvas.current;
    const ctx = element?.getContext('2d');
    if (!element || !ctx) return;
    const ratio = size.ratio * zoom;
    const height = view.lanes.height;
    element.width = Math.round(view.width * ratio);
    element.height = Math.round(height * ratio);
    element.style.width = `${view.width * zoom}px`;
    element.style.height = `${height * zoom}px`;
    element.style.top = `${-hidden * zoom}px`;
    const at = { width: view.width, height, ratio, scrollY: 0 };
    paintScene(ctx, scene, { ...at, palette, marks: null, selectedInput: null });
  }, [scene, palette, size, zoom, painters]);
  return <canvas ref={canvas} aria-hidden="true" />;
}

function miniature(
  { meta, resolved, index }: Model,
  size: Size,
): { readonly scene: Scene; readonly zoom: number } {
  const gaps = Math.max(1, resolved.nodes.length - 1);
  const zoom = Math.min(LARGEST, size.height / (gaps * CLOSEST + ABOVE + BELOW));
  const width = size.width / zoom;
  const gap = (size.height / zoom - ABOVE - BELOW) / gaps;
  const lanes = layoutLanes(resolved.nodes, meta.roles, gap * gaps + FIRST + REST);
  const { stopped, end } = index.trace;
  const until = Math.max(1, stopped ? end : resolved.spec.until);
  // As in the lab: idle time is drawn shorter.
  const warp = stopped ? straight(until) : axisOf({ resolved, index }, true);
  const scale = makeScale(until, EDGE, width - EDGE, WHOLE, warp);
  const scene = buildScene({ meta, resolved, index }, { width, scale, lanes, measure: measurer() });
  return {
    zoom,
    scene: { ...scene, labels: [], ticks: [], lanes: scene.lanes.map((lane) => ({ ...lane, id: '' })) },
  };
}
