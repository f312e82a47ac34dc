import {legend, legendHeight, namesAxis, nameWidth, panel, tip, tooltip, valueAxis} from './chart';

/** Bars that lie, one group or one stack for each row. */
export interface Bars<Row> {
  title: string;
  note?: string;
  rows: Row[];
  name: (row: Row) => string;
  series: {name: string; colour: string; value: (row: Row) => number}[];
  text: (value: number) => string;
  stacked?: boolean;
  wide?: boolean;                              // long names
  most?: number;                               // where the axis ends
  said?: (row: Row) => [string, string][];     // more to say in the tooltip
  table: HTMLElement;
  controls?: HTMLElement;
}

export function bars<Row>({title, note, rows, name, series, text, stacked, wide, most, said, table, controls}: Bars<Row>): HTMLElement {
  const top = series.length > 1 ? legendHeight(series.map(each => each.name)) : 4;
  const thick = stacked || series.length === 1 ? 26 : 12 + 11 * series.length;
  return panel({
    title, ...(note ? {note} : {}), ...(controls ? {controls} : {}), height: top + 38 + thick * rows.length,
    option: () => ({
      ...(series.length > 1 ? {legend: legend()} : {}), grid: {left: 8, right: 28, top, bottom: 4, containLabel: true},
      tooltip: {...tooltip(), trigger: 'axis', axisPointer: {type: 'shadow'}, formatter: (points: unknown) => {
        const row = rows[(points as {dataIndex: number}[])[0]?.dataIndex ?? 0];
        return row === undefined ? '' : tip(name(row), [
          ...series.filter(each => !stacked || each.value(row) !== 0).map(each => [each.name, text(each.value(row)), each.colour] as [string, string, string]),
          ...(said?.(row) ?? [])]);
      }},
      xAxis: {...valueAxis(text), ...(most === undefined ? {} : {min: 0, max: most})},
      yAxis: namesAxis(rows.map(name), nameWidth() + (wide ? (innerWidth < 600 ? 20 : 90) : 0)),
      series: series.map(each => ({type: 'bar' as const, name: each.name, barMaxWidth: stacked || series.length === 1 ? 16 : 9, barGap: '12%',
        ...(stacked ? {stack: 'all'} : {}), itemStyle: {color: each.colour, borderRadius: stacked ? 0 : [0, 2, 2, 0]}, data: rows.map(each.value)})),
    }),
    table,
  });
}
