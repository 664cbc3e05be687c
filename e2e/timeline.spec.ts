import { readFileSync } from 'node:fs';
import { expect, type Locator, type Page, test } from 'playwright/test';
import { findings } from './support/axe.ts';
import { faultline, Lab } from './support/lab.ts';

const lab = (page: Page, path = '#/lab/raft/replication') => new Lab(page).open(`/${path}`);

/** A run of its own, by way of a link. */
function link(spec: object): string {
  const url = faultline(
    ['link', '-'],
    JSON.stringify({ schema: 1, protocol: 'raft', seed: 3, ...spec }),
  ).trim();
  return url.slice(url.indexOf('#'));
}

/** Where a fault ends on the screen: its handle lies over all of it, a pixel wider on either side. */
async function endOf(handle: Locator): Promise<{ x: number; y: number }> {
  const box = await handle.boundingBox();
  if (!box) throw new Error('not on screen');
  return { x: box.x + box.width - 1, y: box.y + box.height / 2 };
}

async function nameOf(handle: Locator): Promise<string> {
  return ((await handle.getAttribute('aria-label')) as string).split(';')[0] as string;
}

/** All the timeline's canvases show, as a text to compare. */
async function pixels(view: Lab): Promise<string> {
  await view.idle();
  return view.timeline
    .locator('canvas')
    .evaluateAll((all) => all.map((canvas) => (canvas as HTMLCanvasElement).toDataURL()).join());
}

const LASTING = link({
  inputs: [
    { at: 100_000, fault: { type: 'amnesia', node: 'S1', until: 300_000 } },
    { at: 200_000, fault: { type: 'slow', node: 'S2', each: [40_000, 80_000], until: 500_000 } },
    { at: 250_000, fault: { type: 'diskFull', node: 'S3', until: 550_000 } },
    { at: 300_000, fault: { type: 'slowFsync', node: 'S4', by: [40_000, 80_000], until: 600_000 } },
  ],
});

test.describe('ends of faults', () => {
  test('the right end of each that lasts is caught a few pixels off, and the cursor says so', async ({
    page,
  }) => {
    const view = await lab(page, LASTING);
    for (const name of [/^Amnesia of S1/, /^Slow node S2/, /^Full disk of S3/, /^Slow disk of S4/]) {
      const handle = view.handle(name);
      const surface = view.timeline.locator('.timeline-canvases');
      const end = await endOf(handle);
      for (const off of [-4, 4]) {
        await page.mouse.move(end.x + off, end.y);
        await expect(surface).toHaveCSS('cursor', 'ew-resize');
      }
      const before = await nameOf(handle);
      await view.drag({ x: end.x - 4, y: end.y }, { x: end.x + 90, y: end.y });
      const after = await nameOf(handle);
      expect(after).not.toBe(before);
      // Its start is where it was.
      expect(after.split(' to ')[0]).toBe(before.split(' to ')[0]);
      await page.mouse.move(end.x + 90, end.y - 60);
      await view.press('Undo');
      expect(await nameOf(handle)).toBe(before);
    }
  });
});

test.describe('a chip on its way', () => {
  /** Takes a fault out of the list of all and holds it over a place of the timeline. */
  async function hold(page: Page, view: Lab, typed: string, x: number, y: number) {
    await page.locator('body').press('x');
    const list = page.getByRole('dialog', { name: 'All faults' });
    await list.getByRole('searchbox').fill(typed);
    const to = await view.within(view.timeline, x, y);
    await view.drag(await view.middle(list.getByRole('button').first()), to, false);
  }

  test('says in words what letting go will do, and that is what it does', async ({ page }) => {
    const view = await lab(page);
    const ghost = page.locator('.chip-ghost');
    const lane = async (id: string) => {
      // Names of lanes stand where the lanes run; S1 … S5 and C1 are evenly spread.
      const rows = ['C1', 'S1', 'S2', 'S3', 'S4', 'S5'];
      return (70 + (rows.indexOf(id) * 308) / 5) / 426;
    };
    await hold(page, view, 'outage', 0.6, await lane('S2'));
    await expect(ghost).toHaveText(/^Crash S2 and S3 together at \d+ ms$/);
    await page.keyboard.press('Escape');

    const gap = ((await lane('S2')) + (await lane('S3'))) / 2;
    await hold(page, view, 'one-way', 0.4, gap - 0.02);
    await expect(ghost).toHaveText(/^Cut S2 → S3 one way at \d+ ms$/);
    await page.keyboard.press('Escape');
    await hold(page, view, 'one-way', 0.4, gap + 0.02);
    await expect(ghost).toHaveText(/^Cut S3 → S2 one way at \d+ ms$/);
    await page.mouse.up();
    await expect(view.handle(/^One-way cut S3 → S2, \d+ ms to \d+ ms/)).toHaveCount(1);

    await hold(page, view, 'partial', 0.5, gap);
    await expect(ghost).toHaveText(/^Cut S2–S3 both ways at \d+ ms$/);
    await page.mouse.up();
    await expect(view.handle(/^Partial cut S\d–S\d, \d+ ms/)).toHaveCount(1);
  });

  test('is refused with a reason where it can do nothing', async ({ page }) => {
    const view = await lab(page);
    const original = await view.hash();
    for (const [typed, why] of [
      ['byzantine', /^C1 cannot lie: Raft declares no way for a client to be Byzantine\./],
      ['bit rot', /^C1 is a client and has no disk that could fail\./],
    ] as const) {
      await hold(page, view, typed, 0.4, 70 / 426);
      await expect(page.locator('.chip-ghost')).toHaveText(why);
      await page.mouse.up();
      await expect(page.getByRole('status').filter({ hasText: why })).toContainText('Nothing was added.');
      await expect(page.getByRole('dialog', { name: /form/i })).toHaveCount(0);
      await page.keyboard.press('Escape');
    }
    expect(await view.hash()).toBe(original);
  });
});

test('a form opened at a step shows a plain figure, and does not undo that step', async ({ page }) => {
  const view = await lab(page);
  await view.events.getByRole('button', { name: /S1 becomes leader of term 1/ }).click();
  await view.idle();
  await page.locator('body').press('c');
  const start = page.getByRole('dialog').getByRole('textbox', { name: 'Start ms', exact: true });
  await expect(start).toHaveValue(/^\d+(\.\d)?$/);
  await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).click();
  await view.idle();
  await expect(view.events.getByRole('button', { name: /S1 becomes leader of term 1/ })).toHaveCount(1);
});

test('a record that is not there is refused, and a fault of the disk is made to show in the same edit', async ({
  page,
}) => {
  const view = await lab(page);
  const original = await view.hash();
  await page.locator('body').press('x');
  const find = page.getByRole('dialog', { name: 'All faults' }).getByRole('searchbox');
  await find.fill('bit rot');
  await find.press('Enter');
  const form = page.getByRole('dialog');
  await form.getByRole('textbox', { name: 'At ms' }).fill('300');
  const record = form.getByRole('combobox', { name: /^Record/ });
  await record.fill('log[9]');
  await view.idle();
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(form.getByRole('alert')).toHaveText(
    'S1 has no record log[9] at 300 ms; it has log[0], log[1], log[2].',
  );
  await expect(record).toBeFocused();
  await form.getByRole('button', { name: 'log[1]', exact: true }).click();
  await form.getByRole('checkbox', { name: '…and crash it afterwards' }).check();
  await expect(form.getByRole('textbox', { name: 'Crash ms' })).toHaveValue('400');
  expect(await findings(page, { include: '[role="dialog"]' })).toEqual([]);
  await form.getByRole('button', { name: 'Add', exact: true }).click();
  await view.idle();
  await expect(view.handle(/^Bit rot on S1, .*log.* at 300 ms/)).toHaveCount(1);
  await expect(view.handle(/^Crash of S1, 400 ms to 500 ms/)).toHaveCount(1);
  await view.press('Undo');
  expect(await view.hash()).toBe(original);
});

test.describe('idle time', () => {
  const idle = link({
    until: 4_000_000,
    inputs: [
      { at: 500_000, fault: { type: 'outage', nodes: ['S1', 'S2', 'S3', 'S4', 'S5'], until: 2_500_000 } },
    ],
  });

  test('is drawn shorter, says how long it is, and can be drawn as it is', async ({ page }) => {
    const view = await lab(page, idle);
    const outage = view.handle(/^Outage of/);
    const width = async () => (await outage.boundingBox())?.width ?? 0;
    const toggle = view.timeline.getByRole('button', { name: 'Shorten idle time' });
    await expect(toggle).toHaveAttribute('aria-pressed', 'true');
    const short = await width();
    await page.mouse.move(
      ((await outage.boundingBox())?.x ?? 0) + short / 2,
      ((await view.timeline.boundingBox())?.y ?? 0) + 14,
    );
    await expect(view.timeline.getByText(/^Nothing happens for 2 s/)).toBeVisible();
    await toggle.click();
    await view.idle();
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
    expect(await width()).toBeGreaterThan(4 * short);
    // Who looks on keeps it so.
    await page.reload();
    await view.idle();
    await expect(toggle).toHaveAttribute('aria-pressed', 'false');
    await toggle.click();
    await view.idle();
    expect(await width()).toBeCloseTo(short, 0);
  });

  test('is crossed quickly, and the transport says so', async ({ page }) => {
    await page.clock.install();
    const view = await lab(page, idle);
    for (
      let i = 0;
      i < 20 && !(await view.inspector.getByRole('heading', { name: /crash together/ }).count());
      i++
    ) {
      await view.press('Next interesting');
    }
    await view.idle();
    // Two seconds of the run are forty at this speed: they take less than one. By the page's own clock, for it is soon over.
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
    const idling = page.getByText('idle, compressed');
    await expect(idling).not.toHaveAttribute('data-on', 'true');
    await view.button('Play').click();
    await expect(view.button('Pause')).toBeVisible();
    await page.clock.runFor(300);
    await expect(idling).toHaveAttribute('data-on', 'true');
    await page.clock.runFor(700);
    await expect(view.time).toHaveAttribute('aria-valuetext', /^(2,[5-9]|3,)/);
    await view.button('Pause').click();
  });

  test('a drag goes through the same axis: an end dragged across a break covers all of it', async ({
    page,
  }) => {
    const view = await lab(page, idle);
    const outage = view.handle(/^Outage of/);
    const end = await endOf(outage);
    const from = { x: end.x, y: ((await outage.boundingBox())?.y ?? 0) + 8 };
    await view.drag(from, { x: end.x + 60, y: from.y });
    const until = /to ([\d.]+) ms/.exec(await nameOf(outage))?.[1];
    expect(Number(until)).toBeGreaterThan(2500);
    expect(Number(until)).toBeLessThan(3200);
    expect(Number(until) % 1).toBe(0);
  });
});

test('what has the focus in the list of events lights its past and future on the timeline', async ({
  page,
}) => {
  const view = await lab(page);
  await view.events.getByRole('button', { name: /S1 becomes leader of term 1/ }).click();
  await page.mouse.move(5, 5);
  const plain = await pixels(view);
  await view.events.getByRole('button', { name: /S1 becomes leader of term 1/ }).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  const lit = await pixels(view);
  expect(lit).not.toBe(plain);
  await view.time.focus();
  expect(await pixels(view)).toBe(plain);
});

test.describe('several faults at once', () => {
  const names = (view: Lab) =>
    view.timeline
      .locator('[data-input]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')?.split(';')[0] ?? ''));
  const pressed = (view: Lab) => view.timeline.locator('[data-input][aria-pressed="true"]');

  test('are picked with a band or Shift, moved as one undo step, deleted, and brought back', async ({
    page,
  }) => {
    const view = await lab(page, LASTING);
    const original = await names(view);
    await page.keyboard.down('Shift');
    const a = await view.middle(view.handle(/^Amnesia/));
    const full = await view.middle(view.handle(/^Full disk/));
    await view.drag({ x: a.x - 90, y: a.y - 30 }, { x: full.x + 10, y: full.y + 10 });
    await page.keyboard.up('Shift');
    await expect(pressed(view)).toHaveCount(3);
    await expect(page.getByRole('group', { name: 'Selected' })).toContainText('3 faults picked');
    const slow = await view.middle(view.handle(/^Slow disk/));
    await page.keyboard.down('Shift');
    await page.mouse.click(slow.x, slow.y);
    await page.keyboard.up('Shift');
    await expect(pressed(view)).toHaveCount(4);
    const body = await view.middle(view.handle(/^Full disk/));
    await view.drag(body, { x: body.x + 50, y: body.y });
    const moved = await names(view);
    expect(moved.every((name, i) => name !== original[i])).toBe(true);
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute(
      'title',
      /move 4 faults \d+ ms later/,
    );
    await view.press('Undo');
    expect(await names(view)).toEqual(original);
    await view.handle(/^Full disk/).focus();
    await view.key('Control+a');
    await view.key('Delete');
    await expect(view.timeline.locator('[data-input]')).toHaveCount(0);
    await view.press('Undo');
    expect(await names(view)).toEqual(original);
  });

  test('by keys alone: Space picks, arrows move, Ctrl C and Ctrl V copy to the cursor', async ({ page }) => {
    const view = await lab(page, LASTING);
    await view.handle(/^Amnesia/).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press(' ');
    await view.handle(/^Amnesia/).focus();
    await page.keyboard.press(' ');
    await expect(pressed(view)).toHaveCount(2);
    await view.key('ArrowRight');
    await expect(view.handle(/^Amnesia of S1, 110 ms to 310 ms/)).toHaveCount(1);
    await expect(view.handle(/^Slow node S2, .* 210 ms to 510 ms/)).toHaveCount(1);
    await view.key('Control+c');
    await view.press('To the end');
    await view.handle(/^Amnesia/).focus();
    await view.key('Control+v');
    await expect(view.timeline.locator('[data-input]')).toHaveCount(6);
    await expect(pressed(view)).toHaveCount(2);
    await view.press('Undo');
    await expect(view.timeline.locator('[data-input]')).toHaveCount(4);
  });
});

test('what changed against the run before stays in grey until Escape or the next edit', async ({ page }) => {
  const view = await lab(page, '#/lab/raft/minority-leader');
  const ghosts = view.timeline.locator('canvas[data-ghosts]');
  const hide = view.timeline.getByRole('button', { name: /before the edit/ });
  await expect(ghosts).toHaveCount(0);
  await view.handle(/^Cut C1/).focus();
  await page.keyboard.down('ArrowRight');
  await view.idle();
  // While the key is held, as while a hand drags.
  await expect(ghosts).toHaveCount(1);
  await page.keyboard.up('ArrowRight');
  await view.idle();
  await expect(hide).toBeVisible();
  const drawn = await ghosts.evaluate((canvas) => {
    const { width, height } = canvas as HTMLCanvasElement;
    const data = (canvas as HTMLCanvasElement).getContext('2d')?.getImageData(0, 0, width, height).data ?? [];
    return data.some((value) => value > 0);
  });
  expect(drawn).toBe(true);
  await view.key('Escape');
  await expect(ghosts).toHaveCount(0);
  await view.press('Undo');
  await expect(hide).toBeVisible();
  await hide.click();
  await expect(hide).toHaveCount(0);
  // The stage says what its nodes were: without the cut nobody but S1 ever led.
  const was = view.stage.locator('svg text').filter({ hasText: /^was / });
  await view.handle(/^Cut C1/).focus();
  await view.key('Delete');
  await expect(was.filter({ hasText: 'was leader' })).toHaveCount(1);
  await expect(view.stage.locator('g[data-ghosts] circle').first()).toBeVisible();
  await view.key('Escape');
  await expect(was).toHaveCount(0);
});

test('several are picked by touch: one, then “Pick more”, then the others', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, hasTouch: true });
  const page = await context.newPage();
  const view = await lab(page, LASTING);
  const tap = async (name: RegExp) => {
    const box = await view.handle(name).boundingBox();
    if (!box) throw new Error('not on screen');
    // On its sign: along it messages pass.
    await page.touchscreen.tap(box.x + 8, box.y + box.height / 2);
    await view.idle();
  };
  const strip = page.getByRole('group', { name: 'Selected' });
  await tap(/^Amnesia/);
  const more = strip.getByRole('button', { name: 'Pick more' });
  await more.tap();
  await expect(more).toHaveAttribute('aria-pressed', 'true');
  await tap(/^Slow node/);
  await expect(strip).toContainText('2 faults picked');
  await tap(/^Slow node/);
  await expect(strip).not.toContainText('picked');
  await tap(/^Slow node/);
  await strip.getByRole('button', { name: 'Delete' }).tap();
  await view.idle();
  await expect(view.timeline.locator('[data-input]')).toHaveCount(2);
  // Let go of everything, a tap picks one again.
  await tap(/^Full disk/);
  await tap(/^Slow disk/);
  await expect(strip).not.toContainText('picked');
  await context.close();
});

test('zoom keeps what is under the pointer, a drag pans, and one press shows all again; the key explains the signs', async ({
  page,
}) => {
  const view = await lab(page, '#/lab/raft/minority-leader');
  const x = async (name: RegExp) => (await view.middle(view.handle(name))).x;
  const [cut, write] = [await x(/^Cut C1/), await x(/^Client write x=7/)];
  const at = await view.middle(view.handle(/^Cut C1/));
  await page.mouse.move(at.x, at.y + 60);
  for (let i = 0; i < 4; i++) await page.mouse.wheel(0, -120);
  await view.idle();
  expect(Math.abs((await x(/^Cut C1/)) - cut)).toBeLessThan(3);
  expect((await x(/^Client write x=7/)) - cut).toBeGreaterThan(1.5 * (write - cut));
  // Between two lanes, where nothing is: the picture goes with the hand.
  const empty = await view.within(view.timeline, 0.5, 0.97);
  await view.drag(empty, { x: empty.x - 60, y: empty.y });
  expect(Math.abs((await x(/^Cut C1/)) - (cut - 60))).toBeLessThan(3);
  await view.press('Show the whole run');
  expect(Math.abs((await x(/^Client write x=7/)) - write)).toBeLessThan(2);
  await expect(view.button('Show the whole run')).toBeDisabled();
  await view.press('Zoom in');
  await view.press('Zoom out');
  await view.press('Key');
  const key = page.getByRole('group', { name: 'Key to the signs' });
  await expect(key).toContainText('leader');
  await expect(key).toContainText('append reply');
  await page.keyboard.press('Escape');
  await expect(key).toBeHidden();
});

test('a skewed clock has its ruler, the minimap its faults and violations, and no two labels lie over one another at any zoom', async ({
  page,
}) => {
  const view = await lab(
    page,
    link({
      seed: 7,
      inputs: [
        { at: 0, fault: { type: 'clock', node: 'S5', driftPpm: 200_000 } },
        { at: 90_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
        {
          at: 150_000,
          fault: {
            type: 'partition',
            groups: [
              ['S1', 'S2'],
              ['S3', 'S4', 'S5'],
            ],
            until: 420_000,
          },
        },
        { at: 160_000, fault: { type: 'outage', nodes: ['S3', 'S4'], until: 240_000 } },
      ],
    }),
  );
  for (let zoom = 0; zoom < 3; zoom++) {
    await view.button('Share link').click();
    await page.getByRole('tab', { name: 'Picture' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as SVG', exact: true }).click();
    const svg = readFileSync(await (await download).path(), 'utf8');
    await page.keyboard.press('Escape');
    const { words, over } = await page.evaluate(labelsOf, svg);
    if (zoom === 0) expect(words.join('\n')).toMatch(/^S5(’s own milliseconds,|:) /m);
    expect(words.length).toBeGreaterThan(15);
    expect(over).toEqual([]);
    await view.press('Zoom in');
  }
  await view.open('/#/lab/raft/forgotten-vote');
  await expect(view.time.locator('.scrubber-fault').first()).toBeAttached();
  await expect(view.time.locator('.scrubber-hill')).toHaveAttribute('d', /\d/);
  // Two promises break at one moment, told by one mark; a press there goes there.
  await view.time.locator('.scrubber-violation').first().click();
  await expect(view.time).toHaveAttribute('aria-valuetext', /^(80|81)/);
});

/** Texts of a picture, and those that lie over one another by more than the room between two lines. */
function labelsOf(svg: string): { words: string[]; over: string[] } {
  const box = document.body.appendChild(document.createElement('div'));
  box.innerHTML = svg;
  const all = [...box.querySelectorAll('text')].map((one) => ({
    word: one.textContent ?? '',
    at: one.getBoundingClientRect(),
  }));
  box.remove();
  const over = all.flatMap((a, i) =>
    all.slice(i + 1).flatMap((b) => {
      const wide = Math.min(a.at.right, b.at.right) - Math.max(a.at.left, b.at.left);
      const high = Math.min(a.at.bottom, b.at.bottom) - Math.max(a.at.top, b.at.top);
      return wide > 2 && high > 6 ? [`${a.word} × ${b.word}`] : [];
    }),
  );
  return { words: all.map(({ word }) => word), over };
}
