/** SM: the set V of each lieutenant, every order with the signatures it came with, and what was refused. */
import type { Order, Refusal } from './state.ts';
import css from './view.module.css';
import type { Side } from './view-sides.ts';

export function Orders({
  sides,
  traitors,
}: {
  readonly sides: readonly Side[];
  readonly traitors: readonly string[];
}) {
  return (
    <ul className={css.sets}>
      {sides.map(({ id, V, refused, up }) => (
        <li key={id} data-down={up ? undefined : ''}>
          <span className={css.setName} data-traitor={traitors.includes(id) ? '' : undefined}>
            V<sub>{id}</sub>
          </span>
          <ul className={css.chains} aria-label={`Orders that ${id} has`}>
            {V.length === 0 && <li className={css.none}>∅ no order yet</li>}
            {V.map(({ v, signers, fresh }) => (
              <li
                key={v}
                data-fresh={fresh ? '' : undefined}
                title={`The order ${v}, signed by ${signers.join(', ')}`}
              >
                <Value v={v} />
                <Signers signers={signers} />
                <span className={css.hidden}>{fresh ? ', new' : ''}</span>
              </li>
            ))}
            {grouped(refused).map(({ refusal, times }) => (
              <li key={reasonText(refusal) + refusal.v} className={css.refused} title={reasonText(refusal)}>
                <Value v={refusal.v} />
                <Signers signers={refusal.signers} forged={refusal.signer} />
                <span className={css.why}>
                  {refusal.why === 'late' ? 'too late' : `${refusal.signer} did not sign it`}
                  {times > 1 && ` (${times}×)`}
                </span>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function grouped(refused: readonly Refusal[]): readonly { refusal: Refusal; times: number }[] {
  const keys = refused.map((r) => `${r.v} ${r.signers.join()} ${r.why}`);
  return refused.flatMap((refusal, i) =>
    keys.indexOf(keys[i] as string) === i
      ? [{ refusal, times: keys.filter((key) => key === keys[i]).length }]
      : [],
  );
}

function reasonText({ why, from, signer, signers }: Refusal): string {
  return why === 'late'
    ? `Brought by ${from}, too late for ${signers.length === 1 ? 'one signature' : `${signers.length} signatures`}`
    : `Brought by ${from}; ${signer} did not sign it`;
}

export function Value({ v, short = false }: { readonly v: Order; readonly short?: boolean }) {
  return (
    <span className={css.value} data-v={v}>
      {short ? <abbr title={v}>{v === 'attack' ? 'A' : 'R'}</abbr> : v}
    </span>
  );
}

function Signers({
  signers,
  forged = null,
}: {
  readonly signers: readonly string[];
  readonly forged?: string | null;
}) {
  return (
    <span className={css.signers}>
      {signers.map((id) => (
        <span key={id} data-forged={id === forged ? '' : undefined}>
          {id}
        </span>
      ))}
    </span>
  );
}
