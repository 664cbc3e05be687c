/** Reads a log in a worker of its own, which is ended when it is done, falls silent, or is told to. */
import type { NoteRecord } from '../../engine/trace.ts';
import type { ReadAnswer, Reading, ReadRequest } from '../../logs/wire.ts';

/** What it needs of a Worker; tests give another. */
export interface ReaderPort {
  postMessage(message: ReadRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<ReadAnswer>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

/** A worker that says nothing more for so long hangs in a pattern that does not come to an end. */
export const SILENCE_MS = 8000;

export interface Listener {
  onProgress(line: number, share: number): void;
  onDone(reading: Reading): void;
  onRefused(why: string): void;
}

function startReader(): ReaderPort {
  return new Worker(new URL('../../logs/worker.ts', import.meta.url), { type: 'module' }) as ReaderPort;
}

/** @returns how to stop; after that nothing more is heard */
export function startReading(
  request: ReadRequest,
  listener: Listener,
  start: () => ReaderPort = startReader,
): () => void {
  const port = start();
  let line = 1;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const notes: NoteRecord[][] = [];
  const stop = () => {
    clearTimeout(timer);
    port.onmessage = null;
    port.terminate();
  };
  const listen = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      stop();
      listener.onRefused(
        `The pattern takes too long from line ${line} on, so reading was stopped: repetition inside repetition, as in (a+)+, does that.`,
      );
    }, SILENCE_MS);
  };
  port.onmessage = ({ data }) => {
    if (data.type === 'progress') {
      line = data.line;
      listen();
      listener.onProgress(data.line, data.share);
      return;
    }
    if (data.type === 'notes') {
      const known = notes[data.execution] ?? [];
      notes[data.execution] = known;
      for (const note of data.notes) known.push(note);
      listen();
      return;
    }
    stop();
    if (data.type === 'done') listener.onDone(withNotes(data.reading, notes));
    else listener.onRefused(data.why);
  };
  port.onerror = (event) => {
    event.preventDefault?.();
    stop();
    listener.onRefused('The log could not be read: the worker that reads it stopped.');
  };
  // It may have to be fetched first, over any network: what has never spoken is not silent.
  port.postMessage(request);
  return stop;
}

function withNotes(reading: Reading, notes: readonly (readonly NoteRecord[])[]): Reading {
  return {
    ...reading,
    executions: reading.executions.map((execution, i) => ({
      ...execution,
      trace: { ...execution.trace, notes: notes[i] ?? [] },
    })),
  };
}
