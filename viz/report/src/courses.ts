// How a link is drawn: ships around the land and along the rivers of the base map. A drawing aid; the distances that count
// are the scenario's.
import type {Point} from './basemap';
import {baseMap, mapped, westEdge} from './basemap';
import {cutAtEdges} from './lines';
import type {Result} from './result';

interface Grid { west: number; north: number; cell: number; width: number; height: number; cost: Uint8Array }

const mostCells = 50_000;

// Canals and straits that the base map or the grid closes.
const passages: Point[][] = [
  [[32.5, 29.6], [32.55, 30.4], [32.35, 31.4]],                       // Suez
  [[280.4, 8.8], [280.1, 9.5]],                                       // Panama
  [[99.5, 4.5], [101, 2.7], [102.6, 1.7], [103.5, 1.15], [104.2, 1.25], [104.9, 1.6]],  // Malacca and Singapore
  [[-7, 35.9], [-5.5, 35.95], [-4, 36]],                              // Gibraltar
  [[42.8, 13.4], [43.3, 12.6], [44, 12]],                             // Bab-el-Mandeb
  [[25.7, 39.9], [26.4, 40.2], [28, 40.7], [29, 41], [29.2, 41.4]],   // Dardanelles and Bosporus
  [[-6.5, 48.4], [-4.5, 49.3], [-2, 49.9], [0.5, 50.4], [1.4, 51], [2.2, 51.5], [3.4, 52.1]],  // the Channel and Dover
  [[10.8, 57.9], [11.3, 56.5], [10.9, 55.5], [11, 54.6], [12.5, 54.6]],  // the Belts
  [[55.5, 26.1], [56.4, 26.5], [56.8, 25.6]],                         // Hormuz
  [[139.8, 41.3], [141, 41.5]],                                       // Tsugaru
];

/** Cheap where there is water, dear on land: a port that lies inland, or a canal, is still reached. */
function grid(west: number, south: number, east: number, north: number, rivers: boolean): Grid {
  const cell = Math.max(0.02, Math.sqrt(((east - west) * (north - south)) / mostCells));
  const width = Math.ceil((east - west) / cell) + 1, height = Math.ceil((north - south) / cell) + 1;
  const canvas = document.createElement('canvas');
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext('2d', {willReadFrequently: true});
  const cost = new Uint8Array(width * height).fill(1);
  if (!pen) return {west, north, cell, width, height, cost};
  const trace = (line: Point[]): void => line.forEach(([x, y], i) => {
    const at: [number, number] = [(x - west) / cell, (north - y) / cell];
    if (i === 0) pen.moveTo(...at);
    else pen.lineTo(...at);
  });
  const near = (line: Point[]): boolean => line.some(([x, y]) => x > west - 2 && x < east + 2 && y > south - 2 && y < north + 2);
  const overlaps = (ring: Point[]): boolean => {
    let [w, s, e, n] = [Infinity, Infinity, -Infinity, -Infinity];
    for (const [x, y] of ring) {
      w = Math.min(w, x), e = Math.max(e, x);
      s = Math.min(s, y), n = Math.max(n, y);
    }
    return w < east && e > west && s < north && n > south;
  };
  const shapes = (polygons: Point[][][], colour: string): void => {
    pen.fillStyle = colour;
    for (const polygon of polygons) {
      if (!overlaps(polygon[0] ?? [])) continue;
      pen.beginPath();
      polygon.forEach(trace);
      pen.fill('evenodd');
    }
  };
  const {land, lakes, rivers: streams} = baseMap();
  shapes(land, '#f00');
  if (rivers) shapes(lakes, '#000');
  pen.strokeStyle = '#000';
  pen.lineWidth = 2;
  for (const line of rivers ? streams : passages) {
    if (!near(line)) continue;
    pen.beginPath();
    trace(line);
    pen.stroke();
  }
  const {data} = pen.getImageData(0, 0, width, height);
  const onLand = rivers ? 6 : 25;
  for (let i = 0; i < cost.length; ++i) if ((data[4 * i] ?? 0) > 127) cost[i] = onLand;
  return {west, north, cell, width, height, cost};
}

/** The cheapest way over the grid's eight neighbours (A*). */
function cheapest(g: Grid, from: number, to: number): number[] {
  const {width, height, cost} = g;
  const best = new Float32Array(cost.length).fill(Infinity);
  const previous = new Int32Array(cost.length).fill(-1);
  const tx = to % width, ty = Math.floor(to / width);
  const stretch = (row: number): number => Math.max(0.2, Math.cos(((g.north - row * g.cell) * Math.PI) / 180));
  const least = Math.min(stretch(0), stretch(g.height - 1));
  const ahead = (cell: number): number => Math.hypot(((cell % width) - tx) * least, Math.floor(cell / width) - ty);

  const heap: [number, number][] = [[ahead(from), from]];
  const push = (item: [number, number]): void => {
    let i = heap.push(item) - 1;
    while (i > 0) {
      const up = (i - 1) >> 1;
      if ((heap[up] as [number, number])[0] <= item[0]) break;
      heap[i] = heap[up] as [number, number];
      i = up;
    }
    heap[i] = item;
  };
  const pop = (): [number, number] => {
    const top = heap[0] as [number, number], last = heap.pop() as [number, number];
    if (heap.length === 0) return top;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && (heap[child + 1] as [number, number])[0] < (heap[child] as [number, number])[0]) ++child;
      if ((heap[child] as [number, number])[0] >= last[0]) break;
      heap[i] = heap[child] as [number, number];
      i = child;
    }
    heap[i] = last;
    return top;
  };

  best[from] = 0;
  const done = new Uint8Array(cost.length);
  while (heap.length > 0) {
    const [, cell] = pop();
    if (cell === to) break;
    if (done[cell]) continue;
    done[cell] = 1;
    const x = cell % width, y = Math.floor(cell / width), wide = stretch(y);
    for (let dy = -1; dy <= 1; ++dy) {
      for (let dx = -1; dx <= 1; ++dx) {
        const nx = x + dx, ny = y + dy;
        if ((dx === 0 && dy === 0) || nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
        const next = ny * width + nx;
        const way = (best[cell] ?? 0) + Math.hypot(dx * wide, dy) * (cost[next] ?? 1);
        if (way >= (best[next] ?? 0)) continue;
        best[next] = way;
        previous[next] = cell;
        push([way + ahead(next), next]);
      }
    }
  }
  const path = [to];
  for (let cell = previous[to] ?? -1; cell >= 0; cell = previous[cell] ?? -1) path.push(cell);
  return path.reverse();
}

/** Leaves out what a straight line over cells that are no dearer may skip, so that the open sea is crossed straight. */
function pulled(g: Grid, path: number[], farthest: number): number[] {
  const at = (cell: number): Point => [cell % g.width, Math.floor(cell / g.width)];
  const clear = (a: number, b: number): boolean => {
    const [ax, ay] = at(a), [bx, by] = at(b);
    const steps = Math.max(Math.abs(bx - ax), Math.abs(by - ay));
    for (let i = 1; i < steps; ++i) {
      const cell = Math.round(ay + ((by - ay) * i) / steps) * g.width + Math.round(ax + ((bx - ax) * i) / steps);
      if ((g.cost[cell] ?? 1) > 1) return false;
    }
    return true;
  };
  const kept = [path[0] ?? 0];
  for (let i = 0; i + 1 < path.length;) {
    let j = i + 1;
    while (j + 1 < path.length && j < i + farthest && clear(path[i] ?? 0, path[j + 1] ?? 0)) ++j;
    kept.push(path[j] ?? 0);
    i = j;
  }
  return kept;
}

/** Corners cut twice (Chaikin). */
function rounded(line: Point[]): Point[] {
  for (let turn = 0; turn < 2; ++turn) {
    const next: Point[] = [line[0] as Point];
    for (let i = 0; i + 1 < line.length; ++i) {
      const [ax, ay] = line[i] as Point, [bx, by] = line[i + 1] as Point;
      next.push([0.75 * ax + 0.25 * bx, 0.75 * ay + 0.25 * by], [0.25 * ax + 0.75 * bx, 0.25 * ay + 0.75 * by]);
    }
    next.push(line[line.length - 1] as Point);
    line = next;
  }
  return line;
}

const bent = ([ax, ay]: Point, [bx, by]: Point, bend: number): Point[] => {
  const mx = (ax + bx) / 2 - (by - ay) * bend, my = (ay + by) / 2 + (bx - ax) * bend;
  return Array.from({length: 13}, (_, i) => {
    const s = i / 12, r = 1 - s;
    return [r * r * ax + 2 * r * s * mx + s * s * bx, r * r * ay + 2 * r * s * my + s * s * by] as Point;
  });
};

/** A way over the edge of the map, from east to west or back, in its two parts. */
function overEdge(from: Point, to: Point): Point[][] {
  const turn = to[0] > from[0] ? 360 : -360;  // the target lies so much nearer
  const edge = turn > 0 ? westEdge : westEdge + 360;
  const line = bent(from, [to[0] - turn, to[1]], 0);
  const first = line.findIndex(([x]) => (turn > 0 ? x < edge : x >= edge));
  const a = line[first - 1], b = line[first];
  if (!a || !b) return [line.map(([x, y]): Point => [x + (first === 0 ? turn : 0), y])];
  const y = a[1] + ((b[1] - a[1]) * (edge - a[0])) / (b[0] - a[0]);
  return [[...line.slice(0, first), [edge, y]], [[edge + turn, y], ...line.slice(first).map(([x, z]): Point => [x + turn, z])]];
}

const known = new Map<string, Point[][]>();

/** A link on the map, in the parts between its edges: along its own line where it has one. Nothing when it or its places are
    not in the result. */
export function courseOf(result: Result, code: string): Point[][] {
  const link = result.links[code], from = link && result.places[link.from], to = link && result.places[link.to];
  if (link?.geometry) return cutAtEdges(link.geometry.map(([x = 0, y = 0]) => mapped(x, y)), westEdge);
  return link && from && to ? course(link.kind, mapped(from.lon, from.lat), mapped(to.lon, to.lat)) : [];
}

/** From one place to another, the shorter way around the earth: one line, or two that meet at the edges of the map.
    Worked out once, for results of one network share their links. */
function course(kind: string, from: Point, to: Point): Point[][] {
  const key = [kind, ...from, ...to].join(' ');
  const found = known.get(key) ?? (Math.abs(to[0] - from[0]) > 180 ? overEdge(from, to) : [drawnCourse(kind, from, to)]);
  known.set(key, found);
  return found;
}

function drawnCourse(kind: string, from: Point, to: Point): Point[] {
  if (kind === 'road') return bent(from, to, 0.1);
  if (kind !== 'sea_lane' && kind !== 'waterway') return bent(from, to, -0.04);
  const [west, east] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const [south, north] = [Math.min(from[1], to[1]), Math.max(from[1], to[1])];
  const extent = Math.max(east - west, north - south);
  const room = Math.max(0.6, extent * (kind === 'sea_lane' ? 0.45 : 0.25));
  const g = grid(Math.max(westEdge, west - room), Math.max(-60, south - room), Math.min(westEdge + 360, east + room), Math.min(80, north + room),
    kind === 'waterway');
  const cellOf = ([x, y]: Point): number => {
    const column = Math.min(g.width - 1, Math.max(0, Math.round((x - g.west) / g.cell)));
    const row = Math.min(g.height - 1, Math.max(0, Math.round((g.north - y) / g.cell)));
    return row * g.width + column;
  };
  const path = pulled(g, cheapest(g, cellOf(from), cellOf(to)), kind === 'waterway' ? 4 : 4000);
  const inner = path.slice(1, -1).map(cell => [g.west + (cell % g.width) * g.cell, g.north - Math.floor(cell / g.width) * g.cell] as Point);
  return rounded([from, ...inner, to]);
}
