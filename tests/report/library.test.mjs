// node library.test.mjs: a report of every scenario, overlay, experiment and appraisal of the library, on the screen and on
// paper, in both languages. What is added to the library is found here by itself.
import assert from 'node:assert/strict';
import {spawn} from 'node:child_process';
import {cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, test} from 'node:test';
import {open} from './browser.mjs';
import {print, walk} from './walking.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-library-'));
const library = join(folder, 'library');
cpSync(process.env.LIBRARY, library, {recursive: true});
const program = (...args) => new Promise((done, fail) => {
  const child = spawn(process.env.TONGZHOU, args, {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  child.stderr.on('data', text => { said += text; });
  child.on('error', fail);
  child.on('close', status => (status === 0 ? done() : fail(new Error(`${args.join(' ')}: ${said}`))));
});

const read = file => JSON.parse(readFileSync(file, 'utf8'));
const isScenario = json => 'name' in json && ('start' in json || 'extends' in json);
const isCalibration = json => 'observations' in json;  // its result has no page
const isExperiment = json => 'replications' in json && 'base' in json && !isCalibration(json);
const asksForMeasures = json => 'effects' in json;
const isInvestment = json => 'price_base' in json;
const isPublished = json => Object.values(json).every(place => (place?.teu !== undefined && place.facilities) || place?.figures);
const worlds = readdirSync(library).filter(name => statSync(join(library, name)).isDirectory()).sort();

let browser;
before(async () => { browser = await open(); });
after(async () => {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
});

const look = async (page, expected) => print(browser, page, await walk(browser, page, expected));

const madeIn = out => join(out, readdirSync(out)[0]);
/** Short enough for a test, and still all that its pages need: two options in one state of demand. */
// Postage is of mail that one of the other options brings.
const shortened = investment => ({...investment, postage: undefined, options: Object.fromEntries(Object.entries(investment.options).slice(0, 2)),
  demand: {central: {...investment.demand.central, probability: 1}}, simulation: {...investment.simulation, years: [0], replications: 2, at_most_runs: 12, portfolios: 1}});

// A world is simulated while others are looked at.
describe('the library', {concurrency: 3}, () => {
  for (const world of worlds) {
    const files = readdirSync(join(library, world)).filter(name => name.endsWith('.json')).map(name => ({name, path: join(library, world, name), json: read(join(library, world, name))}));
    const begun = new Set(files.map(({json}) => json.extends));  // what others are made from
    const scenarios = files.filter(({json}) => isScenario(json));
    const overlays = files.filter(({name, json}) => !isScenario(json) && !begun.has(name) && !isExperiment(json) && !isInvestment(json) && !isCalibration(json) && !isPublished(json));
    const known = new Set([...[...scenarios, ...overlays].map(({name}) => name), ...begun]);

    if (scenarios.length > 0) {
      test(`${world}: its scenarios and overlays, each as a result`, async () => {
        const base = scenarios.find(({name}) => name === 'scenario.json') ?? scenarios[0];
        const results = [];
        const run = async (name, ...args) => {
          const out = join(folder, world, name);
          await program('run', ...args, '--out', out, '--quiet');
          results.push(join(out, 'result.json'));
        };
        for (const {name, path} of scenarios) await run(name, path);
        for (const {name, path} of overlays) await run(name, base.path, '--overlay', path);
        const page = join(folder, `${world}.html`);
        await program('report', ...results, '-o', page);
        const expected = ['overview', 'map', 'services', 'places', 'hubs', 'where', 'bottlenecks', 'assumptions', 'audit', 'glossary'];
        await look(page, results.length > 1 ? [...expected, 'comparison'] : expected);
      });
    }

    for (const {name, path, json} of files.filter(each => isExperiment(each.json))) {
      known.add(name);
      test(`${world}: ${name} with two runs of each option`, async () => {
        writeFileSync(path, JSON.stringify({...json, replications: 2}));
        const out = join(folder, world, name);
        await program('experiment', path, '--out', out, '--quiet');
        const page = join(folder, `${world}-${name}.html`);
        await program('report', join(madeIn(out), 'experiment.json'), '-o', page);
        await look(page, ['experiment', 'overview', 'map', 'services', 'comparison']);
      });
    }

    for (const {name, json} of files.filter(each => isExperiment(each.json) && asksForMeasures(each.json))) {
      test(`${world}: ${name} as measures, two runs of three of them`, async () => {
        const few = join(library, world, `few-${name}`), out = join(folder, world, `few-${name}`);
        writeFileSync(few, JSON.stringify({...json, replications: 2, effects: {...json.effects, pairs_of: 2},
          options: Object.fromEntries(Object.entries(json.options).slice(0, 3))}));
        await program('measures', few, '--out', out, '--quiet');
        const page = join(folder, `${world}-measures.html`);
        await program('report', join(madeIn(out), 'measures.json'), '-o', page);
        await look(page, ['measures']);
      });
    }

    for (const {name, path, json} of files.filter(each => isInvestment(each.json))) {
      known.add(name);
      test(`${world}: ${name} with two of its options`, async () => {
        writeFileSync(path, JSON.stringify(shortened(json)));
        const out = join(folder, world, name), base = 'base' in json ? [] : ['--base', join(library, 'yangtze', 'scenario.json')];
        await program('appraise', path, ...base, '--out', out, '--quiet');
        const page = join(folder, `${world}-${name}.html`);
        await program('report', join(madeIn(out), 'appraisal.json'), '-o', page);
        await look(page, ['verdict', 'appraisal', 'gains', 'finance', 'choice']);
      });
    }

    test(`${world}: every file is of a kind that is looked at here`, () => {
      assert.deepEqual(files.filter(({name, json}) => !known.has(name) && !isCalibration(json) && !isPublished(json)).map(({name}) => name), []);
    });
  }
});
