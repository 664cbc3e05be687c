/** Pictures of questions in words, for those who do not see them. Says what is drawn, and no more than is drawn. Pure. */
import type { DiagramPicture, OperationsPicture } from '../../review/question.ts';

/** @param shown whether the answer is: the way is drawn only then */
export function describeDiagram(picture: DiagramPicture, shown: boolean): string {
  const { lanes, events, messages, chain } = picture;
  const counts = lanes.map(() => 0);
  const names = events.map(({ lane, name }) => {
    counts[lane] = (counts[lane] ?? 0) + 1;
    return `${lanes[lane]}#${counts[lane]}${name === '' ? '' : ` (${name})`}`;
  });
  const told = lanes.map((id, lane) => {
    const own = events.flatMap((event, i) => {
      if (event.lane !== lane) return [];
      const sends = messages.find(({ from }) => from === i);
      const receives = messages.find(({ to }) => to === i);
      const does =
        sends !== undefined
          ? ` sends to ${names[sends.to]}`
          : receives !== undefined
            ? ` receives from ${names[receives.from]}`
            : '';
      return [`${names[i]}${event.stamp === '' ? '' : ` stamped ${event.stamp}`}${does}`];
    });
    return `${id}: ${own.length === 0 ? 'no events' : own.join(', ')}`;
  });
  const way = shown && chain.length > 1 ? ` The way: ${chain.map((i) => names[i]).join(', ')}.` : '';
  return `Events of each lane in order. ${told.join('. ')}.${way}`;
}

export function describeOperations({ clients, bars, order }: OperationsPicture, shown: boolean): string {
  const ms = (at: number) => Math.round(at / 1000);
  const told = clients.map((id, client) => {
    const own = bars.filter((bar) => bar.client === client);
    return `${id}: ${own.map(({ text, from, to }) => `${text} from ${ms(from)} to ${ms(to)} ms`).join(', ')}`;
  });
  const placed =
    shown && order.length > 0
      ? ` An order that explains them: ${order.map((i) => `${bars[i]?.text} of ${clients[bars[i]?.client ?? 0]}`).join(', ')}.`
      : '';
  return `What each client asked and was told. ${told.join('. ')}.${placed}`;
}
