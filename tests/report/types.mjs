// TypeScript of what a result file holds, from its schema: node types.mjs <node_modules> <result.schema.json> <result.d.ts>
import {readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join, resolve} from 'node:path';
import {pathToFileURL} from 'node:url';

const [modules, schema, made] = process.argv.slice(2).map(path => resolve(path));
const {compile} = createRequire(pathToFileURL(join(modules, '..', 'package.json')))('json-schema-to-typescript');
writeFileSync(made, await compile(JSON.parse(readFileSync(schema, 'utf8')), 'Result', {bannerComment: '', format: false}));
