// Exits with 0 if script/node_modules holds the packages of script/package-lock.json (with --build-only: those of the build).
import { readFileSync } from 'node:fs';

const folder = new URL('../', import.meta.url);
const json = (path) => JSON.parse(readFileSync(new URL(path, folder), 'utf8'));
const buildOnly = process.argv.includes('--build-only');

const wanted = Object.entries(json('package-lock.json').packages).filter(([path, { dev }]) => path !== '' && !(buildOnly && dev));
const there = wanted.every(([path, { version }]) => {
  try {
    return json(`${path}/package.json`).version === version;
  } catch {
    return false;
  }
});
process.exit(there ? 0 : 1);
