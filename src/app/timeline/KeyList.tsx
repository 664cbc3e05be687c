/** What is in the key: from `meta` for what is the protocol's own. */
import type { ReactNode } from 'react';
import type { Meta } from '../../engine/meta.ts';
import {
  Badge,
  Band,
  Bar,
  Bolt,
  Break,
  Chain,
  Columns,
  CutSign,
  DiskSign,
  Dots,
  Entries,
  Flag,
  Line,
  NodeSign,
  Restart,
  Span,
  Strip,
  TimerDot,
  Undone,
  WaitSign,
  Write,
} from './keySigns.tsx';

export default function KeyList({ meta }: { readonly meta: Meta }) {
  const squares = meta.roles.filter((role) => role.shape === 'square');
  const bands = meta.statuses.filter((status) => status.band);
  const dashed = meta.statuses.filter((status) => status.mark === 'dashed');
  const arcs = meta.timers.filter((timer) => timer.arc);
  return (
    <>
      <Section title="Messages">
        {meta.messages.map((kind) => (
          <Row key={kind.id} sign={<Line kind={kind.faint ? 'faint' : kind.reply ? 'reply' : 'plain'} />}>
            {kind.faint || kind.reply ? null : <b>{kind.letter} </b>}
            {kind.title}
            {kind.faint ? ', faint' : ''}
          </Row>
        ))}
        <Row sign={<Line kind="lost" />}>lost: it ends where something ate it</Row>
        <Row sign={<Line kind="double" />}>duplicated: it arrives twice</Row>
        <Row sign={<Line kind="damaged" />}>damaged: its bits have changed on the way</Row>
        <Row sign={<Line kind="held" />}>held back until another has overtaken it</Row>
        <Row sign={<Columns />}>too many for lines: how much a node sends</Row>
      </Section>
      <Section title="Lanes">
        {bands.map((status) => (
          <Row key={status.id} sign={<Band />}>
            {status.title}
            {meta.epoch ? `, each ${meta.epoch.title} one of 4 colours` : ''}
          </Row>
        ))}
        <Row sign={<Line kind="gone" />}>how it was before the last edit</Row>
        <Row sign={<Chain />}>the chain from one event to another, where two are compared (o)</Row>
        <Row sign={<TimerDot />}>a timer runs out</Row>
        <Row sign={<Break />}>idle time, drawn shorter than the length written above it</Row>
        <Row sign={<Restart />}>a node restarts</Row>
        <Row sign={<Write />}>a write on its way to the disk, safe at the end</Row>
        <Row sign={<Undone />}>one that a crash undid before it was safe</Row>
        {squares.length > 0 && (
          <>
            <Row sign={<Bar open={false} />}>{squares[0]?.title} is answered at its end</Row>
            <Row sign={<Bar open />}>still open, or its end unknown</Row>
            {meta.history && (
              <>
                <Row sign={<Bar open={false} mark="1" />}>
                  when it took effect, in an order that explains the answers
                </Row>
                <Row sign={<Bar open={false} mark="✕" />}>no such order has a place for it</Row>
              </>
            )}
          </>
        )}
      </Section>
      <Section title="Faults">
        <Row sign={<Span type="crash" />}>crashed</Row>
        <Row sign={<Span type="amnesia" />}>crashed, its disk lost</Row>
        <Row sign={<Span type="pause" />}>frozen</Row>
        <Row sign={<Span type="slow" />}>slow</Row>
        <Row sign={<Span type="byzantine" />}>Byzantine: it breaks the rules</Row>
        <Row sign={<CutSign />}>cut: nothing passes between sides a and b</Row>
        <Row sign={<CutSign oneWay />}>cut one way: what the arrow shows is stopped</Row>
        <Row sign={<Strip type="partial" />}>links cut one by one</Row>
        <Row sign={<Strip type="block" />}>a link cut one way</Row>
        <Row sign={<Strip type="link" />}>a worse link</Row>
        <Row sign={<Strip type="slowFsync" />}>a slow disk</Row>
        <Row sign={<Strip type="diskFull" />}>a full disk</Row>
        <Row sign={<Badge shape="round" />}>a fault of one message</Row>
        <Row sign={<Badge shape="square" />}>a fault of one write or record on disk</Row>
        <Row sign={<Badge shape="square" vain />}>it waited, and what it waited for never came</Row>
        <Row sign={<Bolt />}>a timer fired by hand</Row>
        <Row sign={<Flag />}>a promise is broken</Row>
      </Section>
      <Section title="Stage">
        <Row sign={<NodeSign ring />}>double ring: it acts in this step, or is pointed at</Row>
        {arcs.map((timer) => (
          <Row key={timer.id} sign={<NodeSign arc />}>
            arc: {timer.title} running out
          </Row>
        ))}
        {dashed.length > 0 && (
          <Row sign={<NodeSign dashed />}>dashed ring: {dashed.map(({ title }) => title).join(', or ')}</Row>
        )}
        <Row sign={<Dots />}>
          messages on their way: large, replies,{' '}
          {meta.messages.some((m) => m.faint) ? 'and idle ones small' : ''}
        </Row>
        <Row sign={<NodeSign notched />}>notched: Byzantine</Row>
        <Row sign={<DiskSign />}>its disk: writing, slow, full, or records gone bad</Row>
        <Row sign={<WaitSign />}>how much waits for it</Row>
        <Row sign={<Entries />}>solid: committed; dashed: may yet be lost</Row>
      </Section>
    </>
  );
}

function Section({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="key-section">
      <h3>{title}</h3>
      <ul>{children}</ul>
    </section>
  );
}

function Row({ sign, children }: { readonly sign: ReactNode; readonly children: ReactNode }) {
  return (
    <li>
      <svg width="34" height="18" viewBox="0 0 34 18" aria-hidden="true">
        {sign}
      </svg>
      <span>{children}</span>
    </li>
  );
}
