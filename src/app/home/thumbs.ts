/** Runs for the small pictures: simulated one at a time, in a worker of their own, so that nobody's run is let go for them. */
import { createLab, startWorker } from '../../client/lab.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Model } from '../../timeline/types.ts';
import { loadMeta, loadScenario, metasWith } from '../catalog.ts';
import { joinIdle } from '../idle.ts';
import { parseHash } from '../router.ts';
import { createQueue, type Queue } from './queue.ts';

/** Rows of a run that are still a small picture; a longer one is cut short. */
const LONGEST_US = 20_000_000;

export type Miniatures = Queue<Model>;

let open: { readonly queue: Miniatures; readonly close: () => void; users: number } | null = null;

/** @returns the queue, and how to leave it; when the last has left, the worker ends */
export function joinMiniatures(): { readonly queue: Miniatures; leave(): void } {
  open ??= start();
  const mine = open;
  mine.users += 1;
  return {
    queue: mine.queue,
    leave() {
      mine.users -= 1;
      // Another page's first picture may come in the same breath as this one's last goes.
      setTimeout(() => {
        if (mine.users > 0 || open !== mine) return;
        open = null;
        mine.close();
      }, 0);
    },
  };
}

function start() {
  let port: ReturnType<typeof startWorker> | null = null;
  const lab = createLab(() => {
    port = startWorker();
    return port;
  });
  const queue = createQueue<Model>(async (key, signal) => {
    const [meta, spec] = await specOf(key);
    const { resolved, trace, index } = await lab.open(spec, { signal });
    return { meta, resolved, index: { ...index, trace } };
  });
  const leaveIdle = joinIdle({
    busy: () => queue.busy(),
    settle: () => new Promise((resolve) => setTimeout(resolve, 20)),
    shown: () => null,
  });
  return {
    queue,
    users: 0,
    close() {
      queue.close();
      leaveIdle();
      port?.terminate();
    },
  };
}

/** @param key `protocol/scenario`, or the address of a lab with a run in it */
async function specOf(key: string): Promise<readonly [Meta, unknown]> {
  const route = parseHash(key.startsWith('#') ? key : `#/lab/${key}`);
  if (route.page !== 'lab') throw new Error('no run');
  const meta = await loadMeta(route.protocol);
  if (meta === null) throw new Error('no protocol');
  if (route.link !== undefined) {
    const { decodeLink } = await import('../../spec/link.ts');
    const read = decodeLink(route.link, metasWith(meta));
    if (!read.ok) throw new Error(read.why);
    return [meta, bounded(read.document.spec)];
  }
  const scenario = await loadScenario(route.protocol, route.scenario ?? '');
  if (scenario === null) throw new Error('no scenario');
  return [meta, bounded(scenario.spec)];
}

function bounded<S extends { readonly until: number; readonly inputs: readonly { readonly at: number }[] }>(
  spec: S,
): S {
  if (spec.until <= LONGEST_US) return spec;
  return { ...spec, until: LONGEST_US, inputs: spec.inputs.filter(({ at }) => at <= LONGEST_US) };
}
