import { expect, test } from 'vitest';
import type { Question } from '../review/question.ts';
import type { Wanted } from '../worker/review/wire.ts';
import { createQuestions, type ReviewPort } from './review.ts';

function fake() {
  const asked: Wanted[] = [];
  const ports: ReviewPort[] = [];
  const start = () => {
    const port: ReviewPort = {
      postMessage: (wanted) => void asked.push(wanted),
      terminate: () => {},
      onmessage: null,
      onerror: null,
    };
    ports.push(port);
    return port;
  };
  const say = (data: Parameters<NonNullable<ReviewPort['onmessage']>>[0]['data']) =>
    ports.at(-1)?.onmessage?.({ data } as MessageEvent<typeof data>);
  return { asked, ports, say, questions: createQuestions(start) };
}

const wanted = { kind: 'order', seed: 1, broken: null } as const;

test('each answer finds its question, in whichever order they come', async () => {
  const { asked, say, questions } = fake();
  const [one, two] = [questions.make(wanted), questions.make({ ...wanted, seed: 2 })];
  const question = { seed: 2 } as Question;
  say({ type: 'made', id: asked[1]?.id ?? 0, question });
  say({ type: 'unmade', id: asked[0]?.id ?? 0, why: 'No history came of this seed.' });
  expect(await two).toEqual({ ok: true, question });
  expect(await one).toEqual({ ok: false, why: 'No history came of this seed.' });
});

test('a worker that stops says so, and the next question starts another', async () => {
  const { ports, questions } = fake();
  const made = questions.make(wanted);
  ports[0]?.onerror?.({} as ErrorEvent);
  expect(await made).toMatchObject({ ok: false, why: expect.stringContaining('its worker stopped') });
  void questions.make(wanted);
  expect(ports).toHaveLength(2);
});
