// An independent provider of OpenID Connect (oidc-provider) in the place of the city's sign-in. Prints its issuer; ends when its input does.
// Whoever types a name there is that person: "an" has the verified address an@haiphong.test, "gia-an" claims the same one unverified.
import { createServer } from 'node:http';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const { default: Provider } = await import(pathToFileURL(join(process.env.PEERS, 'node_modules/oidc-provider/lib/index.js')));
const people = JSON.parse(process.env.PEOPLE);
const clients = JSON.parse(process.env.CLIENTS);

const server = createServer();
server.listen(0, '127.0.0.1', () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
    pkce: { required: () => true },
    features: { devInteractions: { enabled: true } },
    cookies: { keys: ['a-key-of-the-test'] },
  });
  server.on('request', provider.callback());
  console.log(issuer);
});
process.stdin.on('end', () => process.exit()).resume();
