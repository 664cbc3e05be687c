import type { CommandFieldMeta } from '../../engine/meta.ts';
import type { NodeInfo } from '../../engine/runspec.ts';
import type { Draft } from './drafts.ts';
import { NodeChoice, TextField } from './formFields.tsx';

/** The fields a protocol declares of a command, or of a way of being Byzantine. */
export function DeclaredFields({
  fields,
  draft,
  nodes,
  problems,
  set,
}: {
  readonly fields: readonly CommandFieldMeta[];
  readonly draft: Draft;
  readonly nodes: readonly NodeInfo[];
  readonly problems: Readonly<Record<string, string>>;
  set(change: Partial<Draft>): void;
}) {
  if (fields.length === 0) return null;
  const helps = fields.flatMap(({ help }) => help ?? []);
  return (
    <>
      <div className="form-row">
        {fields.map((field) => {
          const value = draft.fields[field.id] ?? '';
          const problem = problems[`fields.${field.id}`];
          const change = (text: string) => set({ fields: { ...draft.fields, [field.id]: text } });
          const options = optionsOf(field, nodes);
          return options === null ? (
            <TextField key={field.id} label={field.title} value={value} problem={problem} onChange={change} />
          ) : (
            <NodeChoice
              key={field.id}
              label={field.title}
              ids={options}
              {...(field.optional ? { none: 'any' } : {})}
              value={value}
              problem={problem}
              onChange={change}
            />
          );
        })}
      </div>
      {helps.map((help) => (
        <p key={help} className="form-sentence">
          {help}
        </p>
      ))}
    </>
  );
}

/** What there is to choose from; null where it is typed. */
function optionsOf(field: CommandFieldMeta, nodes: readonly NodeInfo[]): readonly string[] | null {
  switch (field.kind) {
    case 'node':
      return nodes.filter((node) => node.role === field.role).map((node) => node.id);
    case 'enum':
      return field.options;
    case 'bool':
      return ['true', 'false'];
    case 'int':
    case 'string':
      return null;
  }
}
