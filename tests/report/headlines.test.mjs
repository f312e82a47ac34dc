// node headlines.test.mjs: what pages answer, from figures made for it.
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {load} from './modules.mjs';

const page = await load('income.ts', 'payments.ts', 'queues.ts', 'regions.ts', 'headlines/shippers.ts', 'headlines/money.ts', 'inputs.ts', 'headlines/assumptions.ts', 'headlines/result.ts', 'experiment.ts', 'headlines/experiment.ts', 'headlines/appraisal.ts', 'language.ts');
beforeEach(() => page.setLanguage('en'));

const week = (number, inside, hours = {}) => ({week: number, teu_in: 0, teu_out: 0, teu_inside: inside, container_hours_by_cause: hours});
/** A year of 8 counted weeks in which 100 boxes took ten days each, a quarter of it waiting. */
const result = (more = {}) => ({
  currency: 'CNY', period: {start: '2025-01-01', length_days: 56, warm_up_days: 0, counted_days: 56}, audit: {holds: true, checks: [{name: 'a', holds: true}, {name: 'b', holds: true}]},
  totals: {boxes_out: 100, teu_out: 200, container_hours: 24_000, tonne_km: 0, container_hours_by_cause: {moving: 18_000, waiting_for_lock: 6000}, money_by_expense: {freight: 3, handling: 1}},
  key_figures: {system_cost_per_laden_teu: 1000, shipper_cost_per_laden_teu: 1500, kg_co2e_per_laden_teu: 300},
  bottlenecks: [], places: {A: {name: {en: 'Anqing', zh: '安庆'}}, B: {name: {en: 'Badong', zh: '巴东'}}}, facilities: {}, locks: {}, gauge_changes: {}, links: {}, services: {}, flows: {},
  connections: [], overload: {weeks: 52, fills_up: false}, weeks: Array.from({length: 8}, (_, i) => week(i + 1, 500)), ...more});
const context = (results, i = 0, labels = ['Base', 'More']) => ({result: results[i], results, labels});

test('an overview says days, waiting, where, cost and emissions, and that one run says nothing of chance', () => {
  const one = result({locks: {'A/lock': {place: 'A'}}, bottlenecks: [{kind: 'lock', code: 'A/lock', container_hours_lost: 6000, share_of_waiting: 1}]});
  const {sentence, certainty, caveat} = page.ofOverview(context([one]));
  // 24,000 hours / 100 boxes / 24 are ten days, 6,000 of 24,000 hours a quarter.
  assert.equal(sentence, 'Boxes spend 10 days on the way and wait 25% of that time, most of all at Anqing · lock (waiting for a lock). To carry a laden TEU costs everybody 1,000 CNY and emits 300 kg CO₂e.');
  assert.match(certainty, /One run/);
  assert.equal(caveat, undefined);
  page.setLanguage('zh');
  assert.equal(page.ofOverview(context([one])).sentence, '集装箱平均在途10天，其中25%的时间在等待，最多在安庆 · 船闸（等待过闸）。每重箱TEU的全系统成本为1,000 CNY，碳排放300千克CO₂e。');
});

test('a result that fills up is told to be growing, one whose audit fails to be unusable', () => {
  assert.match(page.ofOverview(context([result({overload: {weeks: 52, fills_up: true}})])).caveat, /queues grow/);
  // Nothing is said of a run that is too short to tell.
  assert.equal(page.ofOverview(context([result({overload: {weeks: 0, fills_up: null}})])).caveat, undefined);
  assert.match(page.ofOverview(context([result({audit: {holds: false, checks: [{holds: false}]}})])).caveat, /do not use/);
});

test("an option's overview begins with what differs, the largest first, and leaves out what is below half a percent", () => {
  const more = result({key_figures: {system_cost_per_laden_teu: 980, shipper_cost_per_laden_teu: 1506, kg_co2e_per_laden_teu: 330}});
  // Emissions 30 of 300 are 10 %, cost to all 20 of 1,000 are 2 %, cost to shippers 6 of 1,500 are 0.4 %.
  assert.equal(page.ofOverview(context([result(), more], 1)).sentence,
    'Against Base: CO2e per laden TEU, well to wheel rises by 10% (30 kg CO2e) and cost to all per laden TEU falls by 2% (20 CNY).');
  assert.equal(page.ofOverview(context([result(), result()], 1)).sentence, 'No key figure differs from Base by as much as half a percent.');
});

test('a change in the share of waiting is told in percentage points', () => {
  const {totals} = result();
  const more = result({totals: {...totals, container_hours_by_cause: {moving: 15_000, waiting_for_lock: 9000}}});
  // 9,000 of 24,000 are 37.5 % against 25 %.
  assert.equal(page.ofOverview(context([result(), more], 1)).sentence, 'Against Base: share of time spent waiting rises by 12.5 percentage points.');
});

test('waiting for a departure is the timetable; the bottleneck is where room is short, and the week is told if one stands out', () => {
  const facilities = {'A/quay': {place: 'A', kind: 'quay'}, 'B/rail': {place: 'B', kind: 'rail'}};
  const timetable = {kind: 'sailing', code: 'A/quay', container_hours_lost: 9, share_of_waiting: 0.6}, tracks = {kind: 'berth', code: 'B/rail', container_hours_lost: 4, share_of_waiting: 0.3};
  const hours = [1, 1, 1, 1, 1, 9, 1, 1];
  const said = page.ofBottlenecks(context([result({facilities, bottlenecks: [timetable, tracks], weeks: hours.map((h, i) => week(i + 1, 0, {waiting_for_berth: h}))})]));
  assert.match(said.sentence, /Most waiting is for the timetable: 60% of all at Anqing · quay/);
  // The sixth week begins 35 days after 1 January.
  assert.match(said.sentence, /the bottleneck is Badong · rail terminal: 30% of all waiting \(waiting for a berth\), worst in the week of 5.–.11 Feb 2025/);
  assert.match(page.ofBottlenecks(context([result({facilities, bottlenecks: [timetable]})])).sentence, /Nowhere does room run short/);
  assert.match(page.ofBottlenecks(context([result({facilities, bottlenecks: [tracks]})])).sentence, /The bottleneck is Badong · rail terminal: 30% .* much the same in every week/);
});

test('the cheapest of several is named, unless two cost the same within half a percent', () => {
  const costing = cost => result({key_figures: {...result().key_figures, system_cost_per_laden_teu: cost}});
  assert.match(page.ofComparison(context([costing(1000), costing(900)])).sentence, /More costs the least, 900 CNY a laden TEU: 10% less than Base/);
  assert.match(page.ofComparison(context([costing(1000), costing(996)])).sentence, /cost the same within half a percent/);
  assert.match(page.ofComparison(context([costing(null), costing(996)])).sentence, /No two of these/);
});

const measured = (mean, verdict) => ({mean: 100 + mean, half_width: 1, low: 0, high: 0, against_base: {mean, half_width: 0.5, low: 0, high: 0, pairs: 10, verdict}});
const experiment = options => ({replications: 10, method: {confidence: 0.95}, missing: [], audit_failed: [], units: {'/totals/teu_out': 'TEU'},
  measures: {'/totals/teu_out': {base: {mean: 100, half_width: 1, low: 99, high: 101}, ...options}}});

test('an experiment says which options differ for certain first, and of the others that chance alone could do it', () => {
  const said = page.ofExperiment(experiment({gantry: measured(1.1, 'undecided'), boat: measured(-8, 'lower')}));
  assert.equal(said.sentence, 'TEU out: boat is lower than the base by 8.00 ± 0.50 TEU and gantry differs by 1.1 TEU, but chance alone could do that: undecided after 10 pairs of runs.');
  assert.match(said.certainty, /10 runs; intervals at a confidence of 95%/);
  assert.match(said.caveat, /1 comparisons are still undecided/);
  assert.match(page.ofExperiment({...experiment({boat: measured(-8, 'lower')}), missing: [{}]}).caveat, /Runs are missing/);
});

const appraisal = (expected, cases) => ({currency: 'CNY', first_year: 2026, simulated: {draws: 1000, runs: 12}, ranking: [{option: 'lock'}],
  options: {lock: {name: {en: 'A lock'}, measures: {npv: {expected, positive_share: 0.6, from_demand: 5, from_cost: 9, from_simulation: 1}, npv_by_case: cases}}}});

test('a measure goes by its words, and the code of a thing in it stays as it is, even where it is a word too', () => {
  page.setLanguage('zh');
  assert.equal(page.measureName('/flows/down/transit_hours/mean'), '货流 · down · 运输时间（小时） · 均值');
  assert.equal(page.measureName('/key_figures/system_cost_per_laden_teu'), '每重箱TEU全系统成本');
  assert.equal(page.optionLabel({}, 'base'), '基准');
  assert.equal(page.optionLabel({names: {boat: {name: {en: 'A boat', zh: '一条船'}}}}, 'boat'), '一条船');
});

test('an appraisal says what the best option is worth, how surely, and in which case it loses', () => {
  const said = page.ofWorth(appraisal(2e9, {low: -1, central: 1}));
  assert.equal(said.sentence, 'A lock is worth 2B CNY more than it costs, and gains in 60% of the draws.');
  assert.equal(said.caveat, 'It turns on cost overrun: money is lost if demand is low.');
  assert.match(page.ofWorth(appraisal(-2e9, {low: -1, central: -1})).sentence, /No option is worth its money: even A lock loses 2B CNY/);
});

test('who gains is told with who pays for it', () => {
  const parties = {shippers: {total: 7e6, entries: {}}, hub_operators: {total: -2e6, entries: {}}};
  assert.equal(page.ofGains(appraisal(0, {}), {parties}, 'A lock').sentence, 'With A lock, shippers gain the most, 7M CNY; hub operators pay, 2M CNY.');
});

test('money is told as the result says who pays whom, and what parties use up meets what it says of each', () => {
  const money_by_expense = {freight: 100, drayage: 30, vessel_time: 50, fuel: 20, carbon: 5, time_value: 7, subsidy: -4};
  const one = result({totals: {...result().totals, money_by_expense}, trucking: {money: {vehicle_time: 10, fuel: 8}},
    payments: [{payer: 'shippers', for: 'freight', payee: 'carriers', amount: 100}, {payer: 'shippers', for: 'drayage', payee: 'hauliers', amount: 30},
      {payer: 'public_purse', for: 'subsidy', payee: 'shippers', amount: 4}, {payer: 'shippers', for: 'surcharge', payee: 'carriers', amount: -3}],
    // Carriers' vehicles cost 50 - 10, their fuel 20 - 8, and 9 more stand in for costs that nobody states.
    parties: {shippers: {paid: 127, received: 4, resources: 7, balance: -130}, carriers: {paid: 0, received: 97, resources: 61, balance: 36},
      hauliers: {paid: 0, received: 30, resources: 18, balance: 12}, public_purse: {paid: 4, received: 0, resources: 0, balance: -4}, lenders: {paid: 0, received: 0, resources: 0, balance: 0}}});
  const paid = Object.fromEntries(page.paymentsOf(one).map(({from, expense, to, amount}) => [`${from} ${expense} ${to}`, amount]));
  assert.deepEqual(paid, {'shippers freight carriers': 100, 'shippers drayage hauliers': 30, 'public_purse subsidy shippers': 4, 'carriers surcharge shippers': 3, 'shippers time_value used_up': 7,
    'carriers vessel_time used_up': 40, 'carriers fuel used_up': 12, 'carriers own_costs_not_stated used_up': 9, 'hauliers vessel_time used_up': 10, 'hauliers fuel used_up': 8, 'society carbon used_up': 5});
  for (const [party, {balance}] of Object.entries(one.parties)) {
    const left = page.paymentsOf(one).reduce((total, {from, to, amount}) => total + (to === party ? amount : 0) - (from === party ? amount : 0), 0);
    assert.equal(left, balance, party);
  }
  assert.deepEqual(page.partiesOf(one), ['shippers', 'carriers', 'hauliers', 'public_purse', 'society']);
  // Shippers pay 137 in money and time and are given 7; 100 are 77 % of 130. Carriers earn 100 and spend 3 + 40 + 12 + 9.
  assert.equal(page.ofMoney(context([one])).sentence, 'Shippers bear 130 CNY, 77% of it freight. Carriers earn 100 CNY of them and spend 64 CNY: 36 CNY is left to them.');
});

test('a hub is told by what it handles, when, and whether it lacks room', () => {
  const facility = {place: 'A', kind: 'quay', berth_utilisation_share: 0.7, crane_utilisation_share: 0.4};
  const one = result({places: {A: {name: {en: 'Anqing'}, teu: 60, teu_by_week: [10, 30, 20]}}, facilities: {'A/quay': facility}});
  assert.match(page.ofHub(context([one]), 'A').sentence, /^Anqing handles 60 TEU, the most in the week of 8.–.14 Jan 2025: 30. It has room: .* 70% of the time\.$/);
  const short = {...one, bottlenecks: [{kind: 'gate', code: 'A/quay', container_hours_lost: 9, share_of_waiting: 0.4}]};
  assert.match(page.ofHub(context([short]), 'A').sentence, /short of room: 40% of all waiting is spent here \(waiting at the gate\)/);
});

test('a terminal earns a lift for each box that ships or trains bring or take, by the length of the box, and none for trucks', () => {
  const route = (boxes_out, teu_out, legs) => ({boxes_out, teu_out, legs: legs.map(([mode, from, to]) => ({mode, from, to}))});
  const one = result({flows: {f: {routes: {r: route(10, 20, [['river', 'A/quay', 'B/quay'], ['rail', 'B/rail', 'C/rail'], ['drayage', 'C/rail', 'D']])}}, g: {routes: {r: route(4, 4, [['river', 'B/quay', 'A/quay']])}}}});
  const quay = {handling_per_20ft: 100, handling_per_40ft: 150};
  const found = page.handlingIncome(one, {places: {A: {facilities: {quay}}, B: {facilities: {quay, rail: {handling_per_40ft: 60}}}, C: {facilities: {rail: {}}}}});
  // Ten long boxes at 150 and four short ones at 100 at either quay; ten at 60 at the station of B.
  assert.deepEqual(found.map(({code, lifts, amount}) => [code, ...lifts, amount]), [['A/quay', 4, 10, 1900], ['B/quay', 4, 10, 1900], ['B/rail', 0, 10, 600], ['C/rail', 0, 10, 0]]);
});

test('a hub of mail is tightest where any of its lines, docks, machines or officers are busiest', () => {
  const hub = {place: 'A', sorting_utilisation_share: 0.6, dock_utilisation_share: 0.2, x_ray_utilisation_share: 0.5, officer_utilisation_share: 0.98, backlog_max: 700};
  const postal = {hubs: {'A/hub': hub, 'B/hub': {...hub, place: 'B', sorting_utilisation_share: 0.94, officer_utilisation_share: 0.6}}, per_parcel: {cost: 20},
    mail_flows: {f: {door_to_door_hours: {parcels: 80, parcels_overdue: 20, on_time_share: 0.9}}, g: {door_to_door_hours: {parcels: 300, parcels_overdue: 0, on_time_share: 0.5}}, h: {door_to_door_hours: {parcels: 9, parcels_overdue: 0, on_time_share: null}}}};
  // 90 of 100 and 150 of 300 are 240 of 400; what was promised nothing does not count.
  assert.equal(page.ofMail(context([result({postal})])).sentence, '60% of parcels arrive within the promise, at 20 CNY each. The tightest hub is Anqing: its officers are busy 98% of their time, and up to 700 parcels wait.');
});

test('an input is assumed where its source or its note says so, sourced where it names one, and otherwise nothing is said', () => {
  const scenario = {sources: {mot: 'Ministry of Transport'}, fuels: {a: {source: 'assumption'}, b: {source: 'mot'}}, links: {c: {source: 'mot', note: 'Speed: assumption'}, d: {}}};
  const said = page.ofAssumptions(scenario, result());
  assert.match(said.sentence, /^Of 4 .* 50% rest on an assumption .* 25% name a source/);
  assert.equal(said.certainty, 'Of 1 nothing is said.');
  assert.equal(page.sourceOf(scenario, scenario.fuels.b), 'Ministry of Transport');
});

test('the headline of assumptions names what rests on no source and bears the most money', () => {
  // Of 1,000 CNY the flow bears 400 and is sourced; the boat costs and earns 150, and so do the vehicles of its class; its fuel is 50.
  const one = result({totals: {...result().totals, money_by_expense: {freight: 800, handling: 200}}, flows: {f: {from: 'A', to: 'B', trade: 'export', money_by_expense: {freight: 400}}},
    services: {boat: {vehicle: 'barge', fuel: 'diesel', money: {vessel_time: 60, fuel: 50, freight_earned: 40}}}, facilities: {'A/quay': {place: 'A', kind: 'quay', moves: 3}, 'B/quay': {place: 'B', kind: 'quay', moves: 1}}});
  const scenario = {sources: {mot: 'Ministry'}, flows: {f: {source: 'mot'}}, services: {boat: {source: 'mot'}}, fuels: {diesel: {source: 'assumption'}}, vehicle_classes: {barge: {name: {en: '5,000 t barge'}, note: 'assumption'}},
    places: {A: {facilities: {quay: {source: 'mot'}}}, B: {facilities: {quay: {}}}}};
  assert.deepEqual(page.weighed(scenario, one).map(({code, share}) => [code, share]), [['f', 0.4], ['boat', 0.15], ['barge', 0.15], ['diesel', 0.05], ['A/quay', 0.15], ['B/quay', 0.05]]);
  assert.match(page.ofAssumptions(scenario, one).sentence, /Most hangs on the vehicle class 5,000 t barge, which is assumed: 15% of all money is reckoned with its figures\.$/);
  const unsaid = {...scenario, vehicle_classes: {barge: {}}};
  assert.match(page.ofAssumptions(unsaid, one).sentence, /Most hangs on the vehicle class barge, for which no source is named: 15%/);
});

const flow = (from, to, freight, boxes, days) => ({from, to, trade: 'export', boxes_out: boxes, money_by_expense: {freight, vessel_time: 999}, kg_co2e_by_source: {sailing: 50},
  transit_hours: {count: boxes, mean: 24 * days}, routes: {1: {teu_out: 2 * boxes, legs: []}}});

test('what shippers of a place pay is of all cargo that begins or ends there, by what they bear, and set against the base', () => {
  // 10 boxes of 2 TEU from A to B for 4,000 and 5 back for 1,000: 5,000 over 30 TEU; cheaper than 6,500 by 50 a TEU, in 56 days, of which a year holds 6.5.
  const of = freight => result({flows: {down: flow('A', 'B', freight, 10, 4), up: flow('B', 'A', 1000, 5, 7), other: flow('B', 'B', 9000, 1, 1)}});
  const base = of(5500), option = of(4000);
  assert.deepEqual(page.regionsOf(option), ['B', 'A']);
  const said = page.ofRegion(context([base, option], 1), 'A');
  assert.equal(said.sentence, 'Shippers of Anqing pay 50 CNY a TEU less than with Base (−23%), 9.78K CNY a year in all, and their cargo takes as long.');
  assert.match(page.ofRegion(context([option, base], 1), 'A').sentence, /pay 50 CNY a TEU more than with Base \(\+30%\)/);
  // Alone: 5,000 over 30 TEU, and (10 x 4 + 5 x 7) over 15 days.
  assert.equal(page.ofRegion(context([option]), 'A').sentence, 'Shippers of Anqing pay 167 CNY a TEU for 30 TEU, which take 5 days; dearest is Anqing → Badong, export with 200.');
  assert.equal(page.ofShippers(context([base, option], 1)).sentence, 'Against Base a TEU costs its shippers 46.9 CNY less at Badong and 50 CNY less at Anqing.');
});

test('over several runs a difference that may be chance is undecided, and one that is not carries its interval', () => {
  const of = freight => result({flows: {down: flow('A', 'B', freight, 10, 4)}});
  const over = sure => figures => figures.map((_, i) => ({half: 1, against: i === 0 ? {by: -50, half: sure ? 4 : 90, sure} : {by: 0, half: 1, sure: false}}));
  const said = sure => page.ofRegion({...context([of(5000), of(4000)], 1), over: over(sure)}, 'A').sentence;
  assert.match(said(true), /pay 50\.0 ± 4\.0 CNY a TEU less than with Base/);
  assert.match(said(false), /that it is more or less than with Base is undecided \(50 ± 90 CNY\)/);
});

test('the money page of an option says to whom a year leaves more and to whom less', () => {
  const of = (freight, fuel) => result({totals: {...result().totals, money_by_expense: {freight, handling: 100, fuel, carbon: 1}},
    parties: {shippers: {paid: freight + 100, received: 0, resources: 0, balance: -freight - 100}, carriers: {paid: 0, received: freight, resources: fuel, balance: freight - fuel},
      terminals: {paid: 0, received: 100, resources: 100, balance: 0}}});
  // 56 days are counted: 560 less freight is 3,650 a year less to carriers and more to shippers; fuel as before.
  assert.equal(page.ofPayers(context([of(5600, 10), of(5040, 10)], 1)).sentence, 'Against Base a year leaves 3,650 CNY more to shippers and 3,650 CNY less to carriers.');
  assert.match(page.ofPayers(context([of(1, 1), of(1, 1)], 1)).sentence, /nobody is known to be left with more or less/);
});

test('when a bottleneck is worst is told by the length of its own queue where it has one', () => {
  const queue = lengths => ({mean_length: 1, wait_hours: {count: 9}, length_by_week: lengths});
  const of = lengths => context([result({locks: {'A/lock': {place: 'A', queue: queue(lengths)}}, bottlenecks: [{kind: 'lock', code: 'A/lock', container_hours_lost: 9, share_of_waiting: 1}]})]);
  // 16 over eight weeks are 2 in the mean; in the third week 6 wait.
  assert.match(page.ofBottlenecks(of([1, 1, 6, 2, 2, 1, 2, 1])).sentence, /longest in the week of 15.–.21 Jan 2025: 6 wait at a time, 2 in the mean of all weeks\.$/);
  assert.match(page.ofBottlenecks(of([2, 2, 2, 2, 2, 2, 2, 2])).sentence, /much the same in every week: 2 wait at a time\.$/);
});

test('two scenarios differ in their leaves, not in their names and notes', () => {
  const base = {name: {en: 'x'}, services: {barge: {fleet: 2, note: 'a'}}, links: {l: {km: 1}}};
  const option = {name: {en: 'y'}, services: {barge: {fleet: 3, note: 'b'}}};
  assert.deepEqual(page.differencesOf(base, option), [{pointer: '/services/barge/fleet', base: '2', other: '3'}, {pointer: '/links', base: '{"l":{"km":1}}', other: '–'}]);
});
