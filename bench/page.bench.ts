/**
 * The page in a real Chromium, built and served as a visitor gets it: how long from navigation until a chosen scenario is drawn,
 * with nothing cached, how evenly it plays, how soon an edit of a run of ten thousand rows is on the page, and for how long a run
 * of a million rows holds the page up. Beside them a bare file of the same server, a page that only counts frames, and the bytes of
 * the edited run through a bare worker and back.
 */
import type { Browser, Page } from 'playwright';
import type { Input } from '../src/engine/runspec.ts';
import { linkTo, newPage, shown, withBrowser } from './browser.ts';
import { percentiles, steadyWrites } from './support.ts';

const ROUNDS = 9;
const ROUTE = '#/lab/raft/minority-leader';

export default async function bench(report: (line: string) => void): Promise<void> {
  await withBrowser(async (browser, origin) => {
    const bare = await navigations(browser, `${origin}favicon.svg`, async () => {});
    const drawn = await navigations(browser, `${origin}${ROUTE}`, painted);
    const rest = await navigations(browser, `${origin}${ROUTE}`, shown);
    report(`  bare file    ${percentiles(bare)}`);
    report(`  scenario     ${percentiles(drawn)}  from navigation to drawn, nothing cached`);
    report(`  at rest      ${percentiles(rest)}  and until nothing is left to do`);
    const page = await newPage(browser);
    report(`  empty page   ${percentiles(await frames(page))}  between frames`);
    await page.goto(`${origin}${ROUTE}`);
    await shown(page);
    await page.getByRole('button', { name: 'To the start' }).click();
    await page.getByRole('button', { name: 'Play', exact: true }).click();
    report(`  playing      ${percentiles(await frames(page))}  between frames`);
    await page.close();
    await edits(browser, origin, report);
    await long(browser, origin, report);
  });
}

/** A held key sends about so many: every edit is one move of a crash in the middle of the run. */
const EDITS = 120;

/** From the key that moves a fault to the new run on the page, and to the frame in which it is painted. */
async function edits(browser: Browser, origin: string, report: (line: string) => void): Promise<void> {
  const { spec } = steadyWrites(4_000_000);
  const crash: Input = { at: 2_000_000, fault: { type: 'crash', node: 'S2', until: 2_300_000 } };
  const page = await newPage(browser);
  await page.goto(`${origin}${linkTo({ ...spec, inputs: [...spec.inputs, crash] })}`);
  await shown(page);
  await page.locator(`[data-input="${spec.inputs.length}"]`).focus();
  const times: number[][] = [];
  for (let i = 0; i < EDITS; i++) {
    times.push(await page.evaluate(oneEdit, i % 2 === 0 ? 'ArrowRight' : 'ArrowLeft'));
    await page.evaluate('window.__idle()');
  }
  // The first ones compile.
  const warm = times.slice(20);
  const column = (k: number) => warm.map((row) => row[k] as number);
  report(
    `  edit         ${percentiles(column(0))}  of 10,000 rows in their middle, to the new run on the page`,
  );
  report(`  drawn        ${percentiles(column(1))}  and to the end of its frame`);
  report(
    `  bare worker  ${percentiles(await page.evaluate(roundTrips))}  half a megabyte to a worker and back`,
  );
  await page.close();
}

/** Presses a key and waits for another run: ms until the page has it, and until its frame is over. Runs in the page. */
function oneEdit(key: string): Promise<number[]> {
  return new Promise((resolve, reject) => {
    const lab = document.querySelector('[data-run-hash]');
    if (!lab) throw new Error('no lab');
    const patience = setTimeout(() => reject(new Error('the key changed nothing')), 10_000);
    const start = performance.now();
    const observer = new MutationObserver(() => {
      const there = performance.now() - start;
      observer.disconnect();
      clearTimeout(patience);
      requestAnimationFrame(() => {
        const channel = new MessageChannel();
        channel.port1.onmessage = () => resolve([there, performance.now() - start]);
        channel.port2.postMessage(null);
      });
    });
    observer.observe(lab, { attributeFilter: ['data-run-hash'] });
    const press = { key, code: key, bubbles: true, cancelable: true };
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', press));
  });
}

/** ms for as many bytes as an edited run has, copied to a worker that does nothing and back. Runs in the page. */
async function roundTrips(): Promise<number[]> {
  const source = 'onmessage = ({ data }) => postMessage(data)';
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })));
  const bytes = new Uint8Array(500_000);
  const times: number[] = [];
  for (let i = 0; i < 100; i++) {
    const start = performance.now();
    const back = new Promise((resolve) => {
      worker.onmessage = resolve;
    });
    worker.postMessage(bytes);
    await back;
    times.push(performance.now() - start);
  }
  worker.terminate();
  return times.slice(20);
}

const STOPS = 12;

/** Stops the simulation under way: ms until the page says so. Runs in the page. */
function oneStop(): Promise<number> {
  return new Promise((resolve, reject) => {
    const stop = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Stop');
    if (!stop) throw new Error('nothing to stop');
    const patience = setTimeout(() => reject(new Error('it did not stop')), 10_000);
    const start = performance.now();
    const observer = new MutationObserver(() => {
      if (!document.body.textContent?.includes('before the run was complete')) return;
      observer.disconnect();
      clearTimeout(patience);
      resolve(performance.now() - start);
    });
    observer.observe(document.body, { subtree: true, childList: true });
    stop.click();
  });
}

/** A run that goes on to the most rows a run may have: how long it takes, and the longest the page was held up. */
async function long(browser: Browser, origin: string, report: (line: string) => void): Promise<void> {
  const spec = { ...steadyWrites(1_000_000).spec, params: { heartbeatInterval: 5000 }, until: 600_000_000 };
  const page = await newPage(browser);
  await page.goto(`${origin}#/lab/raft/first-election`);
  await shown(page);
  await page.evaluate(() => {
    const longest = { ms: 0 };
    Object.assign(window, { longest });
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
    }).observe({ type: 'longtask' });
  });
  await page.evaluate((link) => {
    location.hash = link.slice(link.indexOf('#'));
  }, linkTo(spec));
  await page.getByText(/Simulating: \d/).waitFor();
  const stopped: number[] = [];
  for (let i = 0; i < STOPS; i++) {
    stopped.push(await page.evaluate(oneStop));
    await page.getByRole('button', { name: 'Run it again' }).click();
    await page.getByText(/Simulating: \d/).waitFor();
  }
  report(`  stop         ${percentiles(stopped)}  from the click to the word that it has stopped`);
  const start = performance.now();
  await page.getByText('Stopped early').waitFor({ timeout: 120_000 });
  await page.evaluate('window.__idle()');
  const took = performance.now() - start;
  const held = await page.evaluate(() => (window as unknown as { longest: { ms: number } }).longest.ms);
  const longest = held === 0 ? 'under 50 ms' : `${held.toFixed(0)} ms`;
  report(
    `  1,000,000    ${took.toFixed(0)} ms from there to drawn, the page never held up for more than ${longest}`,
  );
  await page.close();
}

/** The run is there, and a frame with it has been painted. */
async function painted(page: Page): Promise<void> {
  await page.locator('[data-run-hash]').waitFor();
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
}

async function navigations(
  browser: Browser,
  url: string,
  ready: (page: Page) => Promise<void>,
): Promise<number[]> {
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i++) {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    const start = performance.now();
    await page.goto(url);
    await ready(page);
    times.push(performance.now() - start);
    await context.close();
  }
  return times;
}

/** Times between 180 frames, ms. */
function frames(page: Page): Promise<number[]> {
  return page.evaluate(
    () =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let last = performance.now();
        const next = (now: number) => {
          times.push(now - last);
          last = now;
          if (times.length < 180) requestAnimationFrame(next);
          else resolve(times);
        };
        requestAnimationFrame(next);
      }),
  );
}
