/**
 * An edit in the middle of a run of ten thousand rows, without a page: the spec is read, the run goes on from the keyframe before
 * the edit, the index is built, and what changed is put together with what is kept. Beside it the same run simulated whole. What
 * the page makes of it is in the bench of the page.
 */
import { applyPatch } from '../src/client/patch.ts';
import { unpack } from '../src/client/unpack.ts';
import type { Input } from '../src/engine/runspec.ts';
import type { Trace } from '../src/engine/trace.ts';
import { Host } from '../src/worker/host.ts';
import { pack } from '../src/worker/pack.ts';
import type { Opened, Part } from '../src/worker/wire.ts';
import { percentiles, steadyWrites } from './support.ts';

const ROUNDS = 60;
const UNTIL = 4_000_000;

export default async function bench(report: (line: string) => void): Promise<void> {
  const { spec } = steadyWrites(UNTIL);
  let answered: Opened | null = null;
  let parts: Part[] = [];
  const host = new Host({
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    answer: (answer, transfer) => {
      if (answer.type === 'failed') throw new Error(answer.why);
      // Crosses as it would to the page.
      const came = unpack(structuredClone(pack(answer), { transfer }));
      if (came.type === 'part') parts.push(came);
      if (came.type === 'done') answered = came.result as Opened;
    },
  });
  let id = 1;
  const open = async (inputs: readonly Input[], base: number | null) => {
    parts = [];
    await host.handle({ type: 'open', id: id++, spec: { ...spec, inputs }, base });
    return answered as unknown as Opened;
  };
  const first = await open(spec.inputs, null);
  const trace: Trace = applyPatch(null, first.patch, parts);
  report(`  ${trace.rows} rows`);
  for (const [name, base] of [
    ['edited', true],
    ['whole', false],
  ] as const) {
    const times: number[] = [];
    let kept = 0;
    let held = first.run;
    for (let round = 0; round < ROUNDS; round++) {
      // Kept alive: the host holds the latest runs only.
      if (round % 6 === 0) held = (await open(spec.inputs, held)).run;
      const crash: Input = {
        at: UNTIL / 2 + round,
        fault: { type: 'crash', node: 'S2', until: UNTIL / 2 + 300_000 },
      };
      const start = performance.now();
      const { patch } = await open([...spec.inputs, crash], base ? held : null);
      applyPatch(base ? trace : null, patch, parts);
      times.push(performance.now() - start);
      kept = patch.keepRows;
    }
    report(`  ${name.padEnd(8)} ${kept} rows kept  ${percentiles(times)}`);
  }
}
