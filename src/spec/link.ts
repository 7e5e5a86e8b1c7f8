import { type DocumentName, documents } from './documents.ts'

/** Links a document's first cited section, e.g. `linkTo('RFC 6749', '4.1.2.1, 8.5')`. */
export function linkTo(document: DocumentName, section: string): string {
  const [first = ''] = section.split(/[,;(]/u)
  return documents[document].url
    .replace('section-{section}', sectionAnchor(first.trim()))
    .replace('{section}', first.trim())
    .replace('{heading}', slug(first.trim()))
}

/** The RFC Editor's and datatracker's anchors: `section-4.1`, `appendix-A.5`. */
function sectionAnchor(section: string): string {
  const appendix = /^(?:Appendix )?([A-Z](?:\.\d+)*)$/u.exec(section)
  return appendix ? `appendix-${appendix[1]}` : `section-${section}`
}

function slug(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\w\s-]/gu, '')
    .trim()
    .replace(/\s+/gu, '-')
}
