// node lines.test.mjs: how a link is drawn that has a line of its own.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {load} from './modules.mjs';

const {cutAtEdges} = await load('lines.ts');
// The map begins 30 degrees west and ends 360 degrees further: America lies to the right of the Pacific.
const cut = line => cutAtEdges(line, -30);

test('a line that stays on the map is drawn as it is given', () => {
  const line = [[121, 31], [125, 30], [130, 33]];
  assert.deepEqual(cut(line), [line]);
});

test('the Pacific lies in the middle of the map: a line over 180 degrees is not cut', () => {
  assert.deepEqual(cut([[170, 20], [190, 22]]), [[[170, 20], [190, 22]]]);
});

test('a line over the edge of the map leaves it on one side and comes in on the other', () => {
  // From 25 to 35 degrees west, 40 to 42 north: half way at the edge.
  assert.deepEqual(cut([[-25, 40], [325, 42]]), [[[-25, 40], [-30, 41]], [[330, 41], [325, 42]]]);
  assert.deepEqual(cut([[325, 42], [-25, 40]]), [[[325, 42], [330, 41]], [[-30, 41], [-25, 40]]]);
});
