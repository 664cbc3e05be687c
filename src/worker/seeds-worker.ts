/** The entry of the worker that tries seeds. It tries one list and is ended, so whoever changes their mind waits for nothing. */
import { parseRunSpec } from '../spec/resolve.ts';
import { loadProtocol, metasFor } from './discover.ts';
import { trySeeds } from './seeds.ts';
import type { SeedAnswer, SeedOutcome, SeedRequest } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope;

/** Small runs take a millisecond each: not every one of them deserves a message. */
const TELL_MS = 40;

const answer = (message: SeedAnswer) => self.postMessage(message);

self.onmessage = (event: MessageEvent<SeedRequest>) => {
  work(event.data).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    answer({ type: 'failed', why: `The runs could not be made: ${why}` });
  });
};

async function work({ spec, first, count }: SeedRequest): Promise<void> {
  const parsed = parseRunSpec(spec, await metasFor(spec));
  if (!parsed.ok) {
    answer({ type: 'failed', why: parsed.why });
    return;
  }
  const protocol = await loadProtocol(parsed.resolved.spec.protocol);
  const seeds = Array.from({ length: count }, (_, i) => first + i);
  let told = performance.now();
  let outcomes: SeedOutcome[] = [];
  for (const outcome of trySeeds(protocol, parsed.resolved, seeds)) {
    outcomes.push(outcome);
    if (performance.now() - told < TELL_MS) continue;
    answer({ type: 'some', outcomes });
    outcomes = [];
    told = performance.now();
  }
  answer({ type: 'some', outcomes });
  answer({ type: 'done' });
}
