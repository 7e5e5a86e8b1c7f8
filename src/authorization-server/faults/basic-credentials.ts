import { checkSecretBy, clientAuthentication, failed, readBasicCredentialsBy } from '../endpoints/client-authentication.ts'
import { formDecode } from '../parameters.ts'
import type { Fault } from './fault.ts'

const basicSyntax = /^basic +([A-Za-z0-9+/]+={0,2})$/i

/** As the sound server reads the two halves, but with another division and without a net under the decoding. */
const readBasicBy = (divide: RegExp, decode: (text: string) => string): typeof clientAuthentication.readBasicCredentials => {
  return ({ authorizations, credentials }) => {
    for (const authorization of authorizations) {
      const [, base64 = ''] = basicSyntax.exec(authorization) ?? []
      const [, id, secret] = divide.exec(Buffer.from(base64, 'base64').toString('utf8')) ?? []
      if (id === undefined || secret === undefined) throw failed()
      credentials.push({ method: 'client_secret_basic', client_id: decode(id), client_secret: decode(secret) })
    }
  }
}

function decodeOrFail(text: string): string {
  try {
    return formDecode(text)
  } catch {
    throw failed()
  }
}

export const basicCredentialsFaults = {
  'does-not-decode-basic-credentials': {
    summary: 'Takes client_id and secret out of Basic without form-decoding them.',
    seen: 'spring-attic/spring-security-oauth issue 1826',
    clientAuthentication: { readBasicCredentials: readBasicCredentialsBy(basicSyntax, (text) => text) },
  },
  'compares-basic-credentials-as-encoded': {
    summary: 'Encodes the credentials that it knows and compares texts, so that another spelling of the same credentials is wrong.',
    seen: 'derived: RFC 6749 2.3.1, appendix B',
    clientAuthentication: {
      readBasicCredentials: readBasicCredentialsBy(basicSyntax, (text) => {
        const decoded = formDecode(text)
        if (new URLSearchParams([['', decoded]]).toString() !== `=${text}`) throw failed()
        return decoded
      }),
    },
  },
  'reads-plus-in-basic-as-plus': {
    summary: 'Decodes the percent escapes in Basic credentials, and leaves the plus that stands for a space.',
    seen: 'goauthentik/authentik pull request 20779',
    clientAuthentication: { readBasicCredentials: readBasicCredentialsBy(basicSyntax, (text) => formDecode(text.replaceAll('+', '%2B'))) },
  },
  'decodes-basic-credentials-twice': {
    summary: 'Decodes Basic credentials again when what came out still looks encoded.',
    seen: 'derived: RFC 6749 2.3.1',
    clientAuthentication: {
      readBasicCredentials: readBasicCredentialsBy(basicSyntax, (text) => {
        const once = formDecode(text)
        return /^[\w.*+-]*(?:%[\dA-Fa-f]{2}[\w.*+-]*)+$/.test(once) ? formDecode(once) : once
      }),
    },
  },
  'knows-escapes-in-upper-case-only': {
    summary: 'Decodes %3A in Basic credentials and leaves %3a as it is.',
    seen: 'derived: RFC 3986 2.1',
    clientAuthentication: {
      readBasicCredentials: readBasicCredentialsBy(basicSyntax, (text) => formDecode(text.replaceAll(/%(?=\d?[a-f])/g, '%25'))),
    },
  },
  'divides-basic-at-the-last-colon': {
    summary: 'Takes whatever stands before the last colon of Basic credentials for the client_id.',
    seen: 'derived: RFC 7617 2',
    clientAuthentication: { readBasicCredentials: readBasicBy(/^(.*):([^:]*)$/s, decodeOrFail) },
  },
  'compares-basic-scheme-with-case': {
    summary: 'Knows the authentication scheme only as "Basic".',
    seen: 'derived: RFC 9110 11.1',
    clientAuthentication: {
      readBasicCredentials: readBasicCredentialsBy(new RegExp(basicSyntax.source.replace('basic', 'Basic')), formDecode),
    },
  },
  'crashes-on-malformed-basic': {
    summary: 'Answers an Authorization header that it cannot read with 500.',
    seen: 'derived: RFC 6749 10.14',
    clientAuthentication: {
      readBasicCredentials: (call) => {
        try {
          clientAuthentication.readBasicCredentials(call)
        } catch (cause) {
          throw new TypeError('unexpected Authorization', { cause })
        }
      },
    },
  },
  'crashes-on-broken-escapes-in-basic': {
    summary: 'Answers Basic credentials with a percent sign that begins no escape with 500.',
    seen: 'cloudflare/workers-oauth-provider issue 243, panva/node-oidc-provider issue 267',
    clientAuthentication: { readBasicCredentials: readBasicBy(/^([^:]*):(.*)$/s, (text) => decodeURIComponent(text.replaceAll('+', ' '))) },
  },
  'takes-other-authorization-for-none': {
    summary: 'Passes an Authorization header over that is not Basic with base64, and then asks for no secret at all.',
    seen: 'derived: RFC 6749 3.2.1',
    clientAuthentication: {
      readBasicCredentials: (call) => {
        const other = call.authorizations.some((field) => !basicSyntax.test(field))
        const client = call.world.store.codes.get(call.parameters.get('code') ?? '')?.grant.client
        if (other && client) call.credentials.push({ ...client, method: client.token_endpoint_auth_method })
        else clientAuthentication.readBasicCredentials(call)
      },
    },
  },
  'ignores-what-follows-basic-credentials': {
    summary: 'Reads the base64 of Basic credentials as far as it goes, whatever stands behind it.',
    seen: 'derived: RFC 9110 11.4',
    clientAuthentication: {
      readBasicCredentials: readBasicCredentialsBy(new RegExp(basicSyntax.source.replace('$', ''), 'i'), formDecode),
    },
  },
  'reads-one-authorization-field-only': {
    summary: 'Takes the first of two Authorization fields and does not see the other.',
    seen: 'derived: RFC 9110 5.3',
    clientAuthentication: {
      readBasicCredentials: (call) =>
        clientAuthentication.readBasicCredentials({
          ...call,
          authorizations: call.authorizations.slice(0, 1),
          credentials: call.credentials,
        }),
    },
  },
  'trims-client-secret': {
    summary: 'Cuts white space off both ends of a client secret before it compares.',
    seen: 'derived: RFC 6749 A.2',
    clientAuthentication: { checkSecret: checkSecretBy((expected, given) => expected === given.trim()) },
  },
  'cuts-client-secret-at-nul': {
    summary: 'Compares a client secret as far as the first NUL byte.',
    seen: 'derived: RFC 6749 A.2',
    clientAuthentication: { checkSecret: checkSecretBy((expected, given) => expected === given.split('\0')[0]) },
  },
  'compares-only-the-beginning-of-client-secret': {
    summary: 'Compares the first 20 characters of a client secret, as bcrypt does the first 72 bytes.',
    seen: 'CVE-2025-22228 (Spring Security)',
    clientAuthentication: { checkSecret: checkSecretBy((expected, given) => expected.slice(0, 20) === given.slice(0, 20)) },
  },
} satisfies Record<string, Fault>
