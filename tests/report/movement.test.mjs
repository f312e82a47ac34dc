// node movement.test.mjs: where vehicles are along a way, and when they lie at a quay, from events made for it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {load} from './modules.mjs';

const {wayOf, linesOver, callsAt} = await load('movement.ts');

// A river from A by a lock L to B, and a branch from L to C.
const result = {links: {upper: {from: 'A', to: 'L', distance_km: 100}, lower: {from: 'L', to: 'B', distance_km: 300}, branch: {from: 'L', to: 'C', distance_km: 50}}};
const voyage = (service, events) => ({service, number: '1', vehicle: `${service} 1`, events});
const down = voyage('barge', [[0, 'ARRI', 'A/quay', ''], [60, 'DEPA', 'A/quay', ''], [60, 'PASS', 'A', 'upper'], [500, 'PASS', 'L', 'lower'], [1500, 'ARRI', 'B/quay', ''], [1600, 'DEPA', 'B/quay', ''],
  [1600, 'PASS', 'B', 'lower'], [2700, 'PASS', 'L', 'upper']]);
const movements = {start: '2025-01-29', days: 28, voyages: [down, voyage('branch', [[10, 'PASS', 'A', 'upper'], [400, 'PASS', 'L', 'branch'], [700, 'ARRI', 'C/quay', '']])]};

test('the way of a service is its places in order, as far as it does not come back, with the distance from the first', () => {
  assert.deepEqual(wayOf(result, movements, 'barge'), [{place: 'A', km: 0}, {place: 'L', km: 100}, {place: 'B', km: 400}]);
  assert.deepEqual(wayOf(result, movements, 'nobody'), []);
});

test('a vehicle is drawn where it is on the way, level while it waits, and no further than it stays on it', () => {
  const [barge, branch] = linesOver(result, movements, wayOf(result, movements, 'barge'));
  assert.deepEqual(barge.points, [[0, 0], [60, 0], [60, 0], [500, 100], [1500, 400], [1600, 400], [1600, 400], [2700, 100]]);
  assert.deepEqual(branch.points, [[10, 0], [400, 100]]);
});

test('what a log leaves out is not joined by a line', () => {
  const gap = {...movements, voyages: [voyage('barge', [[60, 'PASS', 'A', 'upper'], [1500, 'ARRI', 'B/quay', ''], [1600, 'DEPA', 'B/quay', '']])]};
  assert.deepEqual(linesOver(result, gap, wayOf(result, movements, 'barge')).map(({points}) => points), [[[1500, 400], [1600, 400]]]);
});

test('calls stand from arrival to departure in the first row that is free; one that is not over lasts to the end', () => {
  const ship = (number, from, to) => ({service: 's', number, vehicle: number, events: [[from, 'ARRI', 'A/quay', ''], ...(to === undefined ? [] : [[to, 'DEPA', 'A/quay', '']])]});
  const calls = callsAt({start: '', days: 1, voyages: [ship('1', 0, 100), ship('2', 50, 200), ship('3', 100, 150), ship('4', 160)]}, 'A/quay');
  assert.deepEqual(calls.map(({from, to, row}) => [from, to, row]), [[0, 100, 0], [50, 200, 1], [100, 150, 0], [160, 1440, 0]]);
  // One that lay there when the log begins has lain there since.
  assert.deepEqual(callsAt({start: '', days: 1, voyages: [{service: 's', number: '1', vehicle: '1', events: [[30, 'DEPA', 'A/quay', '']]}]}, 'A/quay').map(({from, to}) => [from, to]), [[0, 30]]);
});
