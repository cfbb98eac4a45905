// Runs oidc-provider on 127.0.0.1. Each line of its input is a JWKS to go on with (the first key of
// an algorithm signs, all are published) or empty; each is answered with the issuer and with how
// often each path was asked for. It ends with its input.
import { once } from "node:events";
import { createServer } from "node:http";
import { createInterface } from "node:readline";
import Provider from "oidc-provider";

const { port, secret, clients } = JSON.parse(process.argv[2]);
// Standard output is for the answers; its notices are about production, which this is not.
console.info = console.warn = () => {};

const asked = {};
let answer;
const server = createServer((request, response) => {
  asked[request.url] = (asked[request.url] ?? 0) + 1;
  answer(request, response);
});
await once(server.listen(port, "127.0.0.1"), "listening");
const issuer = `http://127.0.0.1:${server.address().port}`;

const configuration = {
  clients: Object.keys(clients).map((client_id) => ({
    client_id,
    client_secret: secret,
    token_endpoint_auth_method: "client_secret_post",
    grant_types: ["client_credentials"],
    response_types: [],
    redirect_uris: [],
  })),
  extraTokenClaims: (_, { clientId }) => clients[clientId],
  features: {
    clientCredentials: { enabled: true },
    devInteractions: { enabled: false },
    resourceIndicators: {
      enabled: true,
      // The audience is the resource; how to sign and for how long comes with the request.
      getResourceServerInfo: ({ oidc: { body } }) => ({
        scope: "",
        accessTokenFormat: "jwt",
        accessTokenTTL: Number(body.seconds),
        jwt: { sign: { alg: body.algorithm } },
      }),
    },
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  // A provider takes its keys once; what it signed needs no memory, so another can go on.
  if (line) {
    const provider = new Provider(issuer, { ...configuration, jwks: JSON.parse(line) });
    provider.on("server_error", (_, error) => console.error(error));
    answer = provider.callback();
  }
  console.log(JSON.stringify({ issuer, asked }));
}
process.exit();
