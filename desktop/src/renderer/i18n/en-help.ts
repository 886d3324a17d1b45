// The help page in English; same keys as the Chinese one.
import type { helpZhTW } from './zh-tw-help.ts'

export const helpEn = {
  title: 'Help',
  lost: {
    title: 'If the phone is lost',
    suspend: 'Sign in to token management and choose “Suspend”. From then on, codes of that phone are refused.',
    reset: 'If it will not come back, choose “Reset” and register the new phone. The old one is dead for good, even for whoever finds it.',
    code: 'You can sign in without the phone: enter your company password. For the second proof of a reset, choose the code sent to your mailbox. If you cannot sign in, contact IT.',
  },
  app: {
    title: 'MOTP Token on the phone',
    install:
      'Scan the QR code of an online registration with the phone’s camera: a page opens that you add to the home screen. No app store is needed.',
    open: 'Tap the OTP symbol to see the code. Codes change all the time, and each is accepted once only.',
    offlineUse: 'Once registered, the phone makes codes without any network.',
  },
  online: {
    title: 'What online registration protects',
    how: 'Phone and server each work out the same key. It never travels and is not in the QR code.',
    strong:
      'Whoever photographs the QR code does not get the key. The first phone to complete the reading counts; a second is refused, and the computer tells you.',
    limit:
      'If somebody scans before you, the computer shows a phone you do not know. Then enter no code but choose “New code”. Without the code that you type, no phone becomes your token.',
  },
  offline: {
    title: 'What offline registration protects',
    how: 'Computer and phone each give five groups of digits; only both together make the key. The last digit of a group is a check digit, so mistakes are shown at once.',
    strong: 'Whoever sees one side only cannot work out the key in practice.',
    limit:
      'Whoever sees both sides can work out the key and copy your token. That is the limit of registering offline; so the digits are valid for 10 minutes only, and typed groups can be hidden.',
    advice: 'Prefer online registration whenever the phone has a network. Offline, stay clear of onlookers and cameras.',
  },
  trouble: {
    title: 'When a code is refused',
    clock: 'Most often the phone’s clock is off. Turn on automatic time on the phone, or choose “Correct the clock” in token management.',
    locked: 'After several wrong codes the token is locked for a while, and the page says until when. After too many, IT has to unlock it.',
    otherDevice: 'Each code is accepted once only. If you have just used it, wait for the next.',
  },
  never: {
    title: 'Please remember',
    ask: 'IT never asks for your password, the registration digits or the QR code. Refuse whoever does, and report it.',
    mail: 'You get a mail at each change of your token; it never contains a link. If a change was not yours, contact IT at once.',
  },
  contact: 'More questions? Please contact your company’s IT.',
} satisfies typeof helpZhTW
