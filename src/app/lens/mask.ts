/** Hides from stage and timeline what a node cannot know. Generic: by what reached it, from the trace alone. */
import type { NodeState, WorldState } from '../../engine/inspect.ts';
import type { NodeId, ResolvedRun } from '../../engine/runspec.ts';
import type { TraceIndex } from '../../timeline/index.ts';
import { type Hearing, hearingOf, knownTo } from '../../timeline/known.ts';
import type { Run } from '../stores/session.ts';
import type { ViewProps } from '../views.ts';
import type { Lens } from './store.ts';

interface Known {
  readonly index: TraceIndex;
  readonly hearing: Hearing;
}

const indexes = new WeakMap<TraceIndex, Map<number, Known>>();
const runs = new WeakMap<ResolvedRun, ResolvedRun>();

/** What a node knows of a run, made once for both. */
export function knownOf(index: TraceIndex, lane: number): Known {
  const kept = indexes.get(index) ?? new Map<number, Known>();
  indexes.set(index, kept);
  let known = kept.get(lane);
  if (known === undefined) {
    known = { index: knownTo(index, lane), hearing: hearingOf(index, lane) };
    kept.set(lane, known);
  }
  return known;
}

/** Nobody in the run knows what is done to it. */
function withoutInputs(resolved: ResolvedRun): ResolvedRun {
  let bare = runs.get(resolved);
  if (bare === undefined) {
    bare = { ...resolved, spec: { ...resolved.spec, inputs: [] } };
    runs.set(resolved, bare);
  }
  return bare;
}

export function lensOf(node: NodeId): Lens {
  const seen = new WeakMap<Run, Run>();
  return {
    node,
    seen(run) {
      const masked = seen.get(run) ?? runSeen(run, node);
      seen.set(run, masked);
      return masked;
    },
    see(props) {
      const lane = props.resolved.nodes.findIndex(({ id }) => id === node);
      if (lane < 0) return props;
      const { index, hearing } = knownOf(props.index, lane);
      const { step } = props.cursor;
      const seen: NonNullable<ViewProps['seen']> = {
        node,
        lane,
        inputs: props.resolved.spec.inputs,
        heard: (from) => hearing(from, step),
      };
      return {
        ...props,
        seen,
        index,
        trace: index.trace,
        resolved: withoutInputs(props.resolved),
        world: worldOf(props.world, node),
        before: worldOf(props.before, node),
        layer: null,
      };
    },
  };
}

function runSeen(run: Run, node: NodeId): Run {
  const lane = run.resolved.nodes.findIndex(({ id }) => id === node);
  if (lane < 0) return run;
  const { index } = knownOf(run.index, lane);
  return { ...run, index, trace: index.trace, resolved: withoutInputs(run.resolved) };
}

function worldOf(world: WorldState | null, node: NodeId): WorldState | null {
  if (world === null) return null;
  return {
    ...world,
    nodes: world.nodes.map((state) => (state.id === node ? ownOf(state) : otherOf(state))),
    inFlight: world.inFlight
      .filter(({ from, to }) => from === node || to === node)
      .map((message) => ({ ...message, damaged: false })),
    faults: [],
  };
}

/** A node does not know what its disk has done to it, nor that its clock is wrong. */
function ownOf(state: NodeState): NodeState {
  return { ...state, damaged: [], driftPpm: 0 };
}

function otherOf(state: NodeState): NodeState {
  return {
    ...state,
    up: true,
    paused: false,
    status: -1,
    epoch: 0,
    durable: {},
    volatile: null,
    timers: [],
    byzantine: false,
    syncing: null,
    damaged: [],
    waiting: 0,
    driftPpm: 0,
  };
}
