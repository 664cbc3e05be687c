/** Pieces of SVG as text. */

/** Hundredths of a pixel are enough, and short. */
export function number(value: number): string {
  const rounded = Math.round(value * 100) / 100;
  return Number.isFinite(rounded) ? String(rounded === 0 ? 0 : rounded) : '0';
}

const NAMED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text and attribute values for XML: characters it has no place for are left out, whatever a title may hold. */
export function text(content: string): string {
  let written = '';
  for (const char of content) {
    const code = char.codePointAt(0) as number;
    const known = code >= 32 || code === 9 || code === 10 || code === 13;
    const half = code >= 0xd800 && code <= 0xdfff;
    if (known && !half && code !== 0xfffe && code !== 0xffff) written += NAMED[char] ?? char;
  }
  return written;
}

/** ` name="value"` for each that is there. */
export function attributes(values: Readonly<Record<string, string | undefined>>): string {
  let written = '';
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') written += ` ${name}="${text(value)}"`;
  }
  return written;
}
