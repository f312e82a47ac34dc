// Modules of the page, as Node can load them: BUILT names the node_modules with esbuild, SOURCES the folder viz/report.
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {pathToFileURL} from 'node:url';

const {buildSync} = createRequire(join(process.env.BUILT, '..', 'package.json'))('esbuild');

/** What the files under src export, all of one world: `language` set in one is set for all. */
export async function load(...files) {
  globalThis.navigator ??= {language: 'en'};
  globalThis.matchMedia ??= () => ({matches: false});
  const {outputFiles: [{text}]} = buildSync({
    stdin: {contents: files.map(file => `export * from './src/${file}';`).join('\n'), resolveDir: process.env.SOURCES, loader: 'ts'},
    bundle: true, format: 'esm', write: false, charset: 'utf8', logLevel: 'warning'});
  const folder = mkdtempSync(join(tmpdir(), 'tongzhou-modules-'));
  try {
    const file = join(folder, 'modules.mjs');
    writeFileSync(file, text);
    return await import(pathToFileURL(file));
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
