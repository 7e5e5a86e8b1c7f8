import { defineConfig } from '#harness'

/** The server that comes with grantproof, as `grantproof serve --port 9400` starts it. Its credentials open nothing else. */
export default defineConfig({
  name: 'embedded',
  embedded: true,
  issuer: 'http://127.0.0.1:9400',
  clients: {
    client: {
      client_id: 'client',
      client_secret: 'worthless-secret-of-client',
      redirect_uris: ['https://client.example/callback', 'https://client.example:8443/other?tenant=1%2B2&lang=en'],
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'read write',
      introspection: true,
    },
    second_client: {
      client_id: 'second+client/2',
      client_secret: 'worthless-s3cr%t:+& /=~',
      redirect_uris: ['https://second.example/callback'],
      grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      scope: 'read write admin',
    },
    post_client: {
      client_id: 'post_client',
      client_secret: 'worthless-secret-of-post-client',
      redirect_uris: ['https://post.example/callback'],
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: ['authorization_code', 'refresh_token'],
      scope: 'read write',
    },
    public_client: {
      client_id: 'public_client',
      redirect_uris: ['http://127.0.0.1/callback', 'http://[::1]/callback/v6', 'com.example.app:/callback', 'http://localhost/signed-in'],
      grant_types: ['authorization_code', 'refresh_token'],
      application_type: 'native',
      scope: 'read write',
    },
    service_client: {
      client_id: 'service_client',
      client_secret: 'worthless-secret-of-service-client',
      redirect_uris: ['https://service.example/callback'],
      grant_types: ['client_credentials'],
      scope: 'read',
    },
  },
  users: {
    alice: { username: 'alice', password: 'worthless-password-of-alice' },
    bob: { username: 'bob', password: 'worthless-password-of-bob' },
  },
  scopes: { grantable: ['read', 'write'], not_allowed: 'admin', default: ['read'] },
  resource: { url: 'http://127.0.0.1:9400/resource', scope: 'read' },
  // In a process of its own the server's clock cannot jump, so waiting would take its time.
  allow: { slow: false },
})
