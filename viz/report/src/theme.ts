import type {Group} from './result';

export type Theme = 'light' | 'dark';
let theme: Theme = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
export const currentTheme = (): Theme => theme;
export const setTheme = (next: Theme): void => {
  theme = next;
  document.documentElement.dataset['theme'] = next;
};

interface Ink { text: string; soft: string; line: string; paper: string; water: string; land: string; stream: string; accent: string; bar: string; pale: string }
const inks: Record<Theme, Ink> = {
  light: {text: '#1d2b36', soft: '#5d6d78', line: '#dfe5e8', paper: '#ffffff', water: '#e3edf1', land: '#f7f5ef', stream: '#b7d2de',
    accent: '#b3372b', bar: '#2a6f8f', pale: '#c9d8df'},
  dark: {text: '#e4eaee', soft: '#98a8b3', line: '#2e3b45', paper: '#17212a', water: '#121b22', land: '#26323b', stream: '#31566a',
    accent: '#e2705f', bar: '#5aa7c7', pale: '#3c4d59'},
};
export const ink = (): Ink => inks[theme];

// Trade classes and modes keep their colour on every page. Told apart also by those who see red and green alike.
export const tradeColours: Record<string, string> = {
  domestic: '#2a7f8e', export: '#d98b2b', import: '#54589f', transshipment: '#a15c87', empty: '#9aa8b0',
};
export const modeColours: Record<string, string> = {
  sea: '#33588f', river: '#1f8a8a', rail: '#b3543a', road: '#8b8f7a', air: '#8a6bb1',
  sea_lane: '#33588f', waterway: '#1f8a8a', railway: '#b3543a',
};

// Groups of causes have a family of colours each; members get lighter in the order of the format.
const families: Record<Group, string[]> = {
  under_way: ['#2a6f8f', '#6ba3bd'],
  in_hand: ['#4c8c6b', '#86b59c', '#b3d1c1'],
  waiting: ['#b3372b', '#cf6b4a', '#e0965f', '#c98a2b', '#e3bb6c', '#a8563f', '#d6a08a', '#8f4a4a', '#c7b08a', '#d98b6b'],
  papers: ['#6a5796', '#9583b8', '#bdb0d4'],
  kept: ['#8796a0'],
};
export const familyColour = (group: Group, member = 0): string => {
  const family = families[group];
  return family[member % family.length] ?? '#888888';
};

export const palette = ['#2a6f8f', '#d98b2b', '#54589f', '#4c8c6b', '#b3372b', '#a15c87', '#8796a0', '#c7a64a'];
export const seriesColour = (i: number): string => palette[i % palette.length] ?? '#888888';

/** From quiet to alarming, for shares from 0 to 1. */
export const heat = ['#4b93a8', '#8fb996', '#e3c567', '#dd8f4c', '#b3372b'];
export const heatColour = (share: number): string =>
  heat[Math.min(heat.length - 1, Math.floor(Math.max(0, share) * heat.length))] ?? '#888888';
