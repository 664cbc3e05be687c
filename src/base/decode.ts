/** Files as texts. Some systems write what a command prints as UTF-16, with a byte order mark that says so; everything else is UTF-8. */
export function textOfBytes(bytes: Uint8Array): string {
  const [a, b] = bytes;
  const encoding = a === 0xff && b === 0xfe ? 'utf-16le' : a === 0xfe && b === 0xff ? 'utf-16be' : 'utf-8';
  // It takes the mark away, too.
  return new TextDecoder(encoding).decode(bytes);
}
