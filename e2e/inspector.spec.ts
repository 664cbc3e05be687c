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
  await page.keyboard.press('Enter');
  await expect(headline).toHaveText('S3 starts an election for term 2');
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
