// Patterns beside colours, for a reader who asks for them: hatching on what is filled, dashes on what is drawn as a line. A
// colour that stands for something has one pattern on all pages, and no two colours of a palette share one.
import type {EChartsOption} from './chart';
import {styled} from './dom';
import {families, heat, ink, inks, modeColours, palette, tradeColours} from './theme';

let patterned = false;
export const arePatterned = (): boolean => patterned;
export const setPatterned = (next: boolean): void => { patterned = next; };

const tile = 24;  // pixels of the small picture that is repeated, drawn at half its size
/** What is drawn over the colour on a tile: a path, and how wide its pen is. The first pattern is the plain colour. */
const marks: [path: string, width: number][] = [
  ['', 0], ['M-6 6L6-6M-6 30L30-6M18 30L30 18', 3], ['M6 6h0M18 18h0', 8], ['M0 6H24M0 18H24', 3], ['M-6 18L6 30M-6-6L30 30M18-6L30 6', 3],
  ['M6 0V24M18 0V24', 3], ['M-6 6L6-6M-6 30L30-6M18 30L30 18M-6 18L6 30M-6-6L30 30M18-6L30 6', 2.5], ['M-6 18L6 6L18 18L30 6', 3.5], ['M0 6H24M0 18H24M6 0V24M18 0V24', 2.5],
  ['M6 6h0M18 6h0M6 18h0M18 18h0', 5],
];
/** Lengths of ink and of gap, in widths of the line. */
const dashes: number[][] = [[], [4, 2], [1, 1.5], [7, 2], [4, 1.5, 1, 1.5], [2, 2], [7, 1.5, 1, 1.5, 1, 1.5], [1, 3], [4, 4], [2, 1, 2, 3]];

const order = new Map<string, number>();
const inOrder = (colours: string[], first = 0): void => [...new Set(colours)].forEach((colour, i) => order.set(colour, (first + i) % marks.length));
for (const colours of [Object.values(tradeColours), Object.values(modeColours), palette, heat]) inOrder(colours);
// Groups of causes stand beside one another: each begins elsewhere.
const begins = {under_way: 0, in_hand: 2, waiting: 5, papers: 7, kept: 1};
for (const [group, first] of Object.entries(begins)) inOrder(families[group as keyof typeof families], first);
for (const {accent} of Object.values(inks)) order.set(accent, 9);

/** Which of the patterns goes with a colour; colours that stand for nothing have none. */
export const patternOf = (colour: string): number => order.get(colour) ?? 0;

/** Light marks on a dark colour, dark ones on a light one. */
function markColour(colour: string): string {
  const [r, g, b] = [1, 3, 5].map(i => parseInt(colour.slice(i, i + 2), 16));
  return 0.3 * (r ?? 0) + 0.59 * (g ?? 0) + 0.11 * (b ?? 0) > 150 ? 'rgba(0,0,0,.55)' : 'rgba(255,255,255,.7)';
}

const tiles = new Map<string, HTMLCanvasElement>();
function tileOf(colour: string): HTMLCanvasElement {
  const found = tiles.get(colour) ?? document.createElement('canvas');
  if (tiles.has(colour)) return found;
  tiles.set(colour, found);
  found.width = found.height = tile;
  const pen = found.getContext('2d'), [path, width] = marks[patternOf(colour)] ?? ['', 0];
  if (!pen) return found;
  pen.fillStyle = colour;
  pen.fillRect(0, 0, tile, tile);
  Object.assign(pen, {strokeStyle: markColour(colour), lineWidth: width, lineCap: 'round'});
  pen.stroke(new Path2D(path));
  return found;
}

/** A colour as charts fill with it. */
interface Fill { image: HTMLCanvasElement; repeat: 'repeat'; scaleX: number; scaleY: number; imageWidth: number; imageHeight: number; colour: string }
const fillOf = (colour: string): Fill => ({image: tileOf(colour), repeat: 'repeat', scaleX: 0.5, scaleY: 0.5, imageWidth: tile, imageHeight: tile, colour});
const dashOf = (colour: string, width: number): number[] | 'solid' => {
  const lengths = dashes[patternOf(colour)] ?? [];
  return lengths.length === 0 ? 'solid' : lengths.map(length => length * Math.max(2, width));
};

/** The small field of a key or of a tooltip: filled, or a piece of line. */
export function swatch<E extends HTMLElement>(field: E, colour: string | {colour: string}, line = false): E {
  const plain = typeof colour === 'string' ? colour : colour.colour, lengths = dashes[patternOf(plain)] ?? [];
  if (!patterned || patternOf(plain) === 0) return styled(field, {background: plain, ...(patterned ? {width: '30px', height: line ? '4px' : '12px'} : {})});
  if (!line) return styled(field, {background: `url(${tileOf(plain).toDataURL()}) 0 0 / ${tile / 2}px`, width: '30px', height: '12px'});
  let at = 0;
  const stops = lengths.map((length, i) => `${i % 2 === 0 ? plain : 'transparent'} ${3 * at}px ${3 * (at += length)}px`);
  return styled(field, {background: `repeating-linear-gradient(90deg, ${stops.join(', ')})`, width: '42px', height: '4px'});
}

interface Style { color?: unknown; type?: unknown; width?: number; cap?: string; opacity?: number }
interface Drawn { type?: string; name?: string; itemStyle?: Style; lineStyle?: Style; areaStyle?: Style; label?: object; data?: unknown[]; links?: unknown[] }
const isColour = (colour: unknown): colour is string => typeof colour === 'string' && colour.startsWith('#');
const filled = (style: Style | undefined): void => { if (style && isColour(style.color)) style.color = fillOf(style.color); };
const dashed = (style: Style | undefined, width: number): void => {
  if (style && isColour(style.color) && patternOf(style.color) > 0) Object.assign(style, {type: dashOf(style.color, style.width ?? width), cap: 'butt'});
};
const parts = (list: unknown[] | undefined): Drawn[] => (list ?? []).filter((each): each is Drawn => typeof each === 'object' && each !== null);

/** A key that shows a line as it is drawn. */
function dashIcon(colour: string, type: unknown): string {
  const own = dashes[patternOf(colour)] ?? [], lengths = own.length === 0 && type === 'dashed' ? [2, 1] : own;
  if (lengths.length === 0) return 'path://M0 0H30V3H0Z';
  let path = '';
  for (let at = 0, i = 0; at < 30; at += 3 * (lengths[i % lengths.length] ?? 1), ++i) {
    if (i % 2 === 0) path += `M${at} 0H${Math.min(30, at + 3 * (lengths[i % lengths.length] ?? 1))}V3H${at}Z`;
  }
  return `path://${path}`;
}

/** The same drawing with patterns, where the reader has asked for them. */
export function withPatterns<Option extends EChartsOption>(option: Option): Option {
  if (!patterned) return option;
  const all = [option.series ?? []].flat() as Drawn[];
  const legend = option.legend as {data?: unknown[]} | undefined;
  const icons = new Map(all.filter(each => (each.type === 'line' && !each.areaStyle) || each.type === 'lines').flatMap(each => {
    const colour = each.itemStyle?.color ?? each.lineStyle?.color;
    return each.name && isColour(colour) ? [[each.name, dashIcon(colour, each.lineStyle?.type)] as const] : [];
  }));
  if (legend && icons.size > 0) {
    const names = (legend.data ?? all.flatMap(({name}) => (name ? [name] : []))) as string[];
    Object.assign(legend, {data: names.map(name => (icons.has(name) ? {name, icon: icons.get(name)} : {name}))});
  }
  for (const each of all) {
    // Figures that are written on a bar stand on its plain colour.
    if (each.type === 'bar' && each.label && isColour(each.itemStyle?.color)) Object.assign(each.label, {textBorderColor: each.itemStyle?.color, textBorderWidth: 4});
    if (each.type === 'bar') for (const style of [each.itemStyle, ...parts(each.data).map(({itemStyle}) => itemStyle)]) filled(style);
    if (each.type === 'line' && each.areaStyle) filled(each.areaStyle), filled(each.itemStyle);
    if (each.type === 'line') dashed(each.lineStyle, 2);
    if (each.type === 'lines') for (const style of [each.lineStyle, ...parts(each.data).map(({lineStyle}) => lineStyle)]) dashed(style, 2);
    if (each.type === 'sankey') {
      // From one pattern to another there is no gradient.
      if (each.lineStyle?.color === 'gradient') Object.assign(each.lineStyle, {color: ink().soft, opacity: 0.2});
      for (const {itemStyle} of parts(each.data)) filled(itemStyle);
      for (const {lineStyle} of parts(each.links)) filled(lineStyle);
    }
  }
  return option;
}
