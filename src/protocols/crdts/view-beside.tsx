/** The same edits in Yjs and Automerge: fetched when somebody asks, shown as theirs. */
import { useEffect, useMemo, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import type { Json } from '../../base/json.ts';
import css from './view-beside.module.css';
import { type Library, storyOf, type Theirs, tell } from './view-beside-edits.ts';
import type { Loaded } from './view-beside-load.ts';
import { valueText } from './view-words.ts';

type Props = Pick<PanelProps, 'trace' | 'resolved' | 'world'>;

type State =
  | { readonly kind: 'fetching'; readonly share: number }
  | { readonly kind: 'failed' }
  | { readonly kind: 'there'; readonly libraries: Loaded };

export default function Beside(props: Props) {
  const [state, setState] = useState<State>({ kind: 'fetching', share: 0 });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt begins anew.
  useEffect(() => {
    let gone = false;
    const put = (next: State) => {
      if (!gone) setState(next);
    };
    put({ kind: 'fetching', share: 0 });
    import('./view-beside-load.ts')
      .then(({ load }) => load((share) => put({ kind: 'fetching', share })))
      .then(
        (libraries) => put({ kind: 'there', libraries }),
        () => put({ kind: 'failed' }),
      );
    return () => {
      gone = true;
    };
  }, [attempt]);

  if (state.kind === 'fetching') {
    return (
      <p className={css.line} role="status">
        {`Fetching Yjs and Automerge: ${Math.round(state.share * 100)} % of 4 MB`}
      </p>
    );
  }
  if (state.kind === 'failed') {
    return (
      <p className={css.line} role="status">
        Yjs and Automerge could not be fetched: they come over the network when they are asked for.{' '}
        <button type="button" className={css.small} onClick={() => setAttempt(attempt + 1)}>
          Try again
        </button>
      </p>
    );
  }
  return <Table {...props} libraries={state.libraries} />;
}

type Told = {
  readonly library: Library;
  readonly what: string | null;
  readonly theirs: Theirs | null;
  readonly why: string;
};

function Table({ trace, resolved, world, libraries }: Props & { readonly libraries: Loaded }) {
  const type = String(resolved.params.type);
  const story = useMemo(() => storyOf(trace, resolved, world.step), [trace, resolved, world.step]);
  const nodes = resolved.nodes;
  const all = useMemo(
    () =>
      libraries.map((library): Told => {
        const what = library.counterpart(type);
        if (what === null || story.not !== null) return { library, what, theirs: null, why: '' };
        try {
          const ids = nodes.map((n) => n.id);
          return { library, what, theirs: tell(library, type, ids, story), why: '' };
        } catch (error) {
          return { library, what, theirs: null, why: error instanceof Error ? error.message : String(error) };
        }
      }),
    [libraries, type, story, nodes],
  );
  if (story.not !== null) return <p className={css.line}>{story.not}</p>;
  const seen = world.nodes.map((n) => JSON.stringify((n.durable.copy as { seen?: Json }).seen ?? null));
  const together = new Set(seen).size === 1;
  return (
    <>
      <div className={css.wide}>
        <table className={css.table}>
          <caption className={css.caption}>
            The same edits, up to this moment, heard by the same replicas
          </caption>
          <thead>
            <tr>
              <th scope="col" />
              <th scope="col">this run</th>
              {all.map(({ library, what }) => (
                <th key={library.title} scope="col">
                  {library.title}
                  <span className={css.what}>{what ?? 'has no such type'}</span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {world.nodes.map((node) => (
              <tr key={node.id}>
                <th scope="row">{node.id}</th>
                <td>{node.up ? clip(valueText(node.volatile?.shows ?? null)) : 'down'}</td>
                {all.map(({ library, theirs }) => (
                  <td key={library.title}>
                    {theirs === null ? '–' : clip(valueText((theirs.shows[node.id] ?? null) as Json))}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {all.map((told) => (
        <p key={told.library.title} className={css.line}>
          {verdict(told, together)}
        </p>
      ))}
    </>
  );
}

function verdict({ library: { title }, what, theirs, why }: Told, together: boolean): string {
  if (what === null) return `${title} has no type that does this.`;
  if (theirs === null) return `${title} refused an edit of this run: ${why}`;
  if (!together) return `${title}: not all replicas have heard of everything yet.`;
  const values = new Set(Object.values(theirs.shows).map((v) => JSON.stringify(v)));
  return values.size === 1
    ? `${title}: all replicas show the same.`
    : `${title}: all replicas have the same updates, and do not show the same.`;
}

function clip(text: string): string {
  return text.length <= 160 ? text : `${text.slice(0, 100)} … ${text.slice(-40)}`;
}
