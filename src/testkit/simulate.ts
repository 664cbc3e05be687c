/** Runs a protocol in process, for tests. */
import type { Protocol } from '../engine/api.ts';
import type { StepDetail, WorldState } from '../engine/inspect.ts';
import { stepDetail, worldState } from '../engine/inspector.ts';
import { ENGINE_PARAMS } from '../engine/params.ts';
import type { Input, NodeInfo, ResolvedRun, RunSpec } from '../engine/runspec.ts';
import type { SimulationOptions } from '../engine/simulation.ts';
import { Simulation } from '../engine/simulation.ts';
import type { Trace } from '../engine/trace.ts';

export interface Simulated {
  readonly trace: Trace;
  readonly simulation: Simulation;
  world(step: number): WorldState;
  /** The world at the end. */
  last(): WorldState;
  detail(step: number): StepDetail;
}

export type PartialSpec = Partial<Omit<RunSpec, 'inputs'>> & { readonly inputs?: readonly Input[] };

/** Fills in defaults the way `spec/resolve.ts` does, without checking: tests may run what a document may not hold. */
export function resolve(protocol: Protocol, spec: PartialSpec): ResolvedRun {
  const { meta } = protocol;
  const counts = Object.fromEntries(meta.roles.map((r) => [r.id, spec.nodes?.[r.id] ?? r.count.default]));
  const nodes: NodeInfo[] = [];
  for (const role of meta.roles) {
    for (let i = 1; i <= (counts[role.id] as number); i++) {
      nodes.push({ id: `${role.prefix}${i}`, role: role.id, index: nodes.length });
    }
  }
  const own = Object.fromEntries([...ENGINE_PARAMS, ...meta.params].map((p) => [p.id, p.default]));
  return {
    spec: {
      schema: 1,
      protocol: meta.id,
      seed: spec.seed ?? 1,
      nodes: counts,
      params: spec.params ?? {},
      variants: spec.variants ?? [],
      until: spec.until ?? meta.duration,
      inputs: spec.inputs ?? [],
    },
    nodes,
    params: { ...own, ...meta.engine, ...spec.params },
  };
}

/** Runs a spec to its end. States and messages are frozen unless `freeze: false`. */
export function simulate(protocol: Protocol, spec: PartialSpec, options: SimulationOptions = {}): Simulated {
  const simulation = new Simulation(protocol, resolve(protocol, spec), { freeze: true, ...options }).finish();
  return {
    simulation,
    trace: simulation.trace(),
    world: (step) => worldState(simulation, step),
    last: () => worldState(simulation, simulation.world.step - 1),
    detail: (step) => stepDetail(simulation, step),
  };
}
