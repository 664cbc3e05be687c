/** Frames of a page, told from a trace of the browser: how long from one to the next, and how long scripts ran in each. */
import type { Browser, Page } from 'playwright';

export interface Frames {
  /** ms from each frame to the next. */
  readonly apart: number[];
  /** ms of scripts in each, collection of garbage included. */
  readonly scripting: number[];
  /** ms of all else that the page's thread did in each: style, layout, painting (and drawing, where no graphics card does it). */
  readonly rest: number[];
}

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** µs. */
  readonly ts: number;
  readonly dur?: number;
}

/** What the browser's own tools count as scripting. */
const SCRIPTS = new Set([
  'EvaluateScript',
  'EventDispatch',
  'FireAnimationFrame',
  'FunctionCall',
  'MajorGC',
  'MinorGC',
  'RunMicrotasks',
  'TimerFire',
  'v8.callFunction',
]);
const FRAME = 'bench-frame';

/** Traces the page while something is done to it. */
export async function framesWhile(browser: Browser, page: Page, act: () => Promise<void>): Promise<Frames> {
  await browser.startTracing(page, {
    categories: ['toplevel', 'devtools.timeline', 'v8', 'blink.user_timing'],
  });
  await page.evaluate((mark) => {
    const state = { on: true };
    Object.assign(window, { benchFrames: state });
    const next = () => {
      performance.mark(mark);
      if (state.on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  }, FRAME);
  await act();
  await page.evaluate(() => {
    (window as unknown as { benchFrames: { on: boolean } }).benchFrames.on = false;
  });
  const trace = JSON.parse((await browser.stopTracing()).toString('utf8')) as { traceEvents: TraceEvent[] };
  return framesOf(trace.traceEvents);
}

function framesOf(events: readonly TraceEvent[]): Frames {
  const marks = events.filter(({ name, ph }) => name === FRAME && ph !== 'M').sort((a, b) => a.ts - b.ts);
  const first = marks[0];
  if (!first) throw new Error('The trace has no frames.');
  const own = events.filter((e) => e.ph === 'X' && e.pid === first.pid && e.tid === first.tid);
  const scripts = union(own.filter(({ name }) => SCRIPTS.has(name)));
  const tasks = union(own.filter(({ name }) => name === 'RunTask'));
  const frames: Frames = { apart: [], scripting: [], rest: [] };
  for (let i = 1; i < marks.length; i++) {
    const from = (marks[i - 1] as TraceEvent).ts;
    const to = (marks[i] as TraceEvent).ts;
    const scripting = within(scripts, from, to);
    frames.apart.push((to - from) / 1000);
    frames.scripting.push(scripting);
    frames.rest.push(Math.max(0, within(tasks, from, to) - scripting));
  }
  return frames;
}

type Span = readonly [number, number];

/** Disjoint and ascending. */
function union(events: readonly TraceEvent[]): Span[] {
  const spans: [number, number][] = [];
  for (const { ts, dur = 0 } of [...events].sort((a, b) => a.ts - b.ts)) {
    const last = spans.at(-1);
    if (last && ts <= last[1]) last[1] = Math.max(last[1], ts + dur);
    else spans.push([ts, ts + dur]);
  }
  return spans;
}

/** ms of the spans between two times. */
function within(spans: readonly Span[], from: number, to: number): number {
  let sum = 0;
  for (const [start, end] of spans) sum += Math.max(0, Math.min(end, to) - Math.max(start, from));
  return sum / 1000;
}
