import type { Answer } from '../answer.ts'
import type { AuthorizationCall } from '../endpoints/authorization.ts'
import { authorization, authorizationResponse } from '../endpoints/authorization.ts'
import { inScript, page, webMessagePage } from '../pages.ts'
import { webOrigin } from '../redirect-uri.ts'
import { type Fault, perWorld } from './fault.ts'

/** Sends messages of `response_mode=web_message` to what the window that asked has for its origin. */
const meantFor = (target: (call: AuthorizationCall) => string): Required<Pick<Fault, 'authorizationResponse'>> => ({
  authorizationResponse: {
    postMessage: (call) => (call.responseMode === 'web_message' ? webMessagePage(target(call), call.response) : undefined),
  },
})

/** What the authorization request said, also after the user was asked. */
const requested = ({ interaction, parameters }: AuthorizationCall, name: string): string | undefined =>
  (interaction?.parameters ?? parameters).get(name)

const isError = ({ response }: AuthorizationCall): boolean => response.some(([name]) => name === 'error')

/** Tells whoever opened the window, before it goes on to the client. */
const telling = (call: AuthorizationCall): Answer =>
  page(200, 'Back', '', `opener?.postMessage(${responseOf(call)}, '*'); location.replace(${inScript(call.location)})`)

const responseOf = ({ response }: AuthorizationCall): string => inScript(Object.fromEntries(response))

/** Whether the request calls its window a popup (OpenID Connect Core 3.1.2.1). */
const inPopup = (call: AuthorizationCall): boolean => requested(call, 'display') === 'popup'

const cutOff = (answer: Answer | undefined): Answer | undefined =>
  answer && { ...answer, headers: { ...answer.headers, 'cross-origin-opener-policy': 'same-origin' } }

const tellingAnyOpener = (of: (call: AuthorizationCall) => boolean): Required<Pick<Fault, 'authorizationResponse'>> => ({
  authorizationResponse: {
    redirect: (call) => (inPopup(call) && of(call) ? telling(call) : authorizationResponse.redirect(call)),
  },
})

/** By `state`, where a request came from. */
const referers = perWorld(() => new Map<string | undefined, string>())

const whoAsked = (call: AuthorizationCall): string => webOrigin(referers(call.world).get(call.state) ?? '') ?? webOrigin(call.redirectUri)!

export const openerFaults = {
  'posts-the-response-to-any-opener': {
    summary: 'In a popup it posts the response to the page that opened it, whoever that is, and then goes on to the client.',
    seen: 'derived: RFC 9700 4.17.1.1; Jannett, Mladenov, Mainka, Schwenk 2022, DISTINCT',
    ...tellingAnyOpener((call) => !isError(call)),
  },
  'posts-the-response-to-whoever-greets': {
    summary: 'In a popup it says that it is ready, posts the response to whoever answers, and then goes on to the client.',
    seen: 'derived: RFC 9700 4.17.1.1; Jannett, Mladenov, Mainka, Schwenk 2022, DISTINCT',
    unlike: { 'posts-the-response-to-any-opener': 'A page that only listens is told nothing.' },
    authorizationResponse: {
      redirect: (call) =>
        inPopup(call) && !isError(call)
          ? page(
              200,
              'Back',
              '',
              `addEventListener('message', ({ source, origin }) => source.postMessage(${responseOf(call)}, origin)); opener?.postMessage('ready', '*'); setTimeout(() => location.replace(${inScript(call.location)}), 300)`,
            )
          : authorizationResponse.redirect(call),
    },
  },
  'cuts-off-its-sign-in-alone': {
    summary:
      'Sends Cross-Origin-Opener-Policy with the pages of sign-in and consent, and in a popup posts the response to any opener from one without it.',
    seen: 'derived: HTML Living Standard, cross-origin opener policies; RFC 9700 4.17.1.1',
    unlike: { 'posts-the-response-to-any-opener': 'Only who is signed in already meets no page that cuts the window off.' },
    ...tellingAnyOpener((call) => !isError(call)),
    authorization: {
      signIn: (call) => cutOff(authorization.signIn(call)),
      signInBeforeErrors: (call) => cutOff(authorization.signInBeforeErrors(call)),
      askConsent: (call) => cutOff(authorization.askConsent(call))!,
    },
  },
  'posts-errors-to-any-opener': {
    summary: 'In a popup it posts errors to the page that opened it, whoever that is, and then goes on to the client.',
    seen: 'derived: RFC 9700 4.17.1.1',
    ...tellingAnyOpener(isError),
  },
  'posts-web-messages-to-any-origin': {
    summary: 'Posts the response of response_mode=web_message to "*".',
    seen: 'derived: RFC 9700 4.17.1.1, 4.17.2',
    ...meantFor(() => '*'),
  },
  'posts-web-messages-to-whoever-asked': {
    summary: 'Posts the response of response_mode=web_message to the site that the request came from, by its Referer.',
    seen: 'derived: RFC 9700 4.17.2',
    unlike: { 'posts-web-messages-to-any-origin': 'There is an exact origin, and the attacker’s where he asked.' },
    ...meantFor(whoAsked),
    authorization: {
      readState: (call) => {
        authorization.readState(call)
        const { referer } = call.headers
        const known = referers(call.world)
        if (referer !== undefined && !known.has(call.state)) known.set(call.state, referer)
      },
    },
  },
  'posts-web-messages-where-the-request-says': {
    summary: 'Posts the response of response_mode=web_message to web_message_uri, without a look at what is registered.',
    seen: 'derived: RFC 9700 4.17.2; draft-sakimura-oauth-wmrm, web_message_uri',
    ...meantFor((call) => webOrigin(requested(call, 'web_message_uri') ?? '') ?? webOrigin(call.redirectUri)!),
  },
} satisfies Record<string, Fault>
