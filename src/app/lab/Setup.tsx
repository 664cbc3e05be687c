import { Fragment, Suspense } from 'react';
import type { Json } from '../../base/json.ts';
import type { ParamMeta } from '../../engine/meta.ts';
import { ENGINE_PARAMS } from '../../engine/params.ts';
import { Glossed } from '../glossary/Glossed.tsx';
import { spare } from '../later.tsx';
import { useStanding } from '../standing.ts';
import { useDocument } from '../stores/use.ts';
import { setCount, setParam, setSeed, setUntil } from './actions.ts';
import { adviceFor } from './advice.ts';
import { useLab } from './context.ts';
import { NumberField, RangeField } from './fields.tsx';
import { ALL, allows, type Limits } from './limits.ts';
import { Variants } from './Variants.tsx';

/** Evidence comes after the picture. */
const Seeds = spare(() => import('../evidence/Seeds.tsx'));

/**
 * What the run is made of and what its protocol leaves out. All of it can be changed in place.
 * @param may in an exercise: what is no means of it is not shown
 */
export default function Setup({ may }: { readonly may?: Limits }) {
  const standing = useStanding();
  const { meta } = useLab();
  if (may !== undefined) {
    return (
      <>
        <Parameters may={may} />
        <Variants may={may} />
      </>
    );
  }
  return (
    <>
      <Pages />
      <Parameters may={ALL} />
      <Variants may={ALL} />
      {/* Without a promise there is nothing that other seeds could break. */}
      <Suspense fallback={null}>{standing && meta.properties.length > 0 && <Seeds />}</Suspense>
      <div className="scope">
        <p>
          <strong>Modelled:</strong> <Glossed text={`${meta.modelled.join(', ')}.`} />
        </p>
        <p>
          <strong>Not modelled:</strong>{' '}
          <Glossed text={`${meta.notModelled.join(', ')}.`} after={meta.modelled.join(', ')} />
        </p>
      </div>
    </>
  );
}

/** What the protocol has beside its lab. */
function Pages() {
  const { meta } = useLab();
  return meta.pages?.map(({ id, title, about }) => (
    <p key={id} className="prose own-page">
      <a href={`#/${meta.id}/${id}`}>{title}</a>: {about}
    </p>
  ));
}

function standardOf(param: ParamMeta, engine: Readonly<Record<string, Json>> | undefined): Json {
  return (engine?.[param.id] ?? param.default) as Json;
}

/** How many parameters are in sight before any is changed; the rest are one press away. */
const IN_SIGHT = 2;

function Parameters({ may }: { readonly may: Limits }) {
  const { meta } = useLab();
  // One by one: an input under the hand changes none of them.
  const params = useDocument((d) => d.document?.spec.params);
  const nodes = useDocument((d) => d.document?.spec.nodes);
  const seed = useDocument((d) => d.document?.spec.seed);
  const until = useDocument((d) => d.document?.spec.until);
  if (params === undefined || nodes === undefined || seed === undefined || until === undefined) return null;
  const all = [...meta.params, ...ENGINE_PARAMS];
  const first = new Set([...meta.params.slice(0, IN_SIGHT), ENGINE_PARAMS[0]].map((param) => param?.id));
  const named = Array.isArray(may.params);
  const open = all.filter((param) => allows(may.params, param.id));
  const inSight = open.filter((param) => named || first.has(param.id) || params[param.id] !== undefined);
  const rest = open.filter((param) => !inSight.includes(param));
  if (open.length === 0 && !may.nodes && !may.seed && !may.until) return null;
  const current = (id: string): Json | undefined => {
    const param = all.find((p) => p.id === id);
    return params[id] ?? (param === undefined ? undefined : standardOf(param, meta.engine));
  };
  const field = (param: ParamMeta) => {
    const standard = standardOf(param, meta.engine);
    const value = current(param.id) ?? standard;
    return (
      <Fragment key={param.id}>
        <ParamField
          param={param}
          value={value}
          onChange={(next) => setParam(param.id, param.title, next, standard)}
        />
        {adviceFor(meta, param.id, current).map((why) => (
          <p key={why} className="kv-advice">
            <Glossed text={why} />
          </p>
        ))}
      </Fragment>
    );
  };
  // Those who take part before those who use it, as people speak of a cluster.
  const roles = [...meta.roles].sort((a, b) => (a.shape === b.shape ? 0 : a.shape === 'circle' ? -1 : 1));
  return (
    <section className="card kv" aria-label="Parameters">
      {(may.nodes ? roles : []).map((role) => (
        <NumberField
          key={role.id}
          label={role.plural}
          value={nodes[role.id] ?? role.count.default}
          min={role.count.min}
          max={role.count.max}
          onChange={(count) => setCount(role.id, role.plural, count)}
        />
      ))}
      {inSight.map(field)}
      {may.seed && (
        <NumberField
          label="seed"
          value={seed}
          min={0}
          max={Number.MAX_SAFE_INTEGER}
          help="Every random draw of the run follows from it: the same seed is the same run."
          onChange={setSeed}
          another={() => setSeed((seed + 1) % Number.MAX_SAFE_INTEGER)}
        />
      )}
      {(may.until || rest.length > 0) && (
        <details className="kv-more">
          <summary>More</summary>
          {may.until && (
            <NumberField
              label="length"
              unit="ms"
              scale={1000}
              value={until}
              min={1_000}
              max={3_600_000_000}
              help="How long the run lasts, in virtual time."
              onChange={setUntil}
            />
          )}
          {rest.map(field)}
        </details>
      )}
    </section>
  );
}

function ParamField({
  param,
  value,
  onChange,
}: {
  readonly param: ParamMeta;
  readonly value: Json;
  onChange(value: Json): void;
}) {
  switch (param.kind) {
    case 'int': {
      const micros = param.unit === 'µs';
      return (
        <NumberField
          label={param.title}
          help={param.help}
          value={Number(value)}
          min={param.min}
          max={param.max}
          {...(micros ? { unit: 'ms', scale: 1000 } : param.unit === 'ppm' ? { unit: 'ppm' } : {})}
          onChange={onChange}
        />
      );
    }
    case 'fraction':
      return (
        <NumberField
          label={param.title}
          help={param.help}
          value={Number(value)}
          min={param.min}
          max={param.max}
          unit="%"
          scale={0.01}
          whole={false}
          onChange={onChange}
        />
      );
    case 'range': {
      const [low, high] = value as readonly [number, number];
      return (
        <RangeField
          label={param.title}
          help={param.help}
          low={low}
          high={high}
          min={param.min}
          max={param.max}
          {...(param.unit === 'µs' ? { unit: 'ms', scale: 1000 } : {})}
          onChange={(a, b) => onChange([a, b])}
        />
      );
    }
    case 'bool':
      return (
        <label className="kv-row" title={param.help}>
          <span>{param.title}</span>
          <input
            type="checkbox"
            checked={value === true}
            onChange={(event) => onChange(event.target.checked)}
          />
        </label>
      );
    case 'enum':
      return (
        <label className="kv-row" title={param.help}>
          <span>{param.title}</span>
          <select value={String(value)} onChange={(event) => onChange(event.target.value)}>
            {param.options.map((option) => (
              <option key={option}>{option}</option>
            ))}
          </select>
        </label>
      );
  }
}
