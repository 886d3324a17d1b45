// The built-in words of each notice in zh-TW and English. A kind without words in both languages does not compile. Words in braces stand for
// values: see notice-template.ts.
import type { ApprovalAction } from '@motp/shared/protocol/admin-approvals'
import type { Language } from '@motp/shared/protocol/language'
import type { NoticeKind } from '@motp/shared/protocol/notice-kind'
import type { ChangeData } from './notice.ts'

/** `happened`: one sentence on what took place; `advice`: what to do, above all when it was somebody else. */
type KindWords = { subject: string; happened: string; advice: string }
type Label = 'at' | 'by' | 'serial' | 'device' | 'validUntil' | 'address' | 'reason' | 'action' | 'asker' | 'person' | 'decider'

export type NoticeWords = {
  /** Behind the brand's name, at the head of every subject. */
  product: string
  kinds: Record<NoticeKind, KindWords>
  labels: Record<Label, string>
  parties: Record<ChangeData['by'], string>
  actions: Record<ApprovalAction, string>
  closing: string
}

const zhTW: NoticeWords = {
  product: '載具管理',
  kinds: {
    'token-registered': {
      subject: '驗證成功：手機已註冊完成',
      happened: '您的手機已完成軟體註冊並通過驗證，從現在起可以使用手機上顯示的動態密碼登入。',
      advice: '如果不是您本人操作，請立刻到載具管理按「暫禁」或「重設」，並馬上通知資訊人員。',
    },
    'token-reset': {
      subject: '載具已重設',
      happened: '您的載具已重設。原本註冊的手機不能再用來登入；要繼續使用，請重新註冊手機。',
      advice: '如果不是您本人操作，也不是您請資訊人員處理的，請馬上通知資訊人員，並變更您的密碼。',
    },
    'token-suspended': {
      subject: '載具已暫禁',
      happened: '您的載具已暫禁。在恢復之前，手機上的動態密碼都不會被接受。',
      advice: '如果不是您本人操作，也不是您請資訊人員處理的，請聯絡資訊人員了解原因。',
    },
    'token-resumed': {
      subject: '載具已恢復使用',
      happened: '您的載具已恢復使用，手機上的動態密碼可以再次登入。',
      advice: '如果手機不在您身邊，或這不是您本人操作，請立刻到載具管理按「暫禁」，並馬上通知資訊人員。',
    },
    'token-resynced': {
      subject: '載具已重新同步',
      happened: '您的載具已依手機的時間重新同步，動態密碼可以照常使用。',
      advice: '如果不是您本人操作，也不是您請資訊人員處理的，請馬上通知資訊人員。',
    },
    'token-unlocked': {
      subject: '載具已解除鎖定',
      happened: '您的載具已解除鎖定，可以再次使用動態密碼。',
      advice: '如果您沒有請資訊人員解除鎖定，請馬上通知資訊人員。',
    },
    'token-locked': {
      subject: '載具已鎖定',
      happened: '因為連續輸入太多次錯誤的動態密碼，您的載具已鎖定，動態密碼暫時不會被接受。',
      advice: '如果是您自己輸入錯誤，請洽資訊人員解除鎖定。如果您並沒有嘗試登入，可能有人在猜您的密碼，請馬上通知資訊人員。',
    },
    'activation-code-issued': {
      subject: '資訊人員已核發啟用碼',
      happened: '資訊人員為您核發了一組啟用碼，用來註冊手機。啟用碼由資訊人員直接交給您，不會寫在郵件裡。',
      advice: '如果您沒有要求啟用碼，請馬上通知資訊人員，也不要把它告訴任何人。',
    },
    'token-extended': {
      subject: '載具到期日已延後',
      happened: '資訊人員延後了您的載具的到期日，手機上的動態密碼可以繼續使用到新的期限。',
      advice: '如果您沒有請資訊人員處理，請馬上通知資訊人員。',
    },
    'signed-out': {
      subject: '您已被登出載具管理',
      happened: '資訊人員結束了您在載具管理的所有登入。要繼續使用，請重新登入。',
      advice: '如果您沒有請資訊人員處理，請聯絡資訊人員了解原因。',
    },
    'caller-code': {
      subject: '給資訊人員的通話驗證碼',
      happened: '您正在與資訊人員通話。請把這組驗證碼唸給資訊人員聽，讓對方確認是您本人。',
      advice: '如果您現在沒有和資訊人員通話，請不要把驗證碼告訴任何人，並馬上通知資訊人員：可能有人正在冒用您的身分。',
    },
    invitation: {
      subject: '請註冊您的手機載具',
      happened:
        '資訊人員邀請您把手機註冊成載具，之後就能用手機顯示的動態密碼登入。請從桌面開啟載具管理，登入後選「線上註冊」或「離線註冊」。',
      advice: '這封信沒有連結，請照平常的方式開啟載具管理。如果您不確定這封信的來源，請先向資訊人員查證。',
    },
    'mailed-code': {
      subject: '您的驗證碼',
      happened: '這是您要求的一次性驗證碼，請在載具管理的頁面輸入。',
      advice:
        '請不要把驗證碼告訴任何人，資訊人員也不會向您詢問。如果您沒有要求這組驗證碼，表示可能有人知道您的密碼，請變更密碼並通知資訊人員。',
    },
    'approval-requested': {
      subject: '{asker} 的申請等候核准',
      happened: '{asker} 申請對 {person} 執行「{action}」。對方是資訊人員，需要另一位管理員核准才會執行。',
      advice: '請先向 {asker} 確認，再照平常的方式開啟載具管理，到「待核准」核准或駁回。期限內沒有人處理，申請就會失效。',
    },
    'approval-granted': {
      subject: '您的申請已核准',
      happened: '{decider} 核准了您對 {person} 的申請，「{action}」已經執行。',
      advice: '如果您沒有提出這項申請，請馬上通知其他管理員。',
    },
    'approval-declined': {
      subject: '您的申請已駁回',
      happened: '{decider} 駁回了您對 {person} 的申請「{action}」，沒有任何變更。',
      advice: '想知道原因請洽 {decider}。如果您沒有提出這項申請，請馬上通知其他管理員。',
    },
    'approval-expired': {
      subject: '您的申請已逾期',
      happened: '期限內沒有人處理您對 {person} 的申請「{action}」，沒有任何變更。',
      advice: '如果仍然需要，請重新提出申請，並請另一位管理員處理。',
    },
  },
  labels: {
    ...{ at: '時間', by: '操作者', serial: 'Token 序號', device: '手機', validUntil: '有效期限', address: '來源位址', reason: '原因' },
    ...{ action: '申請事項', asker: '申請人', person: '對象', decider: '處理人' },
  },
  parties: { self: '您本人', it: '資訊人員', system: '系統自動' },
  actions: { reset: '重設', resume: '恢復', unlock: '解除鎖定', extend: '展延到期日', 'activation-code': '核發啟用碼' },
  closing: '這封郵件由系統自動寄出，裡面不會有任何連結。要查看您的載具，請照平常的方式開啟載具管理。',
}

const en: NoticeWords = {
  product: 'token management',
  kinds: {
    'token-registered': {
      subject: 'Verified: your phone is registered',
      happened: 'Your phone has been registered and verified. From now on you can sign in with the codes that it shows.',
      advice: 'If this was not you, open token management now, choose "Suspend" or "Reset", and tell IT at once.',
    },
    'token-reset': {
      subject: 'Your token was reset',
      happened: 'Your token was reset. The phone registered until now no longer works for signing in; to go on, register a phone again.',
      advice: 'If this was neither you nor IT at your request, tell IT at once and change your password.',
    },
    'token-suspended': {
      subject: 'Your token was suspended',
      happened: 'Your token was suspended. Until it is resumed, the codes on your phone are not accepted.',
      advice: 'If this was neither you nor IT at your request, ask IT for the reason.',
    },
    'token-resumed': {
      subject: 'Your token works again',
      happened: 'Your token was resumed: the codes on your phone are accepted again.',
      advice: 'If the phone is not with you, or this was not you, open token management now, choose "Suspend", and tell IT at once.',
    },
    'token-resynced': {
      subject: 'Your token was resynchronised',
      happened: "Your token was resynchronised with your phone's clock. Its codes work as before.",
      advice: 'If this was neither you nor IT at your request, tell IT at once.',
    },
    'token-unlocked': {
      subject: 'Your token was unlocked',
      happened: 'Your token was unlocked and its codes are accepted again.',
      advice: 'If you did not ask IT to unlock it, tell IT at once.',
    },
    'token-locked': {
      subject: 'Your token is locked',
      happened: 'Too many wrong codes were entered in a row, so your token is locked and its codes are not accepted.',
      advice: 'If it was you who mistyped, ask IT to unlock it. If you were not signing in, someone may be guessing: tell IT at once.',
    },
    'activation-code-issued': {
      subject: 'IT issued you an activation code',
      happened:
        'IT issued an activation code for you to register a phone with. IT gives it to you directly; it is never written in a mail.',
      advice: 'If you did not ask for one, tell IT at once, and do not pass it on to anybody.',
    },
    'token-extended': {
      subject: 'Your token lasts longer now',
      happened: 'IT moved the day on which your token ends. The codes on your phone go on working until then.',
      advice: 'If you did not ask IT for this, tell IT at once.',
    },
    'signed-out': {
      subject: 'You were signed out of token management',
      happened: 'IT ended all your sign-ins to token management. To go on, sign in again.',
      advice: 'If you did not ask IT for this, ask IT why.',
    },
    'caller-code': {
      subject: 'Code for your call with IT',
      happened: 'You are on the telephone with IT. Read this code out to them, so that they know that it is you.',
      advice: 'If you are not talking with IT right now, tell the code to nobody and tell IT at once: someone may be posing as you.',
    },
    invitation: {
      subject: 'Please register your phone',
      happened:
        'IT invites you to register your phone as a token, so that you can sign in with the codes that it shows. Open token management from your desktop, sign in, and choose online or offline registration.',
      advice: 'This mail has no links: open token management the way you always do. If you doubt where it comes from, ask IT first.',
    },
    'mailed-code': {
      subject: 'Your verification code',
      happened: 'This is the one-time verification code that you asked for. Enter it on the token management page.',
      advice:
        'Do not tell it to anybody; IT will never ask for it. If you did not ask for this code, someone may know your password: change it and tell IT.',
    },
    'approval-requested': {
      subject: 'A request of {asker} waits for approval',
      happened:
        '{asker} asks for this to be done to {person}: {action}. As this is an account of IT, it is done only when another administrator approves.',
      advice:
        'Ask {asker} whether it is right, then open token management the way you always do and decide under Approvals. If nobody does in time, the request ends.',
    },
    'approval-granted': {
      subject: 'Your request was approved',
      happened: '{decider} approved your request about {person}, and it was done: {action}.',
      advice: 'If you did not ask for this, tell the other administrators at once.',
    },
    'approval-declined': {
      subject: 'Your request was declined',
      happened: '{decider} declined your request about {person}: {action}. Nothing was changed.',
      advice: 'Ask {decider} for the reason. If you did not ask for this, tell the other administrators at once.',
    },
    'approval-expired': {
      subject: 'Your request has expired',
      happened: 'Nobody decided your request about {person} in time: {action}. Nothing was changed.',
      advice: 'If it is still needed, ask again and let another administrator know.',
    },
  },
  labels: {
    at: 'When',
    by: 'Done by',
    serial: 'Token serial',
    device: 'Phone',
    validUntil: 'Valid until',
    address: 'From address',
    reason: 'Reason',
    action: 'Request',
    asker: 'Asked by',
    person: 'About',
    decider: 'Decided by',
  },
  parties: { self: 'you', it: 'IT', system: 'the system, automatically' },
  actions: {
    reset: 'reset',
    resume: 'resume',
    unlock: 'unlock',
    extend: 'extend the expiry',
    'activation-code': 'issue an activation code',
  },
  closing: 'This mail was sent automatically and never contains links. To see your token, open token management the way you always do.',
}

export const noticeWords = { 'zh-TW': zhTW, en } satisfies Record<Language, NoticeWords>
