import { targetFolder } from '../../report/paths.ts'
import type { OpenSite } from '../open-site.ts'
import { keepingIn, unreadLines, unreadTitle } from '../unread-pages.ts'
import type { Check } from './check.ts'

const folderOf = ({ target: { name } }: OpenSite): string => targetFolder('reports', name)

/** From now on there are pictures of pages that are not understood, where a run has them too. */
export const withPictures = (site: OpenSite): void => site.takePictures(keepingIn(folderOf(site)))

/** What pages hold that nobody could answer, and how to begin to say it. */
export const unreadPages = (site: OpenSite, file: string): Check[] =>
  site.unread.map((page) => ({ state: 'info', name: 'page', found: unreadTitle(page), lines: unreadLines(page, file, folderOf(site)) }))
