import type {Appraisal} from './appraisal';
import {appraisalFormat} from './appraisal';
import {dropCharts, resizeCharts} from './chart';
import {h} from './dom';
import {currentLanguage, nameOf, setLanguage, t} from './language';
import type {Experiment} from './experiment';
import {experimentFormat} from './experiment';
import type {Inputs} from './inputs';
import type {Movements} from './movement';
import type {Context, Page} from './pages';
import {appraisalChoice, appraisalFinance, appraisalGains, appraisalWorth} from './pages/appraisal';
import {assumptions} from './pages/assumptions';
import {audit} from './pages/audit';
import {bottlenecks} from './pages/bottlenecks';
import {comparison} from './pages/comparison';
import {customs, empties} from './pages/customs';
import {experimentPage} from './pages/experiments';
import {glossary} from './pages/glossary';
import {hubs} from './pages/hubs';
import {mail} from './pages/mail';
import {map} from './pages/map';
import {money} from './pages/money';
import {movement} from './pages/movement';
import {overview} from './pages/overview';
import {places} from './pages/places';
import {more} from './pages/sections';
import {services} from './pages/services';
import {split} from './pages/split';
import {transit} from './pages/transit';
import {where} from './pages/where';
import type {Result} from './result';
import {printing} from './printing';
import {choose, chosen, chosenKeys, currentPage, readAddress, turnTo} from './state';
import {currentTheme, setTheme} from './theme';

const pages: Page[] = [overview, map, split, services, places, hubs, movement, transit, where, money, bottlenecks, customs, empties, mail, more, comparison, assumptions, audit, glossary];

type Shown = Result | Experiment | Appraisal;
const given = JSON.parse(document.getElementById('results')?.textContent ?? '[]') as {file: string; document: Shown; inputs?: Inputs; movements?: Movements}[];
const isExperiment = (document: Shown): document is Experiment => document.format === experimentFormat;
const isAppraisal = (document: Shown): document is Appraisal => document.format === appraisalFormat;
const resultFiles = given.flatMap(({document, ...rest}) => (isExperiment(document) || isAppraisal(document) ? [] : [{...rest, document}]));
const results = resultFiles.map(({document}) => document);
const experiments = given.map(({document}) => document).filter(isExperiment);
const appraisals = given.map(({document}) => document).filter(isAppraisal);
const movements = resultFiles[0]?.movements;
const root = document.getElementById('report') as HTMLElement;

/** What tells results of one name apart: the overlays that were laid over the scenario, the seed, the files they stand in. */
function labels(): string[] {
  const marks: ((i: number) => string)[] = [
    i => (results[i]?.provenance.scenario.overlays ?? []).map(file => file.replace(/^.*[\\/]|\.json$/g, '')).join(' + ') || t('as_it_stands'),
    i => `${t('seed')} ${results[i]?.provenance.seed ?? ''}`,
    i => resultFiles[i]?.file ?? ''];
  let names = results.map(({provenance: {scenario}}) => nameOf(scenario.code, scenario));
  for (const mark of marks) {
    const alike = (name: string): number[] => names.flatMap((other, i) => (other === name ? [i] : []));
    names = names.map((name, i) => (new Set(alike(name).map(mark)).size > 1 ? `${name} · ${mark(i)}` : name));
  }
  return names;
}

const shown = (): number => Math.min(Math.max(0, Math.trunc(Number(chosen('result', '1'))) - 1) || 0, Math.max(0, results.length - 1));

function context(): Context | undefined {
  const result = results[shown()];
  return result && {result, results, labels: labels(), inputs: resultFiles.map(({inputs}) => inputs), ...(movements && {movements})};
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

function about(): string {
  return labels()[shown()] ?? experiments[0]?.provenance.experiment ?? appraisals[0]?.provenance.investment ?? '';
}

/** The address may name a language and a theme; later changes are written there. */
function followAddress(): void {
  readAddress();
  const language = chosen('lang'), theme = chosen('theme');
  setLanguage(language === 'zh' || language === 'en' ? language : currentLanguage());
  setTheme(theme === 'dark' || theme === 'light' ? theme : currentTheme());
}

function draw(keepScroll = false): void {
  document.documentElement.lang = currentLanguage() === 'zh' ? 'zh-CN' : 'en';
  const open = tabs();
  const page = open.find(({id}) => id === currentPage()) ?? open[0];
  if (!page) {
    root.replaceChildren(h('p', {}, t('empty_report')));
    return;
  }
  turnTo(page.id);
  document.title = `${page.title} · ${about()} · ${t('product')}`;
  const content = h('main', {id: 'content', tabindex: -1});
  const tabsOf = h('nav', {'aria-label': t('pages')}, ...open.map(each =>
    h('a', {href: `#${each.id}`, 'aria-current': each === page ? 'page' : undefined}, each.title)));
  root.replaceChildren(
    h('a', {class: 'skip', href: '#content', click: event => { event.preventDefault(); content.focus(); }}, t('skip')), top(), tabsOf, content);
  content.append(page.draw());
  dropCharts();
  restoreFilters(content);
  // On a phone the tabs are a row that scrolls sideways.
  const current = tabsOf.querySelector<HTMLElement>('[aria-current]');
  if (current) tabsOf.scrollLeft = current.offsetLeft - (tabsOf.clientWidth - current.clientWidth) / 2;
  if (!keepScroll) scrollTo(0, 0);
}

function top(): HTMLElement {
  const other = currentLanguage() === 'zh' ? 'en' : 'zh', otherTheme = currentTheme() === 'dark' ? 'light' : 'dark';
  const change = (key: string, value: string): void => {
    choose(key, value);
    followAddress();
    draw(true);
  };
  return h('header', {class: 'top'},
    h('div', {class: 'brand'}, h('b', {lang: 'zh'}, '同舟'), currentLanguage() === 'zh' ? null : h('span', {}, 'Tongzhou')),
    results.length > 1 ? h('label', {class: 'which'}, h('span', {class: 'off-screen'}, t('result')), whichResult(value => change('result', value))) : null,
    h('div', {class: 'settings'},
      h('button', {type: 'button', id: 'language', lang: other, click: () => change('lang', other)}, t('language')),
      h('button', {type: 'button', id: 'theme', click: () => change('theme', otherTheme)}, t(otherTheme)),
      h('button', {type: 'button', id: 'print', click: () => print()}, t('print'))));
}

function whichResult(change: (value: string) => void): HTMLElement {
  const select = h('select', {change: () => change(select.value)},
    ...labels().map((name, i) => h('option', {value: i + 1, selected: i === shown()}, name)));
  return select;
}

// Words typed into the filter of a table are remembered by the table's place on its page.
const filterKey = /^rows(\d+)$/;
function restoreFilters(content: HTMLElement): void {
  const filters = [...content.querySelectorAll<HTMLInputElement>('input[type=search]')];
  for (const key of chosenKeys()) {
    const input = filters[Number(filterKey.exec(key)?.[1] ?? NaN)];
    if (!input) continue;
    input.value = chosen(key);
    input.dispatchEvent(new Event('input'));
  }
  filters.forEach((input, i) => input.addEventListener('input', () => choose(`rows${i}`, input.value)));
}
const forgetFilters = (): void => { for (const key of chosenKeys()) if (filterKey.test(key)) choose(key, ''); };

let screenTheme = currentTheme();
printing({
  lay: () => {
    screenTheme = currentTheme();
    setTheme('light');
    const content = document.getElementById('content') ?? root;
    content.replaceChildren(...tabs().map(page => h('section', {class: 'sheet'}, page.draw())));
    dropCharts();
    return {about: about(), content};
  },
  clear: () => {
    setTheme(screenTheme);
    draw(true);
  },
});

addEventListener('hashchange', () => {
  const byTab = !location.hash.includes('?');
  followAddress();
  if (byTab) forgetFilters();  // they belong to the tables of the page that was left
  draw();
});
addEventListener('resize', () => resizeCharts());
followAddress();
choose('lang', currentLanguage());
choose('theme', currentTheme());
draw();
