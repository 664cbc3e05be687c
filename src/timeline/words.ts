/** Times, inputs and operations in words: for labels, and for the names of handles that a screen reader says. */
import { unturned } from '../base/unturned.ts';
import type { Meta } from '../engine/meta.ts';
import type { Input, Micros } from '../engine/runspec.ts';
import type { OperationRecord } from '../engine/trace.ts';
import { formOf } from './faultforms.ts';
import { faultCaption, faultDetail, faultName } from './faultwords.ts';
import { formatMs } from './text.ts';

/** Fills `{field}`s; those that are absent stay empty. */
export function fill(template: string, fields: Readonly<Record<string, unknown>>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = fields[name];
    return value === undefined || value === null
      ? ''
      : unturned(typeof value === 'object' ? JSON.stringify(value) : `${value}`);
  });
}

/** What stands beside an input on the timeline. */
export function captionOf(input: Input, meta: Meta): string {
  if ('command' in input) return commandLabel(input.command, meta);
  return 'fire' in input ? 'fired' : faultCaption(input.fault, meta);
}

/** "Client write x=7", "Client read x": what the title says already is not said again. */
export function titledCommand(command: Readonly<Record<string, unknown>>, meta: Meta): string {
  const title = meta.commands.find((c) => c.type === command.type)?.title ?? 'Command';
  const text = commandLabel(command, meta);
  if (title.toLowerCase().split(' ').includes(text)) return title;
  const last = title.split(' ').at(-1)?.toLowerCase() ?? '';
  return text.startsWith(`${last} `) ? `${title}${text.slice(last.length)}` : `${title} ${text}`;
}

function commandLabel(command: Readonly<Record<string, unknown>>, meta: Meta): string {
  const known = meta.commands.find((c) => c.type === command.type);
  return known ? fill(known.label, command) : `${command.type}`;
}

/** "crash of S2", "client write x=7 on C1": to move, undo, delete it by. */
export function inputName(input: Input, meta: Meta): string {
  if ('command' in input) {
    const command = titledCommand(input.command, meta);
    return `${command.charAt(0).toLowerCase()}${command.slice(1)} on ${input.node}`;
  }
  if ('fire' in input) return `firing of ${input.fire.node}’s ${timerTitle(input.fire.timer, meta)}`;
  return faultName(input.fault);
}

/** Its name and how it strikes, as a title: "Slow disk of S2, 20–40 ms a write". */
export function inputTitle(input: Input, meta: Meta): string {
  const name = inputName(input, meta);
  const detail = 'fault' in input ? faultDetail(input.fault, meta) : '';
  return `${name.charAt(0).toUpperCase()}${name.slice(1)}${detail === '' ? '' : `, ${detail}`}`;
}

/** What an input is and when: "Cut S1 S2 | S3 S4 S5, 180 ms to 700 ms". */
export function describeInput(input: Input, meta: Meta): string {
  return `${inputTitle(input, meta)}, ${whenOf(input)}`;
}

/** "180 ms to 700 ms", "212.6 ms to the end", "at 330 ms" */
export function whenOf(input: Input): string {
  const until = untilOf(input);
  if (until !== undefined) return `${formatMs(input.at)} to ${formatMs(until)}`;
  return lasts(input) ? `${formatMs(input.at)} to the end` : `at ${formatMs(input.at)}`;
}

/** When an input ends by itself, if it does. */
export function untilOf(input: Input): Micros | undefined {
  return 'fault' in input && 'until' in input.fault ? input.fault.until : undefined;
}

/** Whether an input is in force for a while: to its end or, if it has none, to that of the run. */
export function lasts(input: Input): boolean {
  if (!('fault' in input)) return false;
  const { form, waits } = formOf(input.fault.type);
  return form !== 'message' && form !== 'disk' && waits !== true;
}

/** Whether an input has an end that can be moved. A torn write has: its node is down until then. */
export function stretches(input: Input): boolean {
  return lasts(input) || ('fault' in input && input.fault.type === 'tornWrite');
}

function timerTitle(id: string, meta: Meta): string {
  return meta.timers.find((timer) => timer.id === id)?.title ?? `${id} timer`;
}

/** What was asked: "x=7", "read x". */
export function operationName(operation: OperationRecord, meta: Meta): string {
  const command = meta.commands.find((c) => c.type === operation.f);
  const value = operation.value as unknown;
  const fields = {
    key: operation.key,
    value,
    ...(value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as object) : {}),
  };
  return command
    ? fill(command.label, fields)
    : [operation.f, unturned(operation.key ?? ''), value === undefined ? '' : show(value)]
        .filter(Boolean)
        .join(' ');
}

/** As many letters of a value a label has room for. */
const LONG_VALUE = 24;

/** "x=7, told “done”", "read x, told 7", "x=7, never answered". */
export function operationLabel(operation: OperationRecord, meta: Meta, most = LONG_VALUE): string {
  const name = operationName(operation, meta);
  switch (operation.outcome) {
    case 'ok':
      // Nothing to tell is not the same as told that there is nothing.
      if (operation.result === undefined) return `${name}, told “done”`;
      return `${name}, told ${operation.result === null ? '“empty”' : show(operation.result, most)}`;
    case 'fail':
      return `${name}, refused`;
    case 'info':
      return `${name}, unknown`;
    case 'open':
      return `${name}, never answered`;
  }
}

function show(value: unknown, most = LONG_VALUE): string {
  const text = unturned(typeof value === 'string' ? value : JSON.stringify(value));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

/** What a hand did to an input, for "Undo …": "move crash of S2 to 240 ms", "move S5 to side a of the cut". */
export function editName(was: Input, now: Input, meta: Meta): string {
  const turned = sideEditName(was, now);
  if (turned !== null) return turned;
  const name = inputName(now, meta);
  const [from, to] = [untilOf(was), untilOf(now)];
  if (was.at === now.at && from !== to) {
    return to === undefined ? `let ${name} last` : `end ${name} at ${formatMs(to)}`;
  }
  const stretched = was.at !== now.at && from !== undefined && from === to;
  return `${stretched ? 'start' : 'move'} ${name} ${stretched ? 'at' : 'to'} ${formatMs(now.at)}`;
}

/** A node that went to another side of a cut: "move S5 to side a of the cut", "take S5 out of the cut"; null for any other edit. */
export function sideEditName(before: Input, after: Input): string | null {
  if (!('fault' in before) || before.fault.type !== 'partition' || before.at !== after.at) return null;
  if (!('fault' in after) || after.fault.type !== 'partition') return null;
  const was = before.fault.groups;
  const is = after.fault.groups;
  const sideIn = (groups: readonly (readonly string[])[], id: string) =>
    groups.findIndex((g) => g.includes(id));
  const moved = [...new Set([...was.flat(), ...is.flat()])].filter(
    (id) => sideIn(was, id) !== sideIn(is, id),
  );
  const [id] = moved;
  if (id === undefined || moved.length > 1) return null;
  const side = sideIn(is, id);
  return side < 0
    ? `take ${id} out of the cut`
    : `move ${id} to side ${String.fromCharCode(97 + (side % 26))} of the cut`;
}
