/** Edits of edits, many under way at once, of runs that one side or the other has let go of, beside workers that die. */
import { expect, test } from 'vitest';
import { Host } from '../worker/host.ts';
import { pack } from '../worker/pack.ts';
import type { Answer, Packed, Request } from '../worker/wire.ts';
import { createLab, type Lab, LabError, type OpenRun, type Port } from './lab.ts';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A worker in this process, behind messages that are cloned and take a turn each way. */
function worker(): Port & { die(): void } {
  let dead = false;
  let now = 0;
  const host = new Host({
    // So that it breathes whenever it may.
    now: () => {
      now += 20;
      return now;
    },
    breathe: turn,
    answer: (answer: Answer, transfer) => {
      const data = structuredClone(pack(answer), { transfer });
      void turn().then(() => (dead ? undefined : port.onmessage?.({ data } as MessageEvent<Packed>)));
    },
  });
  const port: Port & { die(): void } = {
    onmessage: null,
    onerror: null,
    postMessage: (message: Request) => {
      const request = structuredClone(message);
      void turn().then(() => (dead ? undefined : host.handle(request)));
    },
    terminate: () => {
      dead = true;
    },
    die: () => port.onerror?.({ message: 'out of memory', preventDefault() {} } as ErrorEvent),
  };
  return port;
}

interface Spec {
  readonly schema: 1;
  readonly protocol: string;
  readonly inputs: readonly unknown[];
  readonly [field: string]: unknown;
}

/** The same numbers every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return (state >>> 8) % sides;
  };
}

const crash = (at: number, node = 'S1', until?: number) => ({ at, fault: { type: 'crash', node, until } });
const flapping = (at: number) => ({
  at,
  fault: { type: 'block', from: 'S1', to: 'S2', flap: { down: 5000, up: 5000 } },
});
/** No run may have these. */
const WRONG: readonly unknown[] = [null, {}, crash(-1), crash(5, 'S9'), crash(1e12), crash(9, 'S1', 3)];

function editOf(spec: Spec, roll: (sides: number) => number): Spec {
  const inputs = [...spec.inputs];
  const place = roll(inputs.length + 1);
  const at = 1000 * roll(190);
  switch (roll(14)) {
    case 0:
      // The same object twice.
      inputs.splice(place, 0, inputs[roll(Math.max(1, inputs.length))] ?? crash(at));
      break;
    case 1:
      inputs.splice(place, roll(4));
      break;
    case 2:
      return { ...spec, inputs: [] };
    case 3:
      inputs.reverse();
      break;
    case 4:
      inputs.splice(place, 0, flapping(at));
      break;
    case 5:
      inputs.splice(place, 1, WRONG[roll(WRONG.length)]);
      break;
    case 6:
      return { ...spec, inputs: [crash(at), ...inputs.slice(1)], nodes: { server: 1 + roll(5) } };
    case 7:
      return { ...spec, inputs, until: 150_000 + roll(3) * 25_000 };
    case 8:
      return { ...spec, seed: roll(3), inputs: [...inputs, crash(at)] };
    case 9:
      return { ...spec, params: roll(2) === 0 ? undefined : { loss: 0.1 }, inputs };
    case 10:
      return { ...spec, protocol: roll(3) === 0 ? 'nothing' : 'raft', inputs: inputs.map((i) => i) };
    case 11:
      return { ...spec, variants: roll(2) === 0 ? [] : ['nonsense'], inputs };
    default:
      inputs.splice(place, 1, crash(at, `S${1 + roll(3)}`, roll(2) === 0 ? undefined : at + 20_000));
  }
  return { ...spec, inputs };
}

/** What came of a call: the run, or why there is none. */
async function outcome(opening: Promise<OpenRun>): Promise<OpenRun | LabError> {
  return opening.catch((error: unknown) => {
    expect(error).toBeInstanceOf(LabError);
    return error as LabError;
  });
}

const told = (result: OpenRun | LabError) =>
  result instanceof LabError
    ? [result.code, result.message]
    : { resolved: result.resolved, trace: result.trace };

test.each([1, 2, 3])('whatever came before, an edit gives what the whole of it gives (%i)', async (seed) => {
  const roll = dice(seed);
  let port = worker();
  const lab: Lab = createLab(() => {
    port = worker();
    return port;
  });
  const first: Spec = {
    schema: 1,
    protocol: 'raft',
    seed: 1,
    until: 200_000,
    inputs: [crash(20_000, 'S2', 40_000), crash(50_000, 'S3', 90_000), crash(120_000, 'S1', 150_000)],
  };
  const known: { readonly spec: Spec; readonly run: number }[] = [
    { spec: first, run: (await lab.open(first)).run },
  ];
  const seen = { ok: 0, refused: 0, cancelled: 0, crashed: 0 };
  for (let round = 0; round < 30; round++) {
    // Mostly the latest, now and then one of long ago.
    const flights = Array.from({ length: 1 + roll(3) }, () => {
      const base = known[roll(4) === 0 ? roll(known.length) : known.length - 1] as (typeof known)[0];
      const spec = editOf(base.spec, roll);
      const stop = new AbortController();
      const opening = outcome(lab.open(spec, { base: base.run, signal: stop.signal }));
      if (roll(6) === 0) void turn().then(() => stop.abort());
      return { spec, opening };
    });
    if (roll(4) === 0) void turn().then(port.die);
    for (const { spec, opening } of flights) {
      const result = await opening;
      if (result instanceof LabError && (result.code === 'cancelled' || result.code === 'crashed')) {
        seen[result.code]++;
        continue;
      }
      const fresh = await outcome(createLab(worker).open(spec));
      expect(told(result)).toEqual(told(fresh));
      if (result instanceof LabError) seen.refused++;
      else {
        seen.ok++;
        known.push({ spec, run: result.run });
      }
    }
  }
  await lab.onIdle();
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0);
  expect(seen.ok).toBeGreaterThan(15);
});
