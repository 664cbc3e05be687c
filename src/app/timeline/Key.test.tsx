// @vitest-environment happy-dom
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { META } from '../../timeline/fixture.test-data.ts';
import KeyList from './KeyList.tsx';

it('explains every kind of message of the protocol, with the letter it bears on the timeline', () => {
  const host = document.createElement('div');
  host.innerHTML = renderToStaticMarkup(<KeyList meta={META} />);
  const rows = [...host.querySelectorAll('li')].map((row) => row.textContent);
  expect(rows.slice(0, 3)).toEqual(['V vote request', 'vote reply', 'heartbeat, faint']);
  // What this protocol does not have is not explained.
  expect(rows.some((row) => row?.startsWith('arc:'))).toBe(false);
  expect(rows.some((row) => row?.startsWith('leader'))).toBe(true);
});

it('explains one sign once: all that have a dashed ring stand beside it', () => {
  const host = document.createElement('div');
  const dashed = ['candidate', 'asks first'].map((title) => ({ id: title, title, mark: 'dashed' as const }));
  const statuses = [...META.statuses.filter(({ mark }) => mark !== 'dashed'), ...dashed];
  host.innerHTML = renderToStaticMarkup(<KeyList meta={{ ...META, statuses }} />);
  const rows = [...host.querySelectorAll('li')].map((row) => row.textContent ?? '');
  expect(rows.filter((row) => row.startsWith('dashed ring'))).toEqual([
    'dashed ring: candidate, or asks first',
  ]);
});
