// The reference implementation in JavaScript, put together as its own documentation says: Digital Bazaar's vc,
// data-integrity and eddsa-rdfc-2022-cryptosuite. One JSON task a line on stdin, one JSON answer a line on stdout.

import * as DidKey from '@digitalbazaar/did-method-key';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import * as vc from '@digitalbazaar/vc';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {createInterface} from 'node:readline';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {readFileSync} from 'node:fs';

const documents = new Map();
const bundled = new URL('../../src/cairn/engines/openbadges/contexts/', import.meta.url);
for (const {address, file} of JSON.parse(readFileSync(new URL('manifest.json', bundled)))) {
  documents.set(address, JSON.parse(readFileSync(new URL(`data/${file}`, bundled))));
}

const didKey = DidKey.driver();
didKey.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});

async function documentLoader(url) {
  if (!documents.has(url)) {
    if (!url.startsWith('did:key:')) throw new Error(`not found: ${url}`);
    documents.set(url, await didKey.get({url}));
  }
  return {contextUrl: null, documentUrl: url, document: documents.get(url)};
}

async function issue({credential, key, created}) {
  const pair = await Ed25519Multikey.from(key);
  const suite = new DataIntegrityProof({signer: pair.signer(), date: created, cryptosuite});
  return vc.issue({credential, suite, documentLoader});
}

// Status lists are left out of what is measured, on both sides.
async function checkStatus() {
  return {verified: true};
}

async function verify({credential}) {
  const suite = new DataIntegrityProof({cryptosuite});
  return (await vc.verifyCredential({credential, suite, documentLoader, checkStatus})).verified;
}

const work = {issue, verify};

for await (const line of createInterface({input: process.stdin})) {
  const {task, credentials, key, created} = JSON.parse(line);
  const made = [];
  const began = process.cpuUsage();
  for (const credential of credentials) made.push(await work[task]({credential, key, created}));
  const {user, system} = process.cpuUsage(began);
  const seconds = (user + system) / 1e6;
  process.stdout.write(`${JSON.stringify({seconds, made})}\n`);
}
