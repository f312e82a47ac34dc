// Time on a slider, with a button that plays it.
import {h} from '../dom';
import {t} from '../language';
import {choose, chosen, keep} from '../state';

interface Player {
  key: string;                     // in the address
  label: string;
  most: number;                    // steps, from 0
  wait: number;                    // milliseconds between two of them
  said: (step: number) => string;  // when that is
  show: (step: number) => void;
}

/** The step that is remembered, and what stands beside one another to choose another. While it plays the address stays as it
    is: browsers refuse to have it written many times a second. */
export function player({key, label, most, wait, said, show}: Player): {first: number; controls: HTMLElement[]} {
  let step = Math.min(most, Math.max(0, Math.trunc(Number(chosen(key, '0'))) || 0));
  let timer: ReturnType<typeof setInterval> | undefined;
  const when = h('output', {}, said(step));
  const stepText = (): string => (step === 0 ? '' : String(step));
  const remember = (): void => choose(key, stepText());
  const turn = (next: number): void => {
    step = next;
    keep(key, stepText());
    slider.value = String(next);
    when.textContent = said(next);
    show(next);
  };
  const slider = h('input', {type: 'range', min: 0, max: most, value: step, step: 1, 'aria-label': label, input: () => {
    turn(Number(slider.value));
    remember();
  }});
  const stop = (): void => {
    clearInterval(timer);
    timer = undefined;
    remember();
  };
  const play = h('button', {type: 'button', click: () => {
    if (timer) stop();
    else timer = setInterval(() => (slider.isConnected ? turn(step >= most ? 0 : step + 1) : clearInterval(timer)), wait);
    play.textContent = t(timer ? 'stop' : 'play');
  }}, t('play'));
  return {first: step, controls: [h('span', {}, label), play, slider, when]};
}
