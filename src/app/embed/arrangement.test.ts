import { expect, test } from 'vitest';
import { arrangementFor, zoomFor } from './arrangement.ts';

test('a frame shows both pictures as soon as both can be read', () => {
  const at = (width: number, height: number) => arrangementFor({ width, height }).arrangement;
  expect(at(320, 240)).toBe('one');
  expect(at(390, 420)).toBe('one');
  expect(at(480, 320)).toBe('one');
  expect(at(720, 420)).toBe('beside');
  expect(at(960, 540)).toBe('beside');
  expect(at(390, 700)).toBe('stacked');
  expect(at(1280, 720)).toBe('stacked');
  expect(at(3840, 2160)).toBe('stacked');
});

test('the claim is said where it does not take the room of the pictures', () => {
  expect(arrangementFor({ width: 960, height: 540 }).withClaim).toBe(true);
  expect(arrangementFor({ width: 720, height: 420 }).withClaim).toBe(false);
});

test('on a wall everything grows with the frame', () => {
  expect(zoomFor({ width: 720, height: 420 })).toBe(1);
  expect(zoomFor({ width: 1920, height: 1080 })).toBe(1.25);
  expect(zoomFor({ width: 3840, height: 2160 })).toBe(2.5);
  expect(zoomFor({ width: 3840, height: 700 })).toBe(1);
});
