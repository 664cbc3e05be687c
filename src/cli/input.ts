/** Files and standard input as text. */
import { readFileSync, readSync } from 'node:fs';

/** @param file a path, or `-` for standard input. @throws what the file system says. */
export function textOf(file: string): string {
  const text = file === '-' ? standardInput() : readFileSync(file, 'utf8');
  // Editors of some systems put a byte order mark before the text.
  return text.replace(/^\uFEFF/, '');
}

/** All of it. A pipe may be set not to block: then whoever writes is given time, as often as it takes. */
function standardInput(): string {
  const parts: Buffer[] = [];
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (;;) {
    const part = Buffer.alloc(65_536);
    try {
      const length = readSync(0, part);
      if (length === 0) return Buffer.concat(parts).toString('utf8');
      parts.push(part.subarray(0, length));
    } catch (error) {
      const { code } = error as { code?: string };
      // So some systems say that there is nothing more.
      if (code === 'EOF') return Buffer.concat(parts).toString('utf8');
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(clock, 0, 0, 2);
    }
  }
}
