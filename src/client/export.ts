/** Asks for a run written out, in a worker of its own. */
import type { ExportAnswer, ExportFormat, ExportRequest, RunWords } from '../logs/formats.ts';

/** What it needs of a Worker; tests give another. */
export interface ExportPort {
  postMessage(message: ExportRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ExportAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export function startExporter(): ExportPort {
  return new Worker(new URL('../worker/worker.ts', import.meta.url), {
    type: 'module',
    name: 'export',
  }) as ExportPort;
}

/** The text, or one sentence why there is none. Never rejects; after `signal` nothing comes of it. */
export function exportText(
  spec: unknown,
  format: ExportFormat,
  words: RunWords,
  signal: AbortSignal,
  start: () => ExportPort = startExporter,
): Promise<ExportAnswer> {
  return new Promise((resolve) => {
    const port = start();
    const finish = (answer: ExportAnswer) => {
      port.terminate();
      resolve(answer);
    };
    signal.addEventListener('abort', () => finish({ ok: false, why: 'Cancelled.' }), { once: true });
    port.onmessage = ({ data }) => finish(data);
    port.onerror = (event) => {
      event.preventDefault?.();
      finish({ ok: false, why: 'The run could not be written out: its worker stopped.' });
    };
    port.postMessage({ spec, format, words });
  });
}
