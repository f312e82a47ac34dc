declare module 'glossary' {
  export type InBoth = [english: string, chinese: string];
  const sections: {title: InBoth; terms: {term: InBoth; meaning: InBoth}[]}[];
  export default sections;
}
