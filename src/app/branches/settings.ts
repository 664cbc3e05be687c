/** What two runs were told differently before they began: without it nobody can say why they part. Pure. */
import type { Json } from '../../base/json.ts';
import type { Meta, ParamMeta } from '../../engine/meta.ts';
import { ENGINE_PARAMS } from '../../engine/params.ts';
import type { ResolvedRun } from '../../engine/runspec.ts';
import { ms, msRange, short } from '../text.ts';

export interface Setting {
  readonly title: string;
  readonly a: string;
  readonly b: string;
}

export function settingsApart(meta: Meta, a: ResolvedRun, b: ResolvedRun): readonly Setting[] {
  const all: Setting[] = [
    { title: 'seed', a: String(a.spec.seed), b: String(b.spec.seed) },
    ...meta.roles.map(({ id, plural }) => ({ title: plural, a: count(a, id), b: count(b, id) })),
    ...[...meta.params, ...ENGINE_PARAMS].map((param) => ({
      title: param.title,
      a: inWords(param, a.params[param.id]),
      b: inWords(param, b.params[param.id]),
    })),
    ...meta.variants.map(({ id, title }) => ({
      title: `broken on purpose: ${title}`,
      a: short(a.spec.variants.includes(id)),
      b: short(b.spec.variants.includes(id)),
    })),
    { title: 'length of the run', a: ms(a.spec.until), b: ms(b.spec.until) },
  ];
  return all.filter((setting) => setting.a !== setting.b);
}

function count(run: ResolvedRun, role: string): string {
  return String(run.nodes.filter((node) => node.role === role).length);
}

function inWords(param: ParamMeta, value: Json | undefined): string {
  const time = 'unit' in param && param.unit === 'µs';
  if (time && Array.isArray(value)) return msRange(value[0] as number, value[1] as number);
  if (time && typeof value === 'number') return ms(value);
  return short(value);
}
