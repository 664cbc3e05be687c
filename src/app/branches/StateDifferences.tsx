/** What the nodes of both runs hold at the same virtual time, where it differs. */
import { useMemo } from 'react';
import { canonicalJson } from '../../base/json.ts';
import type { MessageInFlight, NodeState } from '../../engine/inspect.ts';
import type { Meta } from '../../engine/meta.ts';
import type { Fault } from '../../engine/runspec.ts';
import { diffWorlds, type StateDifference, type WorldDifference } from '../../query/statediff.ts';
import { faultName } from '../../timeline/faultwords.ts';
import { recordWords } from '../../timeline/text.ts';
import { commandName } from '../describe.ts';
import { line, type Name, showChange } from '../inspector/values.ts';
import { useLab } from '../lab/context.ts';
import { capital, ms } from '../text.ts';
import { SideRow, SideTable } from './SideTable.tsx';
import type { Worlds } from './useCompared.ts';

export function StateDifferences({
  worlds,
  time,
}: {
  readonly worlds: Worlds | null;
  readonly time: number;
}) {
  const { meta } = useLab();
  const name = useMemo(() => commandName(meta), [meta]);
  const found = useMemo(
    () => (worlds === null ? null : diffWorlds(worlds.a, worlds.b, time)),
    [worlds, time],
  );
  return (
    <section className="state-differences" aria-label="State at this time" tabIndex={0}>
      <h2 className="eyebrow">
        State at <span className="num">{ms(time)}</span>
      </h2>
      {found !== null && isNothing(found) && <p className="muted">The same in both runs.</p>}
      {found?.nodes.map(({ id, differences }) => (
        <SideTable key={id} caption={id} rows="Field">
          {differences
            .filter((d) => !isSaidTwice(d, differences))
            .flatMap((difference) =>
              wordsOf(difference, meta, name).map(({ field, a, b }) => (
                <SideRow key={`${difference.area} ${field}`} name={field} a={a} b={b} />
              )),
            )}
        </SideTable>
      ))}
      {found !== null && <Faults label="In force only in A" faults={found.faultsA} />}
      {found !== null && <Faults label="In force only in B" faults={found.faultsB} />}
      {found !== null && <Flights label="Under way only in A" flights={found.flightsA} meta={meta} />}
      {found !== null && <Flights label="Under way only in B" flights={found.flightsB} meta={meta} />}
    </section>
  );
}

/** The epoch of a node is one of its fields too, in most protocols. */
function isSaidTwice({ area, field, a, b }: StateDifference, all: readonly StateDifference[]): boolean {
  return area === 'node' && field === 'epoch' && all.some((d) => d.area !== 'node' && d.a === a && d.b === b);
}

function isNothing({ nodes, flightsA, flightsB, faultsA, faultsB }: WorldDifference): boolean {
  return nodes.length + flightsA.length + flightsB.length + faultsA.length + faultsB.length === 0;
}

function Faults({ label, faults }: { readonly label: string; readonly faults: readonly Fault[] }) {
  if (faults.length === 0) return null;
  return (
    <div className="state-flights">
      <h3 className="eyebrow">{label}</h3>
      <ul>
        {faults.map((fault) => (
          <li key={canonicalJson(fault)}>{capital(faultName(fault))}</li>
        ))}
      </ul>
    </div>
  );
}

/** So many messages are told one by one. */
const MOST = 6;

function Flights({
  label,
  flights,
  meta,
}: {
  readonly label: string;
  readonly flights: readonly MessageInFlight[];
  readonly meta: Meta;
}) {
  if (flights.length === 0) return null;
  return (
    <div className="state-flights">
      <h3 className="eyebrow">{label}</h3>
      <ul>
        {flights.slice(0, MOST).map((flight) => (
          <li key={`${flight.send} ${flight.arrivesAt}`}>
            {capital(meta.messages[flight.kind]?.title ?? 'message')}, {flight.from} → {flight.to}
          </li>
        ))}
        {flights.length > MOST && <li className="muted">and {flights.length - MOST} more</li>}
      </ul>
    </div>
  );
}

interface Row {
  readonly field: string;
  readonly a: string;
  readonly b: string;
}

/** Small parts of a bigger value, where saying only those is clearer. */
function wordsOf({ area, field, a, b }: StateDifference, meta: Meta, name: Name): readonly Row[] {
  if (area === 'node') return [ofTheNode(field, a, b, meta)];
  if (area === 'timer') {
    const timer = meta.timers.find((t) => t.id === field)?.title ?? field;
    const when = (v: unknown) =>
      typeof v !== 'number' ? 'not running' : v < 0 ? 'never' : `runs out ${ms(v)}`;
    return [{ field: timer, a: when(a), b: when(b) }];
  }
  const { parts } = showChange(a, b, name);
  if (parts.length === 0 || a === undefined || b === undefined)
    return [{ field, a: line(a, name), b: line(b, name) }];
  const list = Array.isArray(a);
  return parts.map((part) => ({
    field: list && /^\d+$/.test(part.name) ? `${field}[${part.name}]` : `${field} ${part.name}`,
    a: part.before === '' ? '–' : part.before,
    b: part.after === 'dropped' || part.after === '' ? '–' : part.after,
  }));
}

function ofTheNode(field: string, a: unknown, b: unknown, meta: Meta): Row {
  const both = (say: (value: unknown) => string) => ({ a: say(a), b: say(b) });
  switch (field) {
    case 'up':
      return { field: 'is', ...both((v) => (v === true ? 'up' : 'down')) };
    case 'paused':
      return { field: 'is', ...both((v) => (v === true ? 'frozen' : 'awake')) };
    case 'byzantine':
      return { field: 'is', ...both((v) => (v === true ? 'a liar' : 'honest')) };
    case 'clock':
      return { field: 'wall clock', ...both((v) => offWords(v as number)) };
    case 'driftPpm':
      return {
        field: 'clock runs',
        ...both((v) => ((v as number) <= -1_000_000 ? 'not at all' : `${(v as number) / 10_000} % fast`)),
      };
    case 'incarnation':
      return { field: 'has started', ...both((v) => (v === 1 ? 'once' : `${String(v)} times`)) };
    case 'waiting':
      return { field: 'waits for it', ...both(String) };
    case 'syncing':
      return {
        field: 'on its way to disk',
        ...both((v) => (v as NodeState['syncing'])?.records.join(', ') ?? '–'),
      };
    case 'disk':
      return { field: 'disk', ...both((v) => diskWords(v as NodeState['damaged'])) };
    case 'exists':
      return { field: 'is', ...both((v) => (v === true ? 'there' : 'not there')) };
    case 'status':
      return { field: 'status', ...both((v) => meta.statuses[v as number]?.title ?? '–') };
    default:
      return { field: meta.epoch?.title ?? field, ...both(String) };
  }
}

/** "5 ms fast" */
function offWords(off: number): string {
  return off === 0 ? 'right' : `${ms(Math.abs(off))} ${off > 0 ? 'fast' : 'slow'}`;
}

/** "log[3] unreadable" */
function diskWords(damaged: NodeState['damaged']): string {
  if (damaged.length === 0) return 'as it believes';
  return damaged.map(({ record, what }) => `${recordWords(record)} ${what}`).join(', ');
}
