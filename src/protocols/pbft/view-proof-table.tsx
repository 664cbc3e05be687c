/** A view change as a table: who proves what about each number, and what the new view proposes. */
import css from './view.module.css';
import type { Proof } from './view-proof.ts';

export function ProofTable({ proof }: { readonly proof: Proof }) {
  const { view, primary, begun, numbers, rows, proposals } = proof;
  return (
    <table className={css.views}>
      <caption>
        {begun ? `What view ${view} began with` : `View-changes to view ${view}, whose primary is ${primary}`}
      </caption>
      <thead>
        <tr>
          <th scope="col">from</th>
          <th scope="col">checkpoint</th>
          {numbers.map((n) => (
            <th key={n} scope="col">
              {n}
            </th>
          ))}
          {numbers.length === 0 && <th scope="col">prepared above it</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id}>
            <th scope="row">{row.id}</th>
            <td>{row.checkpoint}</td>
            {row.claims.map((claim, i) => (
              <td key={numbers[i]} data-wins={claim?.wins ? '' : undefined}>
                {claim === null ? '' : `${claim.text}, view ${claim.v}`}
              </td>
            ))}
            {numbers.length === 0 && <td>nothing</td>}
          </tr>
        ))}
        {proposals !== null && numbers.length > 0 && (
          <tr className={css.proposed}>
            <th scope="row" colSpan={2}>
              {primary} proposes
            </th>
            {proposals.map((text, i) => (
              <td key={numbers[i]}>{text}</td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  );
}
