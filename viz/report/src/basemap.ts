import packed from 'base-map';
import {echarts} from './chart';
import {ink} from './theme';

export type Point = [number, number];  // degrees east (America beyond 180), degrees north

const unpack = (steps: number[]): Point[] => {
  const line: Point[] = [];
  let x = 0, y = 0;
  for (let i = 0; i + 1 < steps.length; i += 2) {
    x += steps[i] ?? 0;
    y += steps[i + 1] ?? 0;
    line.push([x / 100, y / 100]);
  }
  return line;
};

interface BaseMap { land: Point[][][]; lakes: Point[][][]; rivers: Point[][] }
let map: BaseMap | undefined;
export function baseMap(): BaseMap {
  return map ??= {land: packed.land.map(p => p.map(unpack)), lakes: packed.lakes.map(p => p.map(unpack)), rivers: packed.rivers.map(unpack)};
}

/** Where the map begins, degrees east; it ends 360 degrees further. */
export const westEdge = -30;
/** Places where the base map has them: America lies to the right of the Pacific. */
export const mapped = (longitude: number, latitude: number): Point => [longitude < westEdge ? longitude + 360 : longitude, latitude];

const mapName = 'land-and-waters';
let registered = false;
/** Gives ECharts the base map, once. Never under the name of a country, to which ECharts adds shapes of its own. */
function registerBaseMap(): void {
  if (registered) return;
  registered = true;
  const {land, lakes, rivers} = baseMap();
  const feature = (name: string, type: string, coordinates: unknown) => ({type: 'Feature', properties: {name}, geometry: {type, coordinates}});
  echarts.registerMap(mapName, {type: 'FeatureCollection', features: [
    feature('land', 'MultiPolygon', land), feature('lakes', 'MultiPolygon', lakes), feature('rivers', 'MultiLineString', rivers),
  ]} as never);
}

/** Miller's projection: like Mercator's, with less of the far north. */
const projection = {
  project: ([x, y]: number[]): [number, number] =>
    [x ?? 0, (-180 / Math.PI) * 1.25 * Math.log(Math.tan(Math.PI / 4 + 0.4 * ((y ?? 0) * Math.PI) / 180))],
  unproject: ([x, y]: number[]): [number, number] =>
    [x ?? 0, (180 / Math.PI) * 2.5 * (Math.atan(Math.exp((0.8 * -(y ?? 0) * Math.PI) / 180)) - Math.PI / 4)],
};

export type Bounds = [Point, Point];  // north-west, south-east
/** What holds all points, with room around them; names stand to the right of their places. */
export function boundsOf(points: Point[], {around = 0.06, least = 1, right = 1} = {}): Bounds {
  const xs = points.map(([x]) => x), ys = points.map(([, y]) => y);
  const [west, east, south, north] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const room = Math.max(least, around * Math.max(east - west, north - south));
  return [[west - room, north + room], [east + right * room, south - room]];
}

/** The ground of a map in the colours of the theme: what an ECharts option needs besides its series. */
export function ground(bounds: Bounds): object {
  registerBaseMap();
  return {
    backgroundColor: ink().water,
    geo: {map: mapName, roam: true, projection, boundingCoords: bounds, silent: true, left: 0, right: 0, top: 0, bottom: 0, scaleLimit: {min: 0.5, max: 60},
      itemStyle: {areaColor: ink().land, borderColor: ink().pale, borderWidth: 0.6},
      regions: [{name: 'lakes', itemStyle: {areaColor: ink().water, borderColor: ink().stream, borderWidth: 0.5}},
        {name: 'rivers', itemStyle: {areaColor: 'transparent', borderColor: ink().stream, borderWidth: 1}}]},
  };
}
