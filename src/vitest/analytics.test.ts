import { describe, expect, it } from 'vitest'
import { withoutAnalytics } from './analytics.ts'

/** As Allure 3.18 writes it. */
const analytics = `<script async src="https://www.googletagmanager.com/gtag/js?id=G-X"></script>
    <script>
        window.dataLayer = window.dataLayer || [];
        function gtag(){dataLayer.push(arguments);}
        gtag('js', new Date());
    </script>`
const page = (inner: string) =>
  `<body>\n<script>window.allure = {};</script>\n<script src="app.js"></script>\n    ${inner}\n<script async>ready = true</script></body>`

describe('a page of Allure', () => {
  it('loses its analytics and nothing else', () => {
    const cleaned = withoutAnalytics(page(analytics))
    expect(cleaned.replace(/\s+/g, ' ')).toBe(page('').replace(/\s+/g, ' '))
  })
  it('stays as it is without any', () => expect(withoutAnalytics(page(''))).toBe(page('')))
  it.each([
    ['another attribute order', '<script data-x src=https://www.googletagmanager.com/gtag/js></script>'],
    ['another caller', '<script type="module">gtag("js")</script>'],
  ])('is refused when %s hides them', (_, other) => {
    expect(() => withoutAnalytics(page(other))).toThrow('tell a third party')
  })
})
