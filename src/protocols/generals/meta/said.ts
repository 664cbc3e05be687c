/** A word and its way, in words. The protocol and its panel say it alike. */
import type { NodeId } from '../../../engine/runspec.ts';

/** What the last of a path says, for a path of at least one: "C1 said", "L2 says that C1 said". */
export function sayText(path: readonly NodeId[]): string {
  const [first = '', ...rest] = path;
  return rest.reduce(
    (text, id, i) => `${id} ${i === rest.length - 1 ? 'says' : 'said'} that ${text}`,
    `${first} said`,
  );
}
