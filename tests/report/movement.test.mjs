// node movement.test.mjs: where vehicles are along a way, when they lie at a quay, and how routes are drawn, from what is made for it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {load} from './modules.mjs';

const {ofMovement, wayOf, linesOver, callsAt, hourlyQueues, whereabouts, laidOut, matrixOf} = await load('movement.ts', 'headlines/movement.ts', 'routes.ts');

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

test('a ship lies at its berth from when it got it; before, it has come and waits', () => {
  const ship = (number, came, from, to) => ({service: 's', number, vehicle: number, events: [[came, 'ARRI', 'A/quay', ''], [from, 'BRTH', 'A/quay', ''], [to, 'DEPA', 'A/quay', '']]});
  const calls = callsAt({start: '', days: 1, voyages: [ship('1', 0, 0, 100), ship('2', 50, 100, 200)]}, 'A/quay');
  // The second takes the row of the first: it has waited 50 minutes for it.
  assert.deepEqual(calls.map(({came, from, to, row}) => [came, from, to, row]), [[0, 0, 100, 0], [50, 100, 200, 0]]);
});

test('a queue by the hour is the part of it that each vehicle waited, by place and cause; the timetable is no queue', () => {
  const waits = (...events) => ({service: 's', number: '1', vehicle: '1', events});
  const log = {start: '', days: 1, voyages: [waits([30, 'WAIT', 'L', 'waiting_for_lock', 150], [200, 'WAIT', 'A', 'waiting_for_departure', 900]),
    waits([60, 'WAIT', 'L', 'waiting_for_lock', 90], [1410, 'WAIT', 'A', 'waiting_for_berth', 1500])]};
  // The first waits half of hour 0, all of hour 1, half of hour 2, the second half of hour 1.
  const [lock, berth] = hourlyQueues(log);
  assert.deepEqual([lock.place, lock.cause, lock.byHour.slice(0, 4), lock.hours], ['L', 'waiting_for_lock', [0.5, 1.5, 0.5, 0], 2.5]);
  // What goes on after the last hour is cut off there.
  assert.deepEqual([berth.place, berth.byHour[23], berth.hours], ['A', 0.5, 0.5]);
});

test('the page of movement says how much moved and where the longest queue stood', () => {
  const waits = (number, from, until) => ({service: 's', number, vehicle: `s ${number}`, events: [[from, 'WAIT', 'L', 'waiting_for_lock', until]]});
  const log = {start: '', days: 1, voyages: [waits('1', 0, 120), waits('2', 60, 120), voyage('t', [[0, 'PASS', 'A', 'upper']])]};
  // Two hours and one; in the second hour both stood there.
  assert.equal(ofMovement({places: {L: {name: {en: 'Lock L'}}}}, log).sentence, '3 vehicles made 3 voyages and stood 3 h in queues, longest at Lock L (waiting for a lock): 2 at once.');
  assert.match(ofMovement({places: {}}, movements).sentence, /^2 vehicles made 2 voyages; none/);
});

test('a vehicle is at the place of its last event, on a link the part of the way that is done, and nowhere before and after', () => {
  const at = minute => whereabouts(movements, minute).filter(({voyage}) => voyage.service === 'barge').map(({place, link, done}) => [place, link, done]);
  assert.deepEqual(at(30), [['A', undefined, 0]]);
  assert.deepEqual(at(280), [['A', 'upper', 0.5]]);  // from 60 to 500
  assert.deepEqual(at(1550), [['B', undefined, 0]]);
  assert.deepEqual(at(3000), []);
  const waiting = {start: '', days: 1, voyages: [voyage('s', [[0, 'WAIT', 'L', 'waiting_for_lock', 50], [80, 'PASS', 'L', 'lower']])]};
  assert.deepEqual([20, 60].map(minute => whereabouts(waiting, minute)[0].waits), [true, false]);
});

test('routes of a flow are laid side by side: first place left, last right, rides of one mode between two places added', () => {
  const leg = (from, to, mode) => ({from, to, mode, services: []});
  const byRail = {teu_out: 6, legs: [leg('A', 'B/rail', 'road'), leg('B/rail', 'C/quay', 'rail')]};
  const byRiver = {teu_out: 3, legs: [leg('A', 'B/quay', 'road'), leg('B/quay', 'D/quay', 'river'), leg('D/quay', 'C/quay', 'sea')]};
  const {stops, rides} = laidOut([byRail, byRiver, {teu_out: 0, legs: [leg('A', 'C', 'road')]}]);
  assert.deepEqual(stops.map(({place, depth}) => [place, depth]), [['A', 0], ['B', 1], ['C', 3], ['D', 2]]);
  // 6 by rail and 3 by river are 9 on the road to B.
  assert.deepEqual(rides.map(({from, to, mode, teu}) => [from, to, mode, teu]),
    [['0 A', '1 B', 'road', 9], ['1 B', '3 C', 'rail', 6], ['1 B', '2 D', 'river', 3], ['2 D', '3 C', 'sea', 3]]);
});

test('a matrix of origins and destinations adds trade classes, or holds one', () => {
  const connections = [{from: 'A', to: 'B', trade: 'export', teu_out: 5}, {from: 'A', to: 'B', trade: 'domestic', teu_out: 2}, {from: 'C', to: 'B', trade: 'export', teu_out: 9}, {from: 'C', to: 'A', trade: 'export', teu_out: 0}];
  const {from, to, teu} = matrixOf(connections, 'all');
  assert.deepEqual([from, to, [...teu]], [['C', 'A'], ['B'], [['A B', 7], ['C B', 9]]]);
  assert.deepEqual([...matrixOf(connections, 'domestic').teu], [['A B', 2]]);
});
