import type {Appraisal} from './appraisal';
import {appraisalFormat} from './appraisal';
import {dropCharts, resizeCharts} from './chart';
import {h} from './dom';
import {currentLanguage, nameOf, setLanguage, t} from './language';
import type {Experiment} from './experiment';
import {experimentFormat} from './experiment';
import type {Context, Page} from './pages';
import {appraisalChoice, appraisalFinance, appraisalGains, appraisalWorth} from './pages/appraisal';
import {audit} from './pages/audit';
import {bottlenecks} from './pages/bottlenecks';
import {comparison} from './pages/comparison';
import {customs, empties} from './pages/customs';
import {experimentPage} from './pages/experiments';
import {mail} from './pages/mail';
import {map} from './pages/map';
import {overview} from './pages/overview';
import {places} from './pages/places';
import {more} from './pages/sections';
import {services} from './pages/services';
import {transit} from './pages/transit';
import {where} from './pages/where';
import type {Result} from './result';
import {currentTheme, setTheme} from './theme';

const pages: Page[] = [overview, map, services, places, transit, where, bottlenecks, customs, empties, mail, more, comparison, audit];

type Shown = Result | Experiment | Appraisal;
const given = JSON.parse(document.getElementById('results')?.textContent ?? '[]') as {file: string; document: Shown}[];
const isExperiment = (document: Shown): document is Experiment => document.format === experimentFormat;
const isAppraisal = (document: Shown): document is Appraisal => document.format === appraisalFormat;
const resultFiles = given.flatMap(({file, document}) => (isExperiment(document) || isAppraisal(document) ? [] : [{file, document}]));
const results = resultFiles.map(({document}) => document);
const experiments = given.map(({document}) => document).filter(isExperiment);
const appraisals = given.map(({document}) => document).filter(isAppraisal);
const root = document.getElementById('report') as HTMLElement;
let shown = 0;

/** Results of one scenario have one name: the files they stand in tell them apart. */
function labels(): string[] {
  const names = results.map(({provenance: {scenario}}) => nameOf(scenario.code, scenario));
  return names.map((name, i) => (names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (${resultFiles[i]?.file ?? ''})`));
}

function context(): Context | undefined {
  const result = results[shown];
  return result && {result, results, labels: labels()};
}

interface Tab { id: string; title: string; draw: () => HTMLElement }
/** Appraisals and experiments first: what several runs say is more than what one says. */
function tabs(): Tab[] {
  const now = context();
  const numbered = (list: unknown[], id: string, i: number): string => (list.length > 1 ? `${id}-${i + 1}` : id);
  const called = (list: unknown[], title: string, name: string): string => (list.length > 1 ? `${title}: ${name}` : title);
  return [
    ...appraisals.flatMap((a, i) => ([['appraisal', 'appraisal', appraisalWorth], ['gains', 'appraisal_gains', appraisalGains],
      ['finance', 'finance_page', appraisalFinance], ['choice', 'choice_page', appraisalChoice]] as const).map(([id, title, page]) =>
      ({id: numbered(appraisals, id, i), title: called(appraisals, t(title), nameOf(a.provenance.investment, a)), draw: () => page(a)}))),
    ...experiments.map((experiment, i) => ({id: numbered(experiments, 'experiment', i),
      title: called(experiments, t('experiment'), experiment.provenance.experiment), draw: () => experimentPage(experiment)})),
    ...(now ? pages.filter(page => page.shows(now)).map(page => ({id: page.id, title: page.title(), draw: () => page.draw(now)})) : []),
  ];
}

function draw(keepScroll = false): void {
  document.documentElement.lang = currentLanguage() === 'zh' ? 'zh-CN' : 'en';
  const open = tabs();
  const page = open.find(({id}) => `#${id}` === location.hash) ?? open[0];
  if (!page) {
    root.replaceChildren(h('p', {}, t('empty_report')));
    return;
  }
  const names = labels();
  const about = names[shown] ?? experiments[0]?.provenance.experiment ?? appraisals[0]?.provenance.investment ?? '';
  document.title = `${page.title} · ${about} · ${t('product')}`;
  const content = h('main', {id: 'content', tabindex: -1});
  root.replaceChildren(
    h('a', {class: 'skip', href: '#content', click: event => { event.preventDefault(); content.focus(); }}, t('skip')),
    h('header', {class: 'top'},
      h('div', {class: 'brand'}, h('b', {lang: 'zh'}, '同舟'), h('span', {}, 'Tongzhou')),
      results.length > 1 ? h('label', {class: 'which'}, h('span', {class: 'off-screen'}, t('result')), whichResult(names)) : null,
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
      h('a', {href: `#${each.id}`, 'aria-current': each === page ? 'page' : undefined}, each.title))),
    content);
  content.append(page.draw());
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
  const content = document.getElementById('content');
  if (!content || before) return;
  before = currentTheme();
  setTheme('light');
  document.documentElement.classList.add('printing');
  content.replaceChildren(...tabs().map(page => h('section', {class: 'sheet'}, page.draw())));
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
