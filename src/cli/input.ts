/** Files and standard input as text. */
import { readFileSync, readSync } from 'node:fs';
import { textOfBytes } from '../base/decode.ts';
import { type Result, refuse } from '../base/result.ts';

/** @param file a path, or `-` for standard input. @throws what the file system says. */
export function textOf(file: string): string {
  return textOfBytes(file === '-' ? standardInput() : readFileSync(file));
}

/** All of it. A pipe may be set not to block: then whoever writes is given time, as often as it takes. */
function standardInput(): Buffer {
  const parts: Buffer[] = [];
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const part = Buffer.alloc(65_536);
    try {
      const length = readSync(0, part);
      if (length === 0) return Buffer.concat(parts);
      parts.push(part.subarray(0, length));
    } catch (error) {
      const { code } = error as { code?: string };
      // So some systems say that there is nothing more.
      if (code === 'EOF') return Buffer.concat(parts);
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(clock, 0, 0, 2);
    }
  }
}

/** What a command that reads a text and writes lines needs of the world. */
export interface TextIo {
  /** The text of a file, `-` for standard input. */
  read(file: string): Result<{ text: string }>;
  out(line: string): void | Promise<void>;
  err(line: string): void;
}

/** Of the process itself. */
export const PROCESS_IO: TextIo = {
  read(file) {
    try {
      return { ok: true, text: textOf(file) };
    } catch (error) {
      const { code } = error as { code?: string };
      const known: Readonly<Record<string, string>> = {
        ENOENT: 'there is no such file',
        EISDIR: 'it is a folder',
      };
      return refuse(`Cannot read ${file.slice(0, 80)}: ${known[code ?? ''] ?? code ?? error}.`);
    }
  },
  out: (line) =>
    new Promise((resolve) => {
      if (process.stdout.write(`${line}\n`)) resolve();
      else process.stdout.once('drain', () => resolve());
    }),
  err: (line) => void process.stderr.write(`${line}\n`),
};
