import { expect, type Page, test } from 'playwright/test';
import { lookAt } from './support/axe.ts';
import { faultline, Lab, runAllInNode, runInNode } from './support/lab.ts';

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly properties: readonly unknown[];
  readonly scenarios: readonly {
    readonly id: string;
    readonly title: string;
    readonly claim: string;
    readonly spec: unknown;
  }[];
}
const protocols = JSON.parse(faultline(['protocols'])) as readonly Listed[];

const specOf = (scenario: string) =>
  protocols.find((p) => p.id === 'raft')?.scenarios.find((s) => s.id === scenario)?.spec;

const lab = (page: Page, path = '#/lab/raft/minority-leader') => new Lab(page).open(`/${path}`);

/** Simulates specs one after the other in a worker like the page's own, and gives each one's hash. Runs in the page. */
async function hashesInWorker(
  specs: readonly { id: string; spec: unknown }[],
): Promise<(readonly [string, string])[]> {
  const loaded = performance.getEntriesByType('resource').map((entry) => entry.name);
  const address = loaded.find((name) => /\/worker-[^/]*\.js$/.test(name));
  if (address === undefined) throw new Error(`no worker among ${loaded.join(', ')}`);
  const worker = new Worker(address, { type: 'module' });
  const hashes: (readonly [string, string])[] = [];
  for (const [i, { id, spec }] of specs.entries()) {
    const opened = new Promise<string>((resolve, reject) => {
      worker.onerror = (event) => reject(new Error(event.message));
      worker.onmessage = ({ data }) => {
        if (data.type === 'failed') reject(new Error(data.why));
        if (data.type === 'opened') resolve(JSON.parse(data.text).patch.rest.hash);
      };
    });
    worker.postMessage({ type: 'open', id: i + 1, spec, base: null });
    hashes.push([id, await opened]);
  }
  worker.terminate();
  return hashes;
}

test.describe('home', () => {
  test('every protocol is a link by its title, every scenario by its own', async ({ page }) => {
    await page.goto('/');
    for (const protocol of protocols) {
      const section = page.getByRole('region', { name: protocol.title, exact: true });
      await expect(section.getByRole('link', { name: protocol.title, exact: true })).toBeVisible();
      await expect(section.getByRole('listitem').first()).toBeVisible();
      const all = section.getByRole('button', { name: `All ${protocol.scenarios.length} runs` });
      if (await all.isVisible()) {
        // The focus goes on to the first run that was not there before.
        const seen = await section.getByRole('listitem').count();
        await all.press('Enter');
        const next = protocol.scenarios[seen]?.title ?? '';
        await expect(section.getByRole('link', { name: next, exact: true })).toBeFocused();
      }
      const links = section.getByRole('listitem').getByRole('link').filter({ visible: true });
      await expect(links).toHaveText(protocol.scenarios.map(({ title }) => title));
    }
    await page.getByRole('link', { name: 'Raft', exact: true }).click();
    await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
  });
});

test.describe('the same engine everywhere', () => {
  // One visit for some: a reader goes from one protocol to the next as well.
  const VISIT = 4;
  const visits = Array.from({ length: Math.ceil(protocols.length / VISIT) }, (_, i) =>
    protocols.slice(i * VISIT, (i + 1) * VISIT),
  );
  for (const visit of visits) {
    const titles = visit.map(({ title }) => title).join(', ');
    test(`every scenario of ${titles}: Chromium and Node agree, event for event`, async ({ page }) => {
      test.slow();
      for (const protocol of visit) await agrees(page, protocol);
    });
  }

  async function agrees(page: Page, protocol: Listed): Promise<void> {
    const inNode = runAllInNode(protocol.scenarios.map(({ spec }) => spec));
    const expected = protocol.scenarios.map(({ id }, i) => [id, inNode[i]?.hash]);
    const view = await lab(page, `#/lab/${protocol.id}`);
    // Two on the page, one after the other in the same visit, as for a reader; …
    for (const at of [0, protocol.scenarios.length - 1]) {
      const scenario = protocol.scenarios[at] as (typeof protocol.scenarios)[number];
      await page.evaluate((hash) => {
        location.hash = hash;
      }, `#/lab/${protocol.id}/${scenario.id}`);
      await expect(page.getByRole('heading', { name: scenario.claim, exact: true })).toBeVisible();
      await view.idle();
      expect(await view.hash(), scenario.id).toBe(expected[at]?.[1]);
    }
    // … and all in a worker of the page's kind, which is asked as the page asks.
    const specs = protocol.scenarios.map(({ id, spec }) => ({ id, spec }));
    expect(await page.evaluate(hashesInWorker, specs), protocol.title).toEqual(expected);
  }
});

test.describe('transport', () => {
  test('plays, and something happens within a second', async ({ page }) => {
    // A second of the page's own clock: how much of it a machine has left for the page shall not decide.
    await page.clock.install();
    const view = await lab(page, '#/lab/raft/first-election');
    await view.press('To the start');
    const before = await view.step();
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1000);
    await view.button('Play').click();
    await expect(view.button('Pause')).toBeVisible();
    await page.clock.runFor(1000);
    const played = await view.step();
    expect(played).toBeGreaterThan(before);
    await view.button('Pause').click();
    await expect(view.button('Play')).toBeVisible();
    const stopped = await view.step();
    await page.clock.runFor(1000);
    expect(await view.step()).toBe(stopped);
  });

  test('steps forward and back, and every view shows the same instant', async ({ page }) => {
    const view = await lab(page);
    const start = await view.step();
    await view.press('Step forward');
    expect(await view.step()).toBe(start + 1);
    // A screen reader hears what the step came to.
    await expect(page.getByRole('status').filter({ hasText: /^[\d.]+ ms: (S|C)\d .+\.$/ })).toHaveCount(1);
    // What was done on purpose is fetched when it is first needed.
    await expect(view.inspector.getByText('Done on purpose, on the way here')).toBeVisible();
    const forward = await view.inspector.innerText();
    await view.press('Step back');
    expect(await view.step()).toBe(start);
    expect(await view.inspector.innerText()).not.toBe(forward);
    await view.press('Step forward');
    // Forward again is the same world again.
    expect(await view.inspector.innerText()).toBe(forward);
    const current = view.events.locator('[aria-current]');
    await expect(current).toHaveCount(1);
    await view.press('To the end');
    expect(await view.step()).toBe(Number(await view.time.getAttribute('aria-valuemax')));
    await expect(view.time).toHaveAttribute('aria-valuetext', /ms/);
    await view.time.focus();
    await view.key('Home');
    expect(await view.step()).toBe(Number(await view.time.getAttribute('aria-valuemin')));
  });

  test('speed, the steps of one node, what is interesting, and the slider by hand and by key', async ({
    page,
  }) => {
    const view = await lab(page, '#/lab/raft/minority-leader');
    const node = async () =>
      /(S\d|C\d)#/.exec((await view.inspector.locator('.eyebrow').first().textContent()) ?? '')?.[1];
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('100× slower');
    await view.press('To the start');
    await view.press('Next interesting');
    const first = await view.step();
    expect(first).toBeGreaterThan(0);
    await view.key('n');
    const [second, same] = [await view.step(), await node()];
    expect(second).toBeGreaterThan(first);
    // Shift and an arrow stay on the node.
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowLeft']) {
      await view.key(key);
      expect(await node()).toBe(same);
    }
    expect(await view.step()).toBeGreaterThan(second);
    await view.key('Shift+ArrowLeft');
    expect(await view.step()).toBe(second);
    await view.key('Shift+n');
    expect(await view.step()).toBe(first);
    const box = await view.time.boundingBox();
    if (!box) throw new Error('not on screen');
    await view.drag(
      { x: box.x + box.width * 0.2, y: box.y + box.height / 2 },
      { x: box.x + box.width * 0.7, y: box.y + box.height / 2 },
    );
    expect(
      Math.abs(Number.parseFloat((await view.time.getAttribute('aria-valuetext')) ?? '') - 630),
    ).toBeLessThan(8);
    await view.time.focus();
    await view.key('Home');
    expect(await view.step()).toBe(0);
    await view.key('PageUp');
    expect(await view.step()).toBeGreaterThan(3);
    await view.key('End');
    expect(await view.step()).toBe(Number(await view.time.getAttribute('aria-valuemax')));
    // The speed is remembered.
    await page.reload();
    await view.idle();
    await expect(page.getByRole('combobox', { name: 'Speed' })).toHaveValue('100');
  });

  test('panels fold away, the divider is moved by keys, ? lists the keys, and little motion goes by steps', async ({
    page,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const view = await lab(page, '#/lab/raft/minority-leader');
    const height = async () => (await view.stage.boundingBox())?.height ?? 0;
    const was = await height();
    const divider = page.getByRole('separator', { name: 'Height of the stage' });
    await divider.focus();
    await view.key('ArrowDown');
    await view.key('ArrowDown');
    expect(await height()).toBeGreaterThan(was);
    await view.press('Notes panel');
    await expect(view.events).toHaveCount(0);
    await view.press('Inspector panel');
    await expect(view.inspector).toHaveCount(0);
    await view.key('?');
    const keys = page.getByRole('dialog');
    await expect(keys).toContainText('next interesting event');
    await page.keyboard.press('Escape');
    await expect(keys).toBeHidden();
    await view.press('To the start');
    // Only steps: the playhead never stands between two of them.
    await view.button('Play').click();
    await expect.poll(() => view.step()).toBeGreaterThan(20);
    await view.button('Pause').click();
    await view.idle();
    const at = await view.time.getAttribute('aria-valuetext');
    await view.press('Inspector panel');
    await expect(view.inspector.locator('.eyebrow').first()).toContainText(`${at} ·`);
  });

  test('an event of the list moves the cursor', async ({ page }) => {
    const view = await lab(page);
    await view.events.getByRole('button', { name: /S3 becomes leader of term 2/ }).click();
    await view.idle();
    await expect(view.inspector).toContainText('S3 becomes leader of term 2');
    await expect(view.stage.getByRole('button', { name: /^S3, leader, term 2/ })).toBeVisible();
  });
});

test.describe('a leader on the wrong side', () => {
  test('cannot commit; the majority elects; its tail is overwritten; every promise holds', async ({
    page,
  }) => {
    const view = await lab(page);
    await view.press('To the end');
    await expect(view.stage.getByRole('button', { name: /^S3, leader, term 2/ })).toBeVisible();
    await expect(view.stage.getByRole('button', { name: /^S1, follower, term 2/ })).toBeVisible();
    const promises = view.inspector.getByRole('region', { name: 'Promises' });
    const raft = protocols.find(({ id }) => id === 'raft');
    await expect(promises.getByRole('listitem')).toHaveCount(raft?.properties.length ?? 0);
    await expect(promises).not.toContainText('broken');
  });
});

test.describe('faults by hand', () => {
  test('a hand quicker than the code for hands is told late, not lost', async ({ page }) => {
    let asked = 0;
    await page.route(/\/handling-[^/]*\.js$/, async (route) => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 700));
      await route.continue();
    });
    const view = await lab(page, '#/lab/raft/first-election');
    const before = await view.step();
    const box = await page.getByRole('group', { name: 'Space-time diagram' }).boundingBox();
    if (box === null) throw new Error('no timeline');
    const x = box.x + box.width * 0.7;
    await page.mouse.move(x - 40, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(x, box.y + 10);
    await page.mouse.up();
    await view.idle();
    expect(asked).toBe(1);
    expect(await view.step()).not.toBe(before);
  });

  test('a partition is dragged onto the timeline, moved, stretched and deleted; undo brings it back', async ({
    page,
  }) => {
    const view = await lab(page, '#/lab/raft/first-election');
    const original = await view.hash();
    await view.drag(await view.middle(view.button('Cut')), await view.within(view.timeline, 0.5, 0.55));
    const cut = view.handle(/^Cut /);
    await expect(cut).toHaveCount(1);
    const placed = await cut.getAttribute('aria-label');
    const cutHash = await view.hash();
    expect(cutHash).not.toBe(original);

    await cut.focus();
    await view.key('ArrowRight');
    await expect(cut).not.toHaveAttribute('aria-label', placed as string);
    const moved = await cut.getAttribute('aria-label');
    await view.key('Shift+ArrowRight');
    await expect(cut).not.toHaveAttribute('aria-label', moved as string);
    const stretched = await cut.getAttribute('aria-label');

    await cut.focus();
    await view.key('Delete');
    await expect(cut).toHaveCount(0);
    expect(await view.hash()).toBe(original);
    await view.press('Undo');
    await expect(cut).toHaveAttribute('aria-label', stretched as string);
    await view.press('Undo');
    await view.press('Undo');
    expect(await view.hash()).toBe(cutHash);
    await view.press('Undo');
    expect(await view.hash()).toBe(original);
    await view.press('Redo');
    expect(await view.hash()).toBe(cutHash);
  });

  test('a cut in the run is stretched and moved by hand, and the run follows', async ({ page }) => {
    const view = await lab(page);
    const original = await view.hash();
    const cut = view.handle(/^Cut C1 S1 S2 \| S3 S4 S5, 180 ms to 700 ms/);
    await expect(cut).toHaveCount(1);
    // The handle sits on the grip of the start: dragging it makes the cut begin earlier.
    const grip = await view.middle(cut);
    await view.drag(grip, { x: grip.x - 60, y: grip.y });
    await expect(view.handle(/^Cut .*, 1[0-4]\d ms to 700 ms/)).toHaveCount(1);
    expect(await view.hash()).not.toBe(original);
    await view.press('Undo');
    expect(await view.hash()).toBe(original);
    // Its body, where no message and no event is: the whole cut moves.
    const body = { x: grip.x + 24, y: grip.y + 12 };
    await view.drag(body, { x: body.x + 60, y: body.y });
    await expect(view.handle(/^Cut .*, 2\d\d ms to 7\d\d ms/)).toHaveCount(1);
    await view.press('Undo');
    expect(await view.hash()).toBe(original);
    // Escape lets go of it where it was.
    await view.drag(grip, { x: grip.x - 60, y: grip.y }, false);
    await view.key('Escape');
    await page.mouse.up();
    expect(await view.hash()).toBe(original);
  });

  test('a crash is dragged onto a node: its lane, the stage and the run show it; it restarts', async ({
    page,
  }) => {
    const view = await lab(page, '#/lab/raft/replication');
    const original = await view.hash();
    const s2 = view.stage.getByRole('button', { name: /^S2, / });
    await view.drag(await view.middle(view.button('Crash')), await view.middle(s2));
    await expect(view.handle(/^Crash of S2/)).toHaveCount(1);
    expect(await view.hash()).not.toBe(original);
    await expect(view.stage.getByRole('button', { name: /^S2, .*crashed/ })).toBeVisible();
    // What was dropped has the focus: its keys work at once.
    await expect(view.handle(/^Crash of S2/)).toBeFocused();
    await view.key('Enter');
    await expect(page.getByRole('dialog')).toContainText('Change');
    await view.key('Escape');
    await view.press('To the end');
    await expect(view.stage.getByRole('button', { name: /^S2, .*up$/ })).toBeVisible();
  });

  test('the keyboard makes a partition: p, choose sides, Enter', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/first-election');
    const original = await view.hash();
    await view.page.locator('body').press('p');
    const dialog = page.getByRole('dialog');
    await expect(dialog).toBeVisible();
    await dialog.getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(view.handle(/^Cut /)).toHaveCount(1);
    expect(await view.hash()).not.toBe(original);
    await view.page.locator('body').press('z');
    await expect(view.handle(/^Cut /)).toHaveCount(0);
    expect(await view.hash()).toBe(original);
  });

  test('bad times in the form get a sentence and lose nothing', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/first-election');
    await view.page.locator('body').press('c');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: /^Restart/ }).fill('-5');
    await dialog.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(dialog).toBeVisible();
    await expect(dialog.getByRole('alert').or(dialog.locator('[aria-invalid="true"]')).first()).toBeVisible();
    await expect(dialog.getByRole('textbox', { name: /^Restart/ })).toHaveValue('-5');
  });
});

test.describe('what a student notices', () => {
  test('a changed run says so beside its claim, and goes back', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/replication');
    const original = await view.hash();
    const changed = page.getByRole('region', { name: 'Changed run' });
    await expect(changed).toHaveCount(0);
    await view.button('Next seed').click();
    await expect(changed).toBeVisible();
    expect(await view.hash()).not.toBe(original);
    const link = await view.share();
    await changed.getByRole('button', { name: 'Back to the original' }).click();
    await expect(changed).toHaveCount(0);
    expect(await view.hash()).toBe(original);
    await view.press('Undo');
    await expect(changed).toBeVisible();

    await page.goto('about:blank');
    await view.open(link);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/, changed$/);
    await expect(page.getByRole('complementary', { name: 'Notes and events' })).toContainText('A shared run');
    await expect(page.getByText('Claim', { exact: true })).toHaveCount(0);
  });

  test('a step that breaks a promise says so, and why it came to it', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/forgotten-vote');
    await view.press('Go there');
    await expect(view.inspector).toContainText('Breaks: A server votes once in a term, restarts or not');
    const why = view.inspector.getByRole('region', { name: 'Why' });
    await why.getByRole('button', { name: /^S3 forgets that it voted for S1/ }).click();
    await view.idle();
    await expect(view.inspector.getByRole('heading', { level: 2 })).toContainText('S3 forgets');
    const status = page.getByRole('status').filter({ hasText: 'A promise is broken' });
    await expect(status).toHaveCount(1);
    await page.getByRole('checkbox', { name: /forget whom they voted for/ }).uncheck();
    await view.idle();
    await expect(status).toHaveCount(0);
  });

  test('a crash made at the cursor strikes there, and is selected: changed or deleted at a press', async ({
    page,
  }) => {
    const view = await lab(page, '#/lab/raft/replication');
    await view.press('Next interesting');
    await view.press('Next interesting');
    await view.press('Next interesting');
    await expect(view.inspector).toContainText('S1 becomes leader of term 1');
    const s1 = view.stage.getByRole('button', { name: /^S1, / });
    await view.drag(await view.middle(view.button('Crash')), await view.middle(s1));
    await expect(view.inspector.getByRole('heading', { level: 2 })).toHaveText('S1 crashes');
    await expect(view.events).toContainText('S1 becomes leader of term 1');
    const strip = page.getByRole('group', { name: 'Selected' });
    await expect(strip).toContainText('Crash of S1');
    await strip.getByRole('button', { name: 'Delete' }).click();
    await expect(view.handle(/^Crash of S1/)).toHaveCount(0);
    await expect(strip).toHaveCount(0);
  });

  test('a chip that lands nowhere says where it belongs', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/replication');
    const original = await view.hash();
    const transport = page.getByRole('group', { name: 'Transport' });
    const box = await transport.boundingBox();
    await view.drag(await view.middle(view.button('Crash')), { x: 60, y: 20 }, false);
    expect(await transport.boundingBox()).toEqual(box);
    await page.mouse.up();
    await expect(
      page.getByRole('status').filter({ hasText: /^Crash goes onto .*: nothing was added\.$/ }),
    ).toHaveCount(1);
    expect(await view.hash()).toBe(original);
  });

  test('a client is offered its commands, on a phone too', async ({ page }) => {
    await page.setViewportSize({ width: 390, height: 844 });
    const view = await lab(page, '#/lab/raft/replication');
    await expect(page.getByRole('button', { name: /^A client is told/ })).toBeVisible();
    await view.stage.getByRole('button', { name: /^C1, / }).click();
    const strip = page.getByRole('group', { name: 'Selected: C1' });
    await strip.getByRole('button', { name: 'Client write' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Who' }).press('Enter');
    await expect(dialog).toBeHidden();
    await expect(view.handle(/^Client write .* on C1/)).toHaveCount(3);
    // What the head has no room for is in its menu.
    await view.press('More');
    const menu = page.getByRole('group', { name: 'More' });
    await menu.getByRole('button', { name: 'Dark' }).click();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await menu.getByRole('button', { name: 'Commands' }).click();
    await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
    await page.keyboard.press('Escape');
    await view.press('More');
    await page.getByRole('group', { name: 'More' }).getByRole('button', { name: 'Present' }).click();
    await expect(page.getByRole('region', { name: 'Stage' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Share link' })).toHaveCount(0);
  });

  test('keys pressed the moment the picture stands are heard', async ({ page }) => {
    await page.goto('/#/lab/raft/minority-leader');
    await page.waitForFunction(() => document.querySelector('[data-run-hash]') !== null);
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('slider', { name: 'Time' })).toHaveAttribute('aria-valuenow', '2');
  });

  test('the claim is rewritten where it stands, as one edit that is taken back', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/minority-leader');
    const heading = page.getByRole('heading', { level: 2, name: /^A deposed leader cannot commit/ });
    await expect(heading).toBeVisible();
    await view.key('c');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await expect(page.getByText('You have changed this run.')).toBeVisible();
    await view.button('Edit the claim').click();
    const form = page.getByRole('form', { name: 'Title and claim' });
    await form.getByRole('textbox', { name: 'Title' }).fill('Two leaders and a crash');
    await form.getByRole('textbox', { name: 'Claim' }).fill('A crash makes it no worse');
    await form.getByRole('textbox', { name: 'Claim' }).press('Control+Enter');
    await expect(page.getByRole('heading', { level: 2, name: 'A crash makes it no worse' })).toBeVisible();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two leaders and a crash');
    await expect(page).toHaveTitle('Two leaders and a crash · Raft · Faultline');
    await expect(page.getByText('You have changed this run.')).toHaveCount(0);
    await expect(view.button('Edit the claim')).toBeFocused();
    // It goes with the link, and the run it is about with it.
    const hash = await view.hash();
    await page.reload();
    await view.idle();
    await expect(page.getByRole('heading', { level: 2, name: 'A crash makes it no worse' })).toBeVisible();
    expect(await view.hash()).toBe(hash);
    await view.button('Edit the claim').click();
    await page.getByRole('textbox', { name: 'Claim' }).fill('Not that');
    await page.keyboard.press('Escape');
    await expect(page.getByRole('heading', { level: 2, name: 'A crash makes it no worse' })).toBeVisible();
    await view.button('Edit the claim').click();
    await page.getByRole('textbox', { name: 'Claim' }).fill('Other words');
    await page.getByRole('button', { name: 'Keep' }).click();
    await view.press('Undo');
    await expect(page.getByRole('heading', { level: 2, name: 'A crash makes it no worse' })).toBeVisible();
  });

  test('the focus arrives with the reader', async ({ page }) => {
    await page.goto('/');
    await page
      .getByRole('link', { name: protocols[0]?.scenarios[0]?.title as string })
      .first()
      .click();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
    await page.getByRole('link', { name: 'Faultline, home' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused();
  });

  test('a reload right after an edit keeps it, even before anything that writes links is there', async ({
    page,
  }) => {
    const view = await lab(page, '#/lab/raft/replication');
    await page.route(/\/link-[^/]*\.js$/, () => {});
    await page.keyboard.press('c');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await expect(view.handle(/^Crash /)).toHaveCount(1);
    await page.unrouteAll();
    await page.reload();
    await view.idle();
    await expect(view.handle(/^Crash /)).toHaveCount(1);
    await expect(page).toHaveURL(/\?s=/);
  });
});

test.describe('links', () => {
  test('a shared link opens the same run, event for event, elsewhere', async ({ page, browser }) => {
    const view = await lab(page, '#/lab/raft/replication');
    await view.page.locator('body').press('c');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
    await view.idle();
    const hash = await view.hash();
    const link = await view.share();
    expect(link.split('?s=')[1]?.length).toBeLessThan(400);

    const elsewhere = await browser.newContext();
    const other = await elsewhere.newPage();
    const reopened = await new Lab(other).open(link);
    expect(await reopened.hash()).toBe(hash);
    await elsewhere.close();

    expect(JSON.parse(faultline(['run', link])).summary.hash).toBe(hash);
  });

  test('a reload keeps the experiment', async ({ page }) => {
    const view = await lab(page, '#/lab/raft/first-election');
    await view.page.locator('body').press('c');
    await page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }).press('Enter');
    const hash = await view.hash();
    await page.reload();
    await expect(view.root).toHaveAttribute('data-run-hash', hash);
    // And what was done, which can be undone still, by its name.
    await view.idle();
    const plain = runInNode(specOf('first-election')).hash;
    await expect(view.button('Undo')).toHaveAttribute('title', /crash of/);
    await view.press('Undo');
    expect(await view.hash()).toBe(plain);
    await page.reload();
    await view.idle();
    await view.press('Redo');
    expect(await view.hash()).toBe(hash);
    // And what it was changed from: only a link to somebody else leaves that behind.
    await page.getByRole('button', { name: 'Back to the original' }).click();
    await view.idle();
    expect(await view.hash()).toBe(plain);
  });

  const spec = JSON.stringify({ schema: 1, protocol: 'raft', seed: 7 });
  const good = faultline(['link', '-'], spec).trim();
  const bad: readonly (readonly [string, string, RegExp])[] = [
    ['one changed character', good.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')), /damaged/i],
    ['markup', '#/lab/raft?s=<img src=x onerror=alert(1)>', /link/i],
    ['an unknown protocol', '#/lab/nothing', /nothing/i],
    ['an unknown page', '#/somewhere/else', /no page|nothing|not/i],
    ['far too long', `#/lab/raft?s=${'A'.repeat(70_000)}`, /too long/i],
  ];
  test('bad ones are refused with a sentence and a way on', async ({ page }) => {
    const errors: string[] = [];
    page.on('pageerror', (e) => errors.push(e.message));
    page.on('dialog', () => errors.push('a dialog opened'));
    for (const [name, hash, says] of bad) {
      await test.step(name, async () => {
        await page.goto(`/${hash}`);
        await expect(page.getByRole('main')).toContainText(says);
        await expect(page.locator('img[src="x"]')).toHaveCount(0);
        await page.getByRole('main').getByRole('link').first().click();
        await expect(page.getByRole('main')).not.toContainText(says);
        expect(errors).toEqual([]);
      });
    }
  });
});

test.describe('accessible in both themes', () => {
  const pages: readonly (readonly [string, (page: Page) => Promise<void>])[] = [
    ['the lab', async (page) => void (await lab(page))],
    [
      'a damaged link',
      async (page) => {
        await page.goto('/#/lab/raft?s=AAAAAAAAAAAA');
        await expect(page.getByRole('main')).toContainText(/damaged/i);
      },
    ],
  ];
  for (const [name, arrive] of pages) {
    test(name, async ({ page }) => {
      await page.emulateMedia({ reducedMotion: 'reduce' });
      await arrive(page);
      await lookAt(page, name);
    });
  }
});
