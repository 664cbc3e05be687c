import { Trouble } from '../pages/Trouble.tsx';
import { listAddress } from './address.ts';
import ListPage from './ListPage.tsx';
import MinePage from './MinePage.tsx';

/** Whatever is at an address of lists. */
export default function Lists({ hash }: { readonly hash: string }) {
  const address = listAddress(hash);
  if (address === null) return <Trouble why="There is no list at this address." />;
  return address.page === 'mine' ? (
    <MinePage draft={address.draft} />
  ) : (
    <ListPage payload={address.payload} item={address.item} />
  );
}
