// Digital Bazaar's libraries, put together as their own documentation says.

import * as vc from '@digitalbazaar/vc';
import {CachedResolver} from '@digitalbazaar/did-io';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import * as DidKey from '@digitalbazaar/did-method-key';
import * as DidWeb from '@digitalbazaar/did-method-web';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {page} from './net.mjs';

const contexts = new Map();
const ed25519 = {multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from};

export function know(address, context) {
  contexts.set(address, context);
}

// What another question was told of an issuer is not kept for the next.
function resolver() {
  const found = new CachedResolver();
  for (const method of [DidKey, DidWeb]) {
    const driver = method.driver();
    driver.use(ed25519);
    found.use(driver);
  }
  return found;
}

async function document(address, resolve) {
  if (contexts.has(address)) return contexts.get(address);
  if (address.startsWith('did:')) return resolve.get({url: address});
  const text = page(address);
  if (text === undefined) throw new Error(`not found: ${address}`);
  return JSON.parse(text);
}

export async function judge(text) {
  const resolve = resolver();
  const documentLoader = async url =>
    ({contextUrl: null, documentUrl: url, document: await document(url, resolve)});
  const found = await vc.verifyCredential({
    credential: JSON.parse(text),
    suite: new DataIntegrityProof({cryptosuite}),
    documentLoader,
    checkStatus,
  });
  const set = (found.statusResult?.results ?? []).filter(result => result.status);
  if (set.length > 0) return `${set[0].credentialStatus.statusPurpose} is set`;
  return found.verified ? '' : complaint(found.error ?? found.statusResult?.error);
}

function complaint(error) {
  const inner = error?.errors?.[0] ?? error?.cause ?? error;
  return `${inner?.name ?? 'Error'}: ${inner?.message ?? 'not verified'}`;
}
