/** Short words for requests and results, for notes and labels. */
import type { Json } from '../../engine/api.ts';
import type { Certificate, Op, PrePrepare, Request } from './messages.ts';

export function valueText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** "x=7", "read x" */
export function opText(o: Op): string {
  return o.f === 'write' ? `${o.key}=${valueText(o.value)}` : `read ${o.key}`;
}

/** "x=7 of C1", "no request" */
export function requestText(m: Request | null): string {
  return m === null ? 'no request' : `${opText(m.o)} of ${m.c}`;
}

/** The beginning of a digest, enough to tell two apart by eye. */
export function shortDigest(d: string): string {
  return String(d).slice(0, 4);
}

/** "1 x=7 of C1, 2 no request", or "nothing" */
export function numberedText(list: readonly PrePrepare[]): string {
  return list.map((p) => `${p.n} ${requestText(p.m)}`).join(', ') || 'nothing';
}

export function certificatesText(P: readonly Certificate[]): string {
  return numberedText(P.map((c) => c.prePrepare));
}
