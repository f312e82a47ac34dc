// node report.test.mjs: runs the program on library scenarios and looks at the reports as a planner would.
import assert from 'node:assert/strict';
import {spawn, spawnSync} from 'node:child_process';
import {copyFileSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {open, show} from './browser.mjs';
import {blankCharts, pagesOf, print, turnTo, walk as walkThrough} from './walking.mjs';

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

const walk = (file, expected, more) => walkThrough(browser, file, expected, more);
const library = (...path) => join(process.env.LIBRARY, ...path);
/** The same, without waiting: large scenarios run while small ones are looked at. */
const running = (scenario, name, ...more) => new Promise((done, fail) => {
  const child = spawn(process.env.TONGZHOU, ['run', scenario, '--seed', '1', '--out', at(name), '--quiet', ...more], {stdio: ['ignore', 'ignore', 'pipe']});
  let said = '';
  child.stderr.on('data', text => { said += text; });
  child.on('error', fail);
  child.on('close', status => (status === 0 ? done(join(at(name), 'result.json')) : fail(new Error(said))));
});

let browser, first, second, page, yangtze, boats;
before(async () => {
  first = run(library('first-steps', 'scenario.json'), 1, 'first');
  second = run(library('first-steps', 'scenario.json'), 2, 'second');
  page = report('report.html', first);
  writeFileSync(at('a-season.json'), JSON.stringify({length_days: 91, warm_up_days: 14, disruptions: null}));
  yangtze = running(library('yangtze', 'scenario.json'), 'yangtze', '--overlay', at('a-season.json'));
  yangtze.catch(() => {});  // told by the test that waits for it
  browser = await open();
});
after(async () => {
  await browser?.close();
  rmSync(folder, {recursive: true, force: true});
});

test('with the events of its run a report draws movement: string lines along the river and who lies at a quay', async () => {
  const {status, stderr} = program('run', library('first-steps', 'scenario.json'), '--seed', '1', '--out', at('moving'), '--events', at('events.jsonl'), '--events-share', '0', '--quiet');
  assert.equal(status, 0, stderr);
  await walk(report('moving.html', join(at('moving'), 'result.json'), '--events', at('events.jsonl')), [...always, 'movement']);
});

const always = ['overview', 'map', 'services', 'places', 'hubs', 'transit', 'where', 'bottlenecks', 'assumptions', 'audit', 'glossary'];

test('first steps: every page draws and nothing complains, in light and dark', () => walk(page, always, {inBothThemes: 99}));

test('an experiment through the real program: its page draws', async () => {
  copyFileSync(library('first-steps', 'scenario.json'), at('scenario.json'));
  writeFileSync(at('boats.json'), JSON.stringify({base: 'scenario.json', replications: 3, length_days: 84, warm_up_days: 14,
    options: {'a-boat-midweek': {set: {'/services/weekly-boat/schedule/every_hours': 84}}}, measures: ['/totals/teu_out', '/flows/down/transit_hours/mean']}));
  const {status, stderr} = program('experiment', at('boats.json'), '--out', at('boats'));
  assert.equal(status, 0, stderr);
  boats = join(at('boats'), readdirSync(at('boats'))[0], 'experiment.json');
  const made = report('boats.html', boats);
  // Its runs stand beside it: every page is there for base and option.
  await walk(made, ['experiment', ...always, 'comparison']);
  const {tab, close} = await show(browser, made, {page: 'experiment'});
  const {measures} = JSON.parse(readFileSync(boats, 'utf8'));
  const {mean, half_width, against_base: against} = measures['/totals/teu_out']['a-boat-midweek'];
  assert.match(await tab.textContent('main'), new RegExp(against.verdict));
  // Base comes first, whatever the options are called. The tiles of the option say what the experiment says, to the digits that its interval carries.
  await tab.selectOption('.which select', '2');
  await turnTo(tab, 'overview');
  const tile = (await tab.textContent('.tile')).replaceAll(',', '');
  const [, value, half] = tile.match(/([\d.]+)± ([\d.]+)TEU/).map(Number);
  assert.ok(Math.abs(value - mean) < 0.02 * half_width && Math.abs(half / half_width - 1) < 0.05, `${tile}: ${mean} ± ${half_width}`);
  // And beside a figure in a table stands its difference from the base.
  await turnTo(tab, 'transit');
  assert.match(await tab.$eval('main td.number', cell => [...cell.childNodes].map(node => node.textContent).join('|')), /^[\d,.]+\|± [\d,.]+\|[+−][\d,.]+ ± [\d,.]+$/);
  await close();
});

test('measures through the real program: ranked intervals, a matrix of pairs, and another figure when it is chosen', async () => {
  copyFileSync(library('first-steps', 'scenario.json'), at('scenario.json'));
  writeFileSync(at('levers.json'), JSON.stringify({base: 'scenario.json', replications: 2, length_days: 84, warm_up_days: 14,
    effects: {figures: ['/key_figures/system_cost_per_laden_teu', '/key_figures/transit_mean_hours'], pairs_of: 3},
    options: {'twice-a-week': {set: {'/services/weekly-boat/schedule/every_hours': 84}}, 'sooner': {set: {'/services/weekly-boat/cut_off_hours': 1}},
      'trains': {set: {'/services/none/cut_off_hours': 1}, needs: ['/services/none']}}}));
  const {status, stderr} = program('measures', at('levers.json'), '--out', at('levers'), '--quiet');
  assert.equal(status, 0, stderr);
  const made = report('levers.html', join(at('levers'), readdirSync(at('levers'))[0], 'measures.json'));
  await walk(made, ['measures']);
  const {tab, complaints, close} = await show(browser, made, {page: 'measures'});
  // Two charts, of measures and of pairs, with the figures behind them: two measures, one pair.
  assert.deepEqual(await tab.$$eval('figure table', tables => tables.map(each => each.querySelectorAll('tbody tr').length)), [2, 1]);
  const before = await tab.textContent('figure table');
  await tab.selectOption('main select', '/key_figures/transit_mean_hours');
  assert.notEqual(await tab.textContent('figure table'), before);
  assert.match(await tab.textContent('.remarks'), /trains/);
  assert.deepEqual(complaints, []);
  await close();
});

test('an appraisal: what it is worth, who gains, cash and debt, what to build when', async () => {
  const made = report('appraisal.html', process.env.APPRAISAL);
  await walk(made, ['appraisal', 'gains', 'finance', 'choice']);
  // One that the program made itself.
  const room = at('appraise');
  cpSync(process.env.APPRAISE, room, {recursive: true});
  copyFileSync(library('first-steps', 'scenario.json'), join(room, 'scenario.json'));
  const {status, stderr} = program('appraise', join(room, 'quay.json'), '--out', join(room, 'results'), '--quiet');
  assert.equal(status, 0, stderr);
  await walk(report('quay.html', join(room, 'results', readdirSync(join(room, 'results'))[0], 'appraisal.json')), ['verdict', 'appraisal', 'gains', 'finance', 'choice', 'tables']);

  const {tab, complaints, close} = await show(browser, made, {page: 'gains'});
  const before = await tab.textContent('main table');
  await tab.selectOption('main select', '0');
  assert.notEqual(await tab.textContent('main table'), before);
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
  const column = () => tab.$eval('.table:has(caption)', table =>
    [...table.querySelectorAll('tbody th')].map(cell => cell.textContent));
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

test('a chart is saved as lines and letters, a table as CSV in which no text is a formula', async () => {
  const formulas = rewritten(first, 'formulas.json', json => { json.services['weekly-boat'].name = {en: '=1+2, "quoted"'}; });
  const {tab, complaints, close} = await show(browser, report('formulas.html', formulas), {page: 'services'});
  const saved = async button => {
    const [download] = await Promise.all([tab.waitForEvent('download'), button.click()]);
    return {name: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8')};
  };
  const svg = await saved(tab.locator('figcaption button', {hasText: 'SVG'}).first());
  assert.match(svg.name, /\.svg$/);
  assert.match(svg.text, /^<svg [^]*<text/);
  await tab.locator('details summary').first().click();
  const csv = await saved(tab.locator('.table-tools button', {hasText: 'CSV'}).first());
  assert.match(csv.name, /\.csv$/);
  assert.match(csv.text, /^\ufeffService,Mode,.*\r\n"'=1\+2, ""quoted""",river,/);
  assert.deepEqual(complaints, []);
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
    // The page before is gone two frames later.
    await tab.evaluate(() => new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn))));
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

test('hostile words in a customs office, a hub, an experiment and an appraisal are words', async () => {
  const hostile = '<img src=x onerror=alert(3)>';
  const texts = ['name', 'note', 'source', 'owner', 'experiment', 'program', 'what'];
  const poison = value => {
    if (Array.isArray(value)) return value.map(each => (typeof each === 'string' && each.includes(' ') ? hostile : poison(each)));
    if (!value || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key,
      texts.includes(key) ? (typeof inner === 'string' ? hostile : {en: hostile, zh: hostile}) : poison(inner)]));
  };
  const poisoned = (file, name, keys = []) => {
    let json = JSON.stringify(poison(JSON.parse(readFileSync(file, 'utf8'))));
    for (const key of keys) json = json.replaceAll(JSON.stringify(key), JSON.stringify(`${hostile} ${key}`));
    writeFileSync(at(name), json);
    return at(name);
  };
  const [mixed, postal] = await Promise.all([running(library('same-ship', 'mixed.json'), 'mixed'), running(library('postal', 'scenario.json'), 'postal')]);
  const made = report('poisoned.html', poisoned(mixed, 'mixed.json'), poisoned(postal, 'postal.json', ['CNURC/hub']),
    poisoned(boats, 'experiment.json', ['a-boat-midweek']), poisoned(process.env.APPRAISAL, 'appraisal.json', ['cranes', 'central']));
  const {tab, complaints, close} = await show(browser, made);
  for (const which of ['1', '2']) {
    await tab.selectOption('.which select', which);
    for (const each of await pagesOf(tab)) {
      await turnTo(tab, each);
      assert.equal(await tab.$('main img, main script'), null, each);
    }
  }
  assert.match(await tab.textContent('nav'), /Appraisal/);
  assert.deepEqual(complaints, []);
  await close();
});

test('nothing from outside is allowed, and the page says so', () => {
  const html = readFileSync(page, 'utf8');
  assert.match(html, /http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'sha256-/);
  assert.doesNotMatch(html.match(/content="(default-src[^"]*)"/)[1], /unsafe|https?:|\*/);
});

test('the report is at most 1.6 MB besides the data', () => {
  assert.ok(statSync(page).size - statSync(first).size < 1.6e6);
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
  await tab.selectOption('.which select', '2');
  await tab.click('nav a[href="#overview"]');
  assert.match(await tab.textContent('.tile .change'), /against the first|same/);
  assert.deepEqual(complaints, []);
  await close();
});

test('light and dark and a phone all show the charts', async () => {
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
});

test('on paper stand all pages, light, with the map, and no chart is cut in two', () => print(browser, page));

test('the address holds the page, language, theme, week and words of a filter, and opens them again', async () => {
  const {tab, close} = await show(browser, page, {page: 'map'});
  await tab.click('#language');
  await tab.click('#theme');
  await tab.$eval('input[type=range]', slider => { slider.value = 9; slider.dispatchEvent(new Event('input')); });
  await turnTo(tab, 'audit');
  await tab.locator('input[type=search]').first().fill('TEU');
  const rows = await tab.$eval('tbody', body => body.textContent);
  const address = new URL(tab.url()).hash.slice(1);
  await close();

  const again = await show(browser, page, {page: address});
  assert.equal(await again.tab.getAttribute('html', 'lang'), 'zh-CN');
  assert.equal(await again.tab.getAttribute('html', 'data-theme'), 'dark');
  assert.equal(await again.tab.$eval('tbody', body => body.textContent), rows);
  await turnTo(again.tab, 'map');
  // The ninth week of a run that begins on 1 January 2025.
  assert.equal(await again.tab.textContent('output'), '2025年2月26日至3月4日');
  await again.close();
});

test('with patterns what is filled is hatched and lines are dashed, in the picture, its key and its SVG, and the address remembers', async () => {
  const inkOf = tab => tab.$eval('.chart canvas', canvas => {
    const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return new Set(new Uint32Array(data.buffer)).size;
  });
  const {tab, complaints, close} = await show(browser, page, {page: 'overview'});
  const plain = await inkOf(tab);
  await tab.click('#patterns');
  assert.equal(await tab.getAttribute('#patterns', 'aria-pressed'), 'true');
  assert.ok(await inkOf(tab) > plain, 'hatching brings more colours into the bar of hours');
  for (const each of await pagesOf(tab)) {
    await turnTo(tab, each);
    assert.deepEqual(await blankCharts(tab), [], each);
  }
  await turnTo(tab, 'overview');
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.locator('figcaption button', {hasText: 'SVG'}).first().click()]);
  assert.match(readFileSync(await download.path(), 'utf8'), /<pattern [^]*<image [^>]*href="data:image\/png/);
  const address = new URL(tab.url()).hash.slice(1);
  assert.match(address, /patterns=on/);
  assert.deepEqual(complaints, []);
  await close();
  const again = await show(browser, page, {page: address});
  assert.equal(await again.tab.getAttribute('#patterns', 'aria-pressed'), 'true');
  await again.close();
});

test('on a phone the tab of the page that is shown is in view, and figures below zero have a minus sign', async () => {
  const {tab, close} = await show(browser, page, {page: 'audit', width: 390, height: 844});
  const [left, right] = await tab.$eval('nav a[aria-current]', tab => { const {left, right} = tab.getBoundingClientRect(); return [left, right]; });
  assert.ok(left >= 0 && right <= 390, `from ${left} to ${right}`);
  await close();
  const below = rewritten(first, 'below.json', json => { json.audit.checks[0].expected = -8520; });
  const other = await show(browser, report('below.html', below), {page: 'audit'});
  assert.match(await other.tab.textContent('tbody'), /−8,520/);
  await other.close();
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

test('a result of 5 MB opens and is drawn, and says how much work that was (aim: 2 s)', async t => {
  // The Yangtze with its things repeated under other names until the file is large enough.
  const large = rewritten(await yangtze, 'large.json', json => {
    const times = Math.ceil(1.1 * 5e6 / JSON.stringify(json).length);
    for (const section of ['flows', 'services', 'facilities', 'links', 'places']) {
      for (const [code, thing] of Object.entries(json[section])) {
        for (let i = 2; i <= times; ++i) json[section][`${code} ${i}`] = thing;
      }
    }
    json.connections = Array.from({length: times}, () => json.connections).flat();
  });
  const made = report('large.html', large);
  const megabytes = statSync(large).size / 1e6;
  assert.ok(megabytes > 5);
  let session;
  const {tab, complaints, close} = await show(browser, made, {first: async fresh => {
    session = await fresh.context().newCDPSession(fresh);
    await session.send('Performance.enable', {timeDomain: 'threadTicks'});
  }});
  // From asking for the file to the first page standing there with its charts. A measurement: nothing asserts on time.
  const passed = await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now())))));
  const {metrics} = await session.send('Performance.getMetrics');
  const worked = metrics.find(({name}) => name === 'ThreadTime').value;
  const painted = await tab.evaluate(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? NaN);
  t.diagnostic(`${megabytes.toFixed(1)} MB: words on the screen after ${(painted / 1000).toFixed(2)} s (aim: 0.5 s), open after ${worked.toFixed(2)} s of work, ${(passed / 1000).toFixed(2)} s by the clock`);
  assert.deepEqual(await blankCharts(tab), []);
  assert.deepEqual(complaints, []);
  await close();
});
