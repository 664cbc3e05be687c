/** What the panel shows of each client: its clock as set, how far it truly is off, and what its latest answer was. Pure. */
import type { WorldState } from '../../engine/inspect.ts';
import type { Chip, RowModel } from '../../widgets/Rows.tsx';
import type { ClientDurable, ClientVolatile, Sample } from './state.ts';

/** "42.3", "−8.0" */
const ms = (time: number) => (time / 1000).toFixed(1).replace('-', '−');

export function clockRows(world: WorldState, before: WorldState | null): readonly RowModel[] {
  return world.nodes.map((node, i) => {
    if (node.role === 'server') {
      const off = node.wallClock - world.time;
      const facts = off === 0 ? ['right'] : [];
      return {
        id: node.id,
        figure: ms(node.wallClock),
        facts,
        down: !node.up,
        lists: [],
        ...(off === 0 ? {} : { bad: `off by ${ms(off)}` }),
      };
    }
    const { correction } = node.durable as unknown as ClientDurable;
    const volatile = node.volatile as unknown as ClientVolatile | null;
    const old = before?.nodes[i]?.volatile as unknown as ClientVolatile | null | undefined;
    const clock = node.wallClock + correction;
    const sample = volatile?.sample ?? null;
    const fresh = sample !== null && before !== null && old?.sample?.k !== sample.k;
    return {
      id: node.id,
      figure: ms(clock),
      facts: [
        `truly off by ${ms(clock - world.time)}`,
        ...(sample ? [`thinks ±${ms(sample.bound)} when set`] : ['never set']),
      ],
      down: !node.up,
      lists: sample ? [{ label: 'latest answer', empty: '', chips: chips(node.id, sample, fresh) }] : [],
    };
  });
}

function chips(id: string, { t1, t2, t3, t4, offset, delay }: Sample, fresh: boolean): Chip[] {
  const all: readonly (readonly [string, number, string])[] = [
    ['t1', t1, `${id} asked, by its own clock`],
    ['t2', t2, 'The question came, by the server’s clock'],
    ['t3', t3, 'The answer left, by the server’s clock'],
    ['t4', t4, `The answer came, by the clock of ${id}`],
    ['by', offset, `By so much ${id} set its clock`],
    ['delay', delay, 'How long it took, there and back'],
  ];
  return all.map(([name, value, title]) => ({
    key: name,
    text: `${name} ${ms(value)}`,
    look: 'solid',
    fresh,
    title: `${title}: ${ms(value)} ms`,
  }));
}
