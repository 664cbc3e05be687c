/** PBFT's panel: one number's votes as they come in, the proofs they make, and what a view change proves. */
import { useMemo, useState } from 'react';
import type { PanelProps } from '../../app/views.ts';
import css from './view.module.css';
import { proofIn } from './view-proof.ts';
import { ProofTable } from './view-proof-table.tsx';
import { MANY, Standing, standingWords } from './view-standing.tsx';
import {
  emptyText,
  messagesHere,
  messagesInRaft,
  numberToShow,
  type Vote,
  type VoteRow,
  type Votes,
  votesOn,
} from './view-votes.ts';

/** Of more numbers only the last are offered. */
const MOST_NUMBERS = 8;

export default function PbftPanel({ world, before, resolved }: PanelProps) {
  const [picked, setPicked] = useState<number | null>(null);
  const votes = useMemo(() => {
    const shown = numberToShow(world);
    if (shown === null) return null;
    const all = votesOn(shown, world, before, resolved);
    return picked !== null && all.numbers.includes(picked) && picked !== shown
      ? votesOn(picked, world, before, resolved)
      : all;
  }, [world, before, resolved, picked]);
  const proof = useMemo(() => proofIn(world), [world]);
  return (
    <section className={css.panel} aria-label="Votes">
      {votes === null ? (
        <p className={css.empty}>{emptyText(world)}</p>
      ) : (
        <>
          <Numbers votes={votes} picked={picked} onPick={setPicked} />
          <Matrix votes={votes} />
          <Legend votes={votes} />
        </>
      )}
      {proof !== null && <ProofTable proof={proof} />}
      <Price n={resolved.nodes.filter((node) => node.role === 'replica').length} />
    </section>
  );
}

function Numbers({
  votes: { n, numbers },
  picked,
  onPick,
}: {
  readonly votes: Votes;
  readonly picked: number | null;
  onPick(n: number | null): void;
}) {
  const near = Math.max(0, Math.min(numbers.indexOf(n) - 1, numbers.length - MOST_NUMBERS));
  const shown = numbers.slice(near, near + MOST_NUMBERS);
  return (
    <fieldset className={css.numbers}>
      <legend>Number</legend>
      {shown.map((number) => (
        <button
          key={number}
          type="button"
          aria-pressed={number === n}
          title={picked === number ? 'Picked: press again to follow the run' : undefined}
          data-picked={picked === number ? '' : undefined}
          onClick={() => onPick(picked === number ? null : number)}
        >
          {number}
        </button>
      ))}
    </fieldset>
  );
}

function Matrix({ votes }: { readonly votes: Votes }) {
  const [open, setOpen] = useState<string | null>(null);
  const { replicas, rows, quorum } = votes;
  const opened = rows.find((row) => row.id === open && row.proof !== null);
  return (
    <>
      <table className={css.matrix} data-many={replicas.length > MANY ? '' : undefined}>
        <thead>
          <tr>
            <td rowSpan={2} />
            <th rowSpan={2} scope="col" className={css.told}>
              <abbr className={css.short} title="pre-prepare">
                PP
              </abbr>
              <span className={css.long}>
                pre-
                <br />
                prepare
              </span>
            </th>
            <th colSpan={replicas.length} scope="colgroup">
              prepares ≥ {quorum.prepares}
            </th>
            <th colSpan={replicas.length} scope="colgroup">
              commits ≥ {quorum.commits}
            </th>
            <td rowSpan={2} />
          </tr>
          <tr>
            {['prepare', 'commit'].flatMap((kind) =>
              replicas.map((id) => (
                <th key={`${kind} ${id}`} scope="col" className={css.from}>
                  <span className={css.hidden}>{kind} of </span>
                  <span className={css.prefix}>{id.slice(0, 1)}</span>
                  {id.slice(1)}
                </th>
              )),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row
              key={row.id}
              row={row}
              votes={votes}
              open={opened?.id === row.id}
              onOpen={() => setOpen(open === row.id ? null : row.id)}
            />
          ))}
        </tbody>
      </table>
      {opened?.proof && (
        <p className={css.proof}>
          {opened.id} can prove that {storyText(votes, opened.proof.prePrepare.d)} was prepared as number{' '}
          {votes.n} in view {opened.proof.prePrepare.v}: the pre-prepare of{' '}
          {votes.replicas[(opened.proof.prePrepare.v - 1) % votes.replicas.length]} and prepares of{' '}
          {opened.proof.prepares.map((p) => p.i).join(', ')}, all for digest{' '}
          <code>{opened.proof.prePrepare.d.slice(0, 8)}</code>.
        </p>
      )}
    </>
  );
}

function storyText({ stories }: Votes, d: string): string {
  return stories.find((s) => s.d === d)?.text ?? 'a request';
}

function Row({
  row,
  votes,
  open,
  onOpen,
}: {
  readonly row: VoteRow;
  readonly votes: Votes;
  readonly open: boolean;
  onOpen(): void;
}) {
  const { quorum } = votes;
  return (
    <tr data-down={row.up ? undefined : ''}>
      <th scope="row" className={row.byzantine ? css.liar : undefined}>
        {row.id}
        {row.byzantine && <span className={css.hidden}> (Byzantine)</span>}
      </th>
      <Cell vote={row.prePrepare} votes={votes} />
      {row.prepares.map((vote, i) => (
        <Cell
          key={`p${votes.replicas[i]}`}
          vote={vote}
          votes={votes}
          first={i === 0}
          full={row.prepared >= quorum.prepares}
        />
      ))}
      {row.commits.map((vote, i) => (
        <Cell
          key={`c${votes.replicas[i]}`}
          vote={vote}
          votes={votes}
          first={i === 0}
          full={row.committed >= quorum.commits}
        />
      ))}
      <td className={css.standing}>
        {row.proof === null ? (
          <Standing words={standingWords(row)} many={votes.replicas.length > MANY} />
        ) : (
          <button type="button" aria-expanded={open} onClick={onOpen}>
            <Standing words={standingWords(row)} many={votes.replicas.length > MANY} />
          </button>
        )}
      </td>
    </tr>
  );
}

function Cell({
  vote,
  votes,
  first = false,
  full = false,
}: {
  readonly vote: Vote | 'primary' | null;
  readonly votes: Votes;
  readonly first?: boolean;
  /** Whether its group is a quorum. */
  readonly full?: boolean;
}) {
  const edge = first ? css.edge : undefined;
  if (vote === 'primary')
    return (
      <td className={edge} title="Its pre-prepare stands for its prepare">
        –
      </td>
    );
  if (vote === null) return <td className={edge} />;
  const story = votes.stories[vote.story];
  return (
    <td className={edge}>
      <span
        className={css.vote}
        data-story={vote.story % 4}
        data-counts={vote.counts ? '' : undefined}
        data-full={full && vote.counts ? '' : undefined}
        data-fresh={vote.fresh ? '' : undefined}
        title={`${story?.text ?? ''}${vote.counts ? '' : ', does not count here'}`}
      >
        {story?.letter}
        {!vote.counts && <span className={css.hidden}> (does not count)</span>}
      </span>
    </td>
  );
}

function Legend({ votes: { stories, rows } }: { readonly votes: Votes }) {
  const lost = rows.some((row) =>
    [...row.prepares, ...row.commits].some((v) => v !== null && v !== 'primary' && !v.counts),
  );
  return (
    <p className={css.legend}>
      {stories.map((s, i) => (
        <span key={s.d}>
          <span className={css.vote} data-story={i % 4} data-counts="" aria-hidden="true">
            {s.letter}
          </span>{' '}
          <span className={css.hidden}>{s.letter}: </span>
          {s.text}
        </span>
      ))}
      {lost && <span>dashed: does not match what the replica was told</span>}
      {rows.length > MANY && (
        <span className={css.tiny}>
          last: PP pre-prepared, P prepared, C committed-local, E executed, … waits for a view, × down
        </span>
      )}
    </p>
  );
}

/** What it costs to believe nobody. */
function Price({ n }: { readonly n: number }) {
  return (
    <p className={css.price}>
      One request takes {messagesHere(n)} messages among {n} replicas when nothing goes wrong; with Raft among{' '}
      {n} servers {messagesInRaft(n)}.
    </p>
  );
}
