/** The keys of the lab, as a part of the page that can come after its first picture. */
import { useKeys } from './keys.ts';

export default function Keys() {
  useKeys();
  return null;
}
