import type { DocumentName } from './documents.ts'
import type { ProfileName } from './profiles.ts'
import type { Severity } from './severity.ts'
import type { Area } from './suites.ts'

/** The requirement words of RFC 2119 that the catalogue uses. */
export type Level = 'MUST' | 'MUST NOT' | 'SHOULD' | 'SHOULD NOT' | 'RECOMMENDED' | 'MAY'

/** `normative`: a keyword or ABNF says so; `descriptive`: stated as fact; `derived`: follows from the text; `hygiene`: good practice. */
export type Basis = 'normative' | 'descriptive' | 'derived' | 'hygiene'

/** Whom a requirement binds: the authorization server, the resource server or the client (RFC 6749 1.1). */
export type Role = 'AS' | 'RS' | 'client'

/** What a violation amounts to in a profile; `info` is recorded and not judged. */
export type Grade = 'fail' | 'warn' | 'info'

/** The grade of a violation in each profile that judges the requirement; an absent profile does not. */
export type Grades = Readonly<Partial<Record<ProfileName, Grade>>>

/** What must be advertised, declared or found before a requirement applies; `core` always applies. */
export type Feature =
  | 'core'
  | 'cimd'
  | 'client'
  | 'client-discovery'
  | 'dpop'
  | 'dpop-jkt'
  | 'dpop-nonce'
  | 'dpop-rs'
  | 'form-post'
  | 'hybrid'
  | 'introspection'
  | 'iss'
  | 'jar'
  | 'jar-absent'
  | 'jar-by-reference'
  | 'jar-encryption'
  | 'jar-required'
  | 'jose-input'
  | 'jwt-access-token'
  | 'loopback'
  | 'mcp'
  | 'mcp-client-credentials'
  | 'mcp-proxy'
  | 'mcp-resource'
  | 'mcp-upstream'
  | 'metadata'
  | 'mtls'
  | 'native-apps'
  | 'oidc'
  | 'par'
  | 'par-jar'
  | 'par-required'
  | 'pkce-plain'
  | 'private-key-jwt'
  | 'protected-resource-metadata'
  | 'redirect-with-query'
  | 'refresh'
  | 'registration'
  | 'registration-management'
  | 'resource'
  | 'resource-indicators'
  | 'response-mode'
  | 'restricted-client'
  | 'revocation'
  | 'rp-logout'
  | 'signed-metadata'
  | 'special-secret'
  | 'web-message'

/** A requirement as a room of the catalogue writes it: what is usual is left out. */
export interface Row {
  document: DocumentName
  /** Sections of the document, the telling one first; a heading where the document has no numbers. */
  section: string
  /** Where other documents say it too. */
  also?: string
  level: Level
  severity: Severity
  /** Default `normative`. */
  basis?: Basis
  /** Default `AS`. */
  role?: Role
  /** Default `core`. */
  feature?: Feature
  /** `signal` where the requirement itself is about form: code, status, header, syntax. Default `effect`. */
  about?: 'effect' | 'signal'
  grade: Grades
  /** False where the cited text was not at hand when the row was written. Default true. */
  verified?: boolean
  /** A paraphrase, never a quotation. */
  text: string
  /** What breaks it and is only worth a warning where `grade` is `fail`: a finding says so by its part, `signal`. */
  lesser?: string
}

/** A requirement of the catalogue, every member present. */
export interface Requirement extends Required<Omit<Row, 'also' | 'lesser'>> {
  also?: string
  lesser?: string
  area: Area
  /** Where to read it. */
  url: string
}
