import { Trouble } from '../pages/Trouble.tsx';

/** A lesson that cannot be opened. */
export function Refusal({ why, preview }: { readonly why: string; readonly preview: boolean }) {
  return <Trouble why={preview ? `This lesson cannot be shown yet. ${why}` : why} />;
}
