import type { Network } from '../../config/index.ts'

/** How a target is reached, and where the file of its authorities would go. */
export type Way = Network & { saveCa?: string | undefined }
