/** How the fields of a fault relate to the run it strikes. */
import { didYouMean, excerpt, withArticle } from '../base/text.ts';
import type { RoleMeta } from '../engine/meta.ts';
import type { ByzantineFault, Fault, FaultInput, Input, NodeId, NodeInfo } from '../engine/runspec.ts';
import { MAX_FLAPS, MAX_FLAPS_IN_ALL } from './bounds.ts';
import { type Context, checkNode, checkNodeFields, roleOf } from './crossrun.ts';
import { schemasOf } from './schema.ts';
import { check, type Path, sentence } from './shape.ts';

/** Faults of a disk: they need a node that has one. */
export const DISK_FAULTS: ReadonlySet<string> = new Set<Fault['type']>([
  'lostWrite',
  'tornWrite',
  'misdirectedWrite',
  'bitRot',
  'latentError',
  'diskFull',
  'slowFsync',
]);

export function checkFault(run: Context, input: FaultInput, at: Path): string | null {
  const { fault } = input;
  if ('until' in fault && fault.until !== undefined && fault.until <= input.at) {
    return sentence([...at, 'until'], `must be later than at (${input.at})`);
  }
  const flaps = flapsOf(input, run.until);
  if (flaps > MAX_FLAPS)
    return sentence([...at, 'flap'], `: ${flaps} flaps are too many; at most ${MAX_FLAPS} fit`);
  if ('node' in fault) {
    const wrong = checkNode(run, fault.node, [...at, 'node']);
    if (wrong !== null) return wrong;
    if (DISK_FAULTS.has(fault.type)) return checkDisk(run, fault.node, [...at, 'node']);
    return fault.type === 'byzantine' ? checkBehaviour(run, fault, at) : null;
  }
  if ('nodes' in fault) return checkNodes(run, fault.nodes, [...at, 'nodes']);
  if ('groups' in fault) return checkGroups(run, fault.groups, [...at, 'groups']);
  if ('links' in fault) return checkLinks(run, fault.links, [...at, 'links']);
  return checkLink(run, fault, at);
}

/** The flaps of all inputs together are bounded too: each of them is something that happens. */
export function checkFlapsInAll(run: Context, at: Path): string | null {
  const flaps = run.inputs.reduce((sum, input) => sum + flapsOf(input, run.until), 0);
  if (flaps <= MAX_FLAPS_IN_ALL) return null;
  return sentence(at, `: ${flaps} flaps in all are too many; at most ${MAX_FLAPS_IN_ALL} fit`);
}

/**
 * How often a flapping cut comes on: at its start and then every `down` + `up`, until it ends or the run does. 0 for what does not flap.
 * @param until The run's end.
 */
export function flapsOf(input: Input, until: number): number {
  if (!('fault' in input) || input.fault === undefined) return 0;
  const { at, fault } = input;
  if (!('flap' in fault) || fault.flap === undefined) return 0;
  const period = fault.flap.down + fault.flap.up;
  // What would come on just as it ends does not.
  const last = Math.min((fault.until ?? Number.POSITIVE_INFINITY) - 1, until);
  return last < at ? 0 : Math.floor((last - at) / period) + 1;
}

function checkDisk(run: Context, id: NodeId, at: Path): string | null {
  const role = roleById(run, id);
  if (role.disk !== false) return null;
  return sentence(at, `: ${id} is ${withArticle(role.title.toLowerCase())}, which has no disk to break`);
}

function checkBehaviour(run: Context, fault: ByzantineFault, at: Path): string | null {
  const all = run.meta.behaviours ?? [];
  if (all.length === 0) return sentence([...at, 'behaviour'], `: ${run.meta.title} declares no behaviours`);
  const role = roleById(run, fault.node);
  const behaviour = all.find((b) => b.role === role.id && b.id === fault.behaviour);
  if (behaviour !== undefined) {
    const { options = {} } = fault;
    const path = [...at, 'options'];
    const shape = check(schemasOf(run.meta).options.get(behaviour) as never, options, path);
    return 'why' in shape ? shape.why : checkNodeFields(run, behaviour.fields, options, path);
  }
  const title = withArticle(role.title.toLowerCase());
  const elsewhere = all.find((b) => b.id === fault.behaviour);
  const other = elsewhere && run.nodes.find((node) => node.role === elsewhere.role);
  if (other !== undefined) {
    const whose = withArticle(roleOf(run.meta, other).title.toLowerCase());
    return sentence(
      [...at, 'node'],
      `: ${fault.node} is ${title}; "${elsewhere?.id}" is a behaviour of ${whose}, such as ${other.id}`,
    );
  }
  const known = all.filter((b) => b.role === role.id).map((b) => b.id);
  if (known.length === 0)
    return sentence([...at, 'node'], `: ${fault.node} is ${title}, which has no behaviours`);
  return sentence(
    [...at, 'behaviour'],
    `: ${title} has no behaviour ${excerpt(fault.behaviour)}.${didYouMean(fault.behaviour, known)}`,
  );
}

/** Of a node that is known to exist. */
function roleById(run: Context, id: NodeId): RoleMeta {
  return roleOf(run.meta, run.byId.get(id) as NodeInfo);
}

function checkNodes(run: Context, nodes: readonly NodeId[], at: Path): string | null {
  if (nodes.length === 0) return sentence(at, 'must name at least one node');
  const seen = new Set<NodeId>();
  for (const [k, node] of nodes.entries()) {
    const wrong = checkNode(run, node, [...at, k]);
    if (wrong !== null) return wrong;
    if (seen.has(node)) return sentence([...at, k], `repeats ${node}`);
    seen.add(node);
  }
  return null;
}

function checkGroups(run: Context, groups: readonly (readonly NodeId[])[], at: Path): string | null {
  if (groups.length < 2) return sentence(at, `must be at least two groups, not ${groups.length}`);
  const groupOf = new Map<NodeId, number>();
  for (const [g, group] of groups.entries()) {
    const wrong = checkNodes(run, group, [...at, g]);
    if (wrong !== null) return wrong;
    for (const [k, node] of group.entries()) {
      const other = groupOf.get(node);
      if (other !== undefined) return sentence([...at, g, k], `: ${node} is already in group ${other}`);
      groupOf.set(node, g);
    }
  }
  return null;
}

function checkLinks(run: Context, links: readonly (readonly [NodeId, NodeId])[], at: Path): string | null {
  if (links.length === 0) return sentence(at, 'must name at least one link');
  const seen = new Map<string, number>();
  for (const [k, [a, b]] of links.entries()) {
    const wrong = checkNode(run, a, [...at, k, 0]) ?? checkNode(run, b, [...at, k, 1]);
    if (wrong !== null) return wrong;
    if (a === b) return sentence([...at, k, 1], `must be another node than the first (${a})`);
    const link = a < b ? `${a} ${b}` : `${b} ${a}`;
    const other = seen.get(link);
    if (other !== undefined)
      return sentence([...at, k], `: the link between ${a} and ${b} is already link ${other}`);
    seen.set(link, k);
  }
  return null;
}

function checkLink(run: Context, fault: Extract<Fault, { from: string }>, at: Path): string | null {
  const anyAllowed = fault.type === 'link';
  for (const end of ['from', 'to'] as const) {
    if (anyAllowed && fault[end] === '*') continue;
    const wrong = checkNode(run, fault[end], [...at, end]);
    if (wrong !== null) return wrong;
  }
  if (fault.from === fault.to && fault.to !== '*') {
    return sentence([...at, 'to'], `must be another node than from (${fault.from})`);
  }
  return null;
}
