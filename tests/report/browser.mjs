// Debian's Chromium without a network, and reports opened in it.
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const {chromium} = createRequire(join(process.env.MODULES, 'package.json'))('playwright-core');

/** Every host is refused: a report that needs anything from outside complains. */
export const open = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--host-resolver-rules=MAP * ~NOTFOUND'],
});

/** A tab with the report in it, and all that it complained about. */
export async function show(browser, file, {page = '', width = 1280, height = 860, dark = false, language = 'en-GB', first = async () => {}} = {}) {
  const context = await browser.newContext({viewport: {width, height}, colorScheme: dark ? 'dark' : 'light', locale: language,
    offline: true, permissions: ['clipboard-read', 'clipboard-write']});
  context.setDefaultTimeout(120_000);  // a busy machine is no failure
  const tab = await context.newPage();
  const complaints = [];
  tab.on('console', message => { if (message.type() !== 'log') complaints.push(`${message.type()}: ${message.text()}`); });
  tab.on('pageerror', error => complaints.push(`exception: ${error.message}`));
  tab.on('request', request => { if (!/^(file|data|blob):/.test(request.url())) complaints.push(`asks for ${request.url()}`); });
  tab.on('dialog', dialog => { complaints.push(`dialog: ${dialog.message()}`); return dialog.dismiss(); });
  await first(tab);
  await tab.goto(pathToFileURL(file).href + (page && `#${page}`));
  // The charts of the first page are drawn when its words are on the screen.
  await tab.evaluate(() => new Promise(done => requestAnimationFrame(() => setTimeout(() => setTimeout(done)))));
  return {tab, complaints, close: () => context.close()};
}
