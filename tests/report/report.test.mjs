// node report.test.mjs: runs the program on library scenarios and looks at the reports as a planner would.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {open, show} from './browser.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tongzhou-report-'));
const at = name => join(folder, name);
const program = (...args) => spawnSync(process.env.TONGZHOU, args, {encoding: 'utf8'});
const run = (scenario, seed, name) => {
  const {status, stderr} = program('run', scenario, '--seed', String(seed), '--out', at(name), '--quiet');
  assert.equal(status, 0, stderr);
  return join(at(name), 'result.json');
};
const report = (name, ...results) => {
  const {status, stderr} = program('report', ...results, '-o', at(name));
  assert.equal(status, 0, stderr);
  return at(name);
};
const rewritten = (result, name, change) => {
  const json = JSON.parse(readFileSync(result, 'utf8'));
  change(json);
  writeFileSync(at(name), JSON.stringify(json));
  return at(name);
};

let browser, first, second, page;
before(async () => {
  const scenario = join(process.env.LIBRARY, 'first-steps', 'scenario.json');
  first = run(scenario, 1, 'first');
  second = run(scenario, 2, 'second');
  page = report('report.html', first);
  browser = await open();
});
after(async () => {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
});

const pagesOf = tab => tab.$$eval('nav a', links => links.map(link => link.hash.slice(1)));
/** A canvas that holds more than one colour has been drawn on. */
const blankCharts = tab => tab.$$eval('.chart', boxes => boxes.filter(box => {
  const canvas = box.querySelector('canvas');
  if (!canvas || canvas.width === 0) return true;
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.every(pixel => pixel === pixels[0]);
}).map(box => box.getAttribute('aria-label')));

test('every page draws and nothing complains', async () => {
  const {tab, complaints, close} = await show(browser, page);
  const pages = await pagesOf(tab);
  for (const expected of ['overview', 'map', 'services', 'places', 'transit', 'where', 'bottlenecks', 'audit']) assert.ok(pages.includes(expected), expected);
  for (const each of pages) {
    await tab.click(`nav a[href="#${each}"]`);
    await tab.waitForSelector(`nav a[href="#${each}"][aria-current=page]`);
    assert.notEqual(await tab.textContent('main h2'), '', each);
    assert.deepEqual(await blankCharts(tab), [], each);
  }
  assert.deepEqual(complaints, []);
  await close();
});

test('the figures on the page are those of the file', async () => {
  const {totals} = JSON.parse(readFileSync(first, 'utf8'));
  const {tab, close} = await show(browser, page);
  assert.match(await tab.textContent('.tile'), new RegExp(`${totals.teu_out.toLocaleString('en')}\\s*TEU`));
  await close();
});

test('the page speaks English and Chinese, and remembers where the reader was', async () => {
  const {tab, complaints, close} = await show(browser, page, {page: 'audit'});
  assert.equal(await tab.textContent('main h2'), 'Audit');
  await tab.click('#language');
  assert.equal(await tab.textContent('main h2'), '核验与溯源');
  assert.equal(await tab.getAttribute('html', 'lang'), 'zh-CN');
  assert.deepEqual(complaints, []);
  await close();

  const chinese = await show(browser, page, {language: 'zh-CN'});
  assert.equal(await chinese.tab.textContent('main h2'), '第一步：长江上的一条船');
  await chinese.close();
});

test('a table sorts, filters and copies itself', async () => {
  const {tab, close} = await show(browser, page, {page: 'audit'});
  const column = () => tab.$$eval('.table:has(caption) tbody th', cells => cells.slice(0, 7).map(cell => cell.textContent));
  const heading = tab.locator('thead button').first();
  await heading.focus();
  await tab.keyboard.press('Enter');
  const sorted = await column();
  assert.deepEqual(sorted, [...sorted].sort((a, b) => a.localeCompare(b, 'en', {numeric: true})));
  await tab.keyboard.press('Enter');
  assert.deepEqual(await column(), sorted.reverse());
  assert.equal(await tab.getAttribute('thead th', 'aria-sort'), 'descending');

  await tab.locator('.table-tools button').first().click();
  await tab.waitForFunction(() => document.querySelector('.table-tools button').textContent === 'Copied');
  const copied = await tab.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.split('\n')[0], 'Check\tExpected\tFound\tHolds');
  await close();
});

test('a chart is saved as a picture', async () => {
  const {tab, close} = await show(browser, page);
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.locator('figcaption button').first().click()]);
  assert.match(download.suggestedFilename(), /\.png$/);
  assert.equal(readFileSync(await download.path()).subarray(1, 4).toString(), 'PNG');
  await close();
});

test('names that are markup or script show as text', async () => {
  const hostile = ['<img src=x onerror=alert(1)>', '</script><script>alert(2)</script>', '<!--<script>', '{@evil|x}', '__proto__'];
  const file = rewritten(first, 'hostile.json', json => {
    json.provenance.scenario.name = {en: hostile[0], zh: hostile[1]};
    json.audit.checks.forEach((check, i) => { check.name = hostile[i % hostile.length]; });
    for (const section of ['places', 'facilities', 'services', 'links', 'flows']) {
      Object.values(json[section]).forEach((thing, i) => { thing.name = {en: hostile[i % hostile.length], zh: hostile[(i + 1) % hostile.length]}; });
    }
  });
  const made = report('hostile.html', file);
  const {tab, complaints, close} = await show(browser, made);
  assert.equal(await tab.textContent('main h2'), hostile[0]);
  for (const each of await pagesOf(tab)) {
    await tab.click(`nav a[href="#${each}"]`);
    // Tooltips are made of the same names: pass over every chart.
    for (const box of await tab.$$('.chart')) {
      await box.scrollIntoViewIfNeeded();
      const {x, y, width, height} = await box.boundingBox();
      for (const [across, down] of [[0.4, 0.3], [0.5, 0.5]]) await tab.mouse.move(x + across * width, y + down * height);
    }
    assert.equal(await tab.$('main img, main script'), null, each);
  }
  await tab.click('#language');
  assert.deepEqual(complaints, []);
  await close();
});

test('nothing from outside is allowed, and the page says so', () => {
  const html = readFileSync(page, 'utf8');
  assert.match(html, /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);
  assert.doesNotMatch(html.match(/content="(default-src[^"]*)"/)[1], /unsafe|https?:|\*/);
});

test('the report is at most 1.5 MB besides the data', () => {
  assert.ok(statSync(page).size - statSync(first).size < 1.5e6);
});

test('a report of nothing that is a result is refused, and no page is left behind', () => {
  const refused = (file, status, words) => {
    const made = program('report', file, '-o', at('none.html'));
    assert.equal(made.status, status);
    assert.match(made.stderr, words);
    assert.throws(() => statSync(at('none.html')));
  };
  refused(at('nowhere.json'), 1, /nowhere\.json' cannot be read/);
  writeFileSync(at('broken.json'), '{"format": ');
  refused(at('broken.json'), 3, /broken\.json:1:/);
  refused(rewritten(first, 'other.json', json => { json.format = 'tongzhou-result/9'; }), 3, /other\.json.*\/format/);
  refused(rewritten(first, 'short.json', json => { delete json.totals.teu_out; }), 3, /short\.json.*teu_out/);
});

test('two results are compared, and each can be looked at', async () => {
  const both = report('both.html', first, second);
  const {tab, complaints, close} = await show(browser, both, {page: 'comparison'});
  assert.equal(await tab.textContent('main h2'), 'Comparison');
  assert.deepEqual(await blankCharts(tab), []);
  await tab.selectOption('.which select', '1');
  await tab.click('nav a[href="#overview"]');
  assert.match(await tab.textContent('.tile .change'), /against the first|same/);
  assert.deepEqual(complaints, []);
  await close();
});

test('light and dark, a phone and paper all show the charts', async () => {
  for (const options of [{dark: true}, {width: 360, height: 640}]) {
    const {tab, complaints, close} = await show(browser, page, options);
    for (const each of await pagesOf(tab)) {
      await tab.evaluate(id => { location.hash = id; }, each);
      await tab.waitForSelector(`nav a[href="#${each}"][aria-current=page]`);
      assert.deepEqual(await blankCharts(tab), [], each);
      assert.ok(await tab.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${each} is wider than the screen`);
    }
    assert.deepEqual(complaints, []);
    await close();
  }
  const {tab, complaints, close} = await show(browser, page, {dark: true});
  const pdf = await tab.pdf({format: 'A4'});
  assert.equal(pdf.subarray(0, 4).toString(), '%PDF');
  assert.ok(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g).length >= 8, 'all pages are on paper');
  assert.equal(await tab.getAttribute('html', 'data-theme'), 'dark');
  assert.deepEqual(complaints, []);
  await close();
});

test('the keyboard reaches the content and every page', async () => {
  const {tab, close} = await show(browser, page);
  await tab.keyboard.press('Tab');
  assert.equal(await tab.evaluate(() => document.activeElement.className), 'skip');
  await tab.keyboard.press('Enter');
  assert.equal(await tab.evaluate(() => document.activeElement.id), 'content');
  const unnamed = await tab.$$eval('button, select, input, a', all => all.filter(each =>
    !each.textContent && !each.getAttribute('aria-label') && !each.labels?.length).length);
  assert.equal(unnamed, 0);
  await close();
});

test('an experiment shows its intervals and verdicts, also without the result of a run', async () => {
  const interval = (mean, half) => ({mean, half_width: half, low: mean - half, high: mean + half});
  const measured = (mean, more) => ({...interval(mean, 2), count: 2, deviation: 1, min: mean - 1, max: mean + 1, values: [mean - 1, mean + 1], ...more});
  writeFileSync(at('experiment.json'), JSON.stringify({
    format: 'tongzhou-experiment-result/1',
    provenance: {program: 'tongzhou', experiment: 'two cranes', scenario: 'first', seed: 1, packages: {}},
    period: {start: '2025-01-01', length_days: 364, warm_up_days: 28, warm_up_from: 'scenario'}, replications: 2,
    method: {confidence: 0.95, means: 'Student', differences: 'paired', note: 'one comparison'},
    options: {base: {scenario_sha256: '0'.repeat(64), runs: 2, parameters: {}, note: ''}, more: {scenario_sha256: '1'.repeat(64), runs: 2, parameters: {'/a': 3}, note: ''}},
    missing: [], audit_failed: [],
    measures: {'/totals/teu_out': {base: measured(100), more: measured(110, {against_base: {...interval(10, 1), pairs: 2, verdict: 'higher'}})}}}));
  const {tab, complaints, close} = await show(browser, report('experiment.html', at('experiment.json')));
  assert.equal(await tab.textContent('main h2'), 'two cranes');
  assert.deepEqual(await blankCharts(tab), []);
  assert.match(await tab.textContent('main'), /higher/);
  assert.deepEqual(complaints, []);
  await close();
});
