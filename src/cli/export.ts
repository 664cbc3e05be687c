/** `faultline export SPEC|LINK|- --format …`: a run written out for people and for other programs. */
import { type Result, refuse } from '../base/result.ts';
import { didYouMean, listed, tame } from '../base/text.ts';
import type { ResolvedRun } from '../engine/runspec.ts';
import { type ExportFormat, FORMATS, type RunWords } from '../logs/formats.ts';
import { loadProtocol } from '../worker/discover.ts';
import { exportRun } from '../worker/export.ts';

export const EXPORT_USAGE = `  faultline export SPEC|LINK|- --format text|shiviz|jsonl|edn
                                           simulate and write the run out: for people, for ShiViz, every row
                                           as a JSON line, or the clients' history as Jepsen writes it`;

export interface ExportCall {
  readonly files: readonly string[];
  readonly format: ExportFormat;
}

/** @param args the words after `export` */
export function parseExport(args: readonly string[]): Result<ExportCall> {
  const files: string[] = [];
  let asked: string | undefined;
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (!word.startsWith('--')) {
      files.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (name !== '--format') return refuse(`There is no option ${tame(name)} here.`);
    if (asked !== undefined) return refuse('--format is given twice.');
    asked = equals < 0 ? args[++i] : word.slice(equals + 1);
    if (asked === undefined || asked === '') return refuse('--format needs a value.');
  }
  const ids = FORMATS.map(({ id }) => id);
  if (asked === undefined) return refuse(`Say with --format what to write: ${listed(ids, 'or')}.`);
  const format = ids.find((id) => id === asked);
  if (!format) {
    return refuse(
      `There is no format "${tame(asked)}"; there is ${listed(ids, 'or')}.${didYouMean(asked, ids)}`,
    );
  }
  return { ok: true, files, format };
}

/** The text of a run, in chunks that end in line ends. */
export async function exportChunks(
  resolved: ResolvedRun,
  format: ExportFormat,
  words: RunWords,
): Promise<Iterable<string>> {
  return exportRun(await loadProtocol(resolved.spec.protocol), resolved, format, words);
}
