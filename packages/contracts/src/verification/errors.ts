import type { ErrorCatalogue } from '../error-catalogue.js';

export const verificationErrors = {
  'verification.authentication-unknown': {
    status: 409,
    en: 'This authentication is unknown or was already used. Start the identity step again.',
    fr: "Cette authentification est inconnue ou a déjà servi. Recommencez l'étape d'identité.",
    ar: 'عملية التحقق هذه غير معروفة أو استُخدمت من قبل. ابدأ خطوة الهوية من جديد.',
  },
  'verification.list-not-found': {
    status: 404,
    en: 'There is no such list of people, or it is not yours. Lists are kept for 30 days.',
    fr: 'Cette liste de personnes n’existe pas, ou elle n’est pas à vous. Les listes sont gardées 30 jours.',
    ar: 'لا توجد قائمة أشخاص كهذه، أو أنها ليست لك. تُحفظ القوائم 30 يوماً.',
  },
  'verification.person-not-found': {
    status: 404,
    en: 'There is no such person, or you may not see the person.',
    fr: "Cette personne n'existe pas, ou vous n'y avez pas accès.",
    ar: 'لا يوجد هذا الشخص، أو لا يحق لك رؤيته.',
  },
  'verification.programme-unknown': {
    status: 404,
    en: 'There is no such programme in your institution.',
    fr: "Votre institution n'a pas ce programme.",
    ar: 'لا يوجد هذا البرنامج في مؤسستك.',
  },
  'verification.source-unavailable': {
    status: 503,
    en: 'The other system does not answer. The step is kept and tried again; you can go on later.',
    fr: "L'autre système ne répond pas. L'étape est conservée et réessayée ; vous pourrez continuer plus tard.",
    ar: 'النظام الآخر لا يستجيب. حُفظت الخطوة وستُعاد المحاولة؛ يمكنك المتابعة لاحقاً.',
  },
} as const satisfies ErrorCatalogue;
