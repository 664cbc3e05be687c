import { describe, expect, it } from 'vitest';
import type { FaultInput, Input } from '../engine/runspec.ts';
import { endOf, moveInput, stretchInput, turnSide } from './edit.ts';
import { META } from './fixture.test-data.ts';
import { captionOf, describeInput, operationLabel } from './words.ts';

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
  it('give a node the next side, then none, and never empty one', () => {
    const once = turnSide(cut, 'S2') as FaultInput;
    expect(once.fault).toMatchObject({ groups: [['S1'], ['S2', 'S3', 'S4', 'S5']] });
    expect(turnSide(once, 'S1')).toBe(once);
    const twice = turnSide(once, 'S2') as FaultInput;
    expect(twice.fault).toMatchObject({ groups: [['S1'], ['S3', 'S4', 'S5']] });
    expect((turnSide(twice, 'S2') as FaultInput).fault).toMatchObject({
      groups: [
        ['S1', 'S2'],
        ['S3', 'S4', 'S5'],
      ],
    });
  });
});

describe('words', () => {
  it('name an input for those who cannot see it', () => {
    expect(describeInput(cut, META)).toBe('Partition S1 S2 | S3 S4 S5, 180 ms to 700 ms');
    expect(describeInput(crash, META)).toBe('Crash S2, 100 ms to the end');
    const drop: Input = { at: 1500, fault: { type: 'drop', from: 'S1', to: 'S2', nth: 3 } };
    expect(describeInput(drop, META)).toBe('Lose message 3 from S1 to S2, at 1.5 ms');
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
