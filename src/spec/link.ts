/**
 * Share links: `#/lab/<protocol>?s=<payload>`. The payload (`pack.ts`) holds [protocol version, document] as canonical JSON.
 */
import { canonicalJson } from '../base/json.ts';
import { type Refusal, type Result, refuse } from '../base/result.ts';
import { excerpt } from '../base/text.ts';
import type { Meta } from '../engine/meta.ts';
import { MAX_PAYLOAD, MAX_UNPACKED } from './bounds.ts';
import { DICTIONARY_1, DICTIONARY_2 } from './dictionary.ts';
import { canonicalDocument, type Document, KINDS, type OpenDocument, parseDocument } from './document.ts';
import { MIGRATIONS, type Migrations, migrateDocument } from './migrate.ts';
import { pack, unpack } from './pack.ts';
import type { Metas } from './resolve.ts';
import { isRecord } from './shape.ts';

/** What links are made as; those of every version before are read. */
export const LINK_VERSION = 2;

/** By link version. */
const dictionaries: ReadonlyMap<number, Uint8Array> = new Map(
  [DICTIONARY_1, DICTIONARY_2].map((words, i) => [i + 1, new TextEncoder().encode(words)]),
);

/**
 * The link to a valid document, from the `#` on.
 * @throws RangeError if the document is too large for a link; its message is a sentence for people.
 */
export function encodeLink(document: Document, meta: Meta): string {
  const json = canonicalJson([meta.version, canonicalDocument(document, meta)]);
  const payload = pack(json, LINK_VERSION, dictionaries);
  if (payload === null) {
    throw new RangeError('This run is too large for a link; save it as a file instead.');
  }
  return `#/lab/${meta.id}?s=${payload}`;
}

/**
 * Reads a link back. Never throws, and takes time in proportion to `MAX_PAYLOAD` and `MAX_UNPACKED` at worst.
 * @param text A whole address, its part from `#` on, or a bare payload; white space around it and further query parameters
 * (`&embed=1`) are ignored.
 */
export function decodeLink(
  text: string,
  metas: Metas,
  migrations: Migrations = MIGRATIONS,
): Result<OpenDocument> {
  const address = takeApart(text);
  if ('ok' in address) return address;
  const found = unpack(address.payload, LINK_VERSION, dictionaries);
  if ('newer' in found) {
    return refuse(
      `This link was made by a newer Faultline. It is of version ${found.newer}; this one reads links up to version ${LINK_VERSION}.`,
    );
  }
  if ('fault' in found) return found.fault === 'large' ? TOO_LARGE : DAMAGED;
  return read(found.value, address.protocol, metas, migrations);
}

const DAMAGED = refuse(
  'This link is damaged: its end is missing, or a character of it was changed. Copy the whole link again.',
);
const NOT_A_LINK = refuse('This is not a link to a run.');
const TOO_LARGE = refuse(`This link unpacks to more than ${MAX_UNPACKED} bytes, which no run needs.`);

interface Address {
  /** Null for a bare payload. */
  readonly protocol: string | null;
  readonly payload: string;
}

function takeApart(text: string): Address | Refusal {
  // A whole address may be a little longer than its payload; anything beyond is not looked at.
  if (text.length > 2 * MAX_PAYLOAD) return tooLong(text.length);
  const link = text.trim();
  const hash = link.indexOf('#');
  if (hash < 0) return /^[\w-]+$/.test(link) ? bounded(null, link) : NOT_A_LINK;
  // Before the hash there is nothing, or an address with its scheme; otherwise something was added to a bare hash.
  if (hash > 0 && !/^[a-z][a-z0-9+.-]*:\/\/\S*$/i.test(link.slice(0, hash))) return NOT_A_LINK;
  const parts = /^#\/lab\/([a-z0-9-]{1,64})\?(\S+)$/.exec(link.slice(hash));
  if (parts === null) return NOT_A_LINK;
  const [, protocol = '', query = ''] = parts;
  const parameters = query.split('&');
  if (!parameters.every((parameter) => /^[A-Za-z][\w.-]*(=[^#]*)?$/.test(parameter))) return DAMAGED;
  const payloads = parameters.filter((parameter) => parameter.startsWith('s='));
  if (payloads.length !== 1) return payloads.length === 0 ? NOT_A_LINK : DAMAGED;
  return bounded(protocol, (payloads[0] as string).slice(2));
}

function bounded(protocol: string | null, payload: string): Address | Refusal {
  return payload.length > MAX_PAYLOAD ? tooLong(payload.length) : { protocol, payload };
}

function tooLong(length: number): Refusal {
  return refuse(`This link is too long (${length} characters); a link holds at most ${MAX_PAYLOAD}.`);
}

function read(
  value: unknown,
  named: string | null,
  metas: Metas,
  migrations: Migrations,
): Result<OpenDocument> {
  if (!Array.isArray(value) || value.length !== 2) return DAMAGED;
  const [version, document] = value as readonly unknown[];
  if (!Number.isSafeInteger(version) || (version as number) < 1 || !isRecord(document)) return DAMAGED;
  const { kind, spec } = document;
  if (typeof kind !== 'string') return DAMAGED;
  if (!KINDS.includes(kind)) {
    return refuse(`This link may have been made by a newer Faultline: this one reads no ${excerpt(kind)}.`);
  }
  const protocol = isRecord(spec) ? spec.protocol : undefined;
  // What has no protocol where one is expected goes on to be refused with the name of the field.
  if (typeof protocol !== 'string') return explained(parseDocument(document, metas));
  if (named !== null && named !== protocol) {
    return refuse(
      `This link is damaged: its address says ${excerpt(named)}, but its run is of ${excerpt(protocol)}.`,
    );
  }
  const meta = metas.get(protocol);
  if (meta === undefined) {
    return refuse(
      `This link may have been made by a newer Faultline: this one has no protocol ${excerpt(protocol)}.`,
    );
  }
  if ((version as number) > meta.version) {
    return refuse(
      `This link was made by a newer Faultline. It needs version ${version} of ${meta.title}; this one has version ${meta.version}.`,
    );
  }
  const current = migrateDocument(document, protocol, version as number, meta.version, migrations);
  if (current === null) {
    return refuse(
      `This link was made with version ${version} of ${meta.title}, whose runs this Faultline can no longer replay (it has version ${meta.version}).`,
    );
  }
  return explained(parseDocument(current, metas));
}

function explained(result: Result<OpenDocument>): Result<OpenDocument> {
  if (result.ok || result.why.startsWith('This ')) return result;
  return refuse(`This link holds no valid run: ${result.why}`);
}
