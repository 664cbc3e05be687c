/** The worker that holds the runs of a page: a host, and the wires to the page. */
import { checking, Host } from './host.ts';
import { pack } from './pack.ts';
import type { Request } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A message to oneself lets waiting messages go first, without the 4 ms a timer would cost. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

/** Once the picture stands: nothing of it waits for this. */
const WARM_UP_MS = 1000;

export function serve(): void {
  const host = new Host({
    now: () => performance.now(),
    breathe: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        channel.port2.postMessage(null);
      }),
    answer: (answer, transfer) => self.postMessage(pack(answer), transfer),
  });

  let first = true;
  self.onmessage = ({ data }: MessageEvent<Request>) => {
    const handled = host.handle(data);
    if (!first || data.type !== 'open') return;
    first = false;
    // The first edit shall not wait for what checks it. If it cannot be had now, it is asked for again then.
    handled.then(() => setTimeout(() => checking().catch(() => {}), WARM_UP_MS));
  };
}
