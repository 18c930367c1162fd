// One JSON question a line on stdin, one JSON answer a line on stdout; README.md says what stands in them.

import {createInterface} from 'node:readline';
import {readFileSync} from 'node:fs';
import * as clock from './clock.mjs';
import * as net from './net.mjs';

// What the tools tell of themselves is not an answer.
console.log = console.error;

const dcc = await import('./dcc.mjs');
const digitalBazaar = await import('./digital_bazaar.mjs');
const tools = {'digital-bazaar': digitalBazaar, 'dcc': dcc};

const bundled = new URL('../../src/cairn/engines/openbadges/contexts/', import.meta.url);
for (const {address, file} of JSON.parse(readFileSync(new URL('manifest.json', bundled)))) {
  digitalBazaar.know(address, JSON.parse(readFileSync(new URL(`data/${file}`, bundled))));
}

async function answer({id, tool, text, now, pages}) {
  net.use(pages);
  clock.set(now);
  let said;
  try {
    said = await tools[tool].judge(text);
  } catch (error) {
    said = `${error.name}: ${error.message}`;
  }
  return {id, valid: said === '', said};
}

for await (const line of createInterface({input: process.stdin})) {
  const question = JSON.parse(line);
  if (question.tool === undefined) {
    net.add(question.pages);
  } else {
    process.stdout.write(`${JSON.stringify(await answer(question))}\n`);
  }
}
