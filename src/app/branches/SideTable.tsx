/** What differs between two runs, a row each: what it is, and its value in A and in B. */
import type { ReactNode } from 'react';

interface Props {
  readonly caption: string;
  /** What the rows name, for those who do not see the table. */
  readonly rows: string;
  readonly children: ReactNode;
}

export function SideTable({ caption, rows, children }: Props) {
  return (
    <table className="state-table">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{rows}</span>
          </th>
          <th scope="col">A</th>
          <th scope="col">B</th>
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

export function SideRow({ name, a, b }: { readonly name: string; readonly a: string; readonly b: string }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="mono">{a}</td>
      <td className="mono">{b}</td>
    </tr>
  );
}
