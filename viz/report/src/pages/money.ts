// Who pays whom: from those who pay, by what for, to those who receive it or to what is used up.
import {panel, tip, tooltip} from '../chart';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofPayers} from '../headlines/money';
import {ofMoney} from '../headlines/result';
import {inTurn, pair, t, term, withUnit} from '../language';
import type {Payment} from '../payments';
import {accountsOf, partyName, paymentsOf} from '../payments';
import type {Page} from '../pages';
import type {Result} from '../result';
import {added, sum} from '../result';
import {table} from '../table';
import {ink, seriesColour} from '../theme';
import {heading, tiles} from './parts';

const partyColours: Record<string, string> = {shippers: seriesColour(0), carriers: seriesColour(1), hauliers: seriesColour(2), society: seriesColour(6)};

function flows(result: Result, payments: Payment[]): HTMLElement {
  const all = sum(payments.map(({amount}) => amount));
  const node = (level: number, name: string): string => `${level} ${name}`;
  const total = (which: (payment: Payment) => boolean): number => sum(payments.filter(which).map(({amount}) => amount));
  const nodes = [
    ...[...new Set(payments.map(({from}) => from))].map(name => ({name: node(0, name), label: partyName(name), colour: partyColours[name] ?? ink().soft})),
    ...[...new Set(payments.map(({expense}) => expense))].map(name => ({name: node(1, name), label: term(name), colour: ink().soft})),
    ...[...new Set(payments.map(({to}) => to))].map(name => ({name: node(2, name), label: partyName(name), colour: partyColours[name] ?? seriesColour(3)}))];
  const labels = new Map(nodes.map(({name, label}) => [name, label]));
  const size = new Map(nodes.map(({name}) => [name, total(p => [node(0, p.from), node(1, p.expense), node(2, p.to)].includes(name))]));
  const narrow = innerWidth < 700;
  return panel({
    title: t('who_pays'), note: inTurn(`${compact(all)} ${result.currency}`, t('who_pays_how')), height: 460,
    option: () => ({
      tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
        const {dataType, name, value, data} = p as {dataType: string; name: string; value: number; data: {source: string; target: string}};
        const title = dataType === 'edge' ? `${labels.get(data.source) ?? ''} → ${labels.get(data.target) ?? ''}` : labels.get(name) ?? '';
        return tip(title, [[result.currency, plain(value)], [t('share'), percent(value / all)]]);
      }},
      series: [{type: 'sankey', left: 4, right: narrow ? 110 : 210, top: 8, bottom: 8, nodeWidth: 14, nodeGap: 12, draggable: false, layoutIterations: 48,
        emphasis: {focus: 'adjacency'}, lineStyle: {color: 'gradient', opacity: 0.32, curveness: 0.5},
        label: {color: ink().text, fontSize: narrow ? 11 : 12.5, textBorderColor: ink().paper, textBorderWidth: 2,
          formatter: ({name}: {name: string}) => `${labels.get(name) ?? ''}${narrow ? '' : `  ${percent((size.get(name) ?? 0) / all)}`}`} as never,
        data: nodes.map(({name, colour}) => ({name, itemStyle: {color: colour, borderWidth: 0}})),
        links: payments.flatMap(p => [{source: node(0, p.from), target: node(1, p.expense), value: p.amount}, {source: node(1, p.expense), target: node(2, p.to), value: p.amount}])}],
    }),
    table: table(t('who_pays'), [{title: t('payer'), value: p => partyName(p.from)}, {title: t('paid_for'), value: p => term(p.expense)}, {title: t('receiver'), value: p => partyName(p.to)},
      {title: result.currency, value: p => p.amount}, {title: t('share'), value: p => p.amount / all, show: percent}], payments),
  });
}

/** What comes in and goes out and what is used up, party by party. */
function balance(result: Result): HTMLElement {
  const rows = Object.entries(accountsOf(result)).map(([party, account]) => ({party, ...account}));
  return h('section', {class: 'panel'}, h('h3', {}, t('by_party')), h('p', {class: 'note'}, t('by_party_how')), table(t('by_party'), [
    {title: t('party'), value: row => partyName(row.party)}, {title: withUnit(t('received'), result.currency), value: row => row.received},
    {title: withUnit(t('paid'), result.currency), value: row => row.paid}, {title: withUnit(t('used_up'), result.currency), value: row => row.resources},
    {title: withUnit(t('left_over'), result.currency), value: row => row.balance}], rows));
}

export const money: Page = {
  id: 'money', title: () => t('money_page'), shows: ({result}) => paymentsOf(result).length > 0,
  draw: context => {
    const {result, results} = context, payments = paymentsOf(result);
    const paid = added(payments.map(({from, amount}) => ({[from]: amount})));
    return h('div', {}, heading(t('money_page'), result === results[0] ? ofMoney(context) : ofPayers(context), t('money_lead')),
      tiles(Object.entries(paid).map(([party, amount]) => ({title: pair(partyName(party), t('paid')), value: compact(amount), unit: result.currency}))),
      flows(result, payments), balance(result));
  },
};
