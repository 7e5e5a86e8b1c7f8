import { createHash } from 'node:crypto'
import { html, Markup } from './markup.ts'

/** What a page is made of. `style` and `script` are our own. */
export interface Page {
  title: Markup
  style: string
  script: string
  /** Whether it holds pictures. */
  pictures?: true
  body: Markup
}

/** One HTML file that needs nothing else. */
export const documentOf = ({ title, style, script, pictures, body }: Page): string =>
  `${html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${new Markup(policyOf({ style, script, pictures }))}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
${body}
<script type="module">${new Markup(script)}</script>
</body>
</html>`}\n`

/** Nothing is fetched from anywhere, nothing runs but the one script, no picture comes from elsewhere, and no text becomes markup. */
const policyOf = ({ style, script, pictures }: Pick<Page, 'style' | 'script'> & { pictures: true | undefined }): string =>
  [
    "default-src 'none'",
    `script-src ${hashed(script)}`,
    `style-src ${hashed(style)}`,
    ...(pictures ? ['img-src data:'] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

const hashed = (text: string): string => `'sha256-${createHash('sha256').update(text).digest('base64')}'`
