/** The inspector: from a broken promise to what broke it, and the state of any node as a structure to read. */
import { expect, type Page, test } from 'playwright/test';
import { Lab } from './support/lab.ts';

const lab = (page: Page, path: string) => new Lab(page).open(`/#/lab/${path}`);

test('a promise leads to the event where it broke, and that to the rule and the faults behind it', async ({
  page,
}) => {
  const view = await lab(page, 'raft/forgotten-vote');
  const promises = view.inspector.getByRole('region', { name: 'Promises' });
  await promises.getByRole('button', { name: /^(breaks|broken) at 80\.7 ms, S3#\d+$/ }).click();
  await view.idle();
  await expect(promises.getByText('broken here')).toBeVisible();
  await promises.getByText('At most one leader per term').click();
  await expect(promises.getByText(/Election Safety/)).toBeVisible();
  const why = view.inspector.getByRole('region', { name: 'Why' });
  await expect(why.getByText('A rule is broken:')).toBeVisible();
  await why.getByText('Every cause, one by one').click();
  await expect(
    why.getByRole('button', { name: /^S5’s election timer is made to run out/ }).first(),
  ).toBeVisible();
  // A fault on the way is a place to go, and is picked there.
  await why.getByRole('button', { name: /^Crash of S3 28 ms$/ }).click();
  await view.idle();
  await expect(view.inspector.getByRole('heading', { level: 2 })).toHaveText('S3 crashes');
  await expect(view.handle(/^Crash of S3,/)).toBeVisible();
  await expect(page.getByRole('group', { name: 'Selected' })).toBeVisible();
});

test('why a timer ran out: the fault that kept the heartbeats away, and who has it', async ({ page }) => {
  const view = await lab(page, 'raft/minority-leader');
  const headline = view.inspector.getByRole('heading', { level: 2 });
  await view.key('/');
  await page.getByRole('dialog').getByRole('combobox').fill('S3 starts an election for term 2');
  await view.idle();
  await page.keyboard.press('Enter');
  await expect(headline).toHaveText('S3 starts an election for term 2');
  // What changed comes from the worker, and moves what stands below it.
  await view.idle();
  const why = view.inspector.getByRole('region', { name: 'Why' });
  const kept = why.getByRole('button', {
    name: /^A heartbeat from S1 to S3 does not arrive, the last of \d+: Cut C1 S1 S2 \| S3 S4 S5 \d/,
  });
  await kept.click();
  await view.idle();
  await expect(headline).toHaveText('S1’s heartbeat timer runs out');
});

test('the state of any node: a structure that folds, its log a table, what changed marked', async ({
  page,
}) => {
  const view = await lab(page, 'raft/minority-leader');
  const choice = view.inspector.getByRole('group', { name: 'State of a node' });
  await choice.getByRole('button', { name: 'S4' }).press('Enter');
  const card = view.inspector.getByRole('region', { name: 'Node S4' });
  // The step on show is S4's own: it applied up to entry 3.
  await expect(card.getByRole('listitem').filter({ hasText: /^commitIndex \(changed\)/ })).toContainText('3');
  const log = card.getByRole('table', { name: 'log' });
  await expect(log.getByRole('row')).toHaveCount(4);
  await expect(log.getByRole('row').nth(2)).toContainText('x=3');
  await choice.getByRole('button', { name: 'S1' }).click();
  const leader = view.inspector.getByRole('region', { name: 'Node S1' });
  const next = leader.getByRole('group').filter({ hasText: /^nextIndex/ });
  await next.getByText('nextIndex').click();
  await expect(next.getByText('S5', { exact: true })).toBeVisible();
  // Nothing of S1 changed in a step of S4.
  await expect(leader.getByText('(changed)')).toHaveCount(0);
  await choice.getByRole('button', { name: 'S1' }).click();
  await expect(leader).toHaveCount(0);
});

test('times in a state are said as times', async ({ page }) => {
  const view = await lab(page, 'gallery/pause');
  await view.inspector.getByRole('button', { name: 'K1', exact: true }).click();
  const card = view.inspector.getByRole('region', { name: 'Node K1' });
  await page.getByRole('slider', { name: 'Time' }).press('End');
  await view.idle();
  await expect(card.getByRole('table', { name: 'notes' })).toContainText(/\d ms/);
  await expect(card).not.toContainText(/\d{5}/);
});

test('a step lights its lines of pseudocode, cites their source, shows before and after, and is heard with its cause', async ({
  page,
}) => {
  const view = await lab(page, 'raft/minority-leader');
  await view.key('/');
  await page.getByRole('dialog').getByRole('combobox').fill('S4#7');
  await view.idle();
  await page.keyboard.press('Enter');
  await expect(view.inspector.getByRole('heading', { level: 2 })).toHaveText('S4 stores entry 3');
  const rule = view.inspector.getByRole('region', { name: 'Rule: On AppendEntries' });
  await expect(rule).toContainText('Figure 2');
  await expect(rule.getByText('fired: ')).toHaveCount(1);
  await expect(rule.locator('[data-lit]')).toContainText('append the new entries');
  const changes = view.inspector.getByRole('region', { name: 'What changed' });
  await expect(changes).toContainText('index 3, term 2, noop');
  await expect(changes.getByRole('img', { name: 'becomes' }).first()).toBeVisible();
  // The list says what came of the step, and of what it came.
  const row = view.events.getByRole('button', { name: /S4 stores entry 3$/ });
  await expect(row).toHaveAttribute('aria-current', 'step');
  await expect(row).toHaveAccessibleDescription('S4#7: S4 stores entry 3. S4 receives an append from S3');
  await view.press('Step back');
  await view.press('Step forward');
  await expect(
    page.getByRole('status').filter({ hasText: 'S4 stores entry 3. S4 receives an append from S3.' }),
  ).toHaveCount(1);
});
