import type { ErrorCatalogue } from '../error-catalogue.js';

export const interconnectionErrors = {
  'interconnection.agreement-not-in-state': {
    status: 409,
    en: 'The agreement is in a state in which this cannot be done. Load it again and go on from there.',
    fr: 'L’état de l’accord ne le permet pas. Rechargez l’accord et reprenez à partir de là.',
    ar: 'حالة الاتفاق لا تسمح بذلك. أعد تحميل الاتفاق وتابع منها.',
  },
  'interconnection.already-exists': {
    status: 409,
    en: 'A partner, key or address of that name is already registered. Open it instead of adding it again.',
    fr: 'Un partenaire, une clé ou une adresse de ce nom est déjà enregistré. Ouvrez-le au lieu de l’ajouter.',
    ar: 'يوجد شريك أو مفتاح أو عنوان مسجّل بهذا الاسم. افتحه بدلاً من إضافته مرة أخرى.',
  },
  'interconnection.key-refused': {
    status: 422,
    en: 'This key cannot be registered; the reason says why. Ask the partner for a public signing or encryption key of a supported kind.',
    fr: 'Cette clé ne peut pas être enregistrée ; le motif dit pourquoi. Demandez au partenaire une clé publique d’un type pris en charge.',
    ar: 'لا يمكن تسجيل هذا المفتاح؛ السبب مذكور. اطلب من الشريك مفتاحاً عاماً من نوع مدعوم.',
  },
  'interconnection.keys-not-fetched': {
    status: 502,
    en: 'The keys could not be fetched from the partner’s registered address; the reason says why. Ask the partner, or upload its keys.',
    fr: 'Les clés n’ont pas pu être relevées à l’adresse enregistrée du partenaire ; le motif est indiqué. Interrogez le partenaire ou téléversez ses clés.',
    ar: 'تعذّر جلب المفاتيح من عنوان الشريك المسجّل؛ السبب مذكور. اسأل الشريك أو ارفع مفاتيحه.',
  },
  'interconnection.not-found': {
    status: 404,
    en: 'There is no such partner, key, address or agreement. Check the name, or list what there is.',
    fr: 'Ce partenaire, cette clé, cette adresse ou cet accord n’existe pas. Vérifiez le nom ou affichez la liste.',
    ar: 'لا يوجد شريك أو مفتاح أو عنوان أو اتفاق كهذا. تحقق من الاسم أو اعرض القائمة.',
  },
  'interconnection.partner-unauthenticated': {
    status: 401,
    en: 'The partner is not known by this token or certificate. Fetch a new token with the registered credentials.',
    fr: 'Ce jeton ou ce certificat ne permet pas de reconnaître le partenaire. Demandez un nouveau jeton avec les identifiants enregistrés.',
    ar: 'لا يُعرف الشريك بهذا الرمز أو بهذه الشهادة. اطلب رمزاً جديداً ببيانات الاعتماد المسجلة.',
  },
  'interconnection.rotation-refused': {
    status: 409,
    en: 'The key cannot be rotated now; the reason says why. Wait until the next key is in use, or give a time within 90 days.',
    fr: 'La clé ne peut pas être renouvelée maintenant ; le motif est indiqué. Attendez que la clé suivante soit en service, ou indiquez une date dans les 90 jours.',
    ar: 'لا يمكن تدوير المفتاح الآن؛ السبب مذكور. انتظر حتى يُستخدم المفتاح التالي، أو حدّد وقتاً خلال 90 يوماً.',
  },
  'interconnection.second-person-needed': {
    status: 409,
    en: 'Who proposed this may not confirm it. Ask a second person who has the right.',
    fr: 'L’auteur de la proposition ne peut pas la confirmer. Demandez à une seconde personne habilitée.',
    ar: 'من اقترح هذا لا يجوز له تأكيده. اطلب من شخص ثانٍ لديه الصلاحية.',
  },
  'interconnection.too-many-requests': {
    status: 429,
    en: 'The partner has used up its quota for this operation. Wait as long as Retry-After says.',
    fr: 'Le partenaire a épuisé son quota pour cette opération. Attendez la durée indiquée par Retry-After.',
    ar: 'استنفد الشريك حصته لهذه العملية. انتظر المدة المذكورة في Retry-After.',
  },
  'interconnection.address-refused': {
    status: 422,
    en: 'This address cannot be used for a partner; the reason says why. Give an https address of the open internet.',
    fr: 'Cette adresse ne peut pas servir à un partenaire ; le motif dit pourquoi. Donnez une adresse https publique.',
    ar: 'لا يمكن استخدام هذا العنوان لشريك؛ السبب مذكور. أعطِ عنوان https عاماً على الإنترنت.',
  },
} as const satisfies ErrorCatalogue;
