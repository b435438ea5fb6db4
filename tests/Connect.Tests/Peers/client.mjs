// An independent client of OpenID Connect (openid-client), told by the test what to do: a line of JSON in, a line of JSON out.
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const oidc = await import(pathToFileURL(join(process.env.PEERS, 'node_modules/openid-client/build/index.js')));
const insecure = { execute: [oidc.allowInsecureRequests] }; // loopback, no TLS
let config, attempt;

const commands = {
  async discover({ issuer, client, secret, post }) {
    const auth = secret ? (post ? oidc.ClientSecretPost(secret) : oidc.ClientSecretBasic(secret)) : oidc.None();
    config = await oidc.discovery(new URL(issuer), client, undefined, auth, insecure);
    oidc.enableNonRepudiationChecks(config); // signatures of id tokens are checked against the published keys
    const { execute, ...metadata } = config.serverMetadata();
    return metadata;
  },
  async begin({ redirectUri, scope }) {
    attempt = { pkceCodeVerifier: oidc.randomPKCECodeVerifier(), expectedState: oidc.randomState(), expectedNonce: oidc.randomNonce(), idTokenExpected: true };
    return oidc.buildAuthorizationUrl(config, {
      redirect_uri: redirectUri, scope, state: attempt.expectedState, nonce: attempt.expectedNonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(attempt.pkceCodeVerifier), code_challenge_method: 'S256',
    }).href;
  },
  async finish({ address }) {
    const tokens = await oidc.authorizationCodeGrant(config, new URL(address), attempt);
    return { ...tokens, claims: tokens.claims() };
  },
  userinfo: ({ access, subject }) => oidc.fetchUserInfo(config, access, subject),
  refresh: async ({ token }) => ({ ...await oidc.refreshTokenGrant(config, token) }),
  endSession: async ({ idToken, back }) => oidc.buildEndSessionUrl(config, { id_token_hint: idToken, post_logout_redirect_uri: back, state: 'after' }).href,
  machine: async ({ scope }) => ({ ...await oidc.clientCredentialsGrant(config, scope ? { scope } : {}) }),
};

for await (const line of createInterface({ input: process.stdin })) {
  const { command, ...rest } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ result: await commands[command](rest) }));
  } catch (e) {
    console.log(JSON.stringify({ error: e.error ?? e.code ?? e.name, message: `${e.message} ${e.cause?.message ?? ''}`, status: e.status }));
  }
}
