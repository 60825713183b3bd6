import * as oauth from 'oauth4webapi';

/** Who signs people in: `GET /upload/config.json`. */
export interface SignInConfig {
  readonly issuer: string;
  readonly client: string;
  readonly scope: string;
}

/** What is kept while the issuer has the browser; the token itself is never kept. */
const KEPT = 'joint-credit sign-in';

const redirectUri = (): string => new URL('/upload', location.href).href;

const options = ({ issuer }: SignInConfig) => ({
  // Only an issuer on this machine speaks plain HTTP.
  [oauth.allowInsecureRequests]: issuer.startsWith('http:'),
});

const discover = async (config: SignInConfig): Promise<oauth.AuthorizationServer> => {
  const issuer = new URL(config.issuer);
  return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, options(config)));
};

/** Leaves for the issuer (authorization code with PKCE, RFC 7636). */
export const leaveToSignIn = async (config: SignInConfig): Promise<void> => {
  const { authorization_endpoint: endpoint } = await discover(config);
  if (endpoint === undefined) throw new Error('the issuer signs nobody in by a page');
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  sessionStorage.setItem(KEPT, JSON.stringify({ verifier, state }));
  const url = new URL(endpoint);
  for (const [name, value] of Object.entries({
    response_type: 'code',
    client_id: config.client,
    redirect_uri: redirectUri(),
    scope: config.scope,
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }))
    url.searchParams.set(name, value);
  location.assign(url);
};

const kept = (): { readonly verifier: string; readonly state: string } | undefined => {
  const { verifier, state } = JSON.parse(sessionStorage.getItem(KEPT) ?? '{}');
  sessionStorage.removeItem(KEPT);
  return typeof verifier === 'string' && typeof state === 'string' ? { verifier, state } : undefined;
};

/** The access token, if the issuer has just sent the browser back with a code; undefined if it has not. Throws if the code is not good. */
export const tokenAfterReturn = async (config: SignInConfig): Promise<string | undefined> => {
  const here = new URL(location.href);
  if (!here.searchParams.has('state')) return undefined;
  // A code is good once: nobody comes back to this address.
  history.replaceState(null, '', redirectUri());
  const mine = kept();
  if (mine === undefined) return undefined;
  const server = await discover(config);
  const client = { client_id: config.client };
  const parameters = oauth.validateAuthResponse(server, client, here, mine.state);
  const answer = await oauth.authorizationCodeGrantRequest(
    server,
    client,
    oauth.None(),
    parameters,
    redirectUri(),
    mine.verifier,
    options(config),
  );
  return (await oauth.processAuthorizationCodeResponse(server, client, answer)).access_token;
};
