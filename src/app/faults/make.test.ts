import { describe, expect, test } from 'vitest';
import { FAULT_KINDS } from '../../engine/faultkinds.ts';
import { K } from '../../engine/trace.ts';
import { parseRunSpec } from '../../spec/resolve.ts';
import { placeOf } from '../lab/actions.ts';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { stepAt, stepTime } from '../stores/session.ts';
import { guessDraft } from './guess.ts';
import { groundOf } from './landing.ts';
import { faultOnMessage, inputFromDrop } from './make.ts';
import { guessGroups, prominentNode } from './place.ts';
import { inputFromDraft } from './toInput.ts';

const { run, simulated } = raftRun();
const context = { meta: raft, run, prominent: 'S1' };
const sends = [...run.trace.columns.kind.keys()].filter((row) => run.trace.columns.kind[row] === K.send);

describe('a chip dropped', () => {
  test('on a lane crashes, freezes or bends that node, at the roundest time the hand can have meant', () => {
    const { time } = run.trace.columns;
    const at = time[run.heads[60] ?? 0] ?? 0;
    const crash = (precision: number) =>
      inputFromDrop('crash', { at: at + 0.2, node: 'S3', precision }, context)?.at ?? 0;
    expect(crash(1)).toBe(at + 1);
    const made = inputFromDrop('crash', { at: 600_437.2, node: 'S3' }, context);
    expect(made).toMatchObject({ fault: { type: 'crash', node: 'S3' } });
    expect((made?.at ?? 0) % 1000).toBe(0);
    expect(inputFromDrop('pause', { at: 5_000, node: 'C1' }, context)).toMatchObject({
      at: 5_000,
      fault: { type: 'pause', node: 'C1' },
    });
    expect(inputFromDrop('clock', { at: 0, node: 'S3' }, context)).toMatchObject({
      fault: { type: 'clock', node: 'S3', driftPpm: 300_000 },
    });
  });

  test('at the cursor comes right after the step on show, and is the cursor’s step once it is made', () => {
    const { time } = run.trace.columns;
    for (let step = 0; step < run.trace.steps; step += 5) {
      const at = time[run.heads[step] ?? 0] ?? 0;
      const input = inputFromDrop('crash', { at, node: 'S3' }, context);
      if (input === null || at === 0) continue;
      expect(input.at - at).toBeGreaterThanOrEqual(0);
      expect(input.at - at).toBeLessThanOrEqual(1000);
      // As round as the steps around it let it be.
      const next = stepTime(run, stepAt(run, at) + 1);
      if (Math.floor(at / 1000) * 1000 + 1000 < next) expect(input.at % 1000, `at ${at}`).toBe(0);
      const inputs = [...minority.inputs, input];
      const after = raftRun({ ...minority, inputs }).run;
      // Everything up to the moment on show has happened as it had.
      const seen = stepAt(run, at);
      const row = run.heads[seen] ?? 0;
      expect([...after.trace.columns.time.slice(0, row + 1)]).toEqual([...time.slice(0, row + 1)]);
      expect([...after.trace.columns.kind.slice(0, row + 1)]).toEqual([
        ...run.trace.columns.kind.slice(0, row + 1),
      ]);
      // And nothing else happened until it strikes.
      expect(stepAt(run, input.at - 1)).toBe(seen);
      // And at the fault's own time the fault is what happened last, or what it brought about at once.
      const shown = stepAt(after, input.at);
      const faults = [];
      for (let s = shown; s >= 0 && stepTime(after, s) === input.at; s--) {
        const head = after.heads[s] ?? 0;
        if (after.trace.columns.kind[head] === K.fault) faults.push(after.trace.columns.ref[head]);
      }
      expect(faults, `at ${at}`).toContain(inputs.length - 1);
    }
  });

  test('where there is no node or message makes nothing, so that the form can ask', () => {
    for (const chip of ['crash', 'pause', 'clock', 'drop', 'delay', 'duplicate'] as const) {
      expect(inputFromDrop(chip, { at: 1_000 }, context), chip).toBeNull();
    }
  });

  test('strikes the node it was let go on, whatever its kind, and of a link both ends', () => {
    for (const { type } of FAULT_KINDS) {
      const ground = groundOf(type);
      if (ground === 'node' && type !== 'byzantine') {
        const input = inputFromDrop(type, { at: 100_000, node: 'S4' }, context);
        expect(JSON.stringify(input), type).toContain('"S4"');
      }
      if (ground !== 'link') continue;
      expect(inputFromDrop(type, { at: 0, link: ['S2', 'S5'] }, context), type).toMatchObject({
        fault: type === 'partial' ? { links: [['S2', 'S5']] } : { from: 'S2', to: 'S5' },
      });
      // On a lane: the link to whom it most likely depends on.
      expect(JSON.stringify(inputFromDrop(type, { at: 0, node: 'S4' }, context)), type).toContain('S1');
    }
  });

  test('of a disk never strikes what has none', () => {
    expect(inputFromDrop('lostWrite', { at: 0, node: 'C1' }, context)).toBeNull();
    expect(guessDraft('lostWrite', 0, 'C1', context)).toMatchObject({ node: 'S1' });
  });

  test('as an outage takes down a minority with the node', () => {
    expect(inputFromDrop('outage', { at: 0, node: 'S5' }, context)).toMatchObject({
      fault: { nodes: ['S1', 'S5'] },
    });
  });

  test('never starts outside the run', () => {
    expect(inputFromDrop('crash', { at: 1e12, node: 'S3' }, context)?.at).toBe(minority.until);
    expect(inputFromDrop('crash', { at: -7, node: 'S3' }, context)?.at).toBe(0);
  });

  test('as a cut takes the sides the hand drew', () => {
    const groups = [['S1', 'C1'], ['S2']];
    expect(inputFromDrop('partition', { at: 0, groups }, context)).toMatchObject({ fault: { groups } });
    expect(inputFromDrop('partition', { at: 0, groups: [['S1'], []] }, context)).toBeNull();
  });

  test('as a write on a server goes to that server first, by way of a client', () => {
    expect(inputFromDrop('command', { at: 0, node: 'S4' }, context)).toMatchObject({
      node: 'C1',
      command: { type: 'write', via: 'S4' },
    });
    const onClient = inputFromDrop('command', { at: 0, node: 'C1' }, context);
    expect(onClient).toMatchObject({ node: 'C1' });
    expect(onClient).not.toHaveProperty('command.via');
  });
});

describe('a fault on a message', () => {
  test('loses exactly that message, whichever it is', () => {
    // Every seventh message is sample enough; what comes before the fault is the same run, so its row is the same too.
    for (const send of sends.filter((_, i) => i % 7 === 0)) {
      const { columns } = run.trace;
      const input = faultOnMessage('drop', send, run);
      const index = placeOf(input, minority.inputs);
      const struck = raftRun({ ...minority, inputs: minority.inputs.toSpliced(index, 0, input) }).run.trace;
      const lost = [...struck.columns.kind.keys()].filter(
        (row) => struck.columns.kind[row] === K.lost && struck.columns.ref[row] === index,
      );
      // A message to a node on the other side of the cut is the cut's already.
      if (lost.length === 0) {
        const fate = columns.cause.indexOf(send);
        expect(columns.kind[fate], `send row ${send}`).toBe(K.lost);
        continue;
      }
      expect(lost).toHaveLength(1);
      const sent = struck.columns.cause[lost[0] ?? 0] ?? -1;
      expect(struck.columns.time[sent]).toBe(columns.time[send]);
      expect(struck.columns.node[sent]).toBe(columns.node[send]);
      expect(struck.columns.peer[sent]).toBe(columns.peer[send]);
      expect(struck.columns.ref[sent]).toBe(columns.ref[send]);
    }
  });
});

describe('guesses', () => {
  test('are complete: Enter alone makes an input that the run accepts', () => {
    const metas = new Map([[raft.id, raft]]);
    const kinds = [
      ...FAULT_KINDS.map((kind) => kind.type).filter((type) => type !== 'byzantine'),
      'command',
      'fire',
    ] as const;
    for (const kind of kinds) {
      const draft = guessDraft(kind, 499_999.5, null, context);
      const made = inputFromDraft(draft, { meta: raft, nodes: run.resolved.nodes, until: minority.until });
      expect(made, kind).toMatchObject({ ok: true });
      if (made.ok) {
        expect(parseRunSpec({ ...minority, inputs: [made.input] }, metas), kind).toMatchObject({ ok: true });
      }
    }
  });

  test('put the leader on the minority side, and every node on one side', () => {
    const [minoritySide, rest] = guessGroups(context);
    expect(minoritySide).toEqual(['C1', 'S1', 'S2']);
    expect(rest).toEqual(['S3', 'S4', 'S5']);
  });

  test('know the leader of the latest term, if it is up', () => {
    const last = simulated.last();
    expect(prominentNode(raft, last)).toBe('S3');
    const down = { ...last, nodes: last.nodes.map((n) => (n.id === 'S3' ? { ...n, up: false } : n)) };
    expect(prominentNode(raft, down)).toBeNull();
    expect(prominentNode(raft, null)).toBeNull();
  });
});
