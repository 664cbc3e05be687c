import type { CommandMeta } from '../../engine/meta.ts';
import type { ResolvedRun } from '../../engine/runspec.ts';

/** The commands that mean something in a run; the one already chosen stays among them. */
export function offered(
  commands: readonly CommandMeta[],
  params: ResolvedRun['params'] | undefined,
  chosen?: string,
): readonly CommandMeta[] {
  return commands.filter(
    ({ type, when }) =>
      type === chosen ||
      when === undefined ||
      params === undefined ||
      when.is.includes(String(params[when.param])),
  );
}
