import { describe, expect, it } from 'vitest';
import type { FaultInput, Input } from '../engine/runspec.ts';
import { endOf, moveInput, sideOf, stretchInput, Turns, turnSide } from './edit.ts';
import { META } from './fixture.test-data.ts';
import { captionOf, describeInput, editName, operationLabel, sideEditName } from './words.ts';

const cut: FaultInput = {
  at: 180_000,
  fault: {
    type: 'partition',
    groups: [
      ['S1', 'S2'],
      ['S3', 'S4', 'S5'],
    ],
    until: 700_000,
  },
};
const crash: FaultInput = { at: 100_000, fault: { type: 'crash', node: 'S2' } };
const END = 900_000;

describe('moving', () => {
  it('keeps the length and stays inside the run', () => {
    expect(moveInput(cut, 20_000, END)).toMatchObject({ at: 200_000, fault: { until: 720_000 } });
    expect(moveInput(cut, -999_000, END)).toMatchObject({ at: 0, fault: { until: 520_000 } });
    expect(moveInput(crash, 20_000, END)).toEqual({ at: 120_000, fault: { type: 'crash', node: 'S2' } });
  });
});

describe('stretching', () => {
  it('never makes longer what was to be made shorter, though it ends after the run does', () => {
    const beyond = stretchInput(cut, 'end', END + 20_000, END - 100_000);
    expect((beyond as FaultInput).fault).not.toHaveProperty('until');
    const long = { ...cut, fault: { ...cut.fault, until: END + 20_000 } } as FaultInput;
    expect(stretchInput(long, 'end', END + 10_000, END)).toMatchObject({ fault: { until: END + 10_000 } });
  });

  it('moves one end and leaves at least a millisecond', () => {
    expect(stretchInput(cut, 'start', 300_000, END)).toMatchObject({
      at: 300_000,
      fault: { until: 700_000 },
    });
    expect(stretchInput(cut, 'start', 800_000, END).at).toBe(699_000);
    expect(stretchInput(cut, 'end', 0, END)).toMatchObject({ fault: { until: 181_000 } });
  });

  it('to the end of the run makes it last, and from there gives it an end', () => {
    const lasting = stretchInput(cut, 'end', END, END);
    expect(lasting).not.toHaveProperty('fault.until');
    expect(endOf(lasting, END)).toBe(END);
    expect(stretchInput(crash, 'end', 400_000, END)).toMatchObject({ fault: { until: 400_000 } });
  });
});

describe('sides', () => {
  const three: FaultInput = {
    at: 0,
    fault: { type: 'partition', groups: [['S1', 'S2'], ['S3', 'S4'], ['S5']] },
  };
  const visits = (input: FaultInput, node: string, times: number) => {
    const turns = new Turns();
    let now: Input = input;
    return Array.from({ length: times }, () => {
      now = turns.turn(0, now, node);
      return sideOf(now, node);
    });
  };

  it('go round all other sides before none, from wherever a node starts', () => {
    expect(visits(cut, 'S2', 5)).toEqual([1, -1, 0, 1, -1]);
    expect(visits(cut, 'S5', 5)).toEqual([0, -1, 1, 0, -1]);
    expect(visits(three, 'S3', 5)).toEqual([2, 0, -1, 1, 2]);
    expect(visits(three, 'S9', 4)).toEqual([0, 1, 2, -1]);
  });

  it('are never left empty, and keep their order', () => {
    expect(turnSide(three, 'S5', 2)).toBe(three);
    expect((turnSide(cut, 'S3', 1) as FaultInput).fault).toMatchObject({
      groups: [
        ['S1', 'S2', 'S3'],
        ['S4', 'S5'],
      ],
    });
  });

  it('start afresh on another cut and when forgotten', () => {
    const turns = new Turns();
    const once = turns.turn(0, cut, 'S2');
    expect(sideOf(turns.turn(1, once, 'S2'), 'S2')).toBe(0);
    turns.forget();
    expect(sideOf(turns.turn(0, once, 'S2'), 'S2')).toBe(0);
  });

  it('have edits with names of their own', () => {
    const over = turnSide(cut, 'S5', 1);
    expect(sideEditName(cut, over)).toBe('move S5 to side a of the cut');
    expect(sideEditName(over, turnSide(over, 'S5', 1))).toBe('take S5 out of the cut');
    expect(sideEditName(cut, moveInput(cut, 1000, END))).toBeNull();
    expect(sideEditName(crash, crash)).toBeNull();
    expect(editName(cut, over, META)).toBe('move S5 to side a of the cut');
  });

  it('are named by what the hand did', () => {
    const slow: FaultInput = {
      at: 100_000,
      fault: { type: 'slowFsync', node: 'S2', by: [0, 9], until: 200_000 },
    };
    expect(editName(slow, moveInput(slow, 140_000, END), META)).toBe('move slow disk of S2 to 240 ms');
    expect(editName(slow, stretchInput(slow, 'end', 300_000, END), META)).toBe(
      'end slow disk of S2 at 300 ms',
    );
    expect(editName(slow, stretchInput(slow, 'start', 50_000, END), META)).toBe(
      'start slow disk of S2 at 50 ms',
    );
    expect(editName(slow, stretchInput(slow, 'end', END, END), META)).toBe('let slow disk of S2 last');
  });
});

describe('words', () => {
  it('name an input for those who cannot see it', () => {
    expect(describeInput(cut, META)).toBe('Cut S1 S2 | S3 S4 S5, 180 ms to 700 ms');
    expect(describeInput(crash, META)).toBe('Crash of S2, 100 ms to the end');
    const drop: Input = { at: 1500, fault: { type: 'drop', from: 'S1', to: 'S2', nth: 3 } };
    expect(describeInput(drop, META)).toBe('Loss of the 3rd message S1 → S2, at 1.5 ms');
    const bent: FaultInput = {
      at: 0,
      fault: { type: 'clock', node: 'S5', driftPpm: 300_000, offset: -5000 },
    };
    expect(captionOf(bent, META)).toBe('5 ms behind, 30 % fast');
  });

  it('say what a client was told', () => {
    const base = { id: 0, node: 'C1', f: 'write', key: 'x', value: 7, invokeRow: 0, replyRow: 3 } as const;
    expect(operationLabel({ ...base, outcome: 'ok' }, META)).toBe('x=7, told “done”');
    expect(operationLabel({ ...base, outcome: 'open', replyRow: -1 }, META)).toBe('x=7, never answered');
    expect(operationLabel({ ...base, f: 'read', value: undefined, outcome: 'ok', result: 7 }, META)).toBe(
      'read x, told 7',
    );
  });
});
