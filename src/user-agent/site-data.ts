import { type Exchange, headerValues } from '../http/exchange.ts'
import { originOf } from './origin.ts'

/** Whether an answer makes a browser forget what it keeps of the site of a page (W3C Clear Site Data 3.1). */
export function clearsCache({ request, response }: Exchange, of: Exchange): boolean {
  const directives = headerValues(response, 'clear-site-data').flatMap((value) => value.split(',').map((one) => one.trim()))
  return originOf(request.url) === originOf(of.request.url) && directives.some((one) => one === '"cache"' || one === '"*"')
}
