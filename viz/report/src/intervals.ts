import {namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from './chart';
import {ink} from './theme';

/** A value and how far it may lie on either side; nothing where that is not known. */
export interface Span { mean: number; low: number | null; high: number | null }

interface Row { name: string; of: Span; runs: number[]; colour: string; said: [string, string][] }

/** Bars from the low to the high end of an interval, a dot at the mean, small dots for what lies behind it. */
export function intervals(title: string, note: string, rows: Row[],
  text: (value: number) => string, zero: boolean, figures: HTMLElement, longNames = false): HTMLElement {
  const values = rows.flatMap(row => [row.of.low ?? row.of.mean, row.of.high ?? row.of.mean, ...row.runs, ...(zero ? [0] : [])]);
  const low = Math.min(...values), high = Math.max(...values), room = (high - low || Math.abs(high) || 1) * 0.06;
  return panel({
    title, note, height: 50 + 30 * rows.length,
    option: () => ({
      grid: {left: 8, right: 24, top: 8, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const row = rows[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0];
        return row ? tip(row.name, row.said) : '';
      }},
      xAxis: {...valueAxis(text), axisLabel: {color: ink().soft, fontSize: 12, formatter: text, hideOverlap: true, showMinLabel: false, showMaxLabel: false}, min: low - room, max: high + room},
      yAxis: namesAxis(rows.map(row => row.name), nameWidth() + (longNames ? (innerWidth < 600 ? 20 : 130) : 0)),
      series: [
        // Lines rather than stacked bars, since intervals may lie on both sides of zero.
        ...rows.map((row, i) => ({type: 'line' as const, symbol: 'none', silent: true, lineStyle: {width: 7, color: row.colour, opacity: 0.35, cap: 'round' as const},
          data: [[row.of.low ?? row.of.mean, i], [row.of.high ?? row.of.mean, i]]})),
        ...(zero ? [{type: 'line' as const, symbol: 'none', silent: true, lineStyle: {width: 1, color: ink().soft},
          data: [[0, 0], [0, Math.max(0, rows.length - 1)]]}] : []),
        {type: 'scatter', symbolSize: 5, silent: true, itemStyle: {color: ink().soft, opacity: 0.5}, data: rows.flatMap((row, i) => row.runs.slice(0, 200).map(value => [value, i]))},
        {type: 'scatter', symbolSize: 12, itemStyle: {borderColor: ink().paper, borderWidth: 2}, data: rows.map((row, i) => ({value: [row.of.mean, i], itemStyle: {color: row.colour}}))},
        // An invisible bar a row: what the pointer finds.
        {type: 'bar', silent: true, itemStyle: {color: 'transparent'}, data: rows.map(row => row.of.mean)},
      ],
    }),
    table: figures,
  });
}
