import {bars} from '../bars';
import type {Point} from '../basemap';
import {boundsOf, ground, mapped} from '../basemap';
import type {EChartsOption} from '../chart';
import {legend, legendHeight, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from '../chart';
import {dayOf, shortDate} from '../dates';
import {h} from '../dom';
import {compact, percent, plain} from '../format';
import {ofMail} from '../headlines/result';
import {locale, nameOf, pair, t, term} from '../language';
import {placeName, thingName} from '../names';
import type {Page} from '../pages';
import type {Dispatch, Hub, MailFlow, Postal, Result} from '../result';
import {parcelsDue, sum} from '../result';
import {table} from '../table';
import {ink, seriesColour} from '../theme';
import {choices, heading, shownBy, tiles} from './parts';

const most = 24;
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);
type NamedHub = [string, Hub];
interface Leaving extends Omit<Dispatch, 'name'> { hub: string; place: string; name: string }

/** DE as Germany or 德国; what is no code of a region stands as it is. */
function regionName(code: string): string {
  if (!/^[A-Z]{2}$/.test(code)) return code;
  return new Intl.DisplayNames([locale()], {type: 'region'}).of(code) ?? code;
}

const hubsOf = (postal: Postal): NamedHub[] => Object.entries(postal.hubs).sort((a, b) => b[1].parcels_sorted - a[1].parcels_sorted);

/** A dispatch is called after where it comes from and goes to, and by what tells it from others of that pair. */
function leavingOf(result: Result, postal: Postal): Leaving[] {
  const all = hubsOf(postal).flatMap(([hub, {place, dispatches}]) => Object.entries(dispatches).map(([code, dispatch]) =>
    ({...dispatch, hub, place, own: nameOf('', dispatch) || term(code.slice(code.lastIndexOf('/') + 1)), pair: `${thingName(result, hub)} → ${placeName(result, dispatch.to)}`})));
  return all.map(({own, pair, ...leaving}) => ({...leaving, name: all.filter(other => other.pair === pair).length > 1 ? `${pair} · ${own}` : pair}))
    .sort((a, b) => b.parcels - a.parcels);
}

function summary(result: Result, postal: Postal): HTMLElement {
  const promised = Object.values(postal.mail_flows).map(flow => flow.door_to_door_hours);
  const out = sum(promised.map(d => (d.on_time_share === null ? 0 : parcelsDue(d))));
  const kept = sum(promised.map(d => parcelsDue(d) * (d.on_time_share ?? 0)));
  const leaving = leavingOf(result, postal);
  const cutOffs = sum(leaving.map(l => l.cut_offs)), late = sum(leaving.map(l => l.cut_offs_missed));
  return tiles([
    {title: t('parcels_out'), value: compact(postal.parcels_out)},
    {title: t('promise_kept'), value: out > 0 ? percent(share(kept, out)) : '–'},
    {title: t('cost_per_parcel'), value: plain(postal.per_parcel.cost), unit: result.currency},
    {title: t('co2e_per_parcel').replace('CO2', 'CO₂'), value: plain(postal.per_parcel.kg_co2e), unit: t('kg')},
    {title: t('cut_offs_missed'), value: percent(share(late, cutOffs)), note: `${plain(late)} / ${plain(cutOffs)}`},
    {title: t('parcels_inside'), value: compact(postal.parcels_inside)}]);
}

function use(result: Result, hubs: NamedHub[]): HTMLElement {
  return bars<NamedHub>({
    title: t('hub_use'), note: t('hub_use_how'), rows: hubs.slice(0, most), name: ([code]) => thingName(result, code), text: percent, most: 1,
    series: [{name: t('sorting_line'), colour: seriesColour(0), value: ([, hub]) => hub.sorting_utilisation_share},
      {name: t('dock'), colour: seriesColour(6), value: ([, hub]) => hub.dock_utilisation_share},
      {name: t('x_ray'), colour: seriesColour(2), value: ([, hub]) => hub.x_ray_utilisation_share},
      {name: t('officer'), colour: seriesColour(1), value: ([, hub]) => hub.officer_utilisation_share}],
    said: ([, hub]) => [[t('hours_in_hub'), plain(hub.hours_mean)], [t('backlog_mean'), compact(hub.backlog_mean)], [t('backlog_max'), compact(hub.backlog_max)]],
    table: table(t('hub_use'), [
      {title: t('hub'), value: ([code]) => thingName(result, code)}, {title: t('parcels_in'), value: ([, hub]) => hub.parcels_in},
      {title: t('sorted_all'), value: ([, hub]) => hub.parcels_sorted}, {title: t('hours_in_hub'), value: ([, hub]) => hub.hours_mean},
      {title: t('sorting_line'), value: ([, hub]) => hub.sorting_utilisation_share, show: percent}, {title: t('dock'), value: ([, hub]) => hub.dock_utilisation_share, show: percent},
      {title: t('x_ray'), value: ([, hub]) => hub.x_ray_utilisation_share, show: percent}, {title: t('officer'), value: ([, hub]) => hub.officer_utilisation_share, show: percent},
      {title: t('backlog_mean'), value: ([, hub]) => hub.backlog_mean}, {title: t('backlog_max'), value: ([, hub]) => hub.backlog_max},
      {title: t('backlog_end'), value: ([, hub]) => hub.backlog_at_end}, {title: t('stock_mean'), value: ([, hub]) => hub.stock_mean},
      {title: t('out_of_stock'), value: ([, hub]) => hub.hours_out_of_stock}], hubs),
  });
}

type Measure = 'backlog' | 'sorted' | 'line_use';
const hourly: Record<Measure, (hub: Hub) => number[]> = {
  backlog: hub => hub.backlog_by_hour, sorted: hub => hub.sorted_by_hour, line_use: hub => hub.utilisation_by_hour,
};

/** The mean of each hour of the day; the count begins when the warm-up is over. */
function meanDay(values: number[], from: number): number[] {
  const total = new Array<number>(24).fill(0), count = new Array<number>(24).fill(0);
  values.forEach((value, i) => {
    const hour = (from + i) % 24;
    total[hour] = (total[hour] ?? 0) + value;
    count[hour] = (count[hour] ?? 0) + 1;
  });
  return total.map((value, hour) => share(value, count[hour] ?? 0));
}

function course(result: Result, hubs: NamedHub[]): HTMLElement {
  const from = Math.round(result.period.warm_up_days * 24);
  const drawn = hubs.slice(0, 8);
  const chart = (measure: Measure, day: boolean): HTMLElement => {
    const text = measure === 'line_use' ? percent : compact;
    const values = drawn.map(([, hub]) => (day ? meanDay(hourly[measure](hub), from) : hourly[measure](hub)));
    const at = (i: number): string => (day ? `${String(i).padStart(2, '0')}:00` : shortDate(dayOf(result, Math.floor((from + i) / 24))));
    const names = drawn.map(([code]) => thingName(result, code));
    const count = Math.max(0, ...values.map(list => list.length));
    const top = legendHeight(names);
    return panel({
      title: pair(t('hub_hours'), t(measure)), note: t('hub_hours_how'), height: 300,
      option: () => ({
        legend: legend(), grid: {left: 8, right: 12, top, bottom: 8, containLabel: true},
        tooltip: {...tooltip(), trigger: 'axis', formatter: (points: unknown) => {
          const list = points as {dataIndex: number; seriesName: string; value: number; color: string}[];
          const i = list[0]?.dataIndex ?? 0;
          return tip(day ? at(i) : `${at(i)}, ${String((from + i) % 24).padStart(2, '0')}:00`, list.map(p => [p.seriesName, text(p.value), p.color]));
        }},
        xAxis: {type: 'category', data: Array.from({length: count}, (_, i) => at(i)), axisTick: {show: false}, axisLine: {lineStyle: {color: ink().line}},
          axisLabel: {color: ink().soft, hideOverlap: true, ...(day ? {} : {interval: (i: number) => (from + i) % 24 === 0})}},
        yAxis: {...valueAxis(text), ...(measure === 'line_use' ? {max: 1} : {})},
        series: values.map((data, i) => ({type: 'line' as const, name: names[i] ?? '', data, symbol: 'none', sampling: 'lttb' as const,
          lineStyle: {width: 1.8, color: seriesColour(i)}, itemStyle: {color: seriesColour(i)}})),
      }),
      table: table(t(measure), [
        {title: day ? t('hour') : t('hour_counted'), value: i => (day ? at(i) : i + 1)},
        ...names.map((name, hub) => ({title: name, value: (i: number) => values[hub]?.[i] ?? '–', ...(measure === 'line_use' ? {show: percent} : {})}))],
      Array.from({length: count}, (_, i) => i)),
    });
  };
  return shownBy(choices, {key: 'hours', label: t('measure'), options: (['backlog', 'sorted', 'line_use'] as const).map(id => [id, t(id)]), otherwise: 'backlog'},
    measure => [shownBy(choices, {key: 'course', label: t('course'), options: [['all', t('whole_course')], ['day', t('mean_day')]], otherwise: 'all'},
      course => [chart(measure as Measure, course === 'day')])]);
}

const dispatchTable = (caption: string, leaving: Leaving[]): HTMLElement => table(caption, [
  {title: t('dispatch'), value: l => l.name}, {title: t('units'), value: l => l.units}, {title: t('parcels'), value: l => l.parcels}, {title: t('kg'), value: l => l.kg},
  {title: t('parcels_a_unit'), value: l => share(l.parcels, l.units)}, {title: t('kg_a_unit'), value: l => share(l.kg, l.units)},
  {title: t('cut_offs_all'), value: l => l.cut_offs}, {title: t('cut_offs_missed'), value: l => l.cut_offs_missed}, {title: t('left_at_cut_off'), value: l => share(l.parcels_missed, l.cut_offs_missed)}], leaving);

function cutOffs(leaving: Leaving[]): HTMLElement | null {
  const timed = leaving.filter(l => l.cut_offs > 0);
  return timed.length === 0 ? null : bars<Leaving>({
    title: t('cut_offs'), note: t('cut_offs_how'), rows: timed.slice(0, most), name: l => l.name, text: percent, wide: true,
    series: [{name: t('cut_offs_missed'), colour: ink().accent, value: l => share(l.cut_offs_missed, l.cut_offs)}], most: 1,
    said: l => [[t('cut_offs_all'), `${plain(l.cut_offs_missed)} / ${plain(l.cut_offs)}`], [t('left_at_cut_off'), plain(share(l.parcels_missed, l.cut_offs_missed))]],
    table: dispatchTable(t('cut_offs'), timed),
  });
}

function lots(leaving: Leaving[]): HTMLElement {
  return bars<Leaving>({
    title: t('dispatches'), note: t('dispatches_how'), rows: leaving.slice(0, most), name: l => l.name, text: compact, wide: true,
    series: [{name: t('units'), colour: ink().bar, value: l => l.units}],
    said: l => [[t('parcels'), compact(l.parcels)], [t('parcels_a_unit'), plain(share(l.parcels, l.units))], [t('kg_a_unit'), plain(share(l.kg, l.units))]],
    table: dispatchTable(t('dispatches'), leaving),
  });
}

function network(result: Result, hubs: NamedHub[], leaving: Leaving[]): HTMLElement {
  const at = (code: string): Point | undefined => {
    const place = result.places[code];
    return place && mapped(place.lon, place.lat);
  };
  const lines = leaving.flatMap((l, i) => {
    const from = at(l.place), to = at(l.to);
    // Several ways of one pair lie beside each other.
    const beside = leaving.slice(0, i).filter(other => other.place === l.place && other.to === l.to).length;
    return from && to ? [{l, from, to, bend: 0.16 + 0.1 * beside}] : [];
  });
  const codes = [...new Set(lines.flatMap(({l}) => [l.place, l.to]))];
  const points = codes.map(at).filter((point): point is Point => point !== undefined);
  const mostParcels = Math.max(1, ...lines.map(({l}) => l.parcels));
  const sortedAt = (code: string): number => sum(hubs.filter(([, hub]) => hub.place === code).map(([, hub]) => hub.parcels_sorted));
  const mostSorted = Math.max(1, ...codes.map(sortedAt));
  const option = (): EChartsOption => ({
    ...ground(boundsOf(points, {around: 0.12, least: 2.4})),
    tooltip: {...tooltip(), trigger: 'item', formatter: (p: unknown) => {
      const {seriesType, dataIndex} = p as {seriesType: string; dataIndex: number};
      const l = lines[dataIndex]?.l;
      if (seriesType === 'lines') return l ? tip(l.name, [[t('parcels'), compact(l.parcels)], [t('units'), plain(l.units)], [t('cut_offs_missed'), `${plain(l.cut_offs_missed)} / ${plain(l.cut_offs)}`]]) : '';
      const code = codes[dataIndex] ?? '';
      return tip(placeName(result, code), [[t('sorted_all'), compact(sortedAt(code))]]);
    }},
    series: [{type: 'lines', coordinateSystem: 'geo', z: 2, data: lines.map(({l, from, to, bend}, i) => ({coords: [from, to], lineStyle: {
      width: 1 + 9 * Math.sqrt(l.parcels / mostParcels), color: seriesColour(i), opacity: 0.7, curveness: bend, cap: 'round'}}))},
    {type: 'scatter', coordinateSystem: 'geo', z: 3, data: codes.map(code => ({name: code, value: at(code) ?? [],
      symbolSize: 7 + 20 * Math.sqrt(sortedAt(code) / mostSorted), itemStyle: {color: ink().paper, borderColor: ink().text, borderWidth: 1.6}, label: {show: true}})),
    label: {position: 'right', formatter: ({name}) => placeName(result, name), color: ink().text, fontSize: 12, textBorderColor: ink().paper, textBorderWidth: 3},
    labelLayout: {hideOverlap: true}}] as NonNullable<EChartsOption['series']>,
  });
  return panel({title: t('mail_network'), note: t('mail_network_how'), height: innerWidth < 700 ? 300 : 430, option, table: dispatchTable(t('mail_network'), leaving)});
}

function doorToDoor(result: Result, postal: Postal): HTMLElement {
  const rows = [...postal.promises].sort((a, b) => b.door_to_door_hours.parcels - a.door_to_door_hours.parcels);
  const country = (code: string): string => (result.places[code] ? placeName(result, code) : regionName(code));
  const name = (row: (typeof rows)[number]): string => `${term(row.product)} → ${country(row.to)}`;
  const step = (label: string, opacity: number, value: (row: (typeof rows)[number]) => number) => ({
    type: 'bar' as const, stack: 'days', name: label, barMaxWidth: 14, data: rows.map(row => value(row) / 24), itemStyle: {color: ink().bar, opacity}});
  return panel({
    title: t('door_to_door'), note: t('door_to_door_how'), height: 44 + 28 * rows.length,
    option: () => ({
      grid: {left: 8, right: 24, top: 8, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const row = rows[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0];
        return row ? tip(name(row), [[t('promise_kept'), row.door_to_door_hours.on_time_share === null ? '–' : percent(row.door_to_door_hours.on_time_share)], [t('parcels'), compact(row.door_to_door_hours.parcels)],
          [t('mean_days'), plain(row.door_to_door_hours.mean / 24)], [t('p50_days'), plain(row.door_to_door_hours.p50 / 24)],
          [t('p90_days'), plain(row.door_to_door_hours.p90 / 24)], [t('p99_days'), plain(row.door_to_door_hours.p99 / 24)]]) : '';
      }},
      xAxis: valueAxis(plain), yAxis: namesAxis(rows.map(name), nameWidth() + (innerWidth < 600 ? 20 : 30)),
      series: [step('p50', 1, row => row.door_to_door_hours.p50), step('p90', 0.5, row => row.door_to_door_hours.p90 - row.door_to_door_hours.p50),
        step('p99', 0.22, row => row.door_to_door_hours.p99 - row.door_to_door_hours.p90)],
    }),
    table: table(t('door_to_door'), [
      {title: t('mail_product'), value: row => term(row.product)}, {title: t('to'), value: row => country(row.to)}, {title: t('parcels'), value: row => row.door_to_door_hours.parcels},
      {title: t('promise_kept'), value: row => row.door_to_door_hours.on_time_share ?? '–', show: percent}, {title: t('mean_days'), value: row => row.door_to_door_hours.mean / 24},
      {title: t('p50_days'), value: row => row.door_to_door_hours.p50 / 24}, {title: t('p90_days'), value: row => row.door_to_door_hours.p90 / 24},
      {title: t('p99_days'), value: row => row.door_to_door_hours.p99 / 24}], rows),
  });
}

function cost(result: Result, postal: Postal): HTMLElement {
  type NamedFlow = [string, MailFlow];
  const flows = Object.entries(postal.mail_flows).filter(([, flow]) => flow.parcels_out > 0).sort((a, b) => b[1].parcels_out - a[1].parcels_out);
  const name = ([, flow]: NamedFlow): string => `${term(flow.product)} · ${placeName(result, flow.from)} → ${placeName(result, flow.to)}`;
  const expenses = Object.entries(postal.per_parcel.cost_by_expense).filter(([, value]) => value > 0).map(([key]) => key);
  return bars<NamedFlow>({
    title: t('mail_cost'), note: `${result.currency} ${t('per_parcel')}`, rows: flows.slice(0, most), name, text: plain, stacked: true, wide: true,
    series: expenses.map((key, i) => ({name: term(key), colour: seriesColour(i), value: ([, flow]: NamedFlow) => flow.per_parcel.cost_by_expense[key] ?? 0})),
    said: ([, flow]) => [[t('cost_per_parcel'), plain(flow.per_parcel.cost)], [t('co2e_per_parcel'), `${plain(flow.per_parcel.kg_co2e)} ${t('kg')}`]],
    table: table(t('mail_flows'), [
      {title: t('flow'), value: name}, {title: t('parcels_out'), value: ([, flow]) => flow.parcels_out}, {title: t('parcels_inside'), value: ([, flow]) => flow.parcels_inside},
      {title: t('promise_kept'), value: ([, flow]) => flow.door_to_door_hours.on_time_share ?? '–', show: percent},
      {title: t('cost_per_parcel'), value: ([, flow]) => flow.per_parcel.cost},
      ...expenses.map(key => ({title: term(key), value: ([, flow]: NamedFlow) => flow.per_parcel.cost_by_expense[key] ?? 0})),
      {title: t('co2e_per_parcel'), value: ([, flow]) => flow.per_parcel.kg_co2e}], flows),
  });
}

export const mail: Page = {
  id: 'mail', title: () => t('mail_page'), shows: ({result}) => result.postal !== undefined,
  draw: context => {
    const {result} = context;
    const postal = result.postal as Postal;
    const hubs = hubsOf(postal), leaving = leavingOf(result, postal);
    return h('div', {}, heading(t('mail_page'), ofMail(context), t('mail_lead')), summary(result, postal), use(result, hubs), course(result, hubs), cutOffs(leaving),
      network(result, hubs, leaving), lots(leaving), doorToDoor(result, postal), cost(result, postal));
  },
};
