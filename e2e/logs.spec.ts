import { readFile } from 'node:fs/promises';
import { expect, type Page, test } from 'playwright/test';
import { findings, LOOKS } from './support/axe.ts';
import { faultline, Lab } from './support/lab.ts';

/** Opens the page that draws logs. */
async function open(page: Page): Promise<void> {
  // An address that differs in its hash alone, or not at all, would leave the page as it is.
  await page.goto('about:blank');
  await page.goto('/#/log');
  await expect(page.getByRole('heading', { level: 1, name: 'Draw the log of a real system' })).toBeVisible();
}

const idle = (page: Page) => page.evaluate(() => window.__idle?.());
const events = (page: Page) => page.getByRole('list', { name: 'Events' });
const event = (page: Page, name: RegExp) => events(page).getByRole('button', { name });
const relation = (page: Page) => page.getByRole('region', { name: 'Which came first' });
const found = (page: Page) => page.getByRole('region', { name: 'What was found' });

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Log' }).fill(text);
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
}

async function example(page: Page, name: string): Promise<void> {
  await open(page);
  await page.getByRole('button', { name }).click();
  await expect(events(page)).toBeVisible();
  await idle(page);
}

const LOG = 'a {"a":1}\nstarts\nb {"b":1,"a":1}\nhears\nc {"c":1}\nstarts alone\n';

test('the home page leads to it', async ({ page }) => {
  await page.goto('/');
  await page.getByRole('link', { name: 'Draw a log' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  await expect(page).toHaveTitle(/log/);
});

test('a pasted log is drawn, its events listed, its clocks judged', async ({ page }) => {
  await open(page);
  await paste(page, LOG);
  await expect(events(page).getByRole('listitem')).toHaveCount(3);
  await expect(page.getByRole('group', { name: 'Space-time diagram of the log' })).toBeVisible();
  await expect(found(page)).toContainText('3 events of 3 hosts, with 1 message');
  await expect(found(page)).toContainText('Valid');
  await expect(found(page)).toContainText('cannot be replayed');
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
});

test('of two events it is said which came first, with the chain that proves it', async ({ page }) => {
  await example(page, 'A read that came too soon');
  await event(page, /^alice#1 /).click();
  await expect(relation(page)).toContainText('asks to set title');
  await event(page, /^replica#2 /).click({ modifiers: ['Shift'] });
  await expect(relation(page).getByRole('heading', { level: 2 })).toHaveText(
    'alice#1 happened before replica#2',
  );
  await expect(relation(page).getByRole('list').getByRole('listitem')).toHaveText([
    /A message went from alice#1 to primary#1/,
    /primary#3 came after primary#1 on the same host/,
    /A message went from primary#3 to replica#2/,
  ]);
  await expect(
    page.getByRole('status').filter({ hasText: 'alice#1 happened before replica#2.' }),
  ).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(relation(page)).toContainText('Point at an event');
});

test('by keyboard alone: from the list, with arrows, Enter and Shift+Enter', async ({ page }) => {
  await example(page, 'A read that came too soon');
  await event(page, /^alice#1 /).focus();
  await page.keyboard.press('ArrowDown');
  await expect(event(page, /^bob#1 /)).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(event(page, /^bob#1 /)).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+Enter');
  await expect(relation(page).getByRole('heading', { level: 2 })).toHaveText(
    'bob#1 and alice#1 are concurrent',
  );
  await expect(relation(page)).toContainText('bob#1 knows nothing of alice.');
});

test('an event is picked in the picture, and a second one without Shift, as a finger does', async ({
  page,
}) => {
  await open(page);
  await paste(page, LOG);
  const picture = page.getByRole('region', { name: 'Timeline' });
  await expect(picture).toBeVisible();
  await idle(page);
  const box = await picture.boundingBox();
  if (!box) throw new Error('not on screen');
  // Three lanes, as far apart as lanes ever are; where along them events stand is felt out.
  const spots: { x: number; y: number; name: string }[] = [];
  const tip = page.locator('.timeline-tip span');
  const told = async () => (await tip.allTextContents())[0]?.split(' ')[0];
  // What is said of an event is fetched when the pointer is first on one, and drawn a moment after it has come.
  await expect(async () => {
    spots.length = 0;
    for (const y of [70, 230, 390]) {
      for (let x = 60; x < box.width - 4; x += 9) {
        await page.mouse.move(box.x + x, box.y + y);
        const name = await told();
        if (name === undefined || spots.some((spot) => spot.name === name)) continue;
        // It may have been said of the place before.
        await idle(page);
        if ((await told()) !== name) continue;
        spots.push({ x: box.x + x, y: box.y + y, name });
        // Each host has one.
        break;
      }
    }
    expect(spots.map(({ name }) => name)).toEqual(['a#1', 'b#1', 'c#1']);
  }).toPass();
  const at = (name: string) => spots.find((spot) => spot.name === name) ?? { x: 0, y: 0 };
  await page.mouse.click(at('b#1').x, at('b#1').y);
  await expect(relation(page)).toContainText('hears');
  await expect(event(page, /^b#1 /)).toHaveAttribute('aria-pressed', 'true');
  await relation(page).getByRole('button', { name: 'Compare A with another' }).click();
  await page.mouse.click(at('c#1').x, at('c#1').y);
  await expect(relation(page).getByRole('heading', { level: 2 })).toHaveText('b#1 and c#1 are concurrent');
});

test('lines that are malformed and clocks that cannot be are listed, and lead to their event', async ({
  page,
}) => {
  await example(page, 'The same with mistakes');
  await expect(found(page)).toContainText('No run has these clocks, for 4 reasons.');
  await expect(found(page).getByRole('list', { name: 'Lines left out' }).getByRole('listitem')).toHaveText([
    /Line \d+\. The pattern does not fit\. # log rotated/,
    /Line \d+\. Its clock is not JSON/,
  ]);
  await found(page)
    .getByRole('button', { name: /a clock never goes back/ })
    .first()
    .click();
  await expect(relation(page)).toContainText('primary#2');
});

test('a pattern is chosen, changed and refused with one sentence; nothing that was written is lost', async ({
  page,
}) => {
  await open(page);
  await paste(page, LOG);
  await page.getByRole('button', { name: 'Change the log' }).click();
  await expect(page.getByRole('textbox', { name: 'Log' })).toHaveValue(LOG);
  await page.getByRole('combobox', { name: 'What its events look like' }).selectOption('own');
  await page.getByRole('textbox', { name: 'Pattern' }).fill('(?<host>');
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  await expect(page.getByRole('alert')).toHaveText(/^The pattern is not a regular expression: .+\.$/);
  await expect(page.getByRole('textbox', { name: 'Log' })).toHaveValue(LOG);
  await page.getByRole('textbox', { name: 'Pattern' }).fill('(?<host>\\w) (?<clock>\\{.*\\})\\n(?<event>.*)');
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  await expect(found(page)).toContainText('the pattern you gave');
});

test('a pattern that never comes to an end stops neither the page nor the reader', async ({ page }) => {
  // By the page's own clock: how long it has been silent is not for a busy machine to say.
  await page.clock.install();
  await open(page);
  await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
  await page.getByRole('textbox', { name: 'Log' }).fill(`${'a'.repeat(60)}!\n`);
  await page.getByRole('combobox', { name: 'What its events look like' }).selectOption('own');
  await page.getByRole('textbox', { name: 'Pattern' }).fill('(?<host>(a+)+)(?<clock>x)(?<event>y)');
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  const stop = page.getByRole('button', { name: 'Stop' });
  await expect(stop).toBeVisible();
  // The page is alive meanwhile.
  await page.getByRole('button', { name: /^Theme/ }).click();
  await stop.click();
  await expect(page.getByRole('textbox', { name: 'Log' })).toHaveValue(/^a{60}!/);
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  await expect(stop).toBeVisible();
  await expect(async () => {
    await page.clock.runFor(10_000);
    await expect(page.getByRole('alert')).toHaveText(/^The pattern takes too long from line 1 on/, {
      timeout: 2_000,
    });
  }).toPass();
});

test('a file is chosen, with several executions', async ({ page }) => {
  await open(page);
  const text = `(?<event>.*)\\n(?<host>\\S*) (?<clock>{.*})\n=== (?<trace>.*)\nfirst\na {"a":1}\n=== after\nsecond\na {"a":1}\nthird\na {"a":2}\n`;
  await page
    .getByLabel('Log file')
    .setInputFiles({ name: 'two.log', mimeType: 'text/plain', buffer: Buffer.from(text) });
  await expect(page.getByRole('heading', { level: 1, name: 'two.log' })).toBeVisible();
  await expect(events(page).getByRole('listitem')).toHaveCount(1);
  await page.getByRole('combobox', { name: 'Execution' }).selectOption({ label: 'after, 2 events' });
  await expect(events(page).getByRole('listitem')).toHaveCount(2);
});

const text = (page: Page) => page.getByRole('textbox', { name: 'Log' });

test('nothing of a log is lost by a reload, by going home and back, or by going forward again', async ({
  page,
}) => {
  await open(page);
  await text(page).fill(LOG);
  // At once: what was just written is written down as the page is left.
  await page.reload();
  await expect(text(page)).toHaveValue(LOG);
  await page.getByRole('combobox', { name: 'What its events look like' }).selectOption('clock-first');
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  await event(page, /^b#1 /).click();
  await event(page, /^c#1 /).click({ modifiers: ['Shift'] });
  await page.reload();
  await expect(relation(page).getByRole('heading', { level: 2 })).toHaveText('b#1 and c#1 are concurrent');
  await expect(found(page)).toContainText('the pattern you gave');
  await page.getByRole('link', { name: 'Faultline' }).click();
  await expect(events(page)).toHaveCount(0);
  await page.goBack();
  await expect(relation(page).getByRole('heading', { level: 2 })).toHaveText('b#1 and c#1 are concurrent');
  // From the picture back to the form it came from, and forward.
  await page.goBack();
  await expect(text(page)).toHaveValue(LOG);
  await page.goForward();
  await expect(event(page, /^b#1 /)).toHaveAttribute('aria-pressed', 'true');
  // Another visit goes on with it.
  await open(page);
  await expect(text(page)).toHaveValue(LOG);
});

test('what is no log is told line by line; an example does not cost what was pasted', async ({ page }) => {
  const junk = Array.from({ length: 130 }, (_, i) => `no event ${i + 1}`).join('\n');
  await open(page);
  await paste(page, junk);
  await expect(page.getByRole('alert')).toContainText('No preset fits this log');
  const lines = page.getByRole('list', { name: 'Lines left out' }).getByRole('listitem');
  await expect(lines).toHaveCount(10);
  await expect(lines.nth(6)).toHaveText('Line 7. no event 7');
  await expect(page.getByRole('region', { name: 'Left out' })).toContainText('130 lines left out');
  await page.getByRole('button', { name: 'Show 100 more' }).press('Enter');
  await expect(lines).toHaveCount(110);
  await expect(lines.nth(10)).toBeFocused();
  await page.getByRole('button', { name: 'Show the other 20' }).click();
  await expect(lines).toHaveCount(130);
  await page.getByRole('button', { name: 'Show an example' }).click();
  await expect(text(page)).toHaveValue(/asks to set title/);
  await page.reload();
  await page.getByRole('button', { name: 'Back to your own log' }).click();
  await expect(text(page)).toHaveValue(junk);
  // And by the browser's own way, from an example that was drawn.
  await page.getByRole('button', { name: 'A read that came too soon' }).click();
  await expect(events(page)).toBeVisible();
  await page.goBack();
  await expect(text(page)).toHaveValue(junk);
});

test('clocks are called valid only as far as the log was read', async ({ page }) => {
  await open(page);
  await paste(page, `${LOG}# end of file\n`);
  await expect(found(page)).toContainText('Valid, of the 6 lines that were read; 1 was left out.');
});

test('an event is called by what its own clock counts', async ({ page }) => {
  await open(page);
  await paste(page, 'a {"a":4}\nstarts late\na {"a":5}\ngoes on\n');
  await expect(event(page, /^a#4 starts late/)).toBeVisible();
  await expect(event(page, /^a#5 goes on/)).toBeVisible();
});

test('five megabytes are pasted without holding up the page', async ({ page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open(page);
  await page.evaluate(async () => {
    const lines: string[] = [];
    for (let i = 1; lines.length * 40 < 5e6; i++) {
      lines.push(
        `h${i % 8} {"h${i % 8}":${Math.floor(i / 8) + 1}}`,
        `something happens, number ${i}, and is told`,
      );
    }
    await navigator.clipboard.writeText(lines.join('\n'));
  });
  await text(page).focus();
  await page.keyboard.press('Control+V');
  await expect(page.getByText('million characters, too long to be changed here')).toBeVisible();
  await page.getByRole('button', { name: 'Draw', exact: true }).click();
  // While it is read the page answers.
  await page.getByRole('button', { name: /^Theme/ }).click();
  await page.keyboard.press('Escape');
  await expect(found(page)).toContainText('of 8 hosts', { timeout: 30_000 });
  await idle(page);
  await page.reload();
  await expect(found(page)).toContainText('of 8 hosts', { timeout: 30_000 });
});

test('on a phone the whole picture is there, and nothing lies over it', async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await example(page, 'The same with mistakes');
  const boxes = [];
  const list = page.getByRole('region', { name: /^Events/ });
  for (const part of [page.getByRole('region', { name: 'Timeline' }), relation(page), list, found(page)]) {
    const box = await part.boundingBox();
    if (box === null) throw new Error('not on screen');
    boxes.push(box);
  }
  expect(boxes[0]?.height).toBeGreaterThan(300);
  for (const [i, box] of boxes.entries()) {
    const above = boxes[i - 1];
    if (above !== undefined) expect(box.y).toBeGreaterThanOrEqual(above.y + above.height - 1);
  }
  await expect(page.getByRole('heading', { level: 1, name: 'The same with mistakes' })).toBeInViewport({
    ratio: 1,
  });
});

test.describe('a run is written out', () => {
  type Shipped = { id: string; title: string; claim: string; spec: unknown };
  const { title, claim, spec } = (JSON.parse(faultline(['protocols'])) as { scenarios: Shipped[] }[])
    .flatMap(({ scenarios }) => scenarios)
    .find(({ id }) => id === 'minority-leader') as Shipped;

  test('what the page saves is what the command line writes, in every format', async ({ page }) => {
    const view = await new Lab(page).open('/#/lab/raft/minority-leader');
    await view.button('Share link').click();
    await page.getByRole('tab', { name: 'Files' }).click();
    const document = JSON.stringify({ kind: 'run', title, claim, spec });
    for (const [name, format] of [
      ['Text', 'text'],
      ['ShiViz log', 'shiviz'],
      ['JSON lines', 'jsonl'],
      ['Client history', 'edn'],
    ] as const) {
      await page.getByRole('combobox', { name: 'Format' }).selectOption(name);
      const saved = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Download', exact: true }).click();
      const file = await saved;
      const [, ending] = /^raft-.*\.(txt|log|jsonl|edn)$/.exec(file.suggestedFilename()) ?? [];
      expect(ending, file.suggestedFilename()).toBeDefined();
      const text = await readFile(await file.path(), 'utf8');
      expect(text).toBe(faultline(['export', '-', '--format', format], document));
      await expect(page.getByRole('status').filter({ hasText: `.${ending}` })).toHaveCount(1);
    }
  });

  test('and drawn again as a log', async ({ page }) => {
    const log = faultline(['export', '-', '--format', 'shiviz'], JSON.stringify(spec));
    await open(page);
    await paste(page, log);
    await expect(found(page)).toContainText('of 6 hosts');
    await expect(found(page)).toContainText('Valid');
    await expect(
      event(page, /^S1#2 S1 starts an election for term 1; sends a vote request to/),
    ).toBeVisible();
  });
});

test.describe('accessibility', () => {
  for (const { colorScheme, viewport } of LOOKS) {
    test.describe(`${colorScheme}, ${viewport.width} px wide`, () => {
      test.use({ colorScheme, viewport });

      test('the form, the drawn log and two events compared have no findings', async ({ page }) => {
        const check = async () => expect(await findings(page)).toEqual([]);
        await open(page);
        await check();
        await page.getByRole('button', { name: 'The same with mistakes' }).click();
        await expect(events(page)).toBeVisible();
        await idle(page);
        await check();
        await event(page, /^alice#1 /).click();
        await event(page, /^alice#2 /).click({ modifiers: ['Shift'] });
        await check();
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(over).toBeLessThanOrEqual(0);
      });
    });
  }
});
