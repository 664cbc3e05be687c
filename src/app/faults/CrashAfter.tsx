import { msText } from './drafts.ts';
import type { FieldsProps } from './fieldParts.tsx';
import { Text } from './fieldParts.tsx';
import { Check } from './formFields.tsx';

/** How long after the fault its node is crashed, and for how long, µs. */
const LATER = 100_000;

/** What a disk holds is read when its node restarts: a fault of the disk shows no sooner. */
export function CrashAfter(props: FieldsProps) {
  const { draft, set } = props;
  const first = () => {
    const at = Math.round(Number(draft.at) * 1000) || 0;
    return { crashAt: msText(at + LATER), crashUntil: msText(at + 2 * LATER) };
  };
  return (
    <>
      <Check
        label="…and crash it afterwards"
        help="It shows once the node restarts and reads its disk."
        on={draft.crashAfter}
        onChange={(crashAfter) => set({ crashAfter, ...(crashAfter && draft.crashAt === '' ? first() : {}) })}
      />
      {draft.crashAfter && (
        <div className="form-row">
          <Text {...props} field="crashAt" label="Crash" unit="ms" />
          <Text {...props} field="crashUntil" label="Restart" unit="ms" />
        </div>
      )}
    </>
  );
}
