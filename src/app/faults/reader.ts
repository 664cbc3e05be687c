/** Reads the fields of a form, with a sentence for each that is wrong. */
import type { CommandFieldMeta } from '../../engine/meta.ts';
import type { Micros, NodeId } from '../../engine/runspec.ts';
import { MAX_FLAPS, MAX_SLOWNESS, MAX_TIME, MIN_FLAP } from '../../spec/bounds.ts';
import { plainMs } from '../text.ts';
import type { Draft, DraftContext } from './drafts.ts';
import { canStrike } from './landing.ts';

/** Collects problems by field; every reader returns a harmless value after complaining. */
export class Reader {
  readonly problems: Record<string, string> = {};
  readonly draft: Draft;
  readonly context: DraftContext;

  constructor(draft: Draft, context: DraftContext) {
    this.draft = draft;
    this.context = context;
  }

  say(field: string, sentence: string): void {
    this.problems[field] ??= sentence;
  }

  number(field: string, text: string, what: string, low: number, high: number): number {
    const value = Number(text.trim().replace('−', '-'));
    if (text.trim() === '' || !Number.isFinite(value)) {
      this.say(field, `${what} must be a number.`);
      return low;
    }
    if (value < low || value > high) {
      this.say(field, `${what} must be between ${low} and ${high}.`);
      return low;
    }
    return value;
  }

  whole(field: string, text: string, what: string, low: number, high: number): number {
    const value = this.number(field, text, what, low, high);
    if (!Number.isInteger(value)) this.say(field, `${what} must be a whole number.`);
    return Math.trunc(value);
  }

  micros(field: string, text: string, what: string, low: Micros, high: Micros): Micros {
    const value = Number(text.trim().replace('−', '-'));
    if (text.trim() === '' || !Number.isFinite(value)) {
      this.say(field, `${what} must be a number of milliseconds.`);
      return low;
    }
    const micros = Math.round(value * 1000);
    if (micros < low || micros > high) {
      this.say(field, `${what} must be between ${plainMs(low)} and ${plainMs(high)} ms.`);
      return low;
    }
    return micros;
  }

  /** Two fields that are the ends of a range. */
  range(
    fields: readonly [keyof Draft & string, keyof Draft & string],
    high: Micros,
  ): readonly [Micros, Micros] {
    const [from, to] = fields;
    const least = this.micros(from, String(this.draft[from]), 'The shortest', 0, high);
    const most = this.micros(to, String(this.draft[to]), 'The longest', 0, high);
    if (least > most) this.say(to, 'The longest must not be shorter than the shortest.');
    return [least, most];
  }

  /** How long a slow node or disk takes. */
  slowness(): readonly [Micros, Micros] {
    const range = this.range(['low', 'high'], MAX_SLOWNESS);
    if (range[1] === 0) this.say('high', 'At 0 ms it would not be slow.');
    return range;
  }

  /** A share in per cent, as a fraction; undefined if nothing is typed. */
  share(field: 'loss' | 'duplicate' | 'reorder' | 'corrupt', what: string): number | undefined {
    const text = this.draft[field];
    return text.trim() === '' ? undefined : this.number(field, text, what, 0, 100) / 100;
  }

  node(field: string, id: string, any = false): string {
    if (any && id === '*') return id;
    if (!this.context.nodes.some((node) => node.id === id)) this.say(field, 'Choose a node.');
    return id;
  }

  /** The node a fault strikes: one that has what is struck. */
  struck(): NodeId {
    const { draft, context } = this;
    const id = this.node('node', draft.node);
    const info = context.nodes.find((node) => node.id === id);
    const role = context.meta.roles.find((r) => r.id === info?.role);
    if (draft.kind === 'command' || draft.kind === 'fire' || role === undefined) return id;
    if (!canStrike(draft.kind, role, context.meta)) {
      const why =
        draft.kind === 'byzantine' ? 'has no way of being Byzantine' : 'has no disk that could fail';
      this.say('node', `${id} is a ${role.title.toLowerCase()} and ${why}.`);
    }
    return id;
  }

  ends(any: boolean): { from: string; to: string } {
    const from = this.node('from', this.draft.from, any);
    const to = this.node('to', this.draft.to, any);
    if (from === to && from !== '*') this.say('to', 'A message goes from one node to another: choose two.');
    return { from, to };
  }

  until(at: Micros): { until?: Micros } {
    if (this.draft.until.trim() === '') return {};
    const until = this.micros('until', this.draft.until, 'The end', 0, MAX_TIME);
    if (until <= at) this.say('until', 'The end must be later than the start.');
    return { until };
  }

  /** The flaps of a cut, few enough for a run to hold. */
  flap(at: Micros, until: Micros | undefined): { flap?: { down: Micros; up: Micros } } {
    const { draft, context } = this;
    if (!draft.flap) return {};
    const down = this.micros('flapDown', draft.flapDown, 'The time it is cut', MIN_FLAP, MAX_TIME);
    const up = this.micros('flapUp', draft.flapUp, 'The time it holds', MIN_FLAP, MAX_TIME);
    const last = Math.min((until ?? Number.POSITIVE_INFINITY) - 1, context.until);
    if (Math.floor((last - at) / (down + up)) + 1 > MAX_FLAPS) {
      this.say('flapUp', `It would flap more than ${MAX_FLAPS} times: make it slower, or end it earlier.`);
    }
    return { flap: { down, up } };
  }

  /** The fields a protocol declares of a command or a behaviour. */
  fields(known: readonly CommandFieldMeta[]): Record<string, string | number | boolean> {
    const values: Record<string, string | number | boolean> = {};
    for (const field of known) {
      const text = (this.draft.fields[field.id] ?? '').trim();
      if (text === '') {
        if (field.optional !== true) this.say(`fields.${field.id}`, `${field.title} is needed.`);
        continue;
      }
      const value = this.field(field, text);
      if (value !== undefined) values[field.id] = value;
    }
    return values;
  }

  private field(field: CommandFieldMeta, text: string): string | number | boolean | undefined {
    const name = `fields.${field.id}`;
    switch (field.kind) {
      case 'int': {
        const value = this.number(name, text, field.title, field.min, field.max);
        if (!Number.isInteger(value)) this.say(name, `${field.title} must be a whole number.`);
        return value;
      }
      case 'string':
        if (text.length > field.maxLength)
          this.say(name, `${field.title} may have at most ${field.maxLength} characters.`);
        return text;
      case 'bool':
        return text === 'true';
      case 'enum':
        if (!field.options.includes(text)) this.say(name, `Choose one of ${field.options.join(', ')}.`);
        return text;
      case 'node':
        if (!this.context.nodes.some((n) => n.id === text && n.role === field.role))
          this.say(name, `Choose a ${field.role}.`);
        return text;
    }
  }
}
