/** A named run: its picture, its title, what it claims. */
import type { Scenario } from '../../engine/meta.ts';
import { labHref } from '../router.ts';
import { Thumbnail } from './Thumbnail.tsx';

export function ScenarioCard({
  protocol,
  scenario,
  level,
  context,
}: {
  readonly protocol: string;
  readonly scenario: Scenario;
  /** Of its heading. */
  readonly level: 3 | 4;
  /** Said above the title where cards of several protocols stand together. */
  readonly context?: string;
}) {
  const Heading = `h${level}` as const;
  return (
    <li className="scenario">
      <div className="scenario-picture">
        <Thumbnail run={`${protocol}/${scenario.id}`} />
      </div>
      {context !== undefined && <p className="eyebrow scenario-context">{context}</p>}
      <Heading className="scenario-title">
        <a href={labHref(protocol, scenario.id)}>{scenario.title}</a>
      </Heading>
      <p className="scenario-claim">{scenario.claim}</p>
      {scenario.spec.variants.length > 0 && <p className="scenario-broken">a rule broken on purpose</p>}
    </li>
  );
}
