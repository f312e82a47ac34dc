import {legend, legendHeight, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {h} from '../dom';
import {countedWeeks, weekDate, weekMark, weekSpan} from '../dates';
import {compact, percent, plain} from '../format';
import {ofWhere} from '../headlines/result';
import {t, term} from '../language';
import {flowName, tradesOf} from '../names';
import type {Page} from '../pages';
import type {Amounts, Flow, Result} from '../result';
import {added, groupOf, groupOrder, sum} from '../result';
import {table} from '../table';
import {familyColour, ink, seriesColour, tradeColours} from '../theme';
import {choices, heading, shownBy} from './parts';

type What = 'hours_of_boxes' | 'money' | 'co2e';
const amountsOf = (flow: Flow, what: What): Amounts =>
  what === 'money' ? flow.money_by_expense : what === 'co2e' ? flow.kg_co2e_by_source : flow.container_hours_by_cause;
const unitOf = (result: Result, what: What): string =>
  what === 'money' ? result.currency : what === 'co2e' ? 'kg CO₂e' : t('container_hours');

/** Causes in order, each with its colour: hours by their family, others by their place in the list. */
function colours(totals: Amounts, what: What): Map<string, string> {
  const occur = Object.entries(totals).filter(([, value]) => value > 0);
  if (what !== 'hours_of_boxes') return new Map(occur.map(([key], i) => [key, seriesColour(i)]));
  return new Map(groupOrder.flatMap(group => occur.filter(([key]) => groupOf(key) === group).sort((a, b) => b[1] - a[1])
    .map(([key], i): [string, string] => [key, familyColour(group, i)])));
}

function sankey(result: Result, what: What): HTMLElement {
  const flows = Object.values(result.flows);
  const trades = tradesOf(flows.map(flow => ({[flow.trade]: sum(Object.values(amountsOf(flow, what)))})));
  const byTrade = new Map(trades.map(trade => [trade, added(flows.filter(flow => flow.trade === trade).map(flow => amountsOf(flow, what)))]));
  const totals = added(byTrade.values());
  const all = sum(Object.values(totals));
  const colour = colours(totals, what);
  const unit = unitOf(result, what);
  const narrow = innerWidth < 700;  // no room there for the whole and for shares
  // A name stands for one node: the level is part of it.
  const nodes: {name: string; label: string; colour: string; depth: number}[] = [
    ...(narrow ? [] : [{name: '0', label: t('all'), colour: ink().soft, depth: 0}]),
    ...trades.map(trade => ({name: `1 ${trade}`, label: term(trade), colour: tradeColours[trade] ?? '#888888', depth: narrow ? 0 : 1})),
    ...[...colour].map(([key, value]) => ({name: `3 ${key}`, label: term(key), colour: value, depth: (what === 'hours_of_boxes' ? 3 : 2) - (narrow ? 1 : 0)})),
  ];
  const links: {source: string; target: string; value: number}[] = [];
  for (const [trade, amounts] of byTrade) {
    if (!narrow) links.push({source: '0', target: `1 ${trade}`, value: sum(Object.values(amounts))});
    if (what === 'hours_of_boxes') {
      for (const group of groupOrder) {
        const value = sum(Object.entries(amounts).filter(([key]) => groupOf(key) === group).map(([, hours]) => hours));
        if (value > 0) links.push({source: `1 ${trade}`, target: `2 ${group}`, value});
      }
    } else {
      for (const [key, value] of Object.entries(amounts)) if (value > 0) links.push({source: `1 ${trade}`, target: `3 ${key}`, value});
    }
  }
  if (what === 'hours_of_boxes') {
    for (const group of groupOrder) {
      const members = [...colour.keys()].filter(key => groupOf(key) === group);
      if (members.length === 0) continue;
      nodes.push({name: `2 ${group}`, label: t(group), colour: familyColour(group), depth: narrow ? 1 : 2});
      for (const key of members) links.push({source: `2 ${group}`, target: `3 ${key}`, value: totals[key] ?? 0});
    }
  }
  const labels = new Map(nodes.map(node => [node.name, node.label]));
  return panel({
    title: t('sankey'), note: `${compact(all)} ${unit}`, height: 480,
    option: () => ({
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {dataType, name, value, data} = p as {dataType: string; name: string; value: number; data: {source: string; target: string}};
        const title = dataType === 'edge' ? `${labels.get(data.source) ?? ''} → ${labels.get(data.target) ?? ''}` : labels.get(name) ?? '';
        return tip(title, [[unit, plain(value)], [t('share'), percent(value / all)]]);
      }},
      series: [{type: 'sankey', left: 4, right: narrow ? 110 : 190, top: 8, bottom: 8, nodeWidth: 14, nodeGap: 11, draggable: false, layoutIterations: 48,
        emphasis: {focus: 'adjacency'}, lineStyle: {color: 'gradient', opacity: 0.32, curveness: 0.5},
        label: {color: ink().text, fontSize: narrow ? 11 : 12.5, textBorderColor: ink().paper, textBorderWidth: 2,
          formatter: ({name, value}: {name: string; value: unknown}) => `${labels.get(name) ?? ''}${narrow ? '' : `  ${percent(Number(value) / all)}`}`} as never,
        data: nodes.map(node => ({name: node.name, depth: node.depth, itemStyle: {color: node.colour, borderWidth: 0}})), links}],
    }),
    table: table(t('sankey'), [
      {title: t('trade'), value: row => term(row.trade)}, {title: t('cause'), value: row => term(row.key)},
      {title: unit, value: row => row.value}, {title: t('share'), value: row => row.value / all, show: percent}],
    [...byTrade].flatMap(([trade, amounts]) => Object.entries(amounts).filter(([, value]) => value > 0).map(([key, value]) => ({trade, key, value})))),
  });
}

function byFlow(result: Result, what: What): HTMLElement {
  const flows = Object.entries(result.flows).filter(([, flow]) => flow.boxes_out > 0).sort((a, b) => b[1].boxes_out - a[1].boxes_out);
  const drawn = flows.slice(0, 16);
  const colour = colours(added(flows.map(([, flow]) => amountsOf(flow, what))), what);
  const unit = what === 'hours_of_boxes' ? t('hours') : unitOf(result, what);
  const each = (flow: Flow, key: string): number => (amountsOf(flow, what)[key] ?? 0) / flow.boxes_out;
  const top = legendHeight([...colour.keys()].map(term));
  return panel({
    title: t('by_flow'), note: `${unit} ${t('per_box')}`, height: top + 38 + 26 * drawn.length,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 24, top, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const [code, flow] = drawn[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0] ?? [];
        return code && flow ? tip(flowName(result, code), [...colour].filter(([key]) => each(flow, key) > 0)
          .map(([key, value]) => [term(key), `${plain(each(flow, key))} ${unit}`, value])) : '';
      }},
      xAxis: valueAxis(compact), yAxis: namesAxis(drawn.map(([code]) => flowName(result, code)), nameWidth() + (innerWidth < 600 ? 20 : 60)),
      series: [...colour].map(([key, value]) => ({type: 'bar' as const, stack: 'all', name: term(key), barMaxWidth: 16,
        data: drawn.map(([, flow]) => each(flow, key)), itemStyle: {color: value}})),
    }),
    table: table(t('flows'), [
      {title: t('flow'), value: ([code]) => flowName(result, code)}, {title: t('trade'), value: ([, flow]) => term(flow.trade)},
      {title: t('boxes_out'), value: ([, flow]) => flow.boxes_out},
      ...[...colour.keys()].map(key => ({title: term(key), value: ([, flow]: [string, Flow]) => each(flow, key)}))], flows),
  });
}

function weekly(result: Result): HTMLElement {
  const counted = countedWeeks(result), weeks = result.weeks.filter(({week}) => counted.includes(week));
  const colour = colours(result.totals.container_hours_by_cause, 'hours_of_boxes');
  const top = legendHeight([...colour.keys()].map(term));
  return panel({
    title: t('over_weeks'), height: top + 290,
    option: () => ({
      legend: legend(), grid: {left: 8, right: 12, top, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: (points: unknown) => {
        const week = weeks[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0];
        return week ? tip(weekSpan(result, week.week), [...colour].filter(([key]) => (week.container_hours_by_cause[key] ?? 0) > 0)
          .map(([key, value]) => [term(key), compact(week.container_hours_by_cause[key] ?? 0), value])) : '';
      }},
      xAxis: {type: 'category', boundaryGap: false, data: weeks.map(({week}) => weekMark(result, week)), axisTick: {show: false}, axisLine: {lineStyle: {color: ink().line}}, axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: valueAxis(compact),
      series: [...colour].map(([key, value]) => ({type: 'line' as const, stack: 'all', name: term(key), symbol: 'none', sampling: 'lttb' as const,
        lineStyle: {width: 0}, areaStyle: {color: value, opacity: 0.9}, itemStyle: {color: value}, data: weeks.map(week => week.container_hours_by_cause[key] ?? 0)})),
    }),
    table: table(t('over_weeks'), [
      {title: t('week_from'), value: ({week}) => weekDate(result, week)},
      ...[...colour.keys()].map(key => ({title: term(key), value: (week: Result['weeks'][number]) => week.container_hours_by_cause[key] ?? 0}))], result.weeks),
  });
}

export const where: Page = {
  id: 'where', title: () => t('where_it_goes'), shows: ({result}) => Object.keys(result.flows).length > 0,
  draw: context => {
    const {result} = context;
    const drawAll = (what: What): HTMLElement[] => [sankey(result, what), byFlow(result, what), ...(what === 'hours_of_boxes' ? [weekly(result)] : [])];
    return h('div', {}, heading(t('where_it_goes'), ofWhere(context), t('where_lead')),
      shownBy(choices, {key: 'what', label: t('what'), otherwise: 'hours_of_boxes',
        options: [['hours_of_boxes', t('hours_of_boxes')], ['money', `${t('money')} (${result.currency})`], ['co2e', 'CO₂e']]}, id => drawAll(id as What)));
  },
};
