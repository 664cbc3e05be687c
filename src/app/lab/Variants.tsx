import { labHref } from '../router.ts';
import { useCalm, useDocument } from '../stores/use.ts';
import { setVariant } from './actions.ts';
import { useLab } from './context.ts';
import { ALL, allows, type Limits } from './limits.ts';

/** The rules that may be broken, each a switch. Where a broken one breaks no promise, the run that shows what it is good for is one click away. */
export function Variants({ may }: { readonly may: Limits }) {
  const { meta } = useLab();
  const variants = useDocument((d) => d.document?.spec.variants);
  const holds = useCalm((s) => s.run !== null && s.run.trace.violations.length === 0);
  const shown = meta.variants.filter(({ id }) => allows(may.variants, id));
  if (variants === undefined || shown.length === 0) return null;
  return (
    <fieldset className="card variants">
      <legend className="eyebrow">Rules broken on purpose{variants.length === 0 && ': none'}</legend>
      {shown.map((variant) => (
        <div key={variant.id}>
          <label className="variant" data-on={variants.includes(variant.id) || undefined}>
            <input
              type="checkbox"
              checked={variants.includes(variant.id)}
              onChange={(event) => setVariant(variant.id, event.target.checked)}
            />
            {/* No terms explained in here: wherever on the words a press lands, it is to flip the switch. */}
            <span>{variant.title}</span>
          </label>
          {may === ALL && holds && variants.includes(variant.id) && (
            <p className="variant-see">
              Every promise holds in this run all the same.{' '}
              <a href={labHref(meta.id, variant.scenario)}>Open a run in which one breaks</a>
            </p>
          )}
        </div>
      ))}
    </fieldset>
  );
}
