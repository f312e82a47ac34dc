// node simwrapper.test.mjs: each panel of the dashboards has what SimWrapper 4.5.1 asks for: the keys that its kind reads, the
// columns and properties that these name, numbers where it draws them. Where it finds less it leaves a panel empty.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readdirSync, readFileSync, rmSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';

const yaml = createRequire(join(process.env.MODULES, '..', 'package.json'))('js-yaml');
const folder = mkdtempSync(join(tmpdir(), 'tongzhou-simwrapper-')), dashboards = join(folder, 'dashboards');
const program = (...args) => {
  const {status, stderr} = spawnSync(process.env.TONGZHOU, args, {encoding: 'utf8'});
  assert.equal(status, 0, stderr);
};
// With customs, several modes and a warm-up.
before(() => {
  program('run', join(process.env.LIBRARY, 'same-ship', 'mixed.json'), '--seed', '1', '--out', folder, '--quiet');
  program('export', join(folder, 'result.json'), '--format', 'simwrapper', '-o', dashboards);
});
after(() => rmSync(folder, {recursive: true, force: true}));

const text = file => readFileSync(join(dashboards, file), 'utf8');
/** Cells of a line of CSV; a quote inside a cell is doubled. */
const cellsOf = line => [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
const rowsOf = file => text(file).trimEnd().split('\r\n').map(cellsOf);
function tableOf(file) {
  const [names, ...rows] = rowsOf(file);
  return {names, rows, column: name => rows.map(row => row[names.indexOf(name)])};
}
const numeric = values => values.every(value => value === '' || Number.isFinite(Number(value)));

/** What a kind of panel reads; nothing else may stand in it, for it would be a mistake that nobody is told. */
const keys = {
  tile: {needs: ['type', 'title', 'dataset'], may: ['width', 'height']},
  bar: {needs: ['type', 'title', 'dataset', 'x', 'columns'], may: ['legendName', 'xAxisName', 'yAxisName', 'stacked', 'width', 'height']},
  line: {needs: ['type', 'title', 'dataset', 'x', 'columns'], may: ['legendName', 'xAxisName', 'yAxisName', 'width', 'height']},
  map: {needs: ['type', 'title', 'shapes', 'datasets', 'display', 'center', 'zoom'], may: ['height', 'width', 'backgroundLayers', 'tooltip']},
};
// Pictures that SimWrapper brings along for tiles.
const icons = ['departure_board', 'directions_boat', 'directions_car', 'emoji_transportation', 'group', 'groups', 'local_gas_station', 'local_shipping', 'person', 'route', 'train', 'transportation'];
const ramps = ['Viridis', 'Inferno', 'Greys', 'RdBu', 'Rainbow', 'Sinebow'];
const displays = {fill: ['colorRamp'], fillHeight: ['scaleFactor'], lineColor: ['colorRamp'], lineWidth: ['scaleFactor'], radius: ['scaleFactor']};

function checkTiles({dataset}) {
  for (const cells of rowsOf(dataset)) {
    assert.equal(cells.length, 3, `a tile is name, value, icon: ${cells}`);
    assert.ok(cells[0] && cells[1], String(cells));
    assert.ok(icons.includes(cells[2]), `SimWrapper has no icon ${cells[2]}`);
  }
}

function checkChart({dataset, x, columns, legendName}) {
  const {names, rows, column} = tableOf(dataset);
  assert.ok(rows.length > 0, `${dataset} has no rows`);
  for (const name of [x, ...columns]) assert.ok(names.includes(name), `${dataset} has no column ${name}`);
  for (const name of columns) assert.ok(numeric(column(name)), `${dataset}: ${name} is not all numbers`);
  assert.equal(new Set(column(x)).size, rows.length, `${dataset}: two bars of one name`);
  // More names than columns would be dropped, fewer leave a column under its own name.
  if (columns.length > 1) assert.equal(legendName?.length, columns.length, dataset);
}

function checkMap({shapes, datasets, display, center, zoom, backgroundLayers}) {
  const {features} = JSON.parse(text(shapes.file));
  assert.ok(features.length > 0 && features.every(({properties}) => shapes.join in properties), `${shapes.file} is not joined by ${shapes.join}`);
  for (const {geometry: {type, coordinates}} of features) {
    if (type === 'LineString') for (const [i, [longitude]] of coordinates.entries()) assert.ok(i === 0 || Math.abs(longitude - coordinates[i - 1][0]) <= 180, 'a line goes around the earth');
  }
  assert.ok(Object.keys(display).length > 0);
  for (const [kind, {dataset, join: by, columnName, ...more}] of Object.entries(display)) {
    assert.ok(kind in displays, `SimWrapper displays no ${kind}`);
    for (const key of Object.keys(more)) assert.ok(displays[kind].includes(key), `${kind} reads no ${key}`);
    assert.ok(dataset in datasets, `${kind}: no data set ${dataset}`);
    const {names, column} = tableOf(datasets[dataset]);
    for (const name of [by, columnName]) assert.ok(names.includes(name), `${datasets[dataset]} has no column ${name}`);
    assert.ok(numeric(column(columnName)) && column(columnName).some(value => Number(value) > 0), `${columnName}: nothing to draw`);
    const known = new Set(column(by));
    assert.ok(features.every(({properties}) => known.has(String(properties[shapes.join]))), `${kind}: a feature without its row`);
    if (more.colorRamp) assert.ok(ramps.includes(more.colorRamp.ramp) && more.colorRamp.steps >= 2, JSON.stringify(more.colorRamp));
    if ('scaleFactor' in more) assert.ok(more.scaleFactor > 0);
  }
  const [longitude, latitude] = center;
  assert.ok(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 85 && zoom > 0 && zoom < 20);
  const all = features.flatMap(({geometry}) => [geometry.coordinates].flat(Infinity));
  const [east, north] = [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)];
  assert.ok(longitude >= Math.min(...east) && longitude <= Math.max(...east) && latitude >= Math.min(...north) && latitude <= Math.max(...north), 'the map opens beside the network');
  for (const {shapes: land, fill} of Object.values(backgroundLayers ?? {})) {
    assert.equal(JSON.parse(text(land)).type, 'FeatureCollection');
    assert.match(fill, /^#[0-9a-f]{6}$/);
  }
}

const check = {tile: checkTiles, bar: checkChart, line: checkChart, map: checkMap};

test('every panel has the keys of its kind and finds the columns, numbers, features and icons that it draws', () => {
  const files = readdirSync(dashboards).filter(file => /^dashboard.*\.ya?ml$/.test(file)).sort();
  assert.deepEqual(files, ['dashboard-1-overview.yaml', 'dashboard-2-work.yaml', 'dashboard-3-map.yaml']);
  const drawn = new Map();
  for (const file of files) {
    const {header, layout, ...rest} = yaml.load(text(file));
    assert.ok(header.tab && header.title, file);
    assert.deepEqual(rest, {}, file);
    for (const panel of Object.values(layout).flat()) {
      const {needs, may} = keys[panel.type] ?? assert.fail(`SimWrapper has no panel ${panel.type}`);
      for (const key of needs) assert.ok(key in panel, `${panel.title}: ${key} is missing`);
      assert.deepEqual(Object.keys(panel).filter(key => !needs.includes(key) && !may.includes(key)), [], panel.title);
      check[panel.type](panel);
      drawn.set(panel.type, (drawn.get(panel.type) ?? 0) + 1);
    }
  }
  assert.deepEqual([...drawn], [['tile', 1], ['line', 1], ['bar', 8], ['map', 2]]);
});

test('things go by their names, and weeks of the warm-up are left out', () => {
  assert.ok(tableOf('services.csv').column('name').some(name => name.includes(' ')));
  const {period: {warm_up_days: warm}} = JSON.parse(readFileSync(join(folder, 'result.json'), 'utf8'));
  assert.ok(warm > 0);
  assert.ok(tableOf('weeks.csv').column('week').every(week => 7 * (week - 1) >= warm));
});
