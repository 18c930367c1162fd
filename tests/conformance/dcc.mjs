// The verifier of the Digital Credentials Consortium. It brings its own contexts, resolvers and loader.

import {verifyCredential} from '@digitalcredentials/verifier-core';

// Whether an issuer stands in somebody's registry is not asked here.
const ASIDE = new Set(['registered_issuer']);

export async function judge(text) {
  const found = await verifyCredential({credential: JSON.parse(text), knownDIDRegistries: []});
  if (found.errors) return `${found.errors[0].name}: ${found.errors[0].message}`;
  for (const step of found.log) {
    if (step.error) return `${step.id}: ${step.error.message}`;
    if (!step.valid && !ASIDE.has(step.id)) return `${step.id} is false`;
  }
  return schemaComplaint(found.additionalInformation ?? []);
}

function schemaComplaint(information) {
  for (const {id, results} of information) {
    if (id !== 'schema_check' || !Array.isArray(results)) continue;
    for (const {result} of results) {
      if (!result.valid) return `schema: ${result.errors[0].instancePath} ${result.errors[0].message}`;
    }
  }
  return '';
}
