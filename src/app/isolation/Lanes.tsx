import type { StepView } from '../../worker/isolation/wire.ts';

/** An interleaving: a column for each session, time going down. */
export function Lanes({
  steps,
  level,
  label,
}: {
  readonly steps: readonly StepView[];
  /** What goes without saying: a transaction that begins at this level just begins. */
  readonly level: string;
  readonly label: string;
}) {
  const sessions = [...new Set(steps.map(({ session }) => session))].sort();
  return (
    <table className="iso-lanes" aria-label={label}>
      <thead>
        <tr>
          {sessions.map((session) => (
            <th key={session} scope="col">
              {session}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {steps.map((step, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a step has no name but its place
          <tr key={i}>
            {sessions.map((session) => (
              <td key={session}>{session === step.session && <Card step={step} level={level} />}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Card({ step, level }: { readonly step: StepView; readonly level: string }) {
  const { sql, outcome, kind, released } = step;
  return (
    <div className="iso-step" data-kind={kind} data-released={released || undefined}>
      <code>{released ? 'goes on' : plainly(sql, level)}</code>
      {outcome !== 'done' && <span className="iso-outcome num">{outcome}</span>}
    </div>
  );
}

/** Without the level, where it is the one that is set already. */
export function plainly(sql: string, level: string): string {
  return sql
    .replace(`set session transaction isolation level ${level}; begin`, 'begin')
    .replace(`begin isolation level ${level}`, 'begin');
}
