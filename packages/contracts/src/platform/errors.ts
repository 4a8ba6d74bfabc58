import type { ErrorCatalogue } from '../error-catalogue.js';

export const platformErrors = {
  'platform.audit-unavailable': {
    status: 503,
    en: 'The access log cannot be written, so nothing was shown. Try again in a minute.',
    fr: "Le journal d'accès ne peut pas être écrit : rien n'a été affiché. Réessayez dans une minute.",
    ar: 'تعذّر كتابة سجل الوصول، لذلك لم يُعرض شيء. حاول مرة أخرى بعد دقيقة.',
  },
  'platform.body-invalid': {
    status: 400,
    en: 'The request does not have the expected form. See `violations` for what to correct.',
    fr: "La requête n'a pas la forme attendue. Voyez `violations` pour ce qu'il faut corriger.",
    ar: 'الطلب ليس بالصيغة المتوقعة. انظر `violations` لمعرفة ما يجب تصحيحه.',
  },
  'platform.conflict': {
    status: 412,
    en: 'Somebody changed this in the meantime. Reload it and try again.',
    fr: "Quelqu'un l'a modifié entre-temps. Rechargez et réessayez.",
    ar: 'قام شخص آخر بتغيير هذا في هذه الأثناء. أعد التحميل وحاول مرة أخرى.',
  },
  'platform.forbidden': {
    status: 403,
    en: 'Your role does not allow this. Ask your administrator for the right named in `details`.',
    fr: 'Votre rôle ne le permet pas. Demandez à votre administrateur le droit nommé dans `details`.',
    ar: 'دورك لا يسمح بهذا. اطلب من المسؤول منحك الصلاحية المذكورة في `details`.',
  },
  'platform.idempotency-key-expired': {
    status: 410,
    en: 'This Idempotency-Key is too old to be answered again. Look whether the thing exists, then use a new key.',
    fr: "Cette Idempotency-Key est trop ancienne. Vérifiez si l'objet existe, puis utilisez une nouvelle clé.",
    ar: 'مفتاح Idempotency-Key هذا قديم جداً. تحقّق من وجود العنصر ثم استخدم مفتاحاً جديداً.',
  },
  'platform.idempotency-key-in-progress': {
    status: 409,
    en: 'The first request with this Idempotency-Key is still being worked on. Try again shortly.',
    fr: 'La première requête avec cette Idempotency-Key est encore en cours. Réessayez bientôt.',
    ar: 'لا يزال الطلب الأول بهذا المفتاح قيد التنفيذ. حاول مرة أخرى بعد قليل.',
  },
  'platform.idempotency-key-missing': {
    status: 400,
    en: 'This call creates something and needs an Idempotency-Key header.',
    fr: 'Cet appel crée quelque chose et exige un en-tête Idempotency-Key.',
    ar: 'ينشئ هذا الطلب عنصراً ويتطلب ترويسة Idempotency-Key.',
  },
  'platform.idempotency-key-reused': {
    status: 422,
    en: 'This Idempotency-Key was used for a different request. Use a new key.',
    fr: 'Cette Idempotency-Key a servi à une autre requête. Utilisez une nouvelle clé.',
    ar: 'استُخدم هذا المفتاح لطلب مختلف. استخدم مفتاحاً جديداً.',
  },
  'platform.internal': {
    status: 500,
    en: 'Something failed on our side. Nothing was changed. Give the correlation id to your administrator.',
    fr: "Une erreur s'est produite de notre côté. Rien n'a été modifié. Donnez l'identifiant de corrélation à votre administrateur.",
    ar: 'حدث خطأ من جانبنا ولم يتغيّر شيء. أعطِ معرّف الارتباط للمسؤول.',
  },
  'platform.message-altered': {
    status: 409,
    en: 'A message with this id came before with other content. Send the new content under a new id.',
    fr: 'Un message avec cet identifiant est déjà arrivé avec un autre contenu. Envoyez le nouveau contenu sous un nouvel identifiant.',
    ar: 'وصلت رسالة بهذا المعرّف من قبل بمحتوى مختلف. أرسل المحتوى الجديد بمعرّف جديد.',
  },
  'platform.not-found': {
    status: 404,
    en: 'There is nothing at this address, or you may not see it.',
    fr: "Il n'y a rien à cette adresse, ou vous ne pouvez pas le voir.",
    ar: 'لا يوجد شيء في هذا العنوان أو لا يحق لك رؤيته.',
  },
  'platform.openimis-refused': {
    status: 502,
    en: 'openIMIS refused this change. Give the correlation id to your administrator.',
    fr: "openIMIS a refusé cette modification. Donnez l'identifiant de corrélation à votre administrateur.",
    ar: 'رفض نظام openIMIS هذا التغيير. أعطِ معرّف الارتباط للمسؤول.',
  },
  'platform.openimis-unavailable': {
    status: 503,
    en: 'openIMIS does not answer. Nothing was changed. Try again in a minute.',
    fr: "openIMIS ne répond pas. Rien n'a été modifié. Réessayez dans une minute.",
    ar: 'نظام openIMIS لا يستجيب ولم يتغيّر شيء. حاول مرة أخرى بعد دقيقة.',
  },
  'platform.origin-refused': {
    status: 403,
    en: 'This change did not come from the openIMIS page of this deployment. Open openIMIS and try there.',
    fr: 'Cette modification ne vient pas de la page openIMIS de ce déploiement. Ouvrez openIMIS et réessayez.',
    ar: 'لم يأتِ هذا التغيير من صفحة openIMIS الخاصة بهذا النظام. افتح openIMIS وحاول من هناك.',
  },
  'platform.overloaded': {
    status: 503,
    en: 'There is too much to do at the moment. Nothing was changed. Try again in a few seconds.',
    fr: "Le service est surchargé pour l'instant. Rien n'a été modifié. Réessayez dans quelques secondes.",
    ar: 'الخدمة مشغولة جداً الآن ولم يتغيّر شيء. حاول مرة أخرى بعد بضع ثوانٍ.',
  },
  'platform.too-many-requests': {
    status: 429,
    en: 'Too many requests. Wait for the time in Retry-After.',
    fr: 'Trop de requêtes. Attendez le délai indiqué dans Retry-After.',
    ar: 'طلبات كثيرة جداً. انتظر المدة المذكورة في Retry-After.',
  },
  'platform.unauthenticated': {
    status: 401,
    en: 'You are not signed in. Sign in to openIMIS and try again.',
    fr: "Vous n'êtes pas connecté. Connectez-vous à openIMIS et réessayez.",
    ar: 'لم تسجّل الدخول. سجّل الدخول إلى openIMIS وحاول مرة أخرى.',
  },
} as const satisfies ErrorCatalogue;
