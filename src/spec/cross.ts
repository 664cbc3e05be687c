/** Checks that need the whole run: every rule that relates one field of a spec to another. */
import { didYouMean, excerpt, withArticle } from '../base/text.ts';
import type { RoleMeta } from '../engine/meta.ts';
import type { CommandInput, FireInput, Input } from '../engine/runspec.ts';
import { checkFault, checkFlapsInAll } from './crossfault.ts';
import { type Context, checkNode, checkNodeFields, type Run, roleOf } from './crossrun.ts';
import { schemasOf } from './schema.ts';
import { check, type Path, sentence } from './shape.ts';

/** The first thing wrong, as a sentence whose paths begin with `at`; null if there is none. */
export function crossCheck(run: Run, at: Path): string | null {
  for (const [i, variant] of run.variants.entries()) {
    if (run.variants.indexOf(variant) !== i) return sentence([...at, 'variants', i], `repeats "${variant}"`);
  }
  const context: Context = { ...run, byId: new Map(run.nodes.map((node) => [node.id, node])) };
  for (const [i, input] of run.inputs.entries()) {
    const wrong = checkInput(context, input, [...at, 'inputs', i]);
    if (wrong !== null) return wrong;
  }
  return checkFlapsInAll(context, [...at, 'inputs']);
}

function checkInput(run: Context, input: Input, at: Path): string | null {
  if (input.at > run.until) {
    return sentence([...at, 'at'], `must not be later than the end of the run (${run.until})`);
  }
  if ('fault' in input && input.fault !== undefined) return checkFault(run, input, [...at, 'fault']);
  if ('command' in input && input.command !== undefined) return checkCommand(run, input, at);
  return checkFire(run, input as FireInput, [...at, 'fire']);
}

function checkCommand(run: Context, input: CommandInput, at: Path): string | null {
  const node = run.byId.get(input.node);
  if (node === undefined) return checkNode(run, input.node, [...at, 'node']);
  const role = roleOf(run.meta, node);
  const type: unknown = input.command.type;
  if (type === undefined) return sentence([...at, 'command', 'type'], 'is missing');
  const command = run.meta.commands.find((c) => c.role === role.id && c.type === type);
  if (command === undefined) return noCommand(run, input.node, role, type, at);

  const shape = check(schemasOf(run.meta).commands.get(command) as never, input.command, [...at, 'command']);
  if ('why' in shape) return shape.why;
  return checkNodeFields(run, command.fields, input.command, [...at, 'command']);
}

function noCommand(run: Context, id: string, role: RoleMeta, type: unknown, at: Path): string {
  const title = role.title.toLowerCase();
  const elsewhere = run.meta.commands.find((c) => c.type === type);
  const taker = elsewhere && run.nodes.find((node) => node.role === elsewhere.role);
  if (taker !== undefined) {
    const whose = withArticle(roleOf(run.meta, taker).title.toLowerCase());
    return sentence(
      [...at, 'node'],
      `: ${id} is ${withArticle(title)}; "${elsewhere?.type}" is a command for ${whose}, such as ${taker.id}`,
    );
  }
  const known = run.meta.commands.filter((c) => c.role === role.id).map((c) => c.type);
  if (known.length === 0)
    return sentence([...at, 'node'], `: ${id} is ${withArticle(title)}, which takes no commands`);
  const meant = typeof type === 'string' ? didYouMean(type, known) : '';
  return sentence(
    [...at, 'command', 'type'],
    `: ${withArticle(title)} has no command ${excerpt(type)}.${meant}`,
  );
}

function checkFire(run: Context, { fire }: FireInput, at: Path): string | null {
  const node = run.byId.get(fire.node);
  if (node === undefined) return checkNode(run, fire.node, [...at, 'node']);
  const role = roleOf(run.meta, node);
  const known = run.meta.timers.filter((timer) => timer.role === role.id).map((timer) => timer.id);
  if (known.includes(fire.timer)) return null;
  const title = withArticle(role.title.toLowerCase());
  if (known.length === 0) return sentence([...at, 'node'], `: ${fire.node} is ${title}, which has no timers`);
  return sentence(
    [...at, 'timer'],
    `: ${title} has no timer ${excerpt(fire.timer)}.${didYouMean(fire.timer, known)}`,
  );
}
