import { describe, expect, it } from 'vitest';
import type { RunSpec } from '../../engine/runspec.ts';
import { resolve, simulate } from '../../testkit/simulate.ts';
import { protocol } from './protocol.ts';
import { scenario } from './scenarios/drawn-by-hand.ts';
import {
  arrival,
  clearEdit,
  LEAST,
  lanesEdit,
  localEdit,
  redrawEdit,
  removeEdit,
  sendEdit,
  slideEdit,
} from './view-edits.ts';
import { drawingOf } from './view-events.ts';
import { laneAt } from './view-hand.ts';
import { placeLabels, scrolledTo } from './view-labels.ts';
import { changeWords, stampText } from './view-words.ts';

const full = (spec: RunSpec) => resolve(protocol, spec).spec;
const base = full(scenario.spec);
const drawn = (spec: RunSpec) => drawingOf(simulate(protocol, spec).trace, spec.inputs);
const texts = (spec: RunSpec) =>
  new Map(drawn(spec).events.map((e) => [e.key, stampText(e.stamp, 'vector')]));

describe('what is drawn', () => {
  it('is every stroke with its events, messages from end to end', () => {
    const { events, messages, asked } = drawn(base);
    expect(events.map((e) => e.key).sort()).toEqual(
      [
        '0 receive',
        '0 send',
        '1 local',
        '2 local',
        '3 receive',
        '3 send',
        '4 local',
        '5 receive',
        '5 send',
      ].sort(),
    );
    expect(messages.map((m) => [m.from.lane, m.to?.lane, m.end.time])).toEqual([
      [0, 1, 24_000],
      [1, 2, 71_000],
      [0, 2, 84_000],
    ]);
    expect(asked.length).toBe(events.length);
  });
  it('a message that is still on its way when the run ends is not lost', () => {
    const [message] = drawn({ ...base, inputs: base.inputs.slice(0, 1), until: 20_000 }).messages;
    expect(message).toMatchObject({ to: null, end: { lane: 1, time: 24_000 } });
    expect(message?.gone).toBeCloseTo(10 / 14);
  });

  it('a message that is lost ends where it was drawn to; a copy is an arrival of its own', () => {
    const lost = {
      ...base,
      inputs: [{ at: 0, fault: { type: 'drop', from: 'P1', to: 'P2' } as const }, ...base.inputs],
    };
    expect(drawn(lost).messages[0]).toMatchObject({ to: null, end: { lane: 1, time: 24_000 } });
    const twice = {
      ...base,
      inputs: [
        { at: 0, fault: { type: 'duplicate', from: 'P1', to: 'P2', by: 3000 } as const },
        ...base.inputs,
      ],
    };
    expect(
      drawn(twice)
        .events.filter((e) => e.key.startsWith('1 receive'))
        .map((e) => e.key),
    ).toEqual(['1 receive', '1 receive 1']);
  });
});

describe('edits', () => {
  it('sliding between its neighbours changes no stamp, past one it does', () => {
    const slide = (to: number) => slideEdit(base, 1, 'start', to)?.change(base) as RunSpec;
    for (const to of [25_000, 31_000, 48_000, 55_000])
      expect(changeWords(texts(base), texts(slide(to)), 'vector').changed.size).toBe(0);
    expect(changeWords(texts(base), texts(slide(20_000)), 'vector').changed).toEqual(
      new Set(['0 receive', '1 local']),
    );
    // Past the sending at 56 ms the message leaves without it, and all who hear of it know less.
    expect(changeWords(texts(base), texts(slide(60_000)), 'vector').changed).toContain('3 receive');
  });
  it('no end of a message passes the other, wherever the hand goes', () => {
    for (const to of [-50_000, 0, 5_000, 90_000, 10_000_000]) {
      for (const end of ['start', 'arrival'] as const) {
        const next = slideEdit(base, 0, end, to)?.change(base) as RunSpec;
        const { from, end: arrives } = drawn(next).messages.find((m) => m.input === 0) as never as {
          from: { time: number };
          end: { time: number };
        };
        expect(arrives.time - from.time).toBeGreaterThanOrEqual(LEAST);
        expect(from.time).toBeGreaterThan(0);
        if (end === 'start') expect(arrives.time).toBe(24_000);
        else expect(from.time).toBe(10_000);
      }
    }
    expect(arrival(30_000, 10_000, 100_000)).toBe(31_000);
  });
  it('a local event that is drawn to another lane becomes a message, an arrival can be aimed anew, but not at its sender', () => {
    const sent = sendEdit(1, 1, 40_000, 2, 50_000).change(base);
    expect(sent.inputs[1]).toEqual({
      at: 40_000,
      node: 'P2',
      command: { type: 'send', to: 'P3', after: 10_000 },
    });
    expect(slideEdit(base, 0, 'arrival', 24_000, 2)?.change(base).inputs[0]).toMatchObject({
      command: { to: 'P3' },
    });
    expect(slideEdit(base, 0, 'arrival', 24_000, 0)?.change(base).inputs[0]).toMatchObject({
      command: { to: 'P2' },
    });
    expect(localEdit(99, 0, 5000).change(base).inputs.length).toBe(base.inputs.length + 1);
    expect(removeEdit(base, 0).change(base).inputs.length).toBe(base.inputs.length - 1);
  });
  it('another drawing comes from the next seed; clearing and losing a lane keep the faults that still fit', () => {
    const bent = {
      ...base,
      inputs: [
        ...base.inputs,
        { at: 0, fault: { type: 'clock', node: 'P1', offset: 5000 } as const },
        { at: 0, fault: { type: 'clock', node: 'P3', offset: 5000 } as const },
      ],
    };
    const again = redrawEdit().change(bent);
    expect(again.seed).toBe(bent.seed + 1);
    expect(again).toEqual(redrawEdit().change(bent));
    expect(again.inputs.filter((i) => 'fault' in i).length).toBe(2);
    expect(drawn(again).events.length).toBeGreaterThan(6);
    expect(clearEdit().change(bent).inputs.length).toBe(2);
    const two = lanesEdit(2).change(bent);
    expect(JSON.stringify(two.inputs)).not.toContain('P3');
    expect(simulate(protocol, two).trace.stopped).toBeNull();
  });
});

it('stamps never stand over one another, even crowded', () => {
  const many = { ...base, nodes: { process: 4 } };
  for (let seed = 0; seed < 12; seed++) {
    const spec = redrawEdit().change({ ...many, seed });
    const drawing = drawn(spec);
    const labels = placeLabels(
      drawing,
      (e) => stampText(e.stamp, 'vector'),
      (t) => 34 + t / 125,
      (lane) => 40 + 80 * lane,
      860,
    );
    expect(labels.length).toBeGreaterThan(0.8 * drawing.events.length);
    let over = 0;
    for (const [i, a] of labels.entries())
      for (const b of labels.slice(i + 1))
        if (Math.abs(a.y - b.y) < 11 && Math.abs(a.x - b.x) < (a.text.length + b.text.length) * 3.2) over++;
    expect(over).toBe(0);
  }
});

it('a press is on the nearest lane, or on none', () => {
  const plane = {
    x: (t: number) => t,
    t: (x: number) => x,
    y: (lane: number) => 40 + 60 * lane,
    lanes: 3,
    until: 1,
  };
  expect([41, 62, 70, 98, 500].map((y) => laneAt(plane, y))).toEqual([0, 0, null, 1, null]);
});

it('a board is scrolled as far as it has to be for what is asked about', () => {
  expect(scrolledTo([], 12, 150)).toBe(12);
  expect(scrolledTo([40, 100], 0, 150)).toBe(0);
  expect(scrolledTo([200], 0, 150)).toBe(80);
  expect(scrolledTo([40], 90, 150)).toBe(14);
  // Not all can be seen: the first is.
  expect(scrolledTo([28, 198], 0, 150)).toBe(2);
  expect(scrolledTo([20], 90, 150)).toBe(0);
});
