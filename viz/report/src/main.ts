import type {Appraisal} from './appraisal';
import {appraisalFormat, hasTables, hasVerdict} from './appraisal';
import {drawWaitingCharts, dropCharts, resizeCharts} from './chart';
import {h} from './dom';
import {currentLanguage, nameOf, pair, say, setLanguage, t} from './language';
import type {Experiment} from './experiment';
import {experimentFormat, namesOf, optionLabel} from './experiment';
import {setRuns} from './headlines/headline';
import type {Inputs} from './inputs';
import type {Movements} from './movement';
import {cellsOf, setLookup, spreadOf} from './overruns';
import type {Cells, Lookup, Sample, Spread} from './overruns';
import type {Context, Page} from './pages';
import {appraisalChoice, appraisalFinance, appraisalGains, appraisalWorth} from './pages/appraisal';
import {appraisalTables, appraisalVerdict} from './pages/verdict';
import {assumptions} from './pages/assumptions';
import {audit} from './pages/audit';
import {bottlenecks} from './pages/bottlenecks';
import {calibrationPage} from './pages/calibration';
import {comparison} from './pages/comparison';
import {customs, empties} from './pages/customs';
import {doubtsPage} from './pages/doubts';
import {effectsPage} from './pages/effects';
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
import {shippers} from './pages/shippers';
import {split} from './pages/split';
import {transit} from './pages/transit';
import {where} from './pages/where';
import type {PooledOption, Pools} from './pool';
import {runOf} from './pool';
import type {Result} from './result';
import {arePatterned, setPatterned} from './patterns';
import {printing} from './printing';
import {calibrationFormat, doubtsFormat, effectsFormat} from './studies';
import type {Calibration, Doubts, Effects} from './studies';
import {choose, chosen, chosenKeys, currentPage, filterKey, readAddress, turnTo, whatIsChosen} from './state';
import {currentTheme, setTheme} from './theme';

const pages: Page[] = [overview, map, split, services, places, hubs, movement, transit, shippers, where, money, bottlenecks, customs, empties, mail, more, comparison, assumptions, audit, glossary];

type Shown = Result | Experiment | Appraisal | Calibration | Doubts | Effects;
interface Given { file: string; document: Shown; inputs?: Inputs; movements?: Movements; pools?: Pools }
const given = JSON.parse(document.getElementById('results')?.textContent ?? '[]') as Given[];
const isExperiment = (document: Shown): document is Experiment => document.format === experimentFormat;
const isAppraisal = (document: Shown): document is Appraisal => document.format === appraisalFormat;
const isCalibration = (document: Shown): document is Calibration => document.format === calibrationFormat;
const isDoubts = (document: Shown): document is Doubts => document.format === doubtsFormat;
const isEffects = (document: Shown): document is Effects => document.format === effectsFormat;

/** The mean over the runs of an option of an experiment is a result like any other. */
interface Pooled { experiment: Experiment; pools: Pools; option: PooledOption }
interface ResultFile { file: string; document: Result; inputs?: Inputs; movements?: Movements; pooled?: Pooled }
const resultFiles: ResultFile[] = given.flatMap(({document, pools, ...rest}): ResultFile[] => {
  if (isAppraisal(document) || isCalibration(document) || isDoubts(document) || isEffects(document)) return [];
  if (!isExperiment(document)) return [{...rest, document}];
  return (pools?.options ?? []).map(option => ({file: rest.file, document: option.mean, ...(option.inputs && {inputs: option.inputs}), pooled: {experiment: document, pools: pools as Pools, option}}));
});
const results = resultFiles.map(({document}) => document);
const experiments = given.map(({document}) => document).filter(isExperiment);
for (const {document, pools} of given) if (isExperiment(document) && pools) document.names = namesOf(pools.options);
const appraisals = given.map(({document}) => document).filter(isAppraisal);
const calibrations = given.map(({document}) => document).filter(isCalibration), doubts = given.map(({document}) => document).filter(isDoubts);
const effects = given.map(({document}) => document).filter(isEffects);
const movements = resultFiles[0]?.movements;
const root = document.getElementById('report') as HTMLElement;

/** What tells results of one name apart: the overlays that were laid over the scenario, the seed, the files they stand in. */
function labels(): string[] {
  const marks: ((i: number) => string)[] = [
    i => (results[i]?.provenance.scenario.overlays ?? []).map(file => file.replace(/^.*[\\/]|\.json$/g, '')).join(' + ') || t('as_it_stands'),
    i => `${t('seed')} ${results[i]?.provenance.seed ?? ''}`,
    i => resultFiles[i]?.file ?? ''];
  let names = resultFiles.map(({document: {provenance: {scenario}}, pooled}) => (pooled ? optionLabel(pooled.experiment, pooled.option.option) : nameOf(scenario.code, scenario)));
  for (const mark of marks) {
    const alike = (name: string): number[] => names.flatMap((other, i) => (other === name ? [i] : []));
    names = names.map((name, i) => (new Set(alike(name).map(mark)).size > 1 ? `${name} · ${mark(i)}` : name));
  }
  return names;
}

const shown = (): number => Math.min(Math.max(0, Math.trunc(Number(chosen('result', '1'))) - 1) || 0, Math.max(0, results.length - 1));

/** Half-widths and differences from the base, from what each run of the result that is shown has, and each of the base. */
function spreads({pools, option}: Pooled, figuresOf: (of: number, replication: number, run: number) => Cells): (key: string) => Spread | undefined {
  const base = results.findIndex((_, i) => resultFiles[i]?.pooled?.pools === pools);
  const sampled = (of: number, from: PooledOption): [number, Cells][] => from.replications.map((replication, run) => [replication, figuresOf(of, replication, run)]);
  const own = sampled(shown(), option), before = resultFiles[base]?.pooled;
  const ofBase = before && base !== shown() ? sampled(base, before.option) : undefined;
  const sample = (list: [number, Cells][], key: string): Sample =>
    new Map(list.flatMap(([replication, cells]) => (cells.has(key) ? [[replication, cells.get(key) as number] as [number, number]] : [])));
  return key => {
    const values = sample(own, key);
    return values.size < own.length ? undefined : spreadOf(values, ofBase && sample(ofBase, key), pools);
  };
}

/** One run in place of the mean, and of the other results theirs of the same replication: made when they are looked at. */
function contextOfRun(of: number, replication: number): Context {
  const made = new Map<number, Result>();
  const resultAt = (i: number): Result => {
    const option = resultFiles[i]?.pooled?.option, run = option?.replications.indexOf(replication) ?? -1;
    const found = made.get(i) ?? (option && run >= 0 ? runOf(option, run) : results[i] as Result);
    made.set(i, found);
    return found;
  };
  const all = results.slice();
  results.forEach((_, i) => Object.defineProperty(all, i, {get: () => resultAt(i), enumerable: true}));
  return {result: resultAt(of), results: all, labels: labels(), inputs: resultFiles.map(({inputs}) => inputs)};
}

function context(): Context | undefined {
  const file = resultFiles[shown()];
  if (!file) return undefined;
  const {document: result, pooled} = file;
  return {result, results, labels: labels(), inputs: resultFiles.map(({inputs}) => inputs), ...(movements && {movements}), ...(pooled && {over: figures => {
    const find = spreads(pooled, (of, replication) => {
      const {result: run} = contextOfRun(of, replication);
      return new Map(figures.map((figure, i) => [String(i), figure(run)]));
    });
    return figures.map((_, i) => find(String(i)));
  }})};
}

/** What stands behind the cells of the tables of a page; worked out when the first is asked for, and again when the reader
    has chosen something else to look at. */
function lookupFor(page: Page): Lookup | undefined {
  const pooled = resultFiles[shown()]?.pooled;
  if (!pooled) return undefined;
  let chosenThen = '', find: ReturnType<typeof spreads> | undefined;
  return key => {
    if (!find || chosenThen !== whatIsChosen()) {
      chosenThen = whatIsChosen();
      find = spreads(pooled, (of, replication) => cellsOf(() => page.draw(contextOfRun(of, replication))));
    }
    const spread = find(key);
    return spread && page.sideBySide ? {half: spread.half} : spread;
  };
}

/** A page of a result, with the intervals of its figures where it is a mean over runs. */
function drawPage(page: Page, now: Context): HTMLElement {
  const pooled = resultFiles[shown()]?.pooled;
  setRuns(pooled && {count: pooled.option.replications.length, confidence: pooled.experiment.method.confidence});
  setLookup(lookupFor(page));
  const drawn = page.draw(now);
  if (pooled) drawn.querySelector('.page-head')?.append(h('p', {}, say('over_runs', {base: now.labels[results.findIndex((_, i) => resultFiles[i]?.pooled?.pools === pooled.pools)] ?? ''})));
  return drawn;
}

interface Tab { id: string; title: string; draw: () => HTMLElement }
/** Appraisals and experiments first: what several runs say is more than what one says. */
function tabs(): Tab[] {
  const now = context();
  const numbered = (list: unknown[], id: string, i: number): string => (list.length > 1 ? `${id}-${i + 1}` : id);
  const called = (list: unknown[], title: string, name: string): string => (list.length > 1 ? pair(title, name) : title);
  return [
    ...appraisals.flatMap((a, i) => ([...(hasVerdict(a) ? [['verdict', 'verdict_page', appraisalVerdict]] as const : []),
      ['appraisal', 'appraisal', appraisalWorth], ['gains', 'appraisal_gains', appraisalGains],
      ['finance', 'finance_page', appraisalFinance], ['choice', 'choice_page', appraisalChoice],
      ...(hasTables(a) ? [['tables', 'study_tables', appraisalTables]] as const : [])] as const).map(([id, title, page]) =>
      ({id: numbered(appraisals, id, i), title: called(appraisals, t(title), nameOf(a.provenance.investment, a)), draw: () => page(a)}))),
    ...effects.map((each, i) => ({id: numbered(effects, 'measures', i), title: called(effects, t('measures_tab'), each.provenance.experiment), draw: () => effectsPage(each)})),
    ...doubts.map((each, i) => ({id: numbered(doubts, 'doubts', i), title: called(doubts, t('doubts_tab'), each.provenance.experiment), draw: () => doubtsPage(each)})),
    ...calibrations.map((each, i) => ({id: numbered(calibrations, 'calibration', i), title: called(calibrations, t('calibration_tab'), each.provenance.calibration),
      draw: () => calibrationPage(each)})),
    ...experiments.map((experiment, i) => ({id: numbered(experiments, 'experiment', i),
      title: called(experiments, t('experiment'), experiment.provenance.experiment), draw: () => experimentPage(experiment)})),
    ...(now ? pages.filter(page => page.shows(now)).map(page => ({id: page.id, title: page.title(), draw: () => drawPage(page, now)})) : []),
  ];
}

/** Pages of appraisals and experiments say themselves how sure they are. */
function drawTab(tab: Tab): HTMLElement {
  setRuns(undefined);
  setLookup(undefined);
  return tab.draw();
}

function about(): string {
  const pooled = resultFiles[shown()]?.pooled;
  return (pooled ? pair(pooled.experiment.provenance.experiment, labels()[shown()] ?? '') : labels()[shown()]) ?? experiments[0]?.provenance.experiment ?? appraisals[0]?.provenance.investment ?? effects[0]?.provenance.experiment ?? doubts[0]?.provenance.experiment ??
    calibrations[0]?.provenance.calibration ?? '';
}

/** The address may name a language and a theme; later changes are written there. */
function followAddress(): void {
  readAddress();
  const language = chosen('lang'), theme = chosen('theme');
  setLanguage(language === 'zh' || language === 'en' ? language : currentLanguage());
  setTheme(theme === 'dark' || theme === 'light' ? theme : currentTheme());
  setPatterned(chosen('patterns') === 'on');
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
  content.append(drawTab(page));
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
      h('button', {type: 'button', id: 'patterns', 'aria-pressed': String(arePatterned()), click: () => change('patterns', arePatterned() ? '' : 'on')}, t('patterns')),
      h('button', {type: 'button', id: 'print', click: () => print()}, t('print'))));
}

function whichResult(change: (value: string) => void): HTMLElement {
  const select = h('select', {change: () => change(select.value)},
    ...labels().map((name, i) => h('option', {value: i + 1, selected: i === shown()}, name)));
  return select;
}

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
    drawWaitingCharts();
    screenTheme = currentTheme();
    setTheme('light');
    const content = document.getElementById('content') ?? root;
    content.replaceChildren(...tabs().map(page => h('section', {class: 'sheet'}, drawTab(page))));
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
