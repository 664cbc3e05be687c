import type { Picture } from './picture.ts';

/** How many of its pixels one of the picture's takes, so that it stays sharp when projected. */
const RATIO = 2;
/** Browsers give up on canvases beyond this, px. */
const MOST = 16_000;

/** The picture as PNG, twice as fine as on the screen. Rejects if the browser cannot draw it. */
export async function pngOf({ svg, width, height }: Picture): Promise<Blob> {
  const ratio = Math.min(RATIO, MOST / width, MOST / height);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(width * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('There is no canvas to draw on.');
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  if (png === null) throw new Error('The canvas gave no picture.');
  return png;
}
