// node charts.test.mjs: the Vega-Lite charts beside the CSV of a result, drawn by Vega itself.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';

const {resolve} = createRequire(join(process.env.MODULES, '..', 'package.json'));
const [vega, vegaLite] = await Promise.all(['vega', 'vega-lite'].map(name => import(pathToFileURL(resolve(name)))));

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-charts-'));
const program = (...args) => {
  const {status, stderr} = spawnSync(process.env.TONGZHOU, args, {encoding: 'utf8'});
  assert.equal(status, 0, stderr);
};
before(() => {
  program('run', join(process.env.LIBRARY, 'first-steps', 'scenario.json'), '--seed', '1', '--out', folder, '--quiet');
  program('export', join(folder, 'result.json'), '--format', 'csv', '-o', join(folder, 'tables'));
});
after(() => rmSync(folder, {recursive: true, force: true}));

/** The picture, and how many rows of the chart's data were drawn. */
async function drawn(file) {
  const complaints = [];
  const logger = {level: () => logger, error: (...said) => { complaints.push(said.join(' ')); return logger; }, warn: (...said) => { complaints.push(said.join(' ')); return logger; }, info: () => logger, debug: () => logger};
  const {spec} = vegaLite.compile(JSON.parse(readFileSync(join(folder, 'tables', file), 'utf8')), {logger});
  const view = new vega.View(vega.parse(spec), {renderer: 'none', logger, loader: vega.loader({baseURL: join(folder, 'tables') + '/'})});
  const svg = await view.runAsync().then(() => view.toSVG());
  return {svg, complaints, shapes: (svg.match(/class="mark-(?:rect|line) role-mark[^]*?<\/g>/g) ?? []).join('').match(/<path [^>]*d="M[^"]+/g) ?? []};
}

test('there are five, each draws what its table holds, and Vega has nothing to say against them', async () => {
  const charts = readdirSync(join(folder, 'tables')).filter(file => file.endsWith('.vl.json')).sort();
  assert.deepEqual(charts, ['hours.vl.json', 'money.vl.json', 'places.vl.json', 'transit.vl.json', 'weeks.vl.json']);
  const rows = (file, matches) => readFileSync(join(folder, 'tables', file), 'utf8').trim().split('\r\n').slice(1).map(line => line.split(',')).filter(matches).length;
  const expected = {
    'hours.vl.json': rows('total_hours.csv', ([, hours]) => Number(hours) > 0), 'money.vl.json': rows('total_money.csv', ([, amount]) => Number(amount) > 0),
    'places.vl.json': 2, 'transit.vl.json': 2, 'weeks.vl.json': 3};  // two ports, two connections, three lines
  for (const chart of charts) {
    const {svg, complaints, shapes} = await drawn(chart);
    assert.deepEqual(complaints, [], chart);
    assert.equal(shapes.length, expected[chart], chart);
    assert.match(svg, /First steps: one ship on the Yangtze/, chart);
    assert.doesNotMatch(svg, /NaN|undefined/, chart);
  }
  assert.match((await drawn('money.vl.json')).svg, />CNY</);
});
