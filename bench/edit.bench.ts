/**
 * An edit in the middle of a run of ten thousand rows, as the page makes it: the spec is read, the run goes on from the keyframe
 * before the edit, and the changed rows are put together with the kept ones. Beside it the same run simulated whole.
 */
import { applyPatch } from '../src/client/patch.ts';
import type { Input } from '../src/engine/runspec.ts';
import type { Trace } from '../src/engine/trace.ts';
import { Host } from '../src/worker/host.ts';
import type { Opened } from '../src/worker/wire.ts';
import { percentiles, steadyWrites } from './support.ts';

const ROUNDS = 60;
const UNTIL = 4_000_000;

export default async function bench(report: (line: string) => void): Promise<void> {
  const { spec } = steadyWrites(UNTIL);
  let answered: Opened | null = null;
  const host = new Host({
    now: () => performance.now(),
    breathe: () => new Promise((resolve) => setImmediate(resolve)),
    answer: (answer, transfer) => {
      if (answer.type === 'failed') throw new Error(answer.why);
      // Crosses as it would to the page.
      if (answer.type === 'done') answered = structuredClone(answer.result, { transfer }) as Opened;
    },
  });
  let id = 1;
  const open = async (inputs: readonly Input[], base: number | null) => {
    await host.handle({ type: 'open', id: id++, spec: { ...spec, inputs }, base });
    return answered as unknown as Opened;
  };
  const first = await open(spec.inputs, null);
  const trace: Trace = applyPatch(null, first.patch);
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
      applyPatch(base ? trace : null, patch);
      times.push(performance.now() - start);
      kept = patch.keepRows;
    }
    report(`  ${name.padEnd(8)} ${kept} rows kept  ${percentiles(times)}`);
  }
}
