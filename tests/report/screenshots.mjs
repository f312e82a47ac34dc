// node screenshots.mjs FOLDER yangtze=REPORT.html postal=REPORT.html ...: the pictures in docs/images, of the reports that are
// given. MODULES names the node_modules with playwright-core. tools/screenshots makes the reports first.
import {join} from 'node:path';
import {open, show} from './browser.mjs';

const [folder, ...given] = process.argv.slice(2);
const reports = Object.fromEntries(given.map(each => each.split('=')));
const pictures = {
  overview: {of: 'yangtze', page: 'overview', height: 760},
  map: {of: 'yangtze', page: 'map', height: 900, scroll: '.key'},
  services: {of: 'yangtze', page: 'services', height: 700},
  hours: {of: 'yangtze', page: 'where', height: 660},
  comparison: {of: 'yangtze', page: 'comparison', height: 700},
  chinese: {of: 'yangtze', page: 'map', height: 900, scroll: '.key', dark: true, language: 'zh-CN'},
  customs: {of: 'same-ship', page: 'customs', height: 900},
  postal: {of: 'postal', page: 'mail', height: 900},
  appraisal: {of: 'appraisal', page: 'appraisal', height: 900},
  gains: {of: 'appraisal', page: 'gains', height: 900},
};
const browser = await open();
for (const [name, {of, scroll, ...options}] of Object.entries(pictures)) {
  if (!reports[of]) continue;
  const {tab, close} = await show(browser, reports[of], {width: 1200, ...options});
  if (scroll) await tab.$eval(scroll, element => scrollBy(0, element.getBoundingClientRect().top - 110));
  await tab.waitForTimeout(500);
  await tab.screenshot({path: join(folder, `${name}.png`)});
  await close();
}
await browser.close();
