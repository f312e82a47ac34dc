declare module 'result-figures' {
  /** By section of a result: the numbers in each of its entries, as result.schema.json lists and describes them. */
  const figures: Record<string, {key: string; unit?: string; label?: {en: string; zh: string}}[]>;
  export default figures;
}
