import { type ReactNode, useRef, useState } from 'react';
import type { Meta } from '../../engine/meta.ts';
import type { RunSpec } from '../../engine/runspec.ts';
import { Glossed } from '../glossary/Glossed.tsx';
import { wanted } from '../later.tsx';
import { isChanged, type LabDocument } from '../stores/document.ts';
import { useDocument } from '../stores/use.ts';
import { capital, listOf } from '../text.ts';
import { backToOriginal } from './actions.ts';
import { useLab } from './context.ts';

const ClaimForm = wanted(
  async () => (await import('./ClaimForm.tsx')).default,
  null,
  ({ onDone }: { readonly onDone: () => void }) => onDone(),
);

/** What the run on show is about: its claim and notes, or in plain words what it is made of. */
export function About() {
  const { meta } = useLab();
  const document = useDocument((d) => d.document);
  const changed = useDocument(isChanged);
  if (document === null) return null;
  if (document.claim === '') return <Unclaimed meta={meta} document={document} />;
  return (
    <>
      {changed && (
        <section className="card changed-card" aria-label="Changed run">
          <p>You have changed this run. The text below describes it as it was.</p>
          <button type="button" className="button small" onClick={backToOriginal}>
            Back to the original
          </button>
        </section>
      )}
      <Words eyebrow="Claim" document={document}>
        <h2 className="claim">
          <Glossed text={document.claim} />
        </h2>
        {document.notes !== '' && (
          <p className="prose">
            <Glossed text={document.notes} after={document.claim} />
          </p>
        )}
      </Words>
    </>
  );
}

/** Without a claim nothing is said but what can be read off the run itself, so it stays true whatever is edited. */
function Unclaimed({ meta, document }: { readonly meta: Meta; readonly document: LabDocument }) {
  const plain = document.title === meta.title;
  return (
    <Words eyebrow={plain ? meta.family : 'A shared run'} document={document}>
      <h2 className="claim">{document.title}</h2>
      {plain ? (
        <p className="prose">
          <Glossed text={meta.summary} />
        </p>
      ) : (
        <p className="prose">{contents(meta, document.spec)}</p>
      )}
    </Words>
  );
}

/** Words, and a way to write others. They are about the main run: beside another branch they are only read. */
function Words({
  eyebrow,
  document,
  children,
}: {
  readonly eyebrow: string;
  readonly document: LabDocument;
  readonly children: ReactNode;
}) {
  const [editing, setEditing] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const main = document.branches === undefined || document.branches.shown === document.branches.list[0]?.id;
  return (
    <>
      <p className="eyebrow claim-head">
        {eyebrow}
        {main && (
          <button
            ref={edit}
            type="button"
            className="text-button muted"
            aria-label={document.claim === '' ? undefined : 'Edit the claim'}
            aria-expanded={editing}
            onClick={() => setEditing(!editing)}
          >
            {document.claim === '' ? 'Add a claim' : 'Edit'}
          </button>
        )}
      </p>
      {editing && main ? (
        <>
          <h2 className="visually-hidden">{document.claim || document.title}</h2>
          <ClaimForm
            onDone={() => {
              setEditing(false);
              edit.current?.focus();
            }}
          />
        </>
      ) : (
        children
      )}
    </>
  );
}

/** "Raft with 5 servers and 1 client. Nothing is broken on purpose. 2 faults and 1 command are in it." */
export function contents(meta: Meta, spec: RunSpec): string {
  const nodes = [...meta.roles]
    .sort((a, b) => Number(a.shape === 'square') - Number(b.shape === 'square'))
    .map((role) => ({ role, n: spec.nodes[role.id] ?? role.count.default }))
    .filter(({ n }) => n > 0)
    .map(({ role, n }) => `${n} ${n === 1 ? role.title : role.plural}`);
  const broken = spec.variants.map((id) => meta.variants.find((variant) => variant.id === id)?.title ?? id);
  const faults = spec.inputs.filter((input) => 'fault' in input).length;
  const commands = spec.inputs.filter((input) => 'command' in input).length;
  const fired = spec.inputs.length - faults - commands;
  const held = [count(faults, 'fault'), count(commands, 'command'), count(fired, 'fired timer')].filter(
    (text) => text !== '',
  );
  return [
    `${meta.title} with ${listOf(nodes)}.`,
    broken.length === 0
      ? 'No rule is broken on purpose.'
      : `Broken on purpose: ${broken.map(capital).join('; ')}.`,
    held.length === 0 ? 'Nothing is done to it.' : `It has ${listOf(held)}.`,
  ].join(' ');
}

function count(n: number, what: string): string {
  return n === 0 ? '' : `${n} ${what}${n === 1 ? '' : 's'}`;
}
