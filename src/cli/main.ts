/** The command line: the same host as the page's, without a page. See `USAGE`. */

import { canonicalJson } from '../base/json.ts';
import { refuse } from '../base/result.ts';
import { describeWorld } from '../engine/inspector.ts';
import { DEFAULT_LIMITS, Simulation } from '../engine/simulation.ts';
import { type OpenDocument, parseDocument } from '../spec/document.ts';
import { decodeLink, encodeLink } from '../spec/link.ts';
import { loadProtocol } from '../worker/discover.ts';
import { METAS } from './catalog.ts';
import { CHECK_USAGE, check } from './check.ts';
import { eventLines } from './events.ts';
import { EXPORT_USAGE, exportChunks, parseExport } from './export.ts';
import { GRADE_USAGE, grade, parseGrade } from './grade.ts';
import { historySummary } from './history.ts';
import { PROCESS_IO, textOf } from './input.ts';
import { ISOLATION_USAGE, isolation } from './isolation.ts';
import { protocolList } from './protocols.ts';

const USAGE = `Usage:
  faultline protocols                      what there is, as JSON
  faultline run SPEC|LINK|- [--events]     simulate; a summary line, with --events every row as a JSON line before it
  faultline link SPEC|-                    the share link of a run
  faultline unlink LINK|-                  the run in a share link, as JSON
${EXPORT_USAGE}
${CHECK_USAGE}
${ISOLATION_USAGE}
${GRADE_USAGE}
Several specs may be given to one call. Exit: 0 done, 1 a property was violated or no
single copy of the data could have answered its clients so ("history": {"valid": false}), 2 bad input.`;

/** Bad input: one sentence on stderr, exit 2. */
class BadInput extends Error {}

/** Runs one call; returns the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  const [command, ...rest] = argv;
  const flags = rest.filter((a) => a.startsWith('--'));
  const files = rest.filter((a) => !a.startsWith('--'));
  try {
    switch (command) {
      case 'protocols':
        refuseFlags(flags, []);
        if (files.length > 0) throw new BadInput('"protocols" takes no further words.');
        await print(JSON.stringify(protocolList(), null, 2));
        return 0;
      case 'run':
        refuseFlags(flags, ['--events']);
        return await each(files, (file) => run(file, flags.includes('--events'), files.length > 1));
      case 'link':
        refuseFlags(flags, []);
        return await each(files, link);
      case 'unlink':
        refuseFlags(flags, []);
        return await each(files, unlink);
      case 'export':
        return await exported(rest);
      case 'check':
        return await check(rest);
      case 'isolation':
        return await isolation(rest);
      case 'grade':
        return await graded(rest);
      case 'help':
      case '--help':
      case '-h':
        await print(USAGE);
        return 0;
      default:
        throw new BadInput(
          command === undefined
            ? 'Say what to do: "faultline help" lists the commands.'
            : `There is no command "${command.slice(0, 40)}"; try "faultline help".`,
        );
    }
  } catch (error) {
    if (!(error instanceof BadInput)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 2;
  }
}

function refuseFlags(flags: readonly string[], known: readonly string[]): void {
  const unknown = flags.find((f) => !known.includes(f));
  if (unknown) throw new BadInput(`There is no option ${unknown.slice(0, 40)} here.`);
}

/** Every file has its turn, whatever becomes of the others; the worst exit code counts. */
async function each(files: readonly string[], act: (file: string) => Promise<number>): Promise<number> {
  if (files.length === 0) throw new BadInput('Name a file, a link, or - for standard input.');
  let worst = 0;
  for (const file of files) {
    try {
      worst = Math.max(worst, await act(file));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      process.stderr.write(
        files.length > 1 ? `${file.slice(0, 80)}: ${error.message}\n` : `${error.message}\n`,
      );
      worst = 2;
    }
  }
  return worst;
}

async function run(file: string, events: boolean, several: boolean): Promise<number> {
  const { document, resolved } = read(file);
  const protocol = await loadProtocol(resolved.spec.protocol);
  const simulation = new Simulation(protocol, resolved, { bodies: events, limits: DEFAULT_LIMITS }).finish();
  const trace = simulation.trace();
  if (events) for (const chunk of eventLines(trace, simulation)) await print(chunk);
  const world = describeWorld(simulation.world, trace.steps - 1);
  const nodes = Object.fromEntries(
    world.nodes.map(({ id, up, paused, durable, volatile }) => [id, { up, paused, ...durable, ...volatile }]),
  );
  const history = historySummary(trace, protocol.meta);
  const summary = {
    ...(several ? { spec: file } : {}),
    protocol: document.spec.protocol,
    seed: document.spec.seed,
    events: trace.rows,
    steps: trace.steps,
    time: trace.end,
    hash: trace.hash,
    violations: trace.violations.map(({ property, event, why }) => ({ property, event, why })),
    ...(history ? { history } : {}),
    ...(trace.stopped ? { stopped: trace.stopped } : {}),
    nodes,
  };
  await print(JSON.stringify({ summary }));
  return trace.violations.length > 0 || history?.valid === false ? 1 : 0;
}

/** Writes runs out, one after the other. */
async function exported(args: readonly string[]): Promise<number> {
  const call = parseExport(args);
  if (!call.ok) throw new BadInput(call.why);
  return each(call.files, async (file) => {
    const { document, resolved } = read(file);
    for (const chunk of await exportChunks(resolved, call.format, document)) await print(chunk.slice(0, -1));
    return 0;
  });
}

/** Judges submitted runs by the goal of an exercise. */
async function graded(args: readonly string[]): Promise<number> {
  const parsed = parseGrade(args);
  if (!parsed.ok) throw new BadInput(parsed.why);
  const opened = (file: string) => {
    try {
      return { ok: true as const, open: read(file) };
    } catch (error) {
      if (error instanceof BadInput) return refuse(error.message);
      throw error;
    }
  };
  return grade(parsed.call, opened, PROCESS_IO);
}

async function link(file: string): Promise<number> {
  const { document } = read(file);
  const meta = METAS.get(document.spec.protocol);
  if (!meta) throw new BadInput(`There is no protocol ${document.spec.protocol}.`);
  try {
    await print(encodeLink(document, meta));
  } catch (error) {
    if (error instanceof RangeError) throw new BadInput(error.message);
    throw error;
  }
  return 0;
}

async function unlink(text: string): Promise<number> {
  const { document } = open(text === '-' ? readText('-') : text);
  // A link that carries nothing but a run gives the run itself: the file it came from.
  const { kind: _kind, spec, ...rest } = document;
  await print(canonicalJson(Object.keys(rest).length === 0 ? spec : document));
  return 0;
}

function open(text: string): OpenDocument {
  const decoded = decodeLink(text, METAS);
  if (!decoded.ok) throw new BadInput(decoded.why);
  return decoded;
}

/** A document from a file, from standard input, or from a link given in place of a file. */
function read(file: string): OpenDocument {
  if (file.includes('#/')) return open(file);
  const text = readText(file);
  if (!text.trimStart().startsWith('{') && text.includes('#/')) return open(text);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 120) : '';
    throw new BadInput(`${file === '-' ? 'Standard input' : file} is not JSON: ${why}.`);
  }
  const parsed = parseDocument(json, METAS);
  if (!parsed.ok) throw new BadInput(parsed.why);
  return parsed;
}

function readText(file: string): string {
  try {
    return textOf(file);
  } catch (error) {
    const code = (error as { code?: string }).code;
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder' : `${code}`;
    throw new BadInput(`Cannot read ${file.slice(0, 80)}: ${why}.`);
  }
}

/** Waits while whoever reads is slower than we are. */
function print(line: string): Promise<void> {
  return new Promise((resolve) => {
    if (process.stdout.write(`${line}\n`)) resolve();
    else process.stdout.once('drain', () => resolve());
  });
}
