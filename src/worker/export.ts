/**
 * Runs written out, in the formats others read. The run is simulated anew from its spec, which gives the same run, this time keeping
 * what its messages say; so the page and the command line write the same text, to the last character.
 */
import { writeEdnHistory } from '../checkers/history-edn.ts';
import { exportedHistory } from '../checkers/history-export.ts';
import type { Protocol } from '../engine/api.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import { DEFAULT_LIMITS, Simulation } from '../engine/simulation.ts';
import type { ExportFormat, RunWords } from '../logs/formats.ts';
import { inChunks, type RecordedRun } from '../logs/recorded.ts';
import { rowLines } from '../logs/rows.ts';
import { shivizLines } from '../logs/shiviz.ts';
import { storyLines } from '../logs/story.ts';

/** The text, in chunks that end in line ends. */
export function exportRun(
  protocol: Protocol,
  resolved: ResolvedRun,
  format: ExportFormat,
  words: RunWords = {},
): Generator<string> {
  const bodies = format === 'jsonl';
  const simulation = new Simulation(protocol, resolved, { bodies, limits: DEFAULT_LIMITS }).finish();
  const trace = simulation.trace();
  const run = { meta: protocol.meta, resolved, trace, bodies: simulation.builder.bodies };
  return inChunks(linesOf(run, format, words));
}

function linesOf(run: RecordedRun, format: ExportFormat, words: RunWords): Iterable<string> {
  switch (format) {
    case 'shiviz':
      return shivizLines(run);
    case 'jsonl':
      return rowLines(run);
    case 'text':
      return storyLines(run, words);
    case 'edn':
      return writeEdnHistory(exportedHistory(run.trace)).split('\n').slice(0, -1);
  }
}
