/** Small random histories: every interleaving, outcome and returned value can come up, most of them wrong. */
import fc from 'fast-check';
import type { Json } from '../../base/json.ts';
import type { History, HistoryEvent } from '../history.ts';

interface Shape {
  readonly fs: readonly string[];
  readonly keys: readonly string[];
}
export const SHAPES: Readonly<Record<string, Shape>> = {
  register: { fs: ['read', 'read', 'write'], keys: [] },
  'cas-register': { fs: ['read', 'write', 'cas', 'cas'], keys: [] },
  kv: { fs: ['read', 'read', 'write', 'cas'], keys: ['x', 'y'] },
};

const move = fc.record({
  process: fc.nat(3),
  f: fc.nat(11),
  key: fc.nat(1),
  a: fc.constantFrom<Json>(1, 2, 3, 1, 2, null),
  b: fc.constantFrom<Json>(1, 2, 3),
  /** Half of the operations end well. */
  end: fc.constantFrom('ok', 'ok', 'ok', 'ok', 'fail', 'info', 'stay', 'stay'),
});

/** Histories of a model, of at most so many moves; two moves make an operation. */
export function histories(model: string, moves = 16): fc.Arbitrary<History> {
  const { fs, keys } = SHAPES[model] as Shape;
  return fc.array(move, { minLength: 2, maxLength: moves, size: 'max' }).map((list) => {
    const events: HistoryEvent[] = [];
    const open = new Map<number, HistoryEvent>();
    for (const { process, f: pick, key: k, a, b, end } of list) {
      const invocation = open.get(process);
      const at = events.length + 1;
      if (invocation) {
        if (end === 'stay') continue;
        // A cas may also answer that it found another value.
        const answer =
          invocation.f === 'read' ? a : invocation.f === 'cas' && a === 3 ? false : invocation.value;
        const value = end === 'ok' ? answer : invocation.value;
        events.push({ ...invocation, type: end as HistoryEvent['type'], value, at });
        open.delete(process);
        continue;
      }
      const f = fs[pick % fs.length] as string;
      const key = keys.length === 0 ? {} : { key: keys[k % keys.length] as string };
      const value: Json = f === 'read' ? null : f === 'write' ? b : [a, b];
      const event: HistoryEvent = { process, type: 'invoke', f, ...key, value, at };
      open.set(process, event);
      events.push(event);
    }
    return { events, place: 'line' };
  });
}

/**
 * Histories in which nearly everything happens at once: so many operations, each of a process of its own, of few values, and a few
 * behind them.
 */
export function crowds(model: string, most = 7): fc.Arbitrary<History> {
  const { fs, keys } = SHAPES[model] as Shape;
  const op = fc.record({
    f: fc.constantFrom(...fs),
    a: fc.constantFrom<Json>(1, 2, 3, null),
    b: fc.constantFrom<Json>(1, 2, 3),
    from: fc.nat(9),
    lasts: fc.integer({ min: 1, max: 30 }),
    end: fc.constantFrom('ok', 'ok', 'ok', 'info', 'never'),
    missed: fc.nat(4),
  });
  return fc.array(op, { minLength: 3, maxLength: most, size: 'max' }).map((ops) => {
    const ends = ops.flatMap(({ f, a, b, from, lasts, end, missed }, process) => {
      const value: Json = f === 'read' ? null : f === 'write' ? b : [a, b];
      const answer = f === 'read' ? a : f === 'cas' && missed === 0 ? false : value;
      const key = keys.length === 0 ? {} : { key: keys[0] as string };
      const event = (type: HistoryEvent['type'], time: number, v: Json) => {
        return { time, event: { process, type, f, ...key, value: v } };
      };
      const asked = event('invoke', from, value);
      if (end === 'never') return [asked];
      return [asked, event(end as 'ok' | 'info', from + lasts, end === 'ok' ? answer : value)];
    });
    ends.sort((x, y) => x.time - y.time);
    return { events: ends.map(({ event }, i) => ({ ...event, at: i + 1 })), place: 'line' };
  });
}
