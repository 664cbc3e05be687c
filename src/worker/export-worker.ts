/** The entry of the worker that writes runs out. It writes one and is ended, so a large one keeps nobody waiting who changed their mind. */

import type { ExportAnswer, ExportRequest } from '../logs/formats.ts';
import { parseRunSpec } from '../spec/resolve.ts';
import { loadProtocol, metasFor } from './discover.ts';
import { exportRun } from './export.ts';

declare const self: DedicatedWorkerGlobalScope;

self.onmessage = (event: MessageEvent<ExportRequest>) => {
  write(event.data).then(
    (answer) => self.postMessage(answer),
    (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      self.postMessage({ ok: false, why: `The run could not be written out: ${why}` } satisfies ExportAnswer);
    },
  );
};

async function write({ spec, format, words }: ExportRequest): Promise<ExportAnswer> {
  const parsed = parseRunSpec(spec, await metasFor(spec));
  if (!parsed.ok) return parsed;
  const protocol = await loadProtocol(parsed.resolved.spec.protocol);
  const chunks = [...exportRun(protocol, parsed.resolved, format, words)];
  return { ok: true, text: new Blob(chunks, { type: 'text/plain' }) };
}
