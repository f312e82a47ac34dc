declare module 'glossary' {
  const sections: {title: string; terms: [english: string, chinese: string, meaning: string][]}[];
  export default sections;
}
