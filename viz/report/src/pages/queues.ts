// How long queues were week by week.
import {legend, legendHeight, panel, tip, tooltip, valueAxis} from '../chart';
import {countedWeeks, weekDate, weekMark, weekSpan} from '../dates';
import {plain} from '../format';
import type {Word} from '../language';
import {t} from '../language';
import {thingName} from '../names';
import type {Line} from '../queues';
import {lengthIn, waitsFor} from '../queues';
import type {Result} from '../result';
import {table} from '../table';
import {ink, seriesColour} from '../theme';

const most = 8;  // lines that can be told apart

/** How many wait, week by week: the longest queues of those that are given. Nothing where nobody waited. */
export function weeklyQueues(result: Result, title: Word, lines: Line[]): HTMLElement | null {
  const weeks = countedWeeks(result);
  const shown = lines.filter(({queue}) => queue.length_by_week !== undefined && queue.mean_length > 0)
    .sort((a, b) => b.queue.mean_length - a.queue.mean_length).slice(0, most);
  if (shown.length === 0 || weeks.length < 2) return null;
  const names = shown.map(line => `${thingName(result, line.code)} · ${waitsFor(result, line)}`), top = legendHeight(names);
  return panel({
    title: t(title), note: t('queues_by_week_how'), height: top + 240,
    option: () => ({
      legend: legend(names), grid: {left: 8, right: 12, top, bottom: 8, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', formatter: (points: unknown) => {
        const week = weeks[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0] ?? 1;
        return tip(weekSpan(result, week), shown.map(({queue}, i) => [names[i] ?? '', plain(lengthIn(queue, week)), seriesColour(i)]));
      }},
      xAxis: {type: 'category', data: weeks.map(week => weekMark(result, week)), axisTick: {show: false}, axisLine: {lineStyle: {color: ink().line}}, axisLabel: {color: ink().soft, hideOverlap: true}},
      yAxis: valueAxis(plain, t('waiting_at_once')),
      series: shown.map(({queue}, i) => ({type: 'line' as const, name: names[i] ?? '', symbol: 'none', step: 'middle' as const, itemStyle: {color: seriesColour(i)},
        lineStyle: {color: seriesColour(i), width: 2}, data: weeks.map(week => lengthIn(queue, week))})),
    }),
    table: table(t(title), [{title: t('week_from'), value: week => weekDate(result, week)},
      ...shown.map(({queue}, i) => ({title: names[i] ?? '', value: (week: number) => lengthIn(queue, week)}))], weeks),
  });
}
