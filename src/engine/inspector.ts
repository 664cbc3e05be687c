/** Looks into a run at one moment, by replay. */
import { type JsonObject, jsonEqual } from '../base/json.ts';
import { plain } from '../base/plain.ts';
import type { Message, Protocol } from './api.ts';
import type { Sink } from './builder.ts';
import type { PendingWrite } from './disks.ts';
import { NEVER } from './entries.ts';
import type {
  FieldChange,
  MessageInFlight,
  NodeState,
  RowDetail,
  StepDetail,
  TimerState,
  WorldState,
} from './inspect.ts';
import { recordText } from './records.ts';
import { NULL_SINK, type Simulation } from './simulation.ts';
import { K, KINDS, NO_NODE } from './trace.ts';
import type { World } from './world.ts';

/** The world right after a step. Throws RangeError if the run has no such step. */
export function worldState(simulation: Simulation, step: number): WorldState {
  return describeWorld(simulation.at(step), step);
}

export function describeWorld(world: World, step: number): WorldState {
  return {
    step,
    time: world.now,
    nodes: world.run.nodes.map((node) => nodeState(world, node.index)),
    inFlight: inFlight(world),
    faults: [...world.tables.active.values()].map(({ input, fault }) => ({ input, fault })),
  };
}

function nodeState(world: World, index: number): NodeState {
  const { id, role } = world.run.nodes[index] as { id: string; role: string };
  const { nodes, clocks } = world;
  const up = nodes.up[index] as boolean;
  const pending = world.disks.pending[index] as PendingWrite | null;
  const timers: TimerState[] = [];
  world.protocol.meta.timers.forEach((timer, t) => {
    if (!up || !world.timers.runs(index, t)) return;
    const expiresAt = world.timers.expiresAt(index, t);
    timers.push({
      name: timer.id,
      expiresAt: Number.isFinite(expiresAt) ? expiresAt : -1,
      setAt: world.timers.wasSetAt(index, t),
    });
  });
  return {
    id,
    role,
    up,
    paused: (world.tables.frozenBy[index] as number) >= 0,
    incarnation: nodes.incarnation[index] as number,
    status: up ? (nodes.status[index] as number) : -1,
    epoch: nodes.epoch[index] as number,
    durable: plain(nodes.durable[index]) as JsonObject,
    volatile: up ? (plain(nodes.volatile[index]) as JsonObject) : null,
    timers,
    wallClock: clocks.wall(index),
    monotonicClock: clocks.monotonic(index),
    driftPpm: clocks.of(index).ppm,
    byzantine: (world.tables.lyingBy[index] as number) >= 0,
    syncing: pending && {
      until: pending.until,
      records: pending.changes.map(recordText),
      stored: pending.stored,
    },
    damaged: world.disks.damaged(index).map((damage) => ({
      record: recordText(damage),
      what: damage.what,
      ...(damage.what === 'old' || damage.what === 'wrong' ? { value: plain(damage.value) } : {}),
    })),
    waiting: waiting(world, index),
  };
}

/** What has come for a node and is not handled yet, still kept or, of one just awake, about to be read. */
function waiting({ nodes, queue, timers }: World, index: number): number {
  const late = queue.items.filter(
    (e) => e.node === index && e.due < e.time && (e.type !== 'timer' || timers.standsFor(e)),
  );
  return [...nodes.waits(index), ...late].filter(
    (e) => e.type === 'deliver' || e.type === 'command' || (e.type === 'timer' && timers.hasExpired(e)),
  ).length;
}

function inFlight(world: World): MessageInFlight[] {
  const { protocol, queue, network } = world;
  // What a node just awake has still to read arrived long ago.
  const flying = queue.items.filter((e) => e.type === 'deliver' && e.due === e.time);
  return [...flying, ...network.held]
    .sort((a, b) => (a.time === b.time ? a.seq - b.seq : a.time - b.time))
    .map((e) => {
      const message = e.message as NonNullable<typeof e.message>;
      return {
        send: e.row,
        from: world.id(e.peer),
        to: world.id(e.node),
        kind: e.ref,
        epoch: e.epoch,
        label: labelOf(protocol, message),
        sentAt: e.sentAt,
        arrivesAt: e.time === NEVER ? -1 : e.time,
        damaged: e.damagedBy >= 0,
        message: plain(message) as JsonObject,
      };
    });
}

/** What a step did: its rows with their bodies, and which fields of its node changed. */
export function stepDetail(simulation: Simulation, step: number): StepDetail {
  // Positions the world right before the step; also checks that there is one.
  if (!(step >= 0 && step < simulation.world.step)) {
    throw new RangeError(`step ${step} is not one of this run's ${simulation.world.step}`);
  }
  const world = simulation.replayFrom(step);
  simulation.replayTo(world, step);
  const durable = world.nodes.durable.slice();
  const volatile = world.nodes.volatile.slice();
  const recorder = new Recorder(world);
  world.rows.sink = recorder;
  try {
    simulation.replayTo(world, step + 1);
  } finally {
    world.rows.sink = NULL_SINK;
  }
  const node = recorder.node;
  const changes =
    node === NO_NODE
      ? []
      : [
          ...changesOf('durable', durable[node] as object, world.nodes.durable[node] as object),
          ...changesOf('volatile', volatile[node] as object, world.nodes.volatile[node] as object),
        ];
  return { step, rows: recorder.rows, changes };
}

function changesOf(area: FieldChange['area'], before: object, after: object): FieldChange[] {
  const b = before as Record<string, unknown>;
  const a = after as Record<string, unknown>;
  const fields = [...new Set([...Object.keys(b), ...Object.keys(a)])];
  return fields
    .filter((field) => b[field] !== a[field] && !jsonEqual(b[field], a[field]))
    .map((field) => ({ area, field, before: plain(b[field]), after: plain(a[field]) }));
}

/** Hears one step. */
class Recorder implements Sink {
  rows: RowDetail[] = [];
  /** Lane of the node that acted or was struck. */
  node = NO_NODE;
  private ruleId = '';
  private readonly world: World;

  constructor(world: World) {
    this.world = world;
  }

  row(
    _time: number,
    kind: number,
    node: number,
    peer: number,
    _cause: number,
    _step: number,
    ref: number,
  ): void {
    const { world } = this;
    if (this.rows.length === 0 && kind !== K.lost) this.node = node;
    this.rows.push({
      row: world.rows.row,
      kind: KINDS[kind] as string,
      peer: peer === NO_NODE ? undefined : world.id(peer),
      rule: kind === K.rule ? this.ruleId : undefined,
      timer: kind === K.timer ? world.protocol.meta.timers[ref]?.id : undefined,
    });
  }

  body(message: object): void {
    const last = this.rows.pop() as RowDetail;
    this.rows.push({
      ...last,
      message: plain(message) as JsonObject,
      messageLabel: labelOf(this.world.protocol, message),
    });
  }

  rule(id: string): number {
    this.ruleId = id;
    return 0;
  }

  note = () => 0;
  invoke = () => 0;
  reply = () => 0;
  status() {}
  violation() {}
}

/** A label that cannot be made leaves the message without one. */
function labelOf(protocol: Protocol, message: object): string {
  try {
    return protocol.messageLabel(message as Message);
  } catch {
    return '';
  }
}
