import { CutFields, LinkList } from './cutFields.tsx';
import { Behaviour, CommandFields, Ends, type FieldsProps, FireFields, Struck, Text } from './fieldParts.tsx';
import { Check, NodesChoice } from './formFields.tsx';
import { RecordField } from './RecordField.tsx';

/** The fields that say where a fault strikes, and how; when is the form's own. */
export function FaultFields(props: FieldsProps) {
  const { draft, nodes, problems, set } = props;
  const ids = nodes.map((node) => node.id);
  switch (draft.kind) {
    case 'crash':
    case 'amnesia':
    case 'pause':
    case 'diskFull':
      return <Struck {...props} />;
    case 'outage':
      return (
        <NodesChoice
          legend="Nodes that fail together"
          ids={ids}
          chosen={draft.nodes}
          problem={problems.nodes}
          onChange={(chosen) => set({ nodes: chosen })}
        />
      );
    case 'slow':
    case 'slowFsync':
      return (
        <>
          <Struck {...props} />
          <div className="form-row">
            <Text {...props} field="low" label="Takes at least" unit="ms" />
            <Text {...props} field="high" label="and at most" unit="ms" />
          </div>
        </>
      );
    case 'byzantine':
      return (
        <>
          <Struck {...props} />
          <Behaviour {...props} />
        </>
      );
    case 'partition':
    case 'partial':
      return (
        <>
          {draft.kind === 'partial' && (
            <LinkList
              ids={ids}
              chosen={draft.links}
              problem={problems.links}
              onChange={(links) => set({ links })}
            />
          )}
          <CutFields {...props} ids={ids} />
        </>
      );
    case 'block':
      return (
        <>
          <Ends {...props} />
          <CutFields {...props} ids={ids} />
        </>
      );
    case 'link':
      return (
        <>
          <Ends {...props} any />
          <div className="form-row">
            <Text {...props} field="latencyLow" label="Shortest delay" unit="ms" placeholder="as it is" />
            <Text {...props} field="latencyHigh" label="Longest delay" unit="ms" placeholder="as it is" />
          </div>
          <div className="form-row form-quarters">
            <Text {...props} field="loss" label="Lost" unit="%" placeholder="as it is" />
            <Text {...props} field="duplicate" label="Doubled" unit="%" placeholder="0" />
            <Text {...props} field="reorder" label="Overtaken" unit="%" placeholder="0" />
            <Text {...props} field="corrupt" label="Damaged" unit="%" placeholder="0" />
          </div>
        </>
      );
    case 'drop':
    case 'reorder':
    case 'corrupt':
    case 'delay':
    case 'duplicate':
      return (
        <>
          <Ends {...props} />
          <div className="form-row">
            <Text {...props} field="nth" label="Which message" unit="1 is the first" />
            {draft.kind === 'delay' && <Text {...props} field="by" label="Later by" unit="ms" />}
            {draft.kind === 'duplicate' && (
              <Text {...props} field="by" label="Copy later by" unit="ms" placeholder="drawn at random" />
            )}
          </div>
        </>
      );
    case 'clock':
      return (
        <>
          <Struck {...props} />
          <Check
            label="Stands still"
            help="With it stand all timers of the node."
            on={draft.stop}
            onChange={(stop) => set({ stop })}
          />
          <div className="form-row">
            {!draft.stop && <Text {...props} field="drift" label="Runs fast by" unit="%" placeholder="0" />}
            <Text {...props} field="offset" label="Off by" unit="ms, while it lasts" placeholder="0" />
            <Text {...props} field="step" label="Jumps by" unit="ms, for good" placeholder="0" />
          </div>
        </>
      );
    case 'lostWrite':
    case 'misdirectedWrite':
    case 'tornWrite':
      return (
        <>
          <Struck {...props} />
          <div className="form-row">
            <Text {...props} field="nth" label="Which write" unit="1 is the first" />
            {draft.kind === 'tornWrite' && (
              <Text
                {...props}
                field="kept"
                label="Records kept"
                unit="0: none"
                placeholder="drawn at random"
              />
            )}
          </div>
        </>
      );
    case 'bitRot':
    case 'latentError':
      return (
        <>
          <Struck {...props} />
          <RecordField
            node={draft.node}
            disk={props.disk ?? null}
            value={draft.record}
            problem={problems.record}
            onChange={(record) => set({ record })}
          />
        </>
      );
    case 'command':
      return <CommandFields {...props} />;
    case 'fire':
      return <FireFields {...props} />;
  }
}
