import { active, alteredSecret, onlyClientId, scenario, shownToken, toldNothing, withoutAuthentication } from '#harness'

export default scenario({
  title: 'Nobody learns anything about a token by introspection without authenticating.',
  why: 'Whoever may ask freely can try tokens one after another, and reads of each one that lives whose it is and what it opens. RFC 7662 2.1 and 4 demand that callers authenticate.',
  fix: 'Authenticate the caller before the token is looked up and answer 401; a client_id alone is no authentication.',
  requirements: ['rfc7662-2.1-authorization-required'],
  needs: ['authorization_code', 'introspection'],
  tries: ['failed_client_authentication'],
  cases: {
    'no credentials': {
      change: withoutAuthentication,
      detects: ['introspects-without-authentication', 'accepts-missing-client-authentication'],
    },
    'only client_id': { change: onlyClientId(), detects: ['introspects-without-authentication', 'accepts-missing-client-authentication'] },
    'a wrong secret': { change: alteredSecret('middle character changed'), detects: ['accepts-any-client-secret'] },
  },
  async act(t, { change }) {
    const token = await shownToken(t, t.client)
    return { answer: await t.client.introspect({ token }, change) }
  },
  control: ({ answer }) => active(answer),
  verify: ({ answer }) => toldNothing(answer),
})
