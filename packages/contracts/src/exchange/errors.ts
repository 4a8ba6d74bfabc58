import type { ErrorCatalogue } from '../error-catalogue.js';

export const exchangeErrors = {
  'exchange.connector-unknown': {
    status: 422,
    en: 'There is no such partner or no such connector. Take the partner from interlink.json and a connector that speaks to a registry.',
    fr: 'Ce partenaire ou ce connecteur n’existe pas. Prenez un partenaire d’interlink.json et un connecteur de registre.',
    ar: 'لا يوجد هذا الشريك أو هذا الموصل. اختر شريكاً من interlink.json وموصلاً يخاطب سجلاً.',
  },
  'exchange.not-followed': {
    status: 409,
    en: 'This registry does not tell us of that event now, so there is nothing to end. Load the list again.',
    fr: 'Ce registre ne nous signale pas cet événement actuellement : il n’y a rien à résilier. Rechargez la liste.',
    ar: 'لا يخبرنا هذا السجل بهذا الحدث الآن، فلا شيء لإنهائه. أعد تحميل القائمة.',
  },
} as const satisfies ErrorCatalogue;
