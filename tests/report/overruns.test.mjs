// node overruns.test.mjs: intervals of what stands in tables, from runs made for it.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {load} from './modules.mjs';

const {runOf, halfWidth, spreadOf, setRuns, ofOption, setLanguage} = await load('pool.ts', 'overruns.ts', 'headlines/headline.ts', 'headlines/result.ts', 'language.ts');
const student = {means: [12.706, 4.303], differences: [12.706, 4.303]};  // for two and three values at 95 %

test('a run is as far from the mean as is written beside it, and what does not differ is the same', () => {
  // Levels 0, 2047 and 4094 of 4,094 are AA, f/ and /+ in base 64: 5 below, at, and 5 above the mean. // (63 * 64 + 63 = 4,095): no number.
  const option = {mean: {totals: {teu: 15, boxes: 9}, weeks: [{teu: 15}, {teu: 1}], share: 0.5}, spread: {totals: {teu: '5:AAf//+'}, weeks: {0: {teu: '5:/+f/AA'}}, share: '0.1://///+'}};
  assert.deepEqual([0, 1, 2].map(run => runOf(option, run).totals), [{teu: 10, boxes: 9}, {teu: 15, boxes: 9}, {teu: 20, boxes: 9}]);
  assert.deepEqual(runOf(option, 0).weeks, [{teu: 20}, {teu: 1}]);
  assert.deepEqual([0, 1, 2].map(run => runOf(option, run).share), [null, null, 0.6]);
});

test('half the width of an interval is the standard error times Student\'s quantile', () => {
  // 10 and 20: deviation 7.07, standard error 7.07 / 1.414 = 5, times 12.706.
  assert.ok(Math.abs(halfWidth([10, 20], student.means) - 63.53) < 0.01);
  assert.ok(Number.isNaN(halfWidth([10], student.means)));
});

test('a difference is paired: what base and option have in common does not hide it', () => {
  const sample = values => new Map(values.map((value, i) => [i, value]));
  // Each run of the option is 2 above its own of the base, although the runs differ by 100: 2 +- 0 is sure.
  const {half, against} = spreadOf(sample([102, 202, 302]), sample([100, 200, 300]), student);
  assert.ok(half > 200);
  assert.deepEqual(against, {by: 2, half: 0, sure: true});
  // 1 above and 1 below come to nothing.
  assert.equal(spreadOf(sample([101, 199]), sample([100, 200]), student).against.sure, false);
  assert.equal(spreadOf(sample([101, 199]), undefined, student).against, undefined);
});

test('over several runs an option is told by what is more than chance alone, with its interval', () => {
  setLanguage('en');
  const result = cost => ({currency: 'CNY', audit: {holds: true, checks: []}, totals: {boxes_out: 0, container_hours: 0, container_hours_by_cause: {}}, key_figures: {system_cost_per_laden_teu: cost, kg_co2e_per_laden_teu: cost}});
  const results = [result(1000), result(1100)], context = {result: results[1], results, labels: ['Base', 'More']};
  setRuns({count: 10, confidence: 0.95});
  const over = figures => figures.map(figure => ({half: 1, against: {by: 100, half: 12.34, sure: figure(results[1]) === 1100}}));
  const {sentence, certainty} = ofOption({...context, over});
  assert.match(sentence, /^Against Base: .*rises by 10% \(100 ± 12 CNY\)/);
  assert.match(certainty, /^Means of 10 runs each, differences paired/);
  const undecided = figures => figures.map(() => ({half: 1, against: {by: 100, half: 200, sure: false}}));
  assert.equal(ofOption({...context, over: undecided}).sentence, 'No key figure is known to differ from Base: chance alone could do it.');
});
