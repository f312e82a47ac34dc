// node words.test.mjs: both languages say everything, and nothing else.
import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {test} from 'node:test';
import {load} from './modules.mjs';

const {words, setLanguage, term, said} = await load('words.ts', 'language.ts', 'sentences.ts');
const root = join(process.env.SOURCES, '..', '..');
const read = file => readFileSync(join(root, file), 'utf8');
const han = /\p{Script=Han}/u;

test('a sentence has the same places to fill in in both languages', () => {
  const places = text => [...new Set(text.match(/\{\w*\}/g) ?? [])].sort();
  for (const [key, [english, chinese]] of Object.entries(words)) assert.deepEqual(places(chinese), places(english), key);
});

test('every phrase is used', () => {
  const sources = readdirSync(join(process.env.SOURCES, 'src'), {recursive: true}).filter(file => file.endsWith('.ts') && !file.endsWith('words.ts')).map(file => read(`viz/report/src/${file}`)).join('\n');
  const formats = ['scenarios/format/result.schema.json', 'scenarios/experiments/experiment-result.schema.json', 'scenarios/appraisal/appraisal.schema.json', 'scenarios/format/scenario.schema.json',
    'scenarios/calibration/calibration-result.schema.json', 'scenarios/effects/measures-result.schema.json', 'scenarios/appraisal/investment.schema.json', 'scenarios/library/hub-investment/investment.json', 'sim/outcome/bottlenecks.cpp', 'sim/outcome/payments.hpp',
    ...readdirSync(join(root, 'scenarios/appraisal')).filter(file => file.endsWith('.cpp')).map(file => `scenarios/appraisal/${file}`)].map(read).join('\n');
  const unused = Object.keys(words).filter(key => !new RegExp(`\\b${key}\\b`).test(sources) && !new RegExp(`\\b${key.replaceAll('_', '[_ -]')}\\b`).test(formats));
  // A word of several that a name is put together from.
  assert.deepEqual(unused.filter(key => !/_points$/.test(key)), []);
});

/** The keys of all objects that a schema describes. */
const keysOf = schema => {
  const keys = new Set();
  const walk = value => {
    if (!value || typeof value !== 'object') return;
    for (const key of Object.keys(value.properties ?? {})) keys.add(key);
    Object.values(value).forEach(walk);
  };
  walk(JSON.parse(read(schema)));
  return [...keys];
};

test('every key of a result has its Chinese word', () => {
  setLanguage('zh');
  const keys = keysOf('scenarios/format/result.schema.json');
  const letters = new Set(['en', 'zh', 'lat', 'lon', 'format', 'sha256', 'p50', 'p90', 'p95', 'p99', 'teu']);
  const nowhere = new Set(['remarks', 'currency', 'audit', 'period', 'provenance', 'overlays', 'checks', 'length_days', 'warm_up_days', 'counted_days']);  // told in sentences
  assert.deepEqual(keys.filter(key => !letters.has(key) && !nowhere.has(key) && !han.test(term(key))), []);
});

test('every key of a scenario that the page of assumptions may show has its Chinese word', () => {
  setLanguage('zh');
  const keys = keysOf('scenarios/format/scenario.schema.json');
  // Where things lie and stop is on the map and in the tables of services; the rest is how files are written.
  const elsewhere = new Set(['$schema', 'extends', 'overlays', 'length_days', 'warm_up_days', 'currency', 'sources', 'unusual', 'en', 'zh', 'lat', 'lon', 'at', 'via', 'stops', 'returns',
    'from_flow', 'to_flow', 'seed', 'teu', 'p50', 'p90', 'tables', 'matrices', 'file', 'columns', 'growth']);
  assert.deepEqual(keys.filter(key => !elsewhere.has(key) && !han.test(term(key))), []);
});

/** Strings of a C++ source that are sentences, pieces that stand side by side joined; a value to be filled in is seven. */
const sentencesOf = file => [...read(file).matchAll(/"(?:[^"\\\n]|\\.)*"(?:\s*"(?:[^"\\\n]|\\.)*")*/g)]
  .map(({0: pieces}) => [...pieces.matchAll(/"((?:[^"\\\n]|\\.)*)"/g)].map(({1: piece}) => piece).join('').replaceAll('\\"', '"'))
  .filter(text => text.split(' ').length >= 4).map(text => text.replace(/\{[^}]*\}/g, '7'));

test('every remark, sum and note that the program writes is said in Chinese', () => {
  setLanguage('zh');
  const remarks = [...sentencesOf('scenarios/format/plausibility_relations.cpp'),
    ...sentencesOf('scenarios/format/plausibility_idle_keys.cpp'), ...sentencesOf('scenarios/format/plausibility_prices.cpp'), ...sentencesOf('scenarios/appraisal/assess.cpp'),
    ...sentencesOf('scenarios/calibration/report.cpp').filter(text => !text.startsWith('calibrated to'))];
  const sums = [...sentencesOf('sim/outcome/audit.cpp').map(text => (text.endsWith('worst: ') ? `${text}none)` : text)),
    ...sentencesOf('sim/engine/empty_depots.cpp'), ...sentencesOf('sim/engine/post.cpp')].filter(text => text.includes(' = ') || text.startsWith('no vehicle'));
  const notes = sentencesOf('scenarios/experiments/merge.cpp').filter(text => text.includes('comparison'));
  assert.ok(remarks.length > 15 && sums.length > 8 && notes.length === 2);
  // A sentence of two halves is put together where it is written.
  const halves = /^(Demand grows|trucks are always)/;
  const whole = remarks.filter(text => halves.test(text)), tail = whole.find(text => text.startsWith('trucks')) ?? '';
  const all = [...remarks.filter(text => !halves.test(text)), ...whole.filter(text => text !== tail).map(text => text + tail), ...sums, ...notes];
  assert.deepEqual(all.filter(text => /[A-Za-z]{3,}/.test(said(text).replace(/TEU|CO2e|"[a-z_]+"|cranes_per_vehicle|true|false/g, '')) || said(text) === text), []);
});
