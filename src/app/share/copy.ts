/** What goes to the clipboard. */
import { text as escaped } from './svgText.ts';

/** Title over link, for where only text can be pasted. */
export function plainLink(title: string, address: string): string {
  return title === '' ? address : `${title}\n${address}`;
}

/** The title as a link, and the claim under it, for where formatted text can be pasted. */
export function richLink(title: string, claim: string, address: string): string {
  const link = `<a href="${escaped(address)}">${escaped(title === '' ? address : title)}</a>`;
  return claim === '' ? link : `<p>${link}</p><p>${escaped(claim)}</p>`;
}

/** The frame that shows a run on another page. */
export function frameCode(frame: {
  readonly address: string;
  readonly title: string;
  /** px, or null for as wide as there is room. */
  readonly width: number | null;
  readonly height: number;
}): string {
  const width = frame.width === null ? '100%' : String(frame.width);
  return `<iframe src="${escaped(frame.address)}" title="${escaped(frame.title)}" width="${width}" height="${frame.height}" style="border:1px solid #d5d1c8;border-radius:8px;max-width:100%" loading="lazy" allow="fullscreen"></iframe>`;
}

/** Whether the clipboard took it. Formatted text is offered beside the plain one where the browser can. */
export async function toClipboard(plain: string, rich?: string): Promise<boolean> {
  try {
    if (rich !== undefined && typeof ClipboardItem !== 'undefined' && navigator.clipboard?.write) {
      try {
        await navigator.clipboard.write([
          new ClipboardItem({
            'text/plain': new Blob([plain], { type: 'text/plain' }),
            'text/html': new Blob([rich], { type: 'text/html' }),
          }),
        ]);
        return true;
      } catch {
        // Some browsers allow only plain text.
      }
    }
    await navigator.clipboard.writeText(plain);
    return true;
  } catch {
    // Permission refused, or not a secure page.
    return false;
  }
}

/** Whether the clipboard took the picture. */
export async function imageToClipboard(png: Promise<Blob>): Promise<boolean> {
  try {
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })]);
    return true;
  } catch {
    return false;
  }
}
