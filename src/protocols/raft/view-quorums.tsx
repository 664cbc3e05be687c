/** What is drawn below the logs when there is something to say: several who stand at once, and who decides while that changes. */
import { type CSSProperties, useMemo } from 'react';
import type { WorldState } from '../../engine/inspect.ts';
import type { Trace } from '../../engine/trace.ts';
import css from './view.module.css';
import { type Member, type MembersModel, membersModel, type VoterSet } from './view-members.ts';
import { serversOf } from './view-read.ts';
import { turn } from './view-rows.tsx';
import { campaignsOf, MEANS, SIGNS, tallyText, type Vote } from './view-votes.ts';

/** A line for each who stands: whom it asked, and what they said. */
export function VoteLines({ world, trace }: { readonly world: WorldState; readonly trace: Trace | null }) {
  const campaigns = useMemo(() => campaignsOf(serversOf(world.nodes), trace, world.step), [world, trace]);
  return (
    <section className={css.lines} aria-label="Votes">
      {campaigns.map((c) => (
        <p
          key={c.candidate}
          className={css.line}
          style={{ '--term': `var(--e${turn(c.term)}-text)` } as CSSProperties}
        >
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

function Sets({ model }: { readonly model: MembersModel }) {
  const { left, both, right, outside, sets } = model;
  const [first, second] = sets;
  if (first === undefined) return null;
  const shared = both.length * STEP;
  // Where one set holds the other, the inner one is drawn inside it.
  const inner =
    second === undefined ? null : left.length === 0 ? 'first' : right.length === 0 ? 'second' : null;
  const x1 = inner === 'first' ? 4 : 1;
  const bothAt = x1 + PAD + left.length * STEP + (left.length > 0 && second ? PAD : 0);
  const rightAt = bothAt + shared + (second ? PAD : 0) + (both.length === 0 && second ? PAD : 0);
  const end1 = second === undefined ? bothAt + shared + PAD : both.length > 0 ? rightAt : bothAt;
  const x2 = inner === 'first' ? 1 : both.length > 0 ? bothAt - PAD : rightAt - PAD;
  const end2 = inner === 'second' ? bothAt + shared + PAD : rightAt + right.length * STEP + PAD;
  const w1 = (inner === 'second' ? end2 + 4 : end1) - x1;
  const w2 = end2 - x2;
  const edge = Math.max(x1 + w1, second ? end2 : 0);
  const width = edge + (outside.length > 0 ? 12 + outside.length * STEP : 0) + 2;
  const tall = (which: 'first' | 'second') =>
    inner === which ? { y: 3, height: TALL - 4, rx: TALL / 2 - 2 } : { y: 1, height: TALL, rx: TALL / 2 };
  const at = (from: number) => (member: Member, i: number) => (
    <Dot key={member.id} member={member} x={from + i * STEP + STEP / 2} deciding={model.deciding !== ''} />
  );
  return (
    <section className={css.members} aria-label="Who decides" data-apart={model.apart ? '' : undefined}>
      <p className={css.setNames}>
        {sets.map((set, i) => (
          <SetName key={set.name} set={set} thick={i === 1} deciding={model.deciding !== ''} />
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
          <rect className={css.set} x={x1} width={w1} {...tall('first')} />
          {second && <rect className={css.setNew} x={x2} width={w2} {...tall('second')} />}
          {left.map(at(x1 + PAD))}
          {both.map(at(bothAt))}
          {right.map(at(rightAt))}
          {outside.map(at(edge + 10))}
        </svg>
        <p className={css.words}>{model.words.join(' ')}</p>
      </div>
    </section>
  );
}

function SetName({
  set: { name, agreed, needed, voters },
  thick,
  deciding,
}: {
  readonly set: VoterSet;
  /** As its edge is drawn. */
  readonly thick: boolean;
  readonly deciding: boolean;
}) {
  return (
    <span className={css.setName}>
      <i className={css.swatch} data-new={thick || undefined} />
      {`${name}: ${deciding ? `${agreed} of ${needed}` : `${needed} of ${voters.length}`}`}
      {deciding && <span className={css.needed}> needed</span>}
      {deciding && agreed >= needed ? ' ✓' : ''}
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
