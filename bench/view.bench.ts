/**
 * The timeline under the hand, in a real Chromium: runs of 10,000, 100,000 and 1,000,000 rows arrive, are played, panned and
 * zoomed, and a fault is dragged over one of them. Beside them a bare page that draws as many plain lines, on a canvas as large.
 * What a frame takes is told apart into scripts and the rest: where no graphics card draws (as here), the rest holds the drawing.
 */
import type { Browser } from 'playwright';
import type { Input, RunSpec } from '../src/engine/runspec.ts';
import { linkTo, newPage, shown, withBrowser } from './browser.ts';
import { type Frames, framesWhile } from './frames.ts';
import { median, percentiles, steadyWrites } from './support.ts';

/** Frames of one gesture. */
const FRAMES = 150;
const ARRIVALS = 7;
const DRAG_MS = 4000;
/** A hand's next move is there with every frame of the screen. */
const HAND_MS = 1000 / 60;
const SURFACE = '.timeline-canvases';
type Report = (line: string) => void;

const RUNS: readonly (readonly [string, RunSpec])[] = [
  ['10,000', steadyWrites(4_000_000).spec],
  ['100,000', steadyWrites(38_800_000).spec],
  ['1,000,000', { ...steadyWrites(1_000_000).spec, params: { heartbeatInterval: 5000 }, until: 600_000_000 }],
];

export default async function bench(report: Report): Promise<void> {
  await withBrowser(async (browser, origin) => {
    for (const [name, spec] of RUNS) {
      report(`  ${name} rows`);
      const link = `${origin}${linkTo(spec)}`;
      await arrivals(browser, link, name === '1,000,000' ? 2 : ARRIVALS, report);
      await gestures(browser, link, report);
    }
    await drag(browser, origin, report);
  });
}

/**
 * From the message with the trace to the end of the frame that shows it, and to the end of all that stands around it (the panels follow
 * the timeline by a frame); and the longest that the page was held up.
 */
async function arrivals(browser: Browser, link: string, rounds: number, report: Report): Promise<void> {
  const times: number[] = [];
  const rests: number[] = [];
  const held: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const page = await newPage(browser);
    await page.addInitScript(watchWorkers);
    await page.goto(link.replace(/#.*/, '#/lab/raft/first-election'));
    await shown(page);
    const { came, drawn, rest, longest } = await page.evaluate(arrivalOf, link.slice(link.indexOf('#')));
    times.push(drawn - came);
    rests.push(rest - came);
    held.push(longest);
    await page.close();
  }
  const longest = Math.max(...held);
  const word =
    longest === 0 ? 'under 50 ms' : `${median(held).toFixed(0)} ms, at worst ${longest.toFixed(0)} ms`;
  report(`    first paint   ${percentiles(times)}  after the trace; longest task ${word}`);
  report(`    with panels   ${percentiles(rests)}`);
}

/** Keeps when a finished run came from a worker. Runs in the page, before anything else. */
function watchWorkers(): void {
  const Original = window.Worker;
  const runs: number[] = [];
  Object.assign(window, { runs });
  window.Worker = class extends Original {
    constructor(...args: ConstructorParameters<typeof Worker>) {
      super(...args);
      this.addEventListener('message', ({ data }) => {
        if (data?.type === 'opened') runs.push(performance.now());
      });
    }
  };
}

/** Opens another run: when it came, when its first frame was over, when the next work was, and the longest task, ms. Runs in the page. */
function arrivalOf(hash: string): Promise<{ came: number; drawn: number; rest: number; longest: number }> {
  const { runs, __idle: idle } = window as unknown as { runs: number[]; __idle(): Promise<void> };
  const shown = () => document.querySelector('[data-run-hash]')?.getAttribute('data-run-hash');
  const before = shown();
  let longest = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
  }).observe({ type: 'longtask' });
  runs.length = 0;
  return new Promise((resolve) => {
    const observer = new MutationObserver(() => {
      if (runs.length === 0 || shown() === undefined || shown() === before) return;
      observer.disconnect();
      requestAnimationFrame(() => {
        let drawn = 0;
        // Before anything else that waits for the end of the frame.
        const { scheduler } = window as unknown as {
          scheduler: { postTask(task: () => void, options: { priority: string }): void };
        };
        scheduler.postTask(() => (drawn = performance.now()), { priority: 'user-blocking' });
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => {
          const rest = performance.now();
          void idle().then(() => resolve({ came: runs[0] as number, drawn, rest, longest }));
        };
        port2.postMessage(null);
      });
    });
    observer.observe(document, { subtree: true, childList: true, attributeFilter: ['data-run-hash'] });
    location.hash = hash;
  });
}

async function gestures(browser: Browser, link: string, report: Report): Promise<void> {
  const page = await newPage(browser);
  await page.goto(link);
  await shown(page);
  await page.mouse.move(700, 700);
  const turn = (dx: number, dy: number) =>
    framesWhile(browser, page, () => page.evaluate(wheels, { dx, dy, frames: FRAMES, surface: SURFACE }));
  // In and out again, so that all levels of detail are seen.
  tell('zoom', await turn(0, 60), report);
  await page.evaluate(wheels, { dx: 0, dy: -100, frames: 10, surface: SURFACE });
  await page.evaluate('window.__idle()');
  tell('pan', await turn(40, 0), report);
  const lines = await page.evaluate(countLines, SURFACE);
  await page.getByRole('button', { name: 'To the start' }).click();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  tell('play', await framesWhile(browser, page, () => page.waitForTimeout(2500)), report);
  await page.close();
  const bare = await newPage(browser);
  await bare.setContent('<canvas width="795" height="440"></canvas>');
  const plain = () => bare.evaluate(plainLines, { frames: FRAMES, lines });
  tell(`${lines} plain lines`, await framesWhile(browser, bare, plain), report);
  await bare.close();
}

function tell(name: string, { apart, scripting, rest }: Frames, report: Report): void {
  report(
    `    ${name.padEnd(13)} scripts ${percentiles(scripting)}; rest ${median(rest).toFixed(1)}; frames ${percentiles(apart)}`,
  );
}

interface Turning {
  readonly dx: number;
  /** Half of the frames one way, half the other. */
  readonly dy: number;
  readonly frames: number;
  readonly surface: string;
}

/** Turns the wheel over the timeline once in each frame. Runs in the page. */
function wheels({ dx, dy, frames, surface }: Turning): Promise<void> {
  return new Promise((resolve) => {
    const element = document.querySelector(surface) as HTMLElement;
    const box = element.getBoundingClientRect();
    let left = frames;
    const next = () => {
      const back = left > frames / 2 ? -1 : 1;
      element.dispatchEvent(
        new WheelEvent('wheel', {
          deltaX: dx * back,
          deltaY: dy * (dx === 0 && dy > 0 ? back : 1),
          clientX: box.left + box.width * 0.6,
          clientY: box.top + box.height / 2,
          bubbles: true,
          cancelable: true,
        }),
      );
      if (--left > 0) requestAnimationFrame(next);
      else resolve();
    };
    requestAnimationFrame(next);
  });
}

/** How many lines the timeline draws in a frame. Runs in the page. */
async function countLines(surface: string): Promise<number> {
  const { prototype } = CanvasRenderingContext2D;
  const { lineTo } = prototype;
  let lines = 0;
  prototype.lineTo = function (x, y) {
    if (this.canvas.matches(`${surface} > :first-child`)) lines++;
    lineTo.call(this, x, y);
  };
  const { __idle: idle } = window as unknown as { __idle(): Promise<void> };
  // To and fro: at the end of a run one of them moves nothing.
  let most = 0;
  for (const deltaX of [1, -1]) {
    lines = 0;
    const wheel = { deltaX, bubbles: true, cancelable: true };
    document.querySelector(surface)?.dispatchEvent(new WheelEvent('wheel', wheel));
    await idle();
    most = Math.max(most, lines);
  }
  prototype.lineTo = lineTo;
  return most;
}

/** A page that only draws. Runs in it. */
function plainLines({ frames, lines }: { readonly frames: number; readonly lines: number }): Promise<void> {
  const canvas = document.querySelector('canvas') as HTMLCanvasElement;
  const pen = canvas.getContext('2d') as CanvasRenderingContext2D;
  const { width, height } = canvas;
  pen.strokeStyle = '#2151be';
  return new Promise((resolve) => {
    let left = frames;
    const next = () => {
      pen.clearRect(0, 0, width, height);
      for (let i = 0; i < lines; i++) {
        const x = (((i * 7919 + left * 13) % 1000) / 1000) * width;
        const y = ((i % 9) / 9) * height;
        pen.beginPath();
        pen.moveTo(x, y);
        pen.lineTo(x + 12, height - y);
        pen.stroke();
      }
      if (--left > 0) requestAnimationFrame(next);
      else resolve();
    };
    requestAnimationFrame(next);
  });
}

/** px to either side, and ms for both ways: at one speed all the time, for a hand that slows down to turn asks for nothing new meanwhile. */
const SWING = 40;
const SWING_MS = 1300;

/** −1 to 1 and back, once for each whole number. */
function toAndFro(turns: number): number {
  return 4 * Math.abs(turns - Math.floor(turns + 0.5)) - 1;
}

/** A crash in the middle of ten thousand rows, dragged to and fro: how many runs reach the page in a second, and how evenly. */
export async function drag(browser: Browser, origin: string, report: Report): Promise<void> {
  const { spec } = steadyWrites(4_000_000);
  const crash: Input = { at: 2_000_000, fault: { type: 'crash', node: 'S2', until: 2_300_000 } };
  const page = await newPage(browser);
  await page.goto(`${origin}${linkTo({ ...spec, inputs: [...spec.inputs, crash] })}`);
  await shown(page);
  const box = await page.locator(`[data-input="${spec.inputs.length}"]`).boundingBox();
  if (!box) throw new Error('The crash is not on the timeline.');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  await page.evaluate('window.__idle()');
  await page.mouse.down();
  // Not Playwright's own moves: with a button down each asks the page twice whether something is dragged out of it.
  const hand = await page.context().newCDPSession(page);
  const swing = async (ms: number) => {
    const start = performance.now();
    for (let i = 0; performance.now() < start + ms; i++) {
      const at = x + SWING * toAndFro((performance.now() - start) / SWING_MS);
      const move = { type: 'mouseMoved', x: at, y, button: 'left', buttons: 1 } as const;
      hand.send('Input.dispatchMouseEvent', move).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, start + (i + 1) * HAND_MS - performance.now()));
    }
  };
  await swing(1000);
  await page.evaluate(() => {
    const changes: number[] = [];
    Object.assign(window, { changes });
    const lab = document.querySelector('[data-run-hash]') as Element;
    new MutationObserver(() => changes.push(performance.now())).observe(lab, {
      attributeFilter: ['data-run-hash'],
    });
  });
  const frames = await framesWhile(browser, page, () => swing(DRAG_MS));
  const changes = await page.evaluate(() => (window as unknown as { changes: number[] }).changes);
  await page.mouse.up();
  const apart = changes.slice(1).map((time, i) => time - (changes[i] as number));
  report('  a fault dragged over 10,000 rows');
  report(
    `    new runs      ${(changes.length / (DRAG_MS / 1000)).toFixed(0)} a second; apart ${percentiles(apart)}`,
  );
  tell('frames', frames, report);
  await page.close();
}
