declare module 'base-map' {
  /** Rings and lines in hundredths of a degree: the first point, then steps. America lies east of 180 degrees. */
  const map: {land: number[][][]; lakes: number[][][]; rivers: number[][]};
  export default map;
}
