/** What Allure's reporters understand, as far as it is used here. */
export type AllureMessage =
  | { type: 'metadata'; data: AllureMetadata }
  | { type: 'step_start'; data: { name: string; start: number } }
  | { type: 'step_stop'; data: { stop: number; status: AllureStatus } }
  | { type: 'attachment_content'; data: AllureAttachment }

/** What stands beside a test. */
export interface AllureMetadata {
  labels?: { name: string; value: string }[]
  links?: { url: string; name: string; type: string }[]
  /** Those that are not `excluded` tell two tests of one name apart. */
  parameters?: { name: string; value: string; excluded?: boolean }[]
  /** Markdown. */
  description?: string
}

export type AllureStatus = 'passed' | 'failed' | 'broken' | 'skipped'

/** A file below a step; its content in base64. */
export interface AllureAttachment {
  name: string
  content: string
  encoding: 'base64'
  contentType: string
  fileExtension: string
}
