import { describe, expect, it } from 'vitest';
import { simulate } from '../../testkit/simulate.ts';
import protocol from './protocol.ts';
import addServer from './scenarios/add-server.ts';
import directSwitch from './scenarios/direct-switch.ts';
import firstElection from './scenarios/first-election.ts';
import joint from './scenarios/joint-consensus.ts';
import addRemove from './scenarios/membership-bug-add-remove.ts';
import removedLeader from './scenarios/removed-leader.ts';
import { type MembersModel, membersModel } from './view-members.ts';

type Run = ReturnType<typeof simulate>;
const sets = (model: MembersModel | null) => model?.sets.map((s) => `${s.name}: ${s.voters.join(' ')}`);
const ids = (members: readonly { readonly id: string }[] | undefined) => members?.map((m) => m.id);
/** The models of every step of a run, in order. */
const models = (run: Run) =>
  Array.from({ length: run.trace.steps }, (_, step) => membersModel(run.world(step)));

describe('who decides', () => {
  it('says nothing while everybody votes and always did', () => {
    const run = simulate(protocol, firstElection.spec);
    expect(models(run).every((m) => m === null)).toBe(true);
  });

  it('draws old and new as sets that overlap while both count (thesis §4.3), and the new alone afterwards', () => {
    const all = models(simulate(protocol, joint.spec));
    const both = all.find((m) => m?.sets.length === 2) ?? null;
    expect(sets(both)).toEqual(['old: S1 S2 S3', 'new: S3 S4 S5']);
    expect([ids(both?.left), ids(both?.both), ids(both?.right)]).toEqual([
      ['S1', 'S2'],
      ['S3'],
      ['S4', 'S5'],
    ]);
    expect(both?.words[0]).toBe('Both majorities must agree: 2 of S1 S2 S3 and 2 of S3 S4 S5.');
    expect(both?.sets.map((s) => s.needed)).toEqual([2, 2]);
    expect(all.some((m) => m?.apart)).toBe(false);
    expect(sets(all.at(-1) ?? null)).toEqual(['voters: S3 S4 S5']);
  });

  it('counts the storing of an entry in each set by itself', () => {
    const all = models(simulate(protocol, joint.spec)).filter((m) => m?.sets.length === 2);
    const counts = all.map((m) => m?.sets.map((s) => s.agreed).join('+'));
    expect(counts[0]).toBe('1+0');
    // Committed as soon as both have their majority: nobody waits beyond that.
    for (const m of all) expect(m?.sets.every((s) => s.agreed > s.needed)).toBe(false);
  });

  it('keeps a newcomer that catches up out of the set (thesis §4.2.1)', () => {
    const all = models(simulate(protocol, addServer.spec));
    const learning = all.find((m) => m?.outside.some((o) => o.learner));
    expect(sets(learning ?? null)).toEqual(['voters: S1 S2 S3']);
    expect(learning?.words).toContain('S4 catches up without a vote.');
    expect(sets(all.at(-1) ?? null)).toEqual(['voters: S1 S2 S3 S4']);
  });

  it('does not count a leader that removes itself (thesis §4.2.2)', () => {
    const all = models(simulate(protocol, removedLeader.spec));
    const leaving = all.find((m) => m !== null);
    expect(sets(leaving ?? null)).toEqual(['voters: S2 S3 S4 S5']);
    expect(leaving?.sets[0]?.agreed).toBe(0);
    expect(leaving?.words).toContain('S1 leads until this is committed and does not count itself.');
    expect(all.at(-1)?.words).toContain('S1 has no vote.');
  });

  it('shows the two majorities that a broken rule lets apart, and none where it holds', () => {
    for (const spec of [directSwitch.spec, addRemove.spec]) {
      expect(models(simulate(protocol, spec)).some((m) => m?.apart)).toBe(true);
      const kept = models(simulate(protocol, { ...spec, variants: [] }));
      expect(kept.some((m) => m !== null)).toBe(true);
    }
    const two = models(simulate(protocol, directSwitch.spec)).at(-1) ?? null;
    expect(sets(two)).toEqual(['S2’s: S1 S2 S3', 'S4’s: S1 S2 S3 S4 S5']);
    const safe = models(simulate(protocol, { ...directSwitch.spec, variants: [] }));
    expect(safe.some((m) => m?.apart)).toBe(false);
  });
});
