import { expect, type Locator, type Page, test } from 'playwright/test';
import { findings, LOOKS } from './support/axe.ts';
import { faultline, Lab } from './support/lab.ts';

const lab = (page: Page, path = '#/lab/raft/replication') => new Lab(page).open(`/${path}`);

/** A run of its own, by way of a link. */
function link(spec: object): string {
  const url = faultline(['link', '-'], JSON.stringify({ schema: 1, protocol: 'raft', ...spec })).trim();
  return url.slice(url.indexOf('#'));
}

/** Goes on from one interesting event to the next until the inspector says this. */
async function goOnTo(view: Lab, says: RegExp): Promise<void> {
  for (let i = 0; i < 40; i++) {
    if (says.test(await view.inspector.getByRole('heading', { level: 2 }).innerText())) return;
    await view.press('Next interesting');
  }
  throw new Error(`nothing says ${says}`);
}

/** Opens the list of all faults by its key, and finds what is typed. */
async function find(page: Page, typed: string): Promise<Locator> {
  await page.locator('body').press('x');
  const list = page.getByRole('dialog', { name: 'All faults' });
  await expect(list.getByRole('searchbox')).toBeFocused();
  await page.keyboard.type(typed);
  return list;
}

/** Every fault that has no chip: what is typed, and what its object on the timeline is called. */
const REST: readonly (readonly [string, RegExp])[] = [
  ['amnesia', /^Amnesia of S\d/],
  ['outage', /^Outage of S\d and S\d/],
  ['slow node', /^Slow node S\d, .* each/],
  ['partial', /^Partial cut S\d–S\d/],
  ['one-way', /^One-way cut S\d → S\d/],
  ['worse link', /^Worse link S\d → S\d, 50 % lost/],
  ['reorder', /^Reordering of the .*message S\d → S\d/],
  ['corrupt', /^Corruption of the .*message S\d → S\d/],
  ['lost write', /^Lost write of S\d/],
  ['torn write', /^Torn write of S\d/],
  ['misdirected', /^Misdirected write of S\d/],
  ['bit rot', /^Bit rot on S\d/],
  ['unreadable', /^Unreadable sector on S\d/],
  ['full disk', /^Full disk of S\d/],
  ['slow disk', /^Slow disk of S\d, .* a write/],
  ['byzantine', /^Byzantine node S\d, Votes for everybody/],
];

test.describe('the list of all faults', () => {
  test('each is found by its name and made by two presses of Enter, and has a handle', async ({ page }) => {
    test.slow();
    test.slow();
    const view = await lab(page);
    await view.events.getByRole('button', { name: /S1 becomes leader of term 1/ }).click();
    await view.idle();
    const original = await view.hash();
    for (const [typed, name] of REST) {
      const list = await find(page, typed);
      await page.keyboard.press('Enter');
      await expect(list).toBeHidden();
      const form = page.getByRole('dialog');
      await form.getByRole('button', { name: 'Add', exact: true }).press('Enter');
      await expect(form).toBeHidden();
      await expect(view.handle(name), typed).toHaveCount(1);
      await expect(view.handle(name), typed).toBeFocused();
      expect(await view.hash(), typed).not.toBe(original);
      await view.key('Delete');
      await expect(view.handle(name), typed).toHaveCount(0);
    }
    expect(await view.hash()).toBe(original);
  });

  test('knows the field’s other words, says when it knows none, and gives the focus back', async ({
    page,
  }) => {
    await lab(page);
    const more = page.getByRole('button', { name: 'More faults…' });
    await more.click();
    const list = page.getByRole('dialog', { name: 'All faults' });
    await list.getByRole('searchbox').fill('gray failure');
    await expect(list.getByRole('button').first()).toContainText('Slow node');
    await expect(list.getByRole('button').first()).toContainText('gray failure');
    await list.getByRole('searchbox').fill('zebra');
    await expect(list).toContainText('No fault is called so');
    await list.getByRole('searchbox').fill('');
    await page.keyboard.press('ArrowDown');
    await expect(list.getByRole('button', { name: /^Amnesia/ })).toBeFocused();
    await page.keyboard.press('ArrowDown');
    await expect(list.getByRole('button', { name: /^Outage/ })).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(list).toBeHidden();
    await expect(more).toBeFocused();
  });

  test('one is dragged out of it onto a lane, moved and stretched, under its own name in the undo list', async ({
    page,
  }) => {
    const view = await lab(page);
    const original = await view.hash();
    const list = await find(page, 'slow node');
    const from = await view.middle(list.getByRole('button').first());
    await view.drag(from, await view.within(view.timeline, 0.4, 0.5));
    await expect(list).toBeHidden();
    const slow = view.handle(/^Slow node S\d/);
    await expect(slow).toBeFocused();
    const placed = (await slow.getAttribute('aria-label')) as string;
    await view.key('Shift+ArrowRight');
    await expect(slow).not.toHaveAttribute('aria-label', placed);
    await page.getByRole('button', { name: 'Undo' }).hover();
    await expect(page.getByRole('button', { name: 'Undo' })).toHaveAttribute(
      'title',
      /end slow node S\d at [\d.]+ ms/i,
    );
    await view.press('Undo');
    await expect(slow).toHaveAttribute('aria-label', placed);
    await view.press('Undo');
    expect(await view.hash()).toBe(original);
  });
});

test.describe('a message picked', () => {
  test('can be lost, delayed, doubled, reordered and corrupted from the menu beside it', async ({ page }) => {
    const view = await lab(page);
    const original = await view.hash();
    await view.events.getByRole('button', { name: /S1 becomes leader of term 1/ }).click();
    await view.idle();
    // A little later its first messages are on their way: the stage draws them.
    await view.press('Step forward');
    await expect(view.stage.locator('svg[data-hand]')).toBeVisible();
    await view.stage.locator('[data-send]').first().click();
    const menu = page.getByRole('menu', { name: / → / });
    for (const name of ['Lose it', 'Delay it', 'Duplicate it', 'Let the next overtake it', 'Corrupt it']) {
      await expect(menu.getByRole('menuitem', { name })).toBeVisible();
    }
    await menu.getByRole('menuitem', { name: 'Corrupt it' }).click();
    await view.idle();
    await expect(view.handle(/^Corruption of the/)).toHaveCount(1);
    expect(await view.hash()).not.toBe(original);
    // With checksums the receiver notices.
    await view.press('To the end');
    await expect(page.getByRole('list', { name: 'Events' })).toBeVisible();
  });
});

test.describe('what the faults do is seen', () => {
  test('a torn write takes its node down in the middle of it, and back up', async ({ page }) => {
    const hash = link({
      seed: 3,
      inputs: [
        { at: 150_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
        { at: 150_000, fault: { type: 'tornWrite', node: 'S1', until: 600_000 } },
      ],
    });
    const view = await lab(page, hash);
    await view.press('To the start');
    await goOnTo(view, /^The power of S1 fails in the middle of its next write$/);
    await goOnTo(
      view,
      /^The power of S1 fails in the middle of its write: it goes down and nothing is sent$/,
    );
    await expect(view.stage.getByRole('button', { name: /^S1, crashed/ })).toBeVisible();
    await view.press('To the end');
    await expect(view.stage.getByRole('button', { name: /^S1, (follower|candidate|leader)/ })).toBeVisible();
  });

  test('a lost write is told as what the disk holds and what the node believes', async ({ page }) => {
    const hash = link({
      seed: 3,
      inputs: [
        { at: 300_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } },
        { at: 300_000, fault: { type: 'lostWrite', node: 'S2' } },
      ],
    });
    const view = await lab(page, hash);
    await view.press('To the end');
    const s2 = view.stage.getByRole('button', { name: /^S2, .*disk 1 damaged/ });
    await s2.click();
    const card = view.inspector.getByRole('region', { name: 'Node S2' });
    await expect(card).toContainText('Not what its disk holds');
    await expect(card).toContainText(/entry \d of logwas never stored; it believes/);
  });

  test('a write that takes its time says what became safe, and what left with it', async ({ page }) => {
    const hash = link({
      seed: 3,
      params: { fsync: [8_000, 12_000] },
      inputs: [{ at: 300_000, node: 'C1', command: { type: 'write', key: 'x', value: 1 } }],
    });
    const view = await lab(page, hash);
    await view.press('To the start');
    await view.events
      .getByRole('button', { name: /’s write is safe on disk/ })
      .first()
      .click();
    await view.idle();
    const safe = view.inspector.getByRole('region', { name: 'Safe on disk' });
    await expect(safe).toContainText('votedFor');
    await expect(safe).toContainText('What waited for it leaves now, to S');
    await safe.getByRole('button', { name: /^at / }).click();
    await view.idle();
    const pending = view.inspector.getByRole('region', { name: 'On its way to the disk' });
    await expect(pending).toContainText('sends nothing of this step');
    await expect(view.stage.getByRole('button', { name: /disk writing/ })).toHaveCount(1);
  });

  test('slow, Byzantine and stopped nodes are named so while they are', async ({ page }) => {
    const until = 900_000;
    const hash = link({
      until,
      inputs: [
        { at: 0, fault: { type: 'slow', node: 'S2', each: [1_000, 2_000], until } },
        { at: 0, fault: { type: 'byzantine', node: 'S3', behaviour: 'votesForAll' } },
        { at: 0, fault: { type: 'clock', node: 'S4', stop: true } },
        { at: 400_000, fault: { type: 'outage', nodes: ['S1', 'S5'], until: 500_000 } },
      ],
    });
    const view = await lab(page, hash);
    await view.press('To the start');
    await goOnTo(view, /^S1 and S5 crash together$/);
    await expect(view.stage.getByRole('button', { name: /^S2, .*slow/ })).toBeVisible();
    await expect(view.stage.getByRole('button', { name: /^S3, .*Byzantine/ })).toBeVisible();
    await expect(view.stage.getByRole('button', { name: /^S4, .*clock stopped/ })).toBeVisible();
    for (const node of ['S1', 'S5']) {
      await expect(view.stage.getByRole('button', { name: new RegExp(`^${node}, crashed`) })).toBeVisible();
    }
  });
});

test.describe('forms', () => {
  test('a flapping cut of one way, with a sentence for what cannot be', async ({ page }) => {
    const view = await lab(page);
    await page.locator('body').press('p');
    const form = page.getByRole('dialog');
    await form.getByRole('checkbox', { name: 'One way only' }).check();
    await form.getByRole('checkbox', { name: 'Flapping' }).check();
    await form.getByRole('textbox', { name: /^Cut for/ }).fill('0');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(form.getByRole('alert')).toContainText('must be between 1 and');
    await form.getByRole('textbox', { name: /^Cut for/ }).fill('20');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(form).toBeHidden();
    await expect(view.handle(/^Flapping one-way cut .* ⇥ .*, 20 ms on, 50 ms off/)).toHaveCount(1);
  });

  test('the record of a disk is chosen from what it holds', async ({ page }) => {
    const view = await lab(page);
    await view.press('To the end');
    await find(page, 'bit rot');
    await page.keyboard.press('Enter');
    const form = page.getByRole('dialog');
    await form.getByRole('button', { name: 'log[1]' }).click();
    await expect(form.getByRole('combobox', { name: /^Record/ })).toHaveValue('log[1]');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await expect(view.handle(/^Bit rot on S\d, entry 2 of log/)).toHaveCount(1);
  });

  test('a disk is not broken that is not there', async ({ page }) => {
    const view = await lab(page);
    await view.stage.getByRole('button', { name: /^C1, / }).click();
    await find(page, 'lost write');
    await page.keyboard.press('Enter');
    const node = page.getByRole('dialog').getByRole('combobox', { name: 'Node' });
    await expect(node.locator('option')).toHaveText(['S1', 'S2', 'S3', 'S4', 'S5']);
  });
});

test.describe('accessible in both themes', () => {
  for (const { colorScheme, viewport } of LOOKS) {
    test(`the list and the forms, ${colorScheme}, ${viewport.width} px`, async ({ page }) => {
      test.slow();
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await lab(page);
      const violations = async () => {
        const found = await findings(page, { include: '[role="dialog"]' });
        return found.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join('; ')}`);
      };
      await page.locator('body').press('x');
      await expect(page.getByRole('dialog', { name: 'All faults' })).toBeVisible();
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      await page.locator('body').press('p');
      await expect(page.getByRole('dialog')).toContainText('Cut');
      expect(await violations()).toEqual([]);
      await page.keyboard.press('Escape');
      for (const typed of ['partial', 'bit rot', 'outage', 'byzantine']) {
        await find(page, typed);
        await page.keyboard.press('Enter');
        await expect(
          page.getByRole('dialog').getByRole('button', { name: 'Add', exact: true }),
        ).toBeVisible();
        expect(await violations(), typed).toEqual([]);
        await page.keyboard.press('Escape');
      }
    });
  }
});
