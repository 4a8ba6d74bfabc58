import type { ErrorCatalogue } from '../error-catalogue.js';

export const exchangeErrors = {
  'exchange.connector-unknown': {
    status: 422,
    en: 'There is no such partner or no such connector. Take the partner from interlink.json and a connector that speaks to a registry.',
    fr: 'Ce partenaire ou ce connecteur n’existe pas. Prenez un partenaire d’interlink.json et un connecteur de registre.',
    ar: 'لا يوجد هذا الشريك أو هذا الموصل. اختر شريكاً من interlink.json وموصلاً يخاطب سجلاً.',
  },
  'exchange.not-agreed': {
    status: 409,
    en: 'No agreement in force lets this partner tell us that. Have one of direction “in” approved and activated: mode “event” to be told, mode “query” to ask.',
    fr: 'Aucun accord en vigueur ne permet à ce partenaire de nous le communiquer. Faites approuver et activer un accord de sens « in » : mode « event » pour être informé, mode « query » pour interroger.',
    ar: 'لا يوجد اتفاق سارٍ يتيح لهذا الشريك إخبارنا بذلك. اعتمدوا وفعّلوا اتفاقاً باتجاه «in»: النمط «event» لتلقي الأخبار، والنمط «query» للسؤال.',
  },
  'exchange.not-followed': {
    status: 409,
    en: 'This registry does not tell us of that event now, so there is nothing to end. Load the list again.',
    fr: 'Ce registre ne nous signale pas cet événement actuellement : il n’y a rien à résilier. Rechargez la liste.',
    ar: 'لا يخبرنا هذا السجل بهذا الحدث الآن، فلا شيء لإنهائه. أعد تحميل القائمة.',
  },
} as const satisfies ErrorCatalogue;
