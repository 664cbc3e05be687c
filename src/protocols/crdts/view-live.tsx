/**
 * The panel as a place to play: what a hand does becomes inputs of the run right after the cursor, and then time goes on until what came
 * of it has arrived, as if play had been pressed for a moment. While the run plays anyway, inputs go in where the playhead is.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import { jsonEqual } from '../../base/json.ts';
import type { Command, Input, Micros, NodeId, RunSpec } from '../../engine/runspec.ts';
import {
  commandsAt,
  doneAgain,
  nameOf,
  soonAfter,
  stepAt,
  timeFor,
  wayOf,
  withInputs,
} from './view-inputs.ts';

/** Of virtual time for one of real time: a message of 25 ms takes a quarter of a second. */
const RATE = 0.1;
/** However far away, what was done is seen to arrive within so many ms of real time. */
const LONGEST = 1_500;
/** Letters that follow one another within so many ms are one entry of the list of edits. */
const BURST = 1_200;
/** A run that does not come to hold what was done within so many ms was refused. */
const PATIENCE = 10_000;

/** An edit that has changed nothing of the run after so many ms of real time had nothing to change. */
const UNCHANGED = 400;
/** Views may be behind the cursor for so many ms after the run was replaced: then they do not tell who moved it. */
const BEHIND = 300;

interface Pending {
  readonly input: Input;
  readonly since: number;
}

export interface Live {
  /** Gives commands to a replica. `burst`: they join what was done there just before, in the list of edits. */
  give(name: string, id: NodeId, commands: readonly Command[], burst?: boolean): void;
  /** Any other edit of the run; `at` is when it comes about, and time goes on for `then` after it. */
  change(name: string, then: Micros, edit: (spec: RunSpec, at: Micros) => RunSpec): void;
  /** What is still on its way was taken back. */
  forget(): void;
  /** Whether something was done at the replica that `world` does not show yet. */
  waits(id: NodeId): boolean;
}

/** Null where the run cannot be edited. */
export function useLive(props: PanelProps): Live | null {
  const latest = useRef(props);
  const pending = useRef<readonly Pending[]>([]);
  const burst = useRef({ name: '', at: 0 });
  const [gliding, setGliding] = useState(false);
  const glide = useRef<Glide | null>(null);
  /** What was done here: when it is taken back and then done again, time goes on to it. */
  const given = useRef(new Set<string>());
  const runOf = useRef({ resolved: props.resolved, world: props.world, fresh: true });
  const [, again] = useState(0);

  const go = useCallback((to: Micros) => {
    const now = timeOf(latest.current);
    const from = glide.current?.own.at(-1) ?? now;
    const rate = Math.max(RATE, (to - now) / 1_000 / LONGEST);
    glide.current = {
      to,
      own: [now, from],
      rate,
      from: latest.current.resolved,
      run: latest.current.resolved,
      calm: 0,
      since: performance.now(),
    };
    setGliding(true);
  }, []);

  useLayoutEffect(() => {
    latest.current = props;
    const known = runOf.current;
    if (known.resolved !== props.resolved) {
      if (pending.current.length === 0 && glide.current === null) {
        const back = doneAgain(known.resolved.spec.inputs, props.resolved.spec.inputs, given.current);
        if (back > timeOf(props)) go(back + wayOf(props.resolved));
      }
      runOf.current = { resolved: props.resolved, world: props.world, fresh: false };
    } else if (known.world !== props.world) runOf.current = { ...known, world: props.world, fresh: true };
    const left = pending.current.filter((p) => !shows(p, props, runOf.current.fresh));
    if (left.length !== pending.current.length) {
      pending.current = left;
      again((n) => n + 1);
    }
  });

  useEffect(() => {
    if (!gliding) return;
    const still = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    let [frame, last] = [0, performance.now()];
    const move = (now: number) => {
      const passed = Math.min(100, now - last);
      last = now;
      const g = glide.current;
      // Until the run holds what was done there is nothing to see of it.
      const waiting =
        pending.current.some((p) => !holds(p.input, latest.current)) ||
        (g?.from === latest.current.resolved && now - g.since < UNCHANGED);
      if (g !== null && !waiting) moveOn(g, passed, latest.current, still);
      if (g === null || g.over) {
        glide.current = null;
        setGliding(false);
      } else frame = requestAnimationFrame(move);
    };
    frame = requestAnimationFrame(move);
    return () => cancelAnimationFrame(frame);
  }, [gliding]);

  const api = useRef<Live>({
    give(name, id, commands, ofBurst = false) {
      const { trace, world, resolved, onEditRun } = latest.current;
      const lane = resolved.nodes.findIndex((n) => n.id === id);
      const mine = pending.current.filter(({ input }) => 'node' in input && input.node === id);
      const own = mine.at(-1)?.input.at ?? 0;
      const at = Math.max(own, timeFor(trace, world, lane, timeOf(latest.current)));
      const inputs = commandsAt(at, id, commands);
      const then = wayOf(resolved);
      const now = performance.now();
      for (const input of inputs) given.current.add(nameOf(input));
      const joins = ofBurst && burst.current.name === name && now - burst.current.at < BURST;
      burst.current = { name: ofBurst ? name : '', at: now };
      pending.current = [...pending.current, ...inputs.map((input) => ({ input, since: now }))];
      onEditRun?.(name, (spec) => withInputs(spec, inputs, then), joins ? 'more' : 'end');
      go(at + then);
    },
    change(name, then, edit) {
      const { trace, onEditRun } = latest.current;
      const at = soonAfter(trace, timeOf(latest.current));
      burst.current = { name: '', at: 0 };
      onEditRun?.(
        name,
        (spec) => {
          const next = edit(spec, at);
          const old = new Set(spec.inputs);
          for (const input of next.inputs) if (!old.has(input)) given.current.add(nameOf(input));
          return next;
        },
        'end',
      );
      go(at + then);
    },
    forget() {
      pending.current = [];
      burst.current = { name: '', at: 0 };
      again((n) => n + 1);
    },
    waits: (id) => pending.current.some(({ input }) => 'node' in input && input.node === id),
  });
  return props.onEditRun === undefined ? null : api.current;
}

interface Glide {
  to: Micros;
  /** Where it has put the cursor lately: if that is elsewhere, somebody else has moved it. */
  own: Micros[];
  rate: number;
  /** The run that was edited: what comes of the edit is in another. */
  from: PanelProps['resolved'];
  /** The run on show, and for how long it has been, ms of real time. */
  run: PanelProps['resolved'];
  calm: number;
  since: number;
  over?: boolean;
}

function moveOn(g: Glide, passed: number, props: PanelProps, still: boolean): void {
  const { trace, onSeek, cursor } = props;
  const now = timeOf(props);
  const at = g.own.at(-1) ?? now;
  g.calm = g.run === props.resolved ? g.calm + passed : 0;
  g.run = props.resolved;
  if (!still && g.calm > BEHIND && !g.own.some((t) => Math.abs(t - now) < 2)) {
    g.over = true;
    return;
  }
  const next = Math.min(g.to, trace.end, Math.round(at + passed * g.rate * 1_000));
  g.own = [...g.own.slice(-3), next];
  const step = stepAt(trace, next);
  if (!still) onSeek?.(step, next);
  else if (step !== cursor?.step) onSeek?.(step);
  g.over = next >= g.to || next >= trace.end;
}

function timeOf({ cursor, world }: PanelProps): Micros {
  return Math.max(cursor?.time ?? 0, world.time);
}

/** Whether the run on show was simulated with the input in it. */
function holds(input: Input, { resolved }: PanelProps): boolean {
  const { inputs } = resolved.spec;
  for (let i = inputs.length - 1; i >= 0; i--) {
    const other = inputs[i] as Input;
    if (other.at === input.at && jsonEqual(other, input)) return true;
  }
  return false;
}

/** `fresh`: the world is one of the run on show. Whatever takes too long was refused, or taken back. */
function shows({ input, since }: Pending, props: PanelProps, fresh: boolean): boolean {
  if (performance.now() - since > PATIENCE) return true;
  return fresh && holds(input, props) && props.world.time >= input.at;
}
