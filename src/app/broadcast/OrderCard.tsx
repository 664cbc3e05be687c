/** One order: the run as a picture, what each process delivers, and which orders came of it. */
import { useEffect, useState } from 'react';
import type { Model } from '../../timeline/types.ts';
import { Thumbnail } from '../home/Thumbnail.tsx';
import { joinMiniatures } from '../home/thumbs.ts';
import { ms } from '../text.ts';
import { type Delivery, deliveriesOf, JUDGED, type ORDERS } from './orders.ts';
import '../home/shelves.css';

/** A run, once it is simulated: one at a time, in the worker of the small pictures. */
function useRun(link: string): Model | null {
  const [run, setRun] = useState<{ readonly link: string; readonly model: Model } | null>(null);
  useEffect(() => {
    const { queue, leave } = joinMiniatures();
    const cancel = queue.want(link, (model) => setRun({ link, model }));
    return () => {
      cancel();
      leave();
    };
  }, [link]);
  return run?.link === link ? run.model : null;
}

export function OrderCard({
  order,
  linkTo,
}: {
  readonly order: (typeof ORDERS)[number];
  /** The run in the lab, held to an order other than its own. */
  linkTo(judged?: string): string;
}) {
  const href = linkTo();
  const model = useRun(href);
  const trace = model?.index.trace;
  const rows = trace === undefined ? [] : deliveriesOf(trace);
  const last = Math.max(0, ...rows.flatMap(({ list }) => list.map(({ at }) => at ?? 0)));
  const late = trace?.violations.some(({ property }) => property === 'delivered-in-time') ?? false;
  return (
    <li className="order-card">
      <h2>{order.title}</h2>
      <p className="order-about">{order.about}</p>
      <div className="order-picture">
        <Thumbnail run={href} />
      </div>
      <dl className="order-rows">
        {rows.map(({ node, list }) => (
          <div key={node}>
            <dt>{node}</dt>
            <dd>
              {list.length === 0 && <span className="muted">nothing</span>}
              {list.map((delivery) => (
                <Chip key={`${delivery.from} ${delivery.text} ${delivery.at}`} delivery={delivery} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <ul className="order-verdicts">
        {JUDGED.map((judged) => (
          <Verdict key={judged.id} judged={judged} link={linkTo(judged.id)} />
        ))}
        {late && (
          <li data-broken="">
            <span aria-hidden="true">✕</span> Some are never delivered
          </li>
        )}
      </ul>
      {trace !== undefined && (
        <p className="order-cost num">
          {model?.index.flights.count} messages on the links; the last is delivered at {ms(last)}
        </p>
      )}
      <a className="order-open" href={href}>
        Open in the lab<span className="visually-hidden">: {order.title}</span>
      </a>
    </li>
  );
}

function Chip({ delivery: { text, from, at, held } }: { readonly delivery: Delivery }) {
  const words =
    at === null
      ? `“${text}” of ${from} has come and is never delivered`
      : `“${text}” of ${from}, delivered at ${ms(at)}${held > 0 ? ` after it was held back for ${ms(held)}` : ''}`;
  return (
    <span
      className="order-chip"
      data-held={held > 0 || undefined}
      data-never={at === null || undefined}
      title={words}
    >
      {text}
      {held > 0 && <small className="num"> {at === null ? 'waits' : `+${ms(held)}`}</small>}
      <span className="visually-hidden">{`. ${words}.`}</span>
    </span>
  );
}

function Verdict({ judged, link }: { readonly judged: (typeof JUDGED)[number]; readonly link: string }) {
  const model = useRun(link);
  if (model === null) return <li className="muted">… {judged.title}</li>;
  const broken = model.index.trace.violations.find(({ property }) => property === judged.property);
  if (broken === undefined)
    return (
      <li>
        <span aria-hidden="true">✓</span> {judged.title}
        <span className="visually-hidden">: kept</span>
      </li>
    );
  return (
    <li data-broken="">
      <span aria-hidden="true">✕</span>{' '}
      <a href={link} title={broken.why}>
        not {judged.title}
      </a>
      <span className="order-why">{broken.why}</span>
    </li>
  );
}
