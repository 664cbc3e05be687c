import type { CSSProperties } from 'react';
import type { RuleBlock, RuleBook } from '../../engine/meta.ts';
import { K } from '../../engine/trace.ts';
import { stepRows } from '../describe.ts';
import { Glossed } from '../glossary/Glossed.tsx';
import type { Run } from '../stores/session.ts';

/** Rules marked in a step, in the order they fired. */
export function firedRules(run: Run, step: number): readonly string[] {
  const { kind, ref } = run.trace.columns;
  const [from, to] = stepRows(run, step);
  const fired: string[] = [];
  for (let row = from; row < to; row++) {
    const id = kind[row] === K.rule ? run.trace.ruleIds[ref[row] ?? -1] : undefined;
    if (id !== undefined && !fired.includes(id)) fired.push(id);
  }
  return fired;
}

/** The blocks a step went through, those with most lines lit first: what the step was about comes before what it touched. */
export function litBlocks(rules: RuleBook, fired: readonly string[]): readonly RuleBlock[] {
  const lit = (block: RuleBlock) =>
    block.lines.filter((line) => line.rule !== undefined && fired.includes(line.rule)).length;
  return rules.blocks.filter((block) => lit(block) > 0).sort((a, b) => lit(b) - lit(a));
}

/** The lines of a block before one of them. */
function read(block: RuleBlock, i: number): string {
  return block.lines
    .slice(0, i)
    .map(({ text }) => text)
    .join('\n');
}

/** The pseudocode the step went through, with the lines that fired lit. */
export function RuleCard({
  rules,
  run,
  step,
}: {
  readonly rules: RuleBook | null;
  readonly run: Run;
  readonly step: number;
}) {
  const fired = firedRules(run, step);
  if (rules === null || fired.length === 0) return null;
  const blocks = litBlocks(rules, fired);
  return (
    <>
      {blocks.map((block) => (
        <section key={block.id} className="card rule-card" aria-label={`Rule: ${block.title}`}>
          <h3 className="card-title">{block.title}</h3>
          <p className="rule-source">{block.source}</p>
          <ol className="rule-lines mono">
            {block.lines.map((line, i) => {
              const lit = line.rule !== undefined && fired.includes(line.rule);
              const text = line.text.trimStart();
              const indent = line.text.length - text.length;
              return (
                <li
                  // biome-ignore lint/suspicious/noArrayIndexKey: lines of a fixed text.
                  key={i}
                  data-lit={lit || undefined}
                  style={{ '--indent': `${indent}ch` } as CSSProperties}
                >
                  {lit && <span className="visually-hidden">fired: </span>}
                  <Glossed text={text} after={read(block, i)} />
                </li>
              );
            })}
          </ol>
        </section>
      ))}
    </>
  );
}
