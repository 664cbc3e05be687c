/** What is being shared: the run as it stood when the dialog was opened. */
import type { Meta } from '../../engine/meta.ts';
import type { Micros } from '../../engine/runspec.ts';
import { mainOf } from '../branches/runs.ts';
import { wordsFor } from '../lab/share.ts';
import { lensStore } from '../lens/store.ts';
import { documentStore, isChanged, type LabDocument } from '../stores/document.ts';
import { type Run, sessionStore } from '../stores/session.ts';
import { capital, listOf, ms } from '../text.ts';
import type { PictureWords } from './picture.ts';

export interface Subject {
  readonly meta: Meta;
  readonly document: LabDocument;
  readonly run: Run | null;
  /** Where the cursor stands. */
  readonly cursor: Micros;
}

/** Title and claim, '' where there is none. */
export interface ShareWords {
  readonly title: string;
  readonly claim: string;
}

export function takeSubject(meta: Meta): Subject | null {
  const { document } = documentStore.getState();
  const { run, cursor } = sessionStore.getState();
  return document === null ? null : { meta, document, run, cursor: cursor.time };
}

/** Words somebody wrote, by the run they set out from: edits of that run keep them, for the person has them before the eyes. */
const written = new WeakMap<LabDocument, { readonly words: ShareWords; readonly over: string }>();

/** What the document itself says: words written here hold until it says something else. */
function saidBy({ title, claim }: LabDocument): string {
  return JSON.stringify([title, claim]);
}

export function wordsOf(document: LabDocument): ShareWords {
  const { opened } = documentStore.getState();
  const kept = opened === null ? undefined : written.get(opened);
  if (kept !== undefined && kept.over === saidBy(document)) return kept.words;
  const { title = '', claim = '' } = wordsFor(document, isChanged({ document: mainOf(document), opened }));
  return { title, claim };
}

export function keepWords(words: ShareWords): void {
  const { opened, document } = documentStore.getState();
  if (opened !== null && document !== null) written.set(opened, { words, over: saidBy(document) });
}

/** As a link carries them: nothing for nothing. */
export function linkWords({ title, claim }: ShareWords): {
  readonly title?: string;
  readonly claim?: string;
} {
  return {
    ...(title.trim() === '' ? {} : { title: title.trim() }),
    ...(claim.trim() === '' ? {} : { claim: claim.trim() }),
  };
}

export function pictureWords({ meta, run, cursor, document }: Subject, words: ShareWords): PictureWords {
  return {
    title: words.title.trim() || meta.title,
    claim: words.claim.trim(),
    banners: bannersOf(meta, run),
    foot: footOf(meta, run, document, cursor),
  };
}

/** The sentences of the page's banners that hold of the run wherever it is shown. */
function bannersOf(meta: Meta, run: Run | null): PictureWords['banners'] {
  if (run === null) return [];
  const rules = run.resolved.spec.variants.map(
    (id) => meta.variants.find((variant) => variant.id === id)?.title ?? id,
  );
  // A picture of what one node sees says so, and nothing that the node cannot know.
  const { lens } = lensStore.getState();
  const first = lens === null ? run.trace.violations[0] : undefined;
  const properties = new Set(run.trace.violations.map((violation) => violation.property)).size;
  return [
    ...(lens === null
      ? []
      : [{ kind: 'broken' as const, text: `As ${lens.node} sees it: what it cannot know is hidden.` }]),
    ...(rules.length === 0
      ? []
      : [
          {
            kind: 'broken' as const,
            text: `${rules.length === 1 ? 'A rule is broken on purpose' : 'Rules are broken on purpose'}: ${rules.map(capital).join('; ')}.`,
          },
        ]),
    ...(first === undefined
      ? []
      : [
          {
            kind: 'fault' as const,
            text: `${properties === 1 ? 'A promise is broken' : `${properties} promises are broken`}, first at ${ms(run.trace.columns.time[first.event] ?? 0)}: ${first.why}`,
          },
        ]),
  ];
}

function footOf(meta: Meta, run: Run | null, document: LabDocument, cursor: Micros): string {
  const nodes = meta.roles
    .map((role) => ({ role, count: document.spec.nodes[role.id] ?? role.count.default }))
    .filter(({ count }) => count > 0)
    .map(({ role, count }) => `${count} ${count === 1 ? role.title : role.plural}`.toLowerCase());
  const facts = [
    meta.title,
    listOf(nodes),
    `seed ${document.spec.seed}`,
    `at ${ms(cursor)}`,
    ...(run?.trace.hash ? [`run ${run.trace.hash}`] : []),
    'Faultline',
  ];
  return facts.filter((fact) => fact !== '').join(' · ');
}
