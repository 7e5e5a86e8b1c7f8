import { markPattern } from '../http/marks.ts'

/** What a label, a title or a name may be about. `*` at the end of a word: whatever ends it. Structure is asked before these words. */
const table = {
  approve: `allow accept approve approved authorize authorise grant agree permit consent confirm erlauben zulassen akzeptieren zustimmen
    genehmigen autorisieren bestätigen einwilligen gestatten freigeben autoriser accepter approuver permettre confirmer consentir
    j'accepte permitir autorizar aceptar aprobar conceder confirmar aceitar aprovar consenti autorizza accetta approva conferma
    permetti toestaan accepteren goedkeuren autoriseren akkoord toestemmen bevestigen zezwól zezwalam akceptuj akceptuję
    zatwierdź autoryzuj potwierdź zgadzam tillåt godkänn tillad godkend godta povolit přijmout souhlasím разрешить принять
    подтвердить izin_ver kabul_et onayla 許可 承認 同意 承諾 允许 允許 授权 授權 接受 批准 确认 確認 허용 동의 승인 수락`,
  deny: `deny cancel decline reject refuse disallow abort don't_allow do_not_allow not_now no_thanks
    ablehnen abbrechen verweigern zurückweisen nicht_erlauben nicht_zulassen nicht_zustimmen
    refuser annuler rejeter décliner ne_pas_autoriser
    denegar cancelar rechazar no_permitir recusar rejeitar negar
    nega annulla rifiuta non_consentire weigeren annuleren afwijzen odmów odmawiam anuluj odrzuć
    neka avvisa avbryt afvis annuller odmítnout zrušit отклонить отказать отмена reddet iptal
    拒否 拒絶 キャンセル 許可しない 同意しない 拒绝 拒絕 取消 不同意 不允许 不允許 거부 거절 취소`,
  yes: 'yes ok okay ja oui sí si sim sì tak ano da evet да はい 是 예 네',
  no: 'no nein non não nee nie ne nej hayır нет いいえ 否 不 아니요 아니오',
  always: `always remember don't_ask_again stay_signed_in keep_me immer merken gemerkt angemeldet_bleiben toujours souvenir rester_connecté mémoriser
    siempre recordar recuérdame mantener sempre ricorda* lembrar altijd onthoud* ingelogd_blijven zawsze zapamiętaj
    常に 記憶 保存 保持 总是 始终 记住 記住 항상 기억`,
  go: `continue next proceed go_on submit click_here weiter fortfahren continuer suivant poursuivre continuar siguiente seguinte prosseguir continua
    avanti verder doorgaan volgende dalej kontynuuj fortsätt fortsæt pokračovat продолжить далее devam
    続行 続ける 次へ 继续 繼續 下一步 계속 다음`,
  sign_in: `sign_in signin log_in login log_on logon anmelden anmeldung einloggen connexion se_connecter connectez-vous s'identifier
    iniciar_sesión inicia_sesión acceder entrar accedi accesso inloggen aanmelden zaloguj logowanie logga_in log_ind přihlásit* вход войти giriş
    ログイン サインイン 登录 登錄 登入 로그인`,
  register: `register registration sign_up signup create_account create_an_account registrieren konto_erstellen inscription s'inscrire créer_un_compte
    registrarse crear_cuenta crear_una_cuenta registrati crea_un_account cadastr* registar criar_conta registreren account_aanmaken zarejestruj* utwórz_konto
    新規登録 会員登録 アカウント作成 アカウントを作成 注册 註冊 회원가입`,
  forgot: `forgot forgotten reset recover recovery vergessen zurücksetzen oublié réinitialiser olvid* restablecer recuperar dimenticat* reimposta*
    esquec* redefinir vergeten zapomn* 忘れ リセット 忘记 忘記 重置 재설정`,
  logout: `log_out logout logoff sign_out signout switch_account abmelden ausloggen déconnexion se_déconnecter cerrar_sesión esci disconnetti sair terminar_sessão
    uitloggen afmelden wyloguj ログアウト サインアウト 退出 登出 로그아웃`,
  signed_out: `logged_out signed_out abgemeldet ausgeloggt déconnecté déconnectée cerrado_sesión sesión_cerrada disconnesso disconnessa desconectado desconectada
    sessão_encerrada afgemeld uitgelogd wylogowano wylogowany ログアウトしました サインアウトしました 已登出 已退出 로그아웃되었습니다`,
  stay: `not don't stay keep remain nicht bleiben pas rester no permanecer non resta rimani não permanecer ficar niet blijven nie pozostań inte stanna
    ikke bli bliv ne zůstat не остаться しない 不 않`,
  search: 'search query suche suchen recherche rechercher buscar cerca pesquisar zoeken szukaj 検索 搜索 搜尋 검색',
  language: 'lang language locale kc_locale sprache langue idioma lingua taal język 言語 语言 語言 언어',
  social: 'google facebook github gitlab microsoft apple twitter linkedin okta saml broker social federated connector idp',
  cookies: 'cookie cookies',
  error: `error errors failed failure invalid expired problem wrong fehler ungültig erreur invalide error inválid* errore erro fout błąd fel chyba ошибка hata
    エラー 错误 錯誤 오류`,
  second_factor: `otp totp one-time one_time_code verification_code security_code authenticator two-factor two_factor 2fa mfa passcode bestätigungscode sicherheitscode
    einmalcode code_de_vérification código_de_verificación código_de_verificação codice_di_verifica verificatiecode kod_weryfikacyjny
    認証コード 確認コード ワンタイム 验证码 驗證碼 인증_코드`,
  new_password: `new_password change_password change_your_password update_password choose_a_password neues_passwort passwort_ändern nouveau_mot_de_passe
    nueva_contraseña nuova_password nova_senha nieuw_wachtwoord nowe_hasło 新しいパスワード パスワード変更 新密码 修改密码 새_비밀번호`,
  consent: `access authorize authorise authorization permission permissions consent scope scopes grant zugriff zugreifen berechtigung* zustimmung einwilligung
    accéder accès autorisation* autoriser permissions acceso acceder autorización autorizar permisos accesso accedere autorizzazion* permessi
    acesso acessar autorização permissões toegang toestemming machtiging* dostęp* zgod* uprawnie* åtkomst adgang přístup доступ erişim
    アクセス 許可 権限 同意 访问 授权 权限 存取 授權 접근 권한`,
} as const

export type Topic = keyof typeof table

const short = { yes: new Set<string>(table.yes.split(' ')), no: new Set<string>(table.no.split(' ')) }

const wide = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/

const patterns = Object.fromEntries(Object.entries(table).map(([topic, words]) => [topic, patternOf(words.split(/\s+/))])) as Record<
  Topic,
  RegExp
>

/** Words of spaced scripts count as whole words, those of Chinese, Japanese and Korean wherever they stand. */
function patternOf(words: readonly string[]): RegExp {
  const spaced = words.filter((word) => !wide.test(word)).map((word) => word.replaceAll('_', '[\\s_-]*').replace('*', '\\p{L}*'))
  const unspaced = words.filter((word) => wide.test(word)).map((word) => word.replaceAll('_', '\\s?'))
  const whole = `(?<![\\p{L}\\p{N}])(?:${spaced.join('|')})(?![\\p{L}\\p{N}])`
  return new RegExp([whole, ...unspaced].join('|'), 'u')
}

/** Whether a text, in any of the languages of the table, is about the topic. */
export const says = (text: string, topic: Topic): boolean =>
  patterns[topic].test(unmarked(text.slice(0, 20_000)).normalize('NFKC').toLowerCase().replaceAll('’', "'"))

/** A mark's word is ours: `/interaction/‹cookie:9›/confirm` is not about cookies. */
const unmarked = (text: string): string => text.replace(markPattern, ' ')

/** Whether a text is that word alone, or begins with it and a comma: "Yes", "No, thanks". */
export function isJust(text: string, topic: 'yes' | 'no'): boolean {
  const word =
    text
      .normalize('NFKC')
      .trim()
      .toLowerCase()
      .split(/[\s,.!、，。]/, 1)[0] ?? ''
  const rest = text.trim().slice(word.length)
  return word !== '' && short[topic].has(word) && /^(?:$|[,.!、，。])/.test(rest)
}

/** The words inside a machine name: `rememberConsent`, `remember-consent`, `remember_consent` → `remember`, `consent`. */
export const tokens = (name: string): string[] =>
  unmarked(name.slice(0, 500))
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((token) => token !== '')
