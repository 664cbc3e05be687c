/** The page's own fonts, carried inside a picture so that it looks the same where they are not installed. */

/** The font-face rules of the families a drawing names, with their files written into them. Files that cannot be read are left out. */
export async function fontFaces(drawing: string): Promise<string> {
  const wanted = rules().filter(({ family }) => drawing.includes(family));
  const faces = await Promise.all(
    wanted.map(async ({ family, weights, style, address }) => {
      const data = await asData(address);
      if (data === null) return '';
      return `@font-face{font-family:"${family}";font-style:${style};font-weight:${weights};src:url(${data}) format("woff2")}`;
    }),
  );
  return faces.join('');
}

interface Face {
  readonly family: string;
  readonly weights: string;
  readonly style: string;
  readonly address: string;
}

function rules(): Face[] {
  const faces: Face[] = [];
  for (const sheet of document.styleSheets) {
    let found: CSSRuleList;
    try {
      found = sheet.cssRules;
    } catch {
      // A sheet of another origin (an extension's) keeps its rules to itself.
      continue;
    }
    for (const rule of found) {
      if (!(rule instanceof CSSFontFaceRule)) continue;
      const value = (name: string) => rule.style.getPropertyValue(name);
      const source = /url\(\s*["']?([^"')]+)["']?\s*\)/.exec(value('src'))?.[1];
      if (source === undefined) continue;
      faces.push({
        family: value('font-family').replace(/^["']|["']$/g, ''),
        weights: value('font-weight') || '400',
        style: value('font-style') || 'normal',
        address: new URL(source, sheet.href ?? document.baseURI).href,
      });
    }
  }
  return faces;
}

const read = new Map<string, Promise<string | null>>();

function asData(address: string): Promise<string | null> {
  let data = read.get(address);
  if (data === undefined) {
    data = address.startsWith('data:') ? Promise.resolve(address) : fetchData(address);
    read.set(address, data);
  }
  return data;
}

async function fetchData(address: string): Promise<string | null> {
  try {
    const answer = await fetch(address);
    if (!answer.ok) return null;
    const bytes = new Uint8Array(await answer.arrayBuffer());
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return `data:font/woff2;base64,${btoa(text)}`;
  } catch {
    return null;
  }
}
