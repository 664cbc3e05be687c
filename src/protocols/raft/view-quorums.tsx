/** What is drawn below the logs when there is something to say: several who stand at once, and who decides while that changes. */
import { type CSSProperties, useMemo } from 'react';
import type { WorldState } from '../../engine/inspect.ts';
import css from './view.module.css';
import { type Member, type MembersModel, membersModel, type VoterSet } from './view-members.ts';
import { type Campaign, MEANS, SIGNS, tallyText, type Vote } from './view-votes.ts';

/** A line for each who stands: whom it asked, and what they said. */
export function VoteLines({ campaigns }: { readonly campaigns: readonly Campaign[] }) {
  return (
    <section className={css.lines} aria-label="Votes">
      {campaigns.map((c) => (
        <p key={c.candidate} className={css.line}>
          <span>
            <strong>{c.candidate}</strong>
            {c.pre ? ` asks before term ${c.term}` : ` stands, term ${c.term}`}
          </span>
          {c.votes.map((vote) => (
            <Ballot key={vote.id} vote={vote} />
          ))}
          <span className={css.tally}>{tallyText(c)}</span>
        </p>
      ))}
    </section>
  );
}

function Ballot({ vote: { id, answer, why } }: { readonly vote: Vote }) {
  return (
    <span
      className={css.ballot}
      data-answer={answer}
      title={`${id}: ${MEANS[answer]}${why === '' ? '' : `: ${why}`}`}
    >
      {SIGNS[answer]}
      {id}
      <span className={css.hidden}>{` ${MEANS[answer]}${why === '' ? '' : `, ${why}`}, `}</span>
    </span>
  );
}

export function MemberSets({ world }: { readonly world: WorldState }) {
  const model = useMemo(() => membersModel(world), [world]);
  return model === null ? null : <Sets model={model} />;
}

/** Pixels: a member with its gap, the padding of a set, its label's line, its height. */
const STEP = 31;
const PAD = 7;
const TALL = 34;
/** The least width of a label. */
const NAMED = 84;

function Sets({ model }: { readonly model: MembersModel }) {
  const { left, both, right, outside, sets } = model;
  const [first, second] = sets;
  if (first === undefined) return null;
  // A set without a member of its own still stands out by its edge.
  const own = (members: readonly Member[]) => members.length * STEP + PAD;
  const shared = both.length * STEP + (both.length > 0 ? 4 : 0);
  const x1 = 1;
  const w1 = second
    ? Math.max(own(left) + shared + PAD, both.length === 0 ? NAMED : 0)
    : both.length + left.length > 0
      ? own(left) + shared + PAD
      : NAMED;
  const x2 = both.length > 0 ? x1 + PAD + left.length * STEP : x1 + w1 + 6;
  const w2 = Math.max(own(right) + shared + PAD, both.length === 0 ? NAMED : 0);
  const edge = second ? Math.max(x1 + w1, x2 + w2) : x1 + w1;
  const width = edge + (outside.length > 0 ? 12 + outside.length * STEP : 0) + 2;
  const at = (from: number) => (member: Member, i: number) => (
    <Dot key={member.id} member={member} x={from + i * STEP + STEP / 2} deciding={model.deciding !== ''} />
  );
  return (
    <section className={css.members} aria-label="Who decides" data-apart={model.apart ? '' : undefined}>
      <p className={css.setNames}>
        {sets.map((set) => (
          <SetName key={set.name} set={set} deciding={model.deciding !== ''} />
        ))}
        {model.deciding !== '' && <span>{model.deciding}</span>}
      </p>
      <div className={css.drawn}>
        <svg
          viewBox={`0 0 ${width} ${TALL + 2}`}
          style={{ width, maxWidth: '100%' } as CSSProperties}
          aria-hidden="true"
          className={css.sets}
        >
          <rect className={css.set} x={x1} y={1} width={w1} height={TALL} rx={TALL / 2} />
          {second && <rect className={css.setNew} x={x2} y={1} width={w2} height={TALL} rx={TALL / 2} />}
          {left.map(at(x1 + PAD))}
          {both.map(at((second ? x2 : x1 + left.length * STEP) + PAD))}
          {right.map(at(x2 + PAD + shared))}
          {outside.map(at(edge + 10))}
        </svg>
        <p className={css.words}>{model.words.join(' ')}</p>
      </div>
    </section>
  );
}

function SetName({ set, deciding }: { readonly set: VoterSet; readonly deciding: boolean }) {
  const { name, agreed, needed, voters } = set;
  const is = agreed >= needed;
  return (
    <span className={css.setName}>
      <i className={css.swatch} data-new={name === 'new' || undefined} />
      {name}
      {deciding ? `: ${agreed} of ${needed} needed${is ? ' ✓' : ''}` : `: ${needed} of ${voters.length}`}
    </span>
  );
}

function Dot({
  member,
  x,
  deciding,
}: {
  readonly member: Member;
  readonly x: number;
  readonly deciding: boolean;
}) {
  const y = 1 + TALL / 2;
  const agrees = deciding && member.agrees;
  return (
    <g
      className={css.dot}
      data-agrees={agrees ? '' : undefined}
      data-out={member.learner ? '' : undefined}
      data-down={member.up ? undefined : ''}
    >
      <circle cx={x} cy={y} r={13} />
      <text x={x} y={agrees ? y + 0.5 : y + 4}>
        {member.id}
      </text>
      {agrees && (
        <text x={x} y={y + 10}>
          ✓
        </text>
      )}
    </g>
  );
}
