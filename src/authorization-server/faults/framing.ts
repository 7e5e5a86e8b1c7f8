import type { Answer } from '../answer.ts'
import { PageError } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization } from '../endpoints/authorization.ts'
import { errorPage, page } from '../pages.ts'
import { cookieForAllSites } from './cookies.ts'
import type { Fault } from './fault.ts'

/** A page that says nothing of frames, or only this. */
export function framable(answer: Answer, saying: Record<string, string> = {}): Answer {
  const { 'x-frame-options': _, 'content-security-policy': policy = '', ...headers } = answer.headers
  return { ...answer, headers: { ...headers, 'content-security-policy': policy.replace("; frame-ancestors 'none'", ''), ...saying } }
}

/** A session goes along into frames of other sites, where this becomes of the consent page. */
const framingConsent = (change: (answer: Answer) => Answer): Pick<Fault, 'authorization' | 'signIn'> => ({
  authorization: { ...cookieForAllSites.authorization, askConsent: (call) => change(authorization.askConsent(call)) },
  signIn: cookieForAllSites.signIn,
})

const hiding = 'if (top !== self) document.documentElement.hidden = true'

/** The same page with a script that its policy allows. */
function withScript(answer: Answer, script: string): Answer {
  const { headers, body } = page(200, '', '', script)
  const tag = /<script>.*<\/script>/.exec(body)![0]
  return {
    ...answer,
    headers: { ...answer.headers, 'content-security-policy': headers['content-security-policy']! },
    body: answer.body.replace('</body>', `${tag}</body>`),
  }
}

const signInIn = (call: AuthorizationCall, step: 'signIn' | 'signInBeforeErrors'): Answer | undefined => {
  const answer = cookieForAllSites.authorization[step]!(call) as Answer | undefined
  return answer && framable(answer)
}

export const framingFaults = {
  'lets-consent-be-clicked-in-frames': {
    summary: 'Lets other sites frame the consent page, and gives the session to frames of other sites.',
    seen: 'derived: RFC 6749 10.13, RFC 9700 4.16',
    ...framingConsent((answer) => framable(answer)),
  },
  'names-one-site-in-x-frame-options': {
    summary: 'Forbids frames by X-Frame-Options: ALLOW-FROM, which browsers do not know any more.',
    seen: 'derived: RFC 9700 4.16; HTML Living Standard 7.7.3',
    unlike: { 'lets-consent-be-clicked-in-frames': 'There is a header that forbids frames, and no browser reads it.' },
    ...framingConsent((answer) => framable(answer, { 'x-frame-options': 'ALLOW-FROM https://client.example/' })),
  },
  'hides-in-frames-by-script-alone': {
    summary: 'Hides the consent page in frames by its script, which a sandbox keeps from running.',
    seen: 'derived: RFC 9700 4.16; Rydstedt, Bursztein, Boneh, Jackson 2010, Busting Frame Busting',
    unlike: {
      'lets-consent-be-clicked-in-frames': 'A page whose script runs cannot be clicked: it is displayed, and nothing comes of it.',
    },
    ...framingConsent((answer) => framable(withScript(answer, hiding))),
  },
  'lets-sign-in-be-framed': {
    summary: 'Lets other sites frame the sign-in page, and gives the session to frames of other sites.',
    seen: 'derived: RFC 9700 4.16',
    ...cookieForAllSites,
    authorization: { signIn: (call) => signInIn(call, 'signIn'), signInBeforeErrors: (call) => signInIn(call, 'signInBeforeErrors') },
  },
  'lets-error-pages-be-framed': {
    summary: 'Forbids frames on every page but those of errors.',
    seen: 'derived: RFC 9700 4.16',
    authorization: {
      findClient: (call) => {
        try {
          return authorization.findClient(call)
        } catch (error) {
          if (!(error instanceof PageError)) throw error
          return framable(errorPage(error.status, error.message))
        }
      },
    },
  },
} satisfies Record<string, Fault>
