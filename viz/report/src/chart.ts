import * as echarts from 'echarts/core';
import {BarChart, HeatmapChart, LineChart, LinesChart, SankeyChart, ScatterChart} from 'echarts/charts';
import {GeoComponent, GridComponent, LegendComponent, TooltipComponent, VisualMapContinuousComponent} from 'echarts/components';
import {LabelLayout} from 'echarts/features';
import {CanvasRenderer, SVGRenderer} from 'echarts/renderers';
import type {EChartsOption} from 'echarts';
import {fileName, h, saveFile, styled} from './dom';
import {t} from './language';
import {isCounted} from './overruns';
import {arePatterned, swatch, withPatterns} from './patterns';
import {ink} from './theme';

echarts.use([BarChart, HeatmapChart, LineChart, LinesChart, SankeyChart, ScatterChart, GeoComponent, GridComponent, LegendComponent,
  TooltipComponent, VisualMapContinuousComponent, LabelLayout, CanvasRenderer, SVGRenderer]);
export {echarts};
export type {EChartsOption};

export interface ChartPanel {
  title: string;
  note?: string;           // units and how to read it
  height: number;          // px
  option: () => EChartsOption;
  table: HTMLElement;      // the same figures
  controls?: HTMLElement;
  ready?: (chart: echarts.ECharts) => void;
}

const alive = new Map<HTMLElement, echarts.ECharts>();
const sizes = new ResizeObserver(() => resizeCharts());

/** ECharts 6.1 has the cells of every heatmap painted bit by bit, whatever its series says: on paper some would be missing, and
    what is still being painted when its place leaves the page fails. */
function paintAtOnce(chart: echarts.ECharts): void {
  const zr = chart.getZr(), late = zr.storage.getDisplayList(true).filter(shape => shape.incremental);
  if (late.length === 0) return;
  for (const shape of late) shape.incremental = 0;
  zr.refreshImmediately();
}

/** Charts whose place has left the page are let go. */
export function dropCharts(): void {
  for (const [box, chart] of alive) {
    if (box.isConnected) continue;
    sizes.unobserve(box);
    chart.dispose();
    alive.delete(box);
  }
}
export function resizeCharts(): void {
  for (const [box, chart] of alive) {
    if (box.clientWidth === 0 || box.clientWidth === chart.getWidth()) continue;
    chart.resize();
    paintAtOnce(chart);
  }
}

/** The charts of the first page wait until its words are on the screen: a reader begins with the headline. */
let waiting: (() => void)[] | undefined = [];
export function drawWaitingCharts(): void {
  const charts = waiting ?? [];
  waiting = undefined;
  for (const draw of charts) draw();
}
requestAnimationFrame(() => setTimeout(drawWaitingCharts));

const font = 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Noto Sans SC", sans-serif';

/** The picture that stands there, drawn once more in lines and letters. */
function asSvg(chart: echarts.ECharts): string {
  const drawing = echarts.init(null, null, {renderer: 'svg', ssr: true, width: chart.getWidth(), height: chart.getHeight()});
  drawing.setOption({backgroundColor: ink().paper, ...chart.getOption(), animation: false} as EChartsOption);
  const svg = drawing.renderToSVGString();
  drawing.dispose();
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

export function panel(spec: ChartPanel): HTMLElement {
  if (isCounted()) return h('figure');
  const box = styled(h('div', {class: 'chart', role: 'img', 'aria-label': `${spec.title}. ${spec.note ?? ''} ${t('in_words')}`}),
    {height: `${spec.height}px`});
  const save = (kind: 'png' | 'svg'): HTMLElement => h('button', {type: 'button', class: 'quiet', 'aria-label': `${t(kind === 'png' ? 'save' : 'save_svg')}: ${spec.title}`, click: () => {
    const chart = alive.get(box);
    if (chart) saveFile(`${fileName(spec.title)}.${kind}`, kind === 'png' ? chart.getDataURL({type: 'png', pixelRatio: 3, backgroundColor: ink().paper}) : asSvg(chart));
  }}, t(kind === 'png' ? 'save' : 'save_svg'));
  const figure = h('figure', {class: 'panel'},
    h('figcaption', {}, h('div', {}, h('h3', {}, spec.title), spec.note ? h('p', {}, spec.note) : null), h('span', {class: 'saves'}, save('png'), save('svg'))),
    spec.controls ?? null, box,
    h('details', {}, h('summary', {}, t('table')), spec.table));
  const draw = (): void => {
    if (!box.isConnected) return;
    const chart = echarts.init(box, null, {devicePixelRatio: Math.max(2, devicePixelRatio)});
    alive.set(box, chart);
    const colours = ink();
    const option = withPatterns(spec.option());
    // Painted at once: what is still being painted bit by bit when its place leaves the page would fail.
    for (const series of [option.series ?? []].flat()) Object.assign(series, {progressive: 0});
    chart.setOption({animation: false, textStyle: {fontFamily: font, color: colours.text}, ...option});
    paintAtOnce(chart);
    sizes.observe(box);
    spec.ready?.(chart);
  };
  // Once the figure is in the page and has a width.
  if (waiting) waiting.push(draw);
  else queueMicrotask(draw);
  return figure;
}

/** A tooltip made of text nodes: a heading, then lines of name and value. */
export function tip(heading: string, lines: [string, string, string?][]): HTMLElement {
  return h('div', {class: 'tip'}, h('strong', {}, heading),
    ...lines.map(([name, value, colour]) => h('div', {},
      colour ? swatch(h('i'), colour) : null, h('span', {}, name), h('b', {}, value))));
}

/** What all tooltips share; without `confine` ECharts would draw an arrow through innerHTML. */
export const tooltip = () => ({
  confine: true, backgroundColor: ink().paper, borderColor: ink().line, padding: [8, 12],
  textStyle: {color: ink().text, fontSize: 13},
});

export const axisText = () => ({color: ink().soft, fontSize: 12});
export const valueAxis = (format: (value: number) => string, name?: string) => ({
  type: 'value' as const, name: name ?? '', nameLocation: 'end' as const, nameTextStyle: axisText(),
  axisLabel: {...axisText(), formatter: format, hideOverlap: true},
  splitLine: {lineStyle: {color: ink().line}}, axisLine: {show: false}, axisTick: {show: false},
});
export const namesAxis = (names: string[], width: number) => ({
  type: 'category' as const, data: names, inverse: true,
  axisLabel: {...axisText(), color: ink().text, width, overflow: 'truncate' as const, interval: 0},
  axisLine: {lineStyle: {color: ink().line}}, axisTick: {show: false},
});
export const legend = (names?: string[]) => ({
  type: 'plain' as const, top: 0, left: 0, icon: 'roundRect', itemWidth: arePatterned() ? 28 : 12, itemHeight: arePatterned() ? 13 : 8, itemGap: 14,
  textStyle: axisText(), ...(names ? {data: names} : {}),
});
let pen: CanvasRenderingContext2D | null = null;
/** How many pixels a legend with these names takes up: on a phone and on paper it wraps into more lines. A chart that has
    a part of the page's width says which. */
export function legendHeight(names: string[], part = 1): number {
  pen ??= document.createElement('canvas').getContext('2d');
  const paper = document.documentElement.classList.contains('printing');
  const room = paper ? 600 : innerWidth > 860 ? part * Math.min(innerWidth - 208, 1320) - 130 : innerWidth - 84;
  let lines = 1, used = 0;
  for (const name of names) {
    if (pen) pen.font = `12px ${font}`;
    const width = (arePatterned() ? 47 : 31) + (pen?.measureText(name).width ?? 80);
    if (used + width > room) ++lines, used = 0;
    used += width;
  }
  return 14 + 21 * lines;
}
/** Room for names on the left: less on a phone. */
export const nameWidth = (): number => (innerWidth < 600 ? 104 : 190);
