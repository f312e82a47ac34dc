// Through all pages of a report as a reader would go, on the screen and on paper.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {show} from './browser.mjs';
import {foreignWords} from './chinese.mjs';
import {imagesOf} from './pdf.mjs';

export const pagesOf = tab => tab.$$eval('nav a', links => links.map(link => link.hash.slice(1)));
export const turnTo = async (tab, id) => {
  await tab.evaluate(hash => { location.hash = hash; }, id);
  await tab.waitForSelector(`nav a[href="#${id}"][aria-current=page]`);
};

/** A canvas that holds more than one colour has been drawn on. */
export const blankCharts = tab => tab.$$eval('.chart', boxes => boxes.filter(box => {
  const canvas = box.querySelector('canvas');
  if (!canvas || canvas.width === 0) return true;
  const {data} = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  const pixels = new Uint32Array(data.buffer);
  return pixels.every(pixel => pixel === pixels[0]);
}).map(box => box.getAttribute('aria-label')));

const axe = readFileSync(join(process.env.MODULES, 'axe-core', 'axe.min.js'), 'utf8');
/** What WCAG 2.1 AA is broken by on the page that is shown, as axe-core tells: rule and place. Rows of a table are made alike:
    those after the first few are hidden from it, for it looks at each cell. */
export const barriers = async tab => {
  if (!await tab.evaluate(() => 'axe' in window)) await tab.evaluate(axe);
  return tab.evaluate(async () => {
    const alike = [...document.querySelectorAll('tbody tr:nth-child(n+6)')];
    for (const row of alike) row.hidden = true;
    const {violations} = await axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'], elementRef: false});
    for (const row of alike) row.hidden = false;
    return violations.filter(({impact}) => impact === 'serious' || impact === 'critical')
      .flatMap(({id, nodes}) => nodes.map(({target, failureSummary}) => `${id} ${target}: ${failureSummary}`));
  });
};

/** All that a page says, in its tables that are closed and its labels too. */
const wordsOf = tab => tab.evaluate(() => [document.getElementById('report').innerText, ...[...document.querySelectorAll('main td, main th, main option, [aria-label]')]
  .map(each => each.getAttribute('aria-label') ?? each.textContent)].join('\n').replace('English', ''));

/** What a report on paper is held against: its pages, how many charts they have, and how high the map is. */
async function counted(tab) {
  const pages = await pagesOf(tab), found = {pages, charts: 0, map: 0};
  for (const id of pages) {
    await turnTo(tab, id);
    await count(tab, id, found);
  }
  return found;
}
async function count(tab, id, found) {
  const heights = await tab.$$eval('.chart', charts => charts.map(chart => chart.clientHeight));
  found.charts += heights.length;
  if (id === 'map') found.map = heights[0];
}

/** Every page answers in a sentence, draws, has figures behind its charts, sorts, speaks both languages and bars nobody, the first
    few or all of them in both themes. Says what it has counted. */
export async function walk(browser, file, expected, {inBothThemes = 3} = {}) {
  const {tab, complaints, close} = await show(browser, file);
  const pages = await pagesOf(tab);
  for (const id of expected) assert.ok(pages.includes(id), `${id} is not among ${pages}`);
  const found = {pages, charts: 0, map: 0};
  for (const id of pages) {
    await turnTo(tab, id);
    await count(tab, id, found);
    assert.deepEqual(await barriers(tab), [], `${id}: barriers`);
    const title = await tab.textContent('main h2');
    assert.notEqual(title, '', id);
    assert.match(await tab.textContent('.answer p'), /\w.*[.?!]/, `${id} answers nothing`);
    assert.deepEqual(await blankCharts(tab), [], id);
    assert.deepEqual(await tab.$$eval('figure', figures => figures.filter(figure => !figure.querySelector('tbody td')).map(figure => figure.querySelector('h3').textContent)), [],
      `${id}: charts without figures`);
    assert.doesNotMatch(await tab.textContent('main'), /undefined|NaN|Infinity|\[object/, id);
    const sorted = await tab.$$eval('main table', tables => tables.map(table => {
      table.querySelector('thead button').click();
      return table.querySelector('thead th').getAttribute('aria-sort') !== null;
    }));
    assert.ok(sorted.every(Boolean), `${id}: a table that does not sort`);
  }
  await tab.click('#language');
  const documents = await tab.evaluate(() => JSON.parse(document.getElementById('results').textContent, (key, value) => (key === 'spread' ? null : value)));
  for (const id of pages) {
    await turnTo(tab, id);
    assert.match(await tab.textContent(`nav a[href="#${id}"]`), /\p{Script=Han}/u, id);
    assert.deepEqual(await blankCharts(tab), [], id);
    if (id === 'glossary') await tab.$$eval('main table tr > :first-child', cells => cells.forEach(cell => cell.remove()));  // the terms in English
    assert.deepEqual(foreignWords(await wordsOf(tab), documents), [], `${id}: not in Chinese`);
  }
  await tab.click('#theme');
  for (const id of pages.slice(0, inBothThemes)) {
    await turnTo(tab, id);
    assert.deepEqual(await barriers(tab), [], `${id}: barriers in the other theme`);
  }
  assert.deepEqual(complaints, []);
  await close();
  return found;
}

/** On paper stand all pages, light, with the map where there is one, and no chart is cut in two. */
export async function print(browser, file, known) {
  const {tab, complaints, close} = await show(browser, file, {dark: true});
  const {pages, charts, map} = known ?? await counted(tab);
  // Chromium makes everything smaller where anything is wider than the sheet.
  await tab.emulateMedia({media: 'print'});
  await tab.evaluate(() => addEventListener('beforeprint', () => {
    const edge = document.querySelector('main').getBoundingClientRect().right + 1;
    window.tooWide = [...document.querySelectorAll('main table')].filter(table => table.getBoundingClientRect().right > edge).map(({caption}) => caption.textContent);
  }));
  const sheets = imagesOf(await tab.pdf({format: 'A4'}));
  assert.deepEqual(await tab.evaluate(() => window.tooWide), [], 'wider than the sheet');
  assert.ok(sheets.length >= pages.length, `${sheets.length} sheets of ${pages.length} pages`);
  const names = sheets.flatMap(images => images.map(({name}) => name));
  assert.equal(new Set(names).size, names.length, 'a picture on two sheets has been cut in two');
  const pictures = sheets.flat();
  assert.ok(pictures.length >= charts, `${pictures.length} pictures of ${charts} charts`);
  if (map > 0) {
    // Land, water and rivers have a colour each, and each covers a good part of the map.
    const largest = pictures.filter(({height}) => height === 2 * map).map(({colours}) => [...colours().values()].filter(share => share > 0.005).length);
    assert.ok(Math.max(...largest) >= 3, `colours of what is as high as the map: ${largest}`);
  }
  assert.equal(await tab.getAttribute('html', 'data-theme'), 'dark');
  assert.deepEqual(complaints, []);
  await close();
}
