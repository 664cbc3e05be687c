import { expect, test } from 'vitest';
import type { ExportAnswer, ExportRequest } from '../logs/formats.ts';
import { type ExportPort, exportText } from './export.ts';

function fake() {
  const asked: ExportRequest[] = [];
  const port: ExportPort & { ended: boolean } = {
    ended: false,
    postMessage: (message) => asked.push(message),
    terminate: () => {
      port.ended = true;
    },
    onmessage: null,
    onerror: null,
  };
  return { port, asked };
}

test('asks once, hands on the answer, and ends the worker', async () => {
  const { port, asked } = fake();
  const result = exportText(
    { protocol: 'raft' },
    'edn',
    { title: 'A run' },
    new AbortController().signal,
    () => port,
  );
  expect(asked).toEqual([{ spec: { protocol: 'raft' }, format: 'edn', words: { title: 'A run' } }]);
  const answer: ExportAnswer = { ok: false, why: 'seed must be a whole number.' };
  port.onmessage?.({ data: answer } as MessageEvent<ExportAnswer>);
  expect(await result).toBe(answer);
  expect(port.ended).toBe(true);
});

test('a worker that dies is an answer too', async () => {
  const { port } = fake();
  const result = exportText({}, 'text', {}, new AbortController().signal, () => port);
  port.onerror?.({} as ErrorEvent);
  expect(await result).toMatchObject({ ok: false, why: expect.stringMatching(/stopped\.$/) });
  expect(port.ended).toBe(true);
});

test('who changed their mind is not kept waiting, and the worker is ended', async () => {
  const { port } = fake();
  const abort = new AbortController();
  const result = exportText({}, 'jsonl', {}, abort.signal, () => port);
  abort.abort();
  expect(await result).toEqual({ ok: false, why: 'Cancelled.' });
  expect(port.ended).toBe(true);
});
