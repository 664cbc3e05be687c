import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenarios } from './scenarios.ts';
import { keeperRows } from './view-notes.ts';

/** Rows of a scenario's world after its last step at or before a time, µs. */
function rowsAt(id: string, time: number) {
  const scenario = scenarios.find((s) => s.id === id);
  if (!scenario) throw new Error(`no scenario ${id}`);
  const { trace, world } = simulate(protocol, scenario.spec);
  const { columns } = trace;
  let row = 0;
  while (row + 1 < trace.rows && (columns.time[row + 1] as number) <= time) row++;
  const step = columns.step[row] as number;
  return keeperRows(world(step), step > 0 ? world(step - 1) : null, trace);
}

const words = (id: string, time: number, keeper = 0) => {
  const row = rowsAt(id, time)[keeper];
  if (!row) throw new Error('no such keeper');
  const cells = row.cells.map((c) => {
    const disk = c.disk === 'same' ? '' : ` [${c.diskWord ?? c.disk}]`;
    return `${c.word}${c.told ? '' : '?'}${disk}`;
  });
  return [...cells, ...row.missing.map((m) => `-${m.word}`)].join(' ');
};

describe('the panel of lists', () => {
  it('tells what a client was told from what it was not', () => {
    expect(words('no-fault', 92_000)).toBe('apple?');
    expect(words('no-fault', 100_000)).toBe('apple');
    expect(words('blocked-answers', 400_000)).toBe('apple bread? cheese? dates eggs');
  });

  it('marks what the step stored', () => {
    const [k1] = rowsAt('no-fault', 90_330);
    expect(k1?.cells.map((c) => c.fresh)).toEqual([true]);
    expect(rowsAt('no-fault', 95_000)[0]?.cells.map((c) => c.fresh)).toEqual([false]);
  });

  it('shows a write on its way, and its loss', () => {
    expect(words('crash-before-fsync', 140_000)).toBe('apple bread? [writing]');
    expect(words('crash-before-fsync', 155_000)).toBe('apple');
    expect(words('confirmed-before-fsync', 140_000)).toBe('apple bread [writing]');
    expect(words('confirmed-before-fsync', 155_000)).toBe('apple -bread');
  });

  it('shows what the disk holds before the keeper knows, and what it makes of it', () => {
    expect(words('lost-write', 200_500)).toBe('apple bread cheese [gone]');
    expect(rowsAt('lost-write', 200_500)[0]?.countOnDisk).toBe('old');
    expect(words('lost-write', 300_000)).toBe('apple bread -cheese');
    expect(words('bit-rot', 230_000)).toBe('apple bread [cread] cheese');
    expect(words('bit-rot', 300_000)).toBe('apple cread cheese');
    expect(words('misdirected-write', 230_000)).toBe('apple bread [cheese] cheese [gone]');
    expect(words('misdirected-write', 300_000)).toBe('apple cheese -bread');
    expect(words('unreadable-sector', 230_000)).toBe('apple [unreadable] bread cheese');
    expect(words('unreadable-sector', 300_000)).toBe('-apple -bread -cheese');
  });

  it('shows the lie of a keeper that stores nothing, and who suspects whom', () => {
    expect(words('confirms-without-keeping', 400_000, 1)).toBe('-apple -bread -cheese');
    expect(rowsAt('one-way-partition', 300_000).map((r) => r.suspects.join())).toEqual(['', 'K1', 'K1']);
    const torn = rowsAt('torn-write', 165_000)[0];
    expect([torn?.count, torn?.cells.length]).toEqual([2, 1]);
  });

  it('shows a keeper that is down with what it will read', () => {
    const [, k2] = rowsAt('crash-stop', 400_000);
    expect([k2?.up, k2?.cells.length, k2?.suspects]).toEqual([false, 2, []]);
  });
});
