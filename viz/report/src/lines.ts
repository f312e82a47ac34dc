import type {Point} from './basemap';

/** A line on the map, in the parts between its edges: it begins at `westEdge` and ends 360 degrees further. */
export function cutAtEdges(line: Point[], westEdge: number): Point[][] {
  const parts: Point[][] = [[]];
  line.forEach((to, i) => {
    const from = line[i - 1], part = parts[parts.length - 1] as Point[];
    if (from && Math.abs(to[0] - from[0]) > 180) {
      const turn = to[0] > from[0] ? -360 : 360, edge = turn > 0 ? westEdge + 360 : westEdge;
      const y = from[1] + ((to[1] - from[1]) * (edge - from[0])) / (to[0] + turn - from[0]);
      part.push([edge, y]);
      parts.push([[edge - turn, y], to]);
    } else {
      part.push(to);
    }
  });
  return parts;
}
