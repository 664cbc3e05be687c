// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest';
import { minority, raft, raftRun } from '../run.test-data.ts';
import { documentStore } from '../stores/document.ts';
import { sessionStore, stepTime } from '../stores/session.ts';
import { ms } from '../text.ts';
import { saying } from './say.ts';

const { run } = raftRun();
const session = () => sessionStore.getState();
const last = run.trace.steps - 1;

beforeEach(() => {
  session().reset(raft);
  documentStore.getState().load({ title: '', claim: '', notes: '', spec: minority });
  session().show(run, 0);
});

const heard = async (words: RegExp) => vi.waitFor(() => expect(session().announcement).toMatch(words));

test('the end of a run is said, and so is the way back from it to its last step', async () => {
  saying(() => session().seekTime(run.trace.end));
  await heard(new RegExp(`^${ms(run.trace.end)}, last at `));
  saying(() => session().seek(last));
  expect(session().cursor.step).toBe(last);
  await heard(new RegExp(`^${ms(stepTime(run, last))}: `));
});

test('what moves nothing says nothing', async () => {
  session().set({ announcement: 'before' });
  saying(() => {});
  await Promise.resolve();
  expect(session().announcement).toBe('before');
});
