import {dropCharts, resizeCharts} from './chart';
import {h} from './dom';
import {currentLanguage, nameOf, setLanguage, t} from './language';
import type {Context, Page} from './pages';
import {audit} from './pages/audit';
import {bottlenecks} from './pages/bottlenecks';
import {comparison} from './pages/comparison';
import {map} from './pages/map';
import {overview} from './pages/overview';
import {places} from './pages/places';
import {services} from './pages/services';
import {transit} from './pages/transit';
import {where} from './pages/where';
import type {Result} from './result';
import {currentTheme, setTheme} from './theme';

const pages: Page[] = [overview, map, services, places, transit, where, bottlenecks, comparison, audit];

const given = JSON.parse(document.getElementById('results')?.textContent ?? '[]') as {file: string; document: Result}[];
const results = given.map(({document: result}) => result);
const root = document.getElementById('report') as HTMLElement;
let shown = 0;

/** Results of one scenario have one name: the files they stand in tell them apart. */
function labels(): string[] {
  const names = results.map(({provenance: {scenario}}) => nameOf(scenario.code, scenario));
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${given[i]?.file ?? ''})`));
}

function context(): Context | undefined {
  const result = results[shown];
  return result && {result, results, labels: labels()};
}

function pageNow(open: Page[]): Page | undefined {
  return open.find(page => `#${page.id}` === location.hash) ?? open[0];
}

function draw(keepScroll = false): void {
  const now = context();
  document.documentElement.lang = currentLanguage() === 'zh' ? 'zh-CN' : 'en';
  if (!now) {
    root.replaceChildren(h('p', {}, t('empty_report')));
    return;
  }
  const open = pages.filter(page => page.shows(now));
  const page = pageNow(open);
  if (!page) return;
  const name = now.labels[shown] ?? '';
  document.title = `${page.title()} · ${name} · ${t('product')}`;
  const content = h('main', {id: 'content', tabindex: -1});
  root.replaceChildren(
    h('a', {class: 'skip', href: '#content', click: event => { event.preventDefault(); content.focus(); }}, t('skip')),
    h('header', {class: 'top'},
      h('div', {class: 'brand'}, h('b', {lang: 'zh'}, '同舟'), h('span', {}, 'Tongzhou')),
      results.length > 1 ? h('label', {class: 'which'}, h('span', {class: 'off-screen'}, t('result')), whichResult(now.labels)) : null,
      h('div', {class: 'settings'},
        h('button', {type: 'button', id: 'language', lang: currentLanguage() === 'zh' ? 'en' : 'zh', click: () => {
          setLanguage(currentLanguage() === 'zh' ? 'en' : 'zh');
          draw(true);
        }}, t('language')),
        h('button', {type: 'button', id: 'theme', click: () => {
          setTheme(currentTheme() === 'dark' ? 'light' : 'dark');
          draw(true);
        }}, t(currentTheme() === 'dark' ? 'light' : 'dark')),
        h('button', {type: 'button', id: 'print', click: () => print()}, t('print')))),
    h('nav', {'aria-label': t('pages')}, ...open.map(each =>
      h('a', {href: `#${each.id}`, 'aria-current': each === page ? 'page' : undefined}, each.title()))),
    content);
  content.append(page.draw(now));
  dropCharts();
  if (!keepScroll) scrollTo(0, 0);
}

function whichResult(names: string[]): HTMLElement {
  const select = h('select', {change: () => { shown = Number(select.value); draw(true); }},
    ...names.map((name, i) => h('option', {value: i, selected: i === shown}, name)));
  return select;
}

// On paper stand all pages, light.
let before: 'light' | 'dark' | undefined;
addEventListener('beforeprint', () => {
  const now = context();
  const content = document.getElementById('content');
  if (!now || !content || before) return;
  before = currentTheme();
  setTheme('light');
  document.documentElement.classList.add('printing');
  content.replaceChildren(...pages.filter(page => page.shows(now)).map(page => h('section', {class: 'sheet'}, page.draw(now))));
  dropCharts();
});
addEventListener('afterprint', () => {
  if (!before) return;
  setTheme(before);
  before = undefined;
  document.documentElement.classList.remove('printing');
  draw(true);
});

addEventListener('hashchange', () => draw());
addEventListener('resize', () => resizeCharts());
setTheme(currentTheme());
draw();
