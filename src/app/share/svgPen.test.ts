import { describe, expect, test } from 'vitest';
import { SvgPen } from './svgPen.ts';
import { text } from './svgText.ts';

const pen = () =>
  new SvgPen((content, font) => content.length * Number.parseFloat(font.split(' ')[1] ?? '10'), 'c');

describe('a pen that writes SVG', () => {
  test('writes paths where the canvas would have drawn them', () => {
    const p = pen();
    p.translate(10, 20);
    p.scale(2);
    p.strokeStyle = '#123456';
    p.lineWidth = 1.5;
    p.setLineDash([2, 3]);
    p.beginPath();
    p.moveTo(1, 1);
    p.lineTo(2, 3.333);
    p.stroke();
    expect(p.finish()).toBe(
      '<path d="M12 22L14 26.67" fill="none" stroke="#123456" stroke-width="3" stroke-dasharray="4 6"/>',
    );
  });

  test('circles are two halves, arcs one, and both ways round', () => {
    const p = pen();
    p.beginPath();
    p.arc(0, 0, 5, 0, 2 * Math.PI);
    p.fill();
    p.beginPath();
    p.arc(0, 0, 5, 0, Math.PI / 2);
    p.fill();
    p.beginPath();
    p.arc(0, 0, 5, 0, Math.PI / 2, true);
    p.fill();
    const paths = [...p.finish().matchAll(/d="([^"]+)"/g)].map((found) => found[1]);
    expect(paths).toEqual([
      'M5 0A5 5 0 1 1 -5 0A5 5 0 1 1 5 0',
      'M5 0A5 5 0 0 1 0 5',
      // Three quarters of it, the other way.
      'M5 0A5 5 0 1 0 0 5',
    ]);
  });

  test('what is clipped ends with what was saved', () => {
    const p = pen();
    p.save();
    p.beginPath();
    p.rect(0, 0, 4, 4);
    p.clip();
    p.fillRect(0, 0, 1, 1);
    p.restore();
    p.fillRect(1, 1, 1, 1);
    const written = p.finish();
    expect(written).toMatch(/<clipPath id="c0">.*<g clip-path="url\(#c0\)"><rect[^>]*\/><\/g><rect/);
    expect(written.match(/<g /g)?.length).toBe(written.match(/<\/g>/g)?.length);
  });

  test('a text with its outline is one text, so that it is found and copied once', () => {
    const p = pen();
    p.font = '620 14px "Inter Variable", Inter';
    p.strokeStyle = '#fff';
    p.lineWidth = 3.5;
    p.strokeText('a < b & "c"', 5, 6);
    p.fillStyle = '#000';
    p.fillText('a < b & "c"', 5, 6);
    const written = p.finish();
    expect(written.match(/<text/g)).toHaveLength(1);
    expect(written).toContain('a &lt; b &amp; &quot;c&quot;</text>');
    expect(written).toContain('paint-order="stroke"');
    expect(written).toContain('font-size="14" font-weight="620"');
  });

  test('an outline without its text is kept', () => {
    const p = pen();
    p.strokeText('alone', 0, 0);
    p.fillRect(0, 0, 1, 1);
    expect(p.finish()).toMatch(/^<text[^>]*>alone<\/text><rect/);
  });

  test('rectangles of negative width lie to the left, empty ones nowhere', () => {
    const p = pen();
    p.fillRect(5, 0, -3, 2);
    p.fillRect(5, 0, 0, 0);
    expect(p.finish()).toBe('<rect x="2" y="0" width="3" height="2" fill="#000"/>');
  });

  test('opacity that is none changes nothing', () => {
    const p = pen();
    p.globalAlpha = 0.5;
    p.globalAlpha = Number.NaN;
    expect(p.globalAlpha).toBe(0.5);
  });
});

test('text for XML holds nothing that XML has no place for', () => {
  expect(text('a\u0000b\u001fc\ud800d\ufffee\tf')).toBe('abcde\tf');
  expect(text('😀')).toBe('😀');
});
