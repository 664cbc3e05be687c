/** The entry of the worker that asks conditions. A question that comes while another is worked on takes its place. */
import { parseRunSpec } from '../../spec/resolve.ts';
import { loadProtocol, metasFor } from '../discover.ts';
import { answering } from './ask.ts';
import type { Answered, Question, Unanswered } from './wire.ts';

declare const self: DedicatedWorkerGlobalScope;

const SLICE_MS = 8;
let latest = 0;

const answer = (message: Answered | Unanswered) => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<Question>) => {
  latest = data.id;
  work(data).catch((error: unknown) => {
    answer({ type: 'unanswered', id: data.id, why: error instanceof Error ? error.message : String(error) });
  });
};

async function work({ id, specs, conditions, patterns }: Question): Promise<void> {
  const resolved = [];
  for (const spec of specs) {
    const parsed = parseRunSpec(spec, await metasFor(spec));
    if (!parsed.ok) {
      answer({ type: 'unanswered', id, why: parsed.why });
      return;
    }
    resolved.push(parsed.resolved);
  }
  const [first] = resolved;
  if (first === undefined) {
    answer({ type: 'unanswered', id, why: 'No run was named.' });
    return;
  }
  const asked = answering(await loadProtocol(first.spec.protocol), resolved, { conditions, patterns });
  for (let sliceEnd = performance.now() + SLICE_MS; ; ) {
    const { done, value } = asked.next();
    if (done) {
      answer(
        value.ok
          ? { type: 'answered', id, findings: value.findings, steps: value.steps }
          : { type: 'unanswered', id, why: value.why },
      );
      return;
    }
    if (performance.now() < sliceEnd) continue;
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (latest !== id) {
      answer({ type: 'unanswered', id, why: 'Another question came.' });
      return;
    }
    sliceEnd = performance.now() + SLICE_MS;
  }
}
