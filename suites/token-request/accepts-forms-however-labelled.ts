import { issued, labelled, redeemed, scenario } from '#harness'

export default scenario({
  title: 'A form in UTF-8 is read with or without charset, in any letter case of its media type.',
  why: 'HTTP libraries write Content-Type in their own ways, and a server that compares it to the letter refuses the honest users of some. RFC 6749 4.1.3 and appendix B; media types are case-insensitive (RFC 9110 8.3.1).',
  fix: 'Parse Content-Type as a media type: compare type and subtype without letter case, and accept charset=UTF-8.',
  requirements: ['rfc6749-4.1.3-content-type-charset'],
  needs: ['authorization_code'],
  cases: {
    'with charset=UTF-8': {
      change: labelled('application/x-www-form-urlencoded; charset=UTF-8'),
      detects: ['compares-form-type-to-the-letter'],
    },
    'with charset=utf-8 and no space': {
      change: labelled('application/x-www-form-urlencoded;charset=utf-8'),
      detects: ['compares-form-type-to-the-letter'],
    },
    'in other letter case': {
      change: labelled('Application/X-WWW-Form-URLEncoded'),
      detects: ['compares-form-type-to-the-letter', 'compares-form-type-with-case'],
    },
  },
  async act({ client }, { change }) {
    const code = await client.code()
    return { answer: await client.token({ code }, change) }
  },
  control: ({ answer }) => issued(answer),
  verify: ({ answer }) => redeemed(answer),
})
