/** The worker that holds the runs of a page: a host, and the wires to the page. */
import { Host } from './host.ts';
import { pack } from './pack.ts';
import type { Request } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope;

/** A message to oneself lets waiting messages go first, without the 4 ms a timer would cost. */
const channel = new MessageChannel();
const waiting: (() => void)[] = [];
channel.port1.onmessage = () => waiting.shift()?.();

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

  self.onmessage = (event: MessageEvent<Request>) => {
    void host.handle(event.data);
  };
}
