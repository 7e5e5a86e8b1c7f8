export { jsonText } from './html/client/text.js'
