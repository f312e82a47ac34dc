// node screenshots.mjs REPORT.html FOLDER: the pictures in docs/images. MODULES names the node_modules with playwright-core.
import {join} from 'node:path';
import {open, show} from './browser.mjs';

const [report, folder] = process.argv.slice(2);
const pictures = {
  overview: {page: 'overview', height: 760},
  map: {page: 'map', height: 900, scroll: '.key'},
  services: {page: 'services', height: 700},
  hours: {page: 'where', height: 660},
  comparison: {page: 'comparison', height: 700},
  chinese: {page: 'map', height: 900, scroll: '.key', dark: true, language: 'zh-CN'},
};
const browser = await open();
for (const [name, {scroll, ...options}] of Object.entries(pictures)) {
  const {tab, close} = await show(browser, report, {width: 1200, ...options});
  if (scroll) await tab.$eval(scroll, element => scrollBy(0, element.getBoundingClientRect().top - 110));
  await tab.waitForTimeout(500);
  await tab.screenshot({path: join(folder, `${name}.png`)});
  await close();
}
await browser.close();
