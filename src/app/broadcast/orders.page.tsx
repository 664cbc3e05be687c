/** Five orders of broadcast side by side: the same messages, moments and faults, simulated under each. */

import { useEffect, useState } from 'react';
import type { Meta, Scenario } from '../../engine/meta.ts';
import { useArrival } from '../arrival.ts';
import { loadMeta, loadScenarios } from '../catalog.ts';
import { Loading } from '../Loading.tsx';
import type { OwnPageProps } from '../pages/Elsewhere.tsx';
import { TopicHead } from '../pages/TopicHead.tsx';
import { Trouble } from '../pages/Trouble.tsx';
import { labHref } from '../router.ts';
import { OrderCard } from './OrderCard.tsx';
import { BASES, ORDERS, underOrder } from './orders.ts';
import './orders.css';

const HERE = '#/broadcast/orders';
const PAGES = [
  [labHref('broadcast'), 'Lab'],
  [HERE, 'Side by side'],
] as const;

type Codec = typeof import('../../spec/link.ts');
interface Ready {
  readonly meta: Meta;
  readonly scenarios: readonly Scenario[];
  readonly codec: Codec;
}

export default function OrdersPage({ rest }: OwnPageProps) {
  const heading = useArrival<HTMLHeadingElement>();
  const [ready, setReady] = useState<Ready | 'failed' | null>(null);
  const [seed, setSeed] = useState(0);
  useEffect(() => {
    document.title = 'Five orders of broadcast · Faultline';
    let gone = false;
    Promise.all([loadMeta('broadcast'), loadScenarios('broadcast'), import('../../spec/link.ts')]).then(
      ([meta, scenarios, codec]) => {
        if (!gone) setReady(meta === null ? 'failed' : { meta, scenarios, codec });
      },
      () => {
        if (!gone) setReady('failed');
      },
    );
    return () => {
      gone = true;
    };
  }, []);
  if (ready === null) return <Loading />;
  if (ready === 'failed')
    return <Trouble why="Part of this page could not be loaded. Is the network there?" />;
  const { meta, scenarios, codec } = ready;
  const base = BASES.find((id) => id === rest) ?? BASES[0];
  const scenario = scenarios.find(({ id }) => id === base);
  if (scenario === undefined) return <Trouble why="There is nothing at this address." />;
  const spec = { ...scenario.spec, seed: scenario.spec.seed + seed };
  const random = scenario.spec.inputs.length === 0;
  const link = (order: string, judged?: string) =>
    codec.encodeLink(
      { kind: 'run', spec: underOrder(spec, order, judged), title: `${scenario.title}: ${order}` },
      meta,
    );
  const all = codec.encodeLink(
    {
      kind: 'run',
      spec: underOrder(spec, ORDERS[0].id),
      name: ORDERS[0].title,
      title: `${scenario.title}, in five orders`,
      branches: ORDERS.slice(1).map(({ id, title }) => ({ name: title, spec: underOrder(spec, id) })),
    },
    meta,
  );
  return (
    <div className="page orders-page">
      <TopicHead subject="Broadcast" pages={PAGES} here={HERE} />
      <main className="topic-main orders-main">
        <h1 ref={heading} tabIndex={-1}>
          The same messages in five orders
        </h1>
        <p className="topic-lead">
          What is sent, when, and what goes wrong on the way is the same in all five. Only the rule by which a
          message that has come may be delivered is another: see what each holds back, what it costs, and
          which order comes of it.
        </p>
        <nav className="orders-bases" aria-label="Which run">
          {BASES.map((id) => (
            <a key={id} href={`#/broadcast/orders/${id}`} aria-current={id === base ? 'true' : undefined}>
              {scenarios.find((s) => s.id === id)?.title ?? id}
            </a>
          ))}
          {random && (
            <button type="button" className="button small" onClick={() => setSeed(seed + 1)}>
              Other moments (seed {spec.seed})
            </button>
          )}
          <a className="orders-all" href={all}>
            All five in the lab, as branches
          </a>
        </nav>
        <ol className="orders-cards">
          {ORDERS.map((order) => (
            <OrderCard
              key={`${order.id} ${base} ${seed}`}
              order={order}
              linkTo={(judged) => link(order.id, judged)}
            />
          ))}
        </ol>
        <p className="orders-legend">
          In each picture a lane is a process, P1 at the top, and time runs to the right. Below it, from left
          to right, what each process delivers; dashed: it was held back, for so long.
        </p>
      </main>
    </div>
  );
}
