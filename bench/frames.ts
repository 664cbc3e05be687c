/**
 * Frames of a page, told from a trace of the browser: how long from one to the next, and how long scripts ran in each. Times of
 * work are those of the processor, so that other work of the machine is not counted; on a machine at rest they are the clock's.
 */
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
  /** Of the processor, µs. */
  readonly tdur?: number;
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
const CATEGORIES = [
  'toplevel',
  'devtools.timeline',
  'disabled-by-default-devtools.timeline',
  'v8',
  'blink.user_timing',
];

/** Traces the page while something is done to it. */
export async function framesWhile(browser: Browser, page: Page, act: () => Promise<void>): Promise<Frames> {
  await browser.startTracing(page, { categories: CATEGORIES });
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
  const scripts = outermost(own.filter(({ name }) => SCRIPTS.has(name)));
  const tasks = outermost(own.filter(({ name }) => name === 'RunTask'));
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

/** A stretch of work: when it began and ended, µs, and which share of that the processor was at it. */
interface Span {
  readonly start: number;
  readonly end: number;
  readonly share: number;
}

/** Those that lie in no other, ascending. */
function outermost(events: readonly TraceEvent[]): Span[] {
  const spans: Span[] = [];
  for (const { ts, dur = 0, tdur = dur } of [...events].sort(
    (a, b) => a.ts - b.ts || (b.dur ?? 0) - (a.dur ?? 0),
  )) {
    const last = spans.at(-1);
    if (dur > 0 && (!last || ts >= last.end))
      spans.push({ start: ts, end: ts + dur, share: Math.min(1, tdur / dur) });
  }
  return spans;
}

/** ms of work between two times. */
function within(spans: readonly Span[], from: number, to: number): number {
  let sum = 0;
  for (const { start, end, share } of spans) {
    sum += Math.max(0, Math.min(end, to) - Math.max(start, from)) * share;
  }
  return sum / 1000;
}
