/** A property that sees all there is to see, and digests it: two runs that show their properties anything different differ in it. */
import { RollingHash } from '../base/hash.ts';
import { plain } from '../base/plain.ts';
import type { Property, Protocol } from '../engine/api.ts';

const watcher: Property<readonly [number, number]> = {
  id: 'watcher',
  init: () => [0, 0],
  step([a, b], step, nodes, broken) {
    const hash = new RollingHash();
    [hash.a, hash.b] = [a, b];
    const { node, durableBefore, volatileBefore, time, sent, completed } = step;
    hash.value(plain({ node: node.id, durableBefore, volatileBefore, time, sent, completed, nodes }));
    if (hash.a % 64 === 0) broken(hash.hex());
    return [hash.a, hash.b];
  },
};

/** The protocol with `watcher` for its only property, which breaks at some step or other. */
export function watched(protocol: Protocol): Protocol {
  return { ...protocol, properties: [watcher] };
}
