// node effects.test.mjs: what the page of measures answers, from figures made for it.
import assert from 'node:assert/strict';
import {beforeEach, test} from 'node:test';
import {load} from './modules.mjs';

const page = await load('headlines/effects.ts', 'language.ts');
beforeEach(() => page.setLanguage('en'));

const cost = '/key_figures/system_cost_per_laden_teu';
const by = (difference, half_width) => ({[cost]: {difference, half_width}});
const measure = (code, en, zh, difference, half_width) => ({measure: code, ...(en ? {name: {en, zh}} : {}), note: '', alone: by(difference, half_width), last: by(difference, half_width), more_with_the_others: 0});
const pair = (one, other, verdict) => ({one, other, verdict, together: by(0, 1), beyond_sum: by(0, 1)});
/** Four measures, of which the third does good that chance could do as well, and the fourth harm. */
const effects = (more = {}) => ({
  provenance: {experiment: 'options', scenario: 'harbour'}, currency: 'CNY', ranked_by: cost, better: 'lower', method: {replications: 5, runs: 60, confidence: 0.95},
  figures: {[cost]: {unit: 'CNY per laden TEU', base: 3000}}, all_together: by(-250, 20),
  measures: [measure('02-ship', 'One ship', '同船', -200, 30), measure('rail', undefined, undefined, -100, 12), measure('09-trust', 'Trust', '信用', -20, 25), measure('15-brands', 'Brands', '品牌', 90, 8)],
  pairs: [pair('02-ship', 'rail', 'hinder'), pair('02-ship', '09-trust', 'undecided'), pair('rail', '09-trust', 'help')], contradictions: [], left_out: {}, ...more});

test('the strongest are those that do good beyond chance, the best first, with what all do and which pairs need each other', () => {
  const {sentence, certainty} = page.ofEffects(effects());
  assert.equal(sentence, 'By cost to all per laden TEU (CNY per laden TEU), the strongest alone are 2 One ship (−200 ± 30) and rail (−100 ± 12). All together: −250 ± 20. ' +
    'More together than apart: rail with 9 Trust. Less together than apart: 2 One ship with rail.');
  assert.equal(certainty, '60 runs, 5 of each combination, all with the same chance; the intervals of one table hold together at 95%.');
});

test('where more is better, what raises the figure does good', () => {
  assert.match(page.ofEffects(effects({better: 'higher'})).sentence, /the strongest alone are 15 Brands \(\+90\.0 ± 8\.0\)\. All/);
});

test('where nothing does good beyond chance, that is said', () => {
  assert.match(page.ofEffects(effects({measures: [measure('09-trust', 'Trust', '信用', -20, 25)], pairs: []})).sentence, /no measure does alone more good than chance could\.$/);
});

test('the same is said in Chinese, by the Chinese names of measures', () => {
  page.setLanguage('zh');
  assert.match(page.ofEffects(effects()).sentence, /单独实施作用最大的是2 同船（−200 ± 30）；rail（−100 ± 12）。全部实施：−250 ± 20。相互增强：rail与9 信用。相互削弱：2 同船与rail。$/);
});

test('a difference of one replication has no interval and is sure of nothing', () => {
  assert.equal(page.sized({difference: -3, half_width: null}), '−3');
  assert.equal(page.isSure({difference: -3, half_width: null}), false);
  assert.equal(page.isSure({difference: -3, half_width: 2}), true);
});
