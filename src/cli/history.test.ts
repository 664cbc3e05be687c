import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import raft from '../protocols/raft/protocol.ts';
import replication from '../protocols/raft/scenarios/replication.ts';
import voteWithoutLogCheck from '../protocols/raft/scenarios/vote-without-log-check.ts';
import { simulate } from '../testkit/simulate.ts';
import { historySummary } from './history.ts';
import { main } from './main.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'faultline-history-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Exit code and the summary's `history` of `run SPEC`. */
async function run(spec: object): Promise<{ readonly code: number; readonly history: unknown }> {
  const file = join(folder, 'spec.json');
  writeFileSync(file, JSON.stringify(spec));
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += text;
    return true;
  });
  try {
    const code = await main(['run', file]);
    return { code, history: (JSON.parse(out) as { summary: { history: unknown } }).summary.history };
  } finally {
    write.mockRestore();
  }
}

describe('the summary of a run', () => {
  test('says that what the clients saw is linearizable', async () => {
    expect(await run(replication.spec)).toEqual({ code: 0, history: { valid: true } });
  });

  test('says that it is not, which key it is, and which operation fits nowhere: exit 1', async () => {
    const { code, history } = await run(voteWithoutLogCheck.spec);
    expect(code).toBe(1);
    const { trace } = simulate(raft, voteWithoutLogCheck.spec);
    const why = 'the read returned nil, but "x" held 7';
    expect(history).toEqual({
      valid: false,
      key: 'x',
      blocked: [{ event: trace.operations[1]?.invokeRow, node: 'C1', why }],
    });
  });
});

test('no history is judged where the protocol has none', () => {
  const { trace } = simulate(raft, replication.spec);
  const { history: _history, ...meta } = raft.meta;
  expect(historySummary(trace, meta)).toBeUndefined();
});
