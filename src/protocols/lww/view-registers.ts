/** What the panel shows of each replica: its clock, and what its register holds under which stamp. Pure. */
import type { WorldState } from '../../engine/inspect.ts';
import type { RowModel } from '../../widgets/Rows.tsx';
import type { ReplicaDurable } from './state.ts';

export function registerRows(world: WorldState, before: WorldState | null): readonly RowModel[] {
  return world.nodes
    .filter((node) => node.role === 'replica')
    .map((node) => {
      const { register } = node.durable as unknown as ReplicaDurable;
      const old = before?.nodes.find((n) => n.id === node.id)?.durable as unknown as
        | ReplicaDurable
        | undefined;
      const off = node.wallClock - world.time;
      const stamp =
        register &&
        `${(register.stamp.l / 1000).toFixed(1)}${register.stamp.c > 0 ? `+${register.stamp.c}` : ''}`;
      return {
        id: node.id,
        figure: `clock ${(node.wallClock / 1000).toFixed(1)}`,
        facts: [],
        down: !node.up,
        ...(off === 0 ? {} : { bad: `${(off / 1000).toFixed(1)} off`.replace('-', '−') }),
        lists: [
          {
            label: 'register',
            empty: 'empty',
            chips: register
              ? [
                  {
                    key: register.w,
                    text: register.value,
                    below: `${stamp}, ${register.stamp.r}`,
                    look: 'solid' as const,
                    fresh: old !== undefined && old.register?.w !== register.w,
                    title: `“${register.value}”, write ${register.w}, stamped ${stamp} by ${register.stamp.r}`,
                  },
                ]
              : [],
          },
        ],
      };
    });
}
