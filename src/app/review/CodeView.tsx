import type { CodePicture } from '../../review/question.ts';

/** Pseudocode with its gap; with the answer, the line in its place. */
export function CodeView({
  picture: { title, lines, missing },
  shown,
}: {
  readonly picture: CodePicture;
  readonly shown: boolean;
}) {
  return (
    <figure className="review-code">
      <figcaption>{title}</figcaption>
      <pre className="mono">
        {lines.map((line, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a question does not change
          <span key={i} data-missing={i === missing || undefined}>
            {i === missing && !shown ? `${line.slice(0, line.length - line.trimStart().length)}?` : line}
            {i < lines.length - 1 && '\n'}
          </span>
        ))}
      </pre>
    </figure>
  );
}
