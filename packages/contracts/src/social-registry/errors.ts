import type { ErrorCatalogue } from '../error-catalogue.js';

export const socialRegistryErrors = {
  'social-registry.answers-refused': {
    status: 422,
    en: 'Some answers cannot be right; each is named with its question. Correct them and send the household again.',
    fr: 'Certaines réponses ne peuvent pas être justes ; chacune est indiquée avec sa question. Corrigez-les et renvoyez le ménage.',
    ar: 'بعض الإجابات لا يمكن أن تكون صحيحة؛ كل منها مذكورة مع سؤالها. صححها وأرسل الأسرة من جديد.',
  },
  'social-registry.change-open': {
    status: 409,
    en: 'A change of this kind is already under way for this person. Open that one and finish it first.',
    fr: 'Un changement de ce type est déjà en cours pour cette personne. Ouvrez-le et terminez-le d’abord.',
    ar: 'هناك تغيير من هذا النوع قيد المعالجة لهذا الشخص. افتحه وأكمله أولاً.',
  },
  'social-registry.change-refused': {
    status: 422,
    en: 'This change cannot be right; the reason says why. Check the day, the evidence and the person.',
    fr: 'Ce changement ne peut pas être juste ; le motif dit pourquoi. Vérifiez le jour, les preuves et la personne.',
    ar: 'لا يمكن أن يكون هذا التغيير صحيحاً؛ السبب مذكور. تحقق من التاريخ والإثبات والشخص.',
  },
  'social-registry.chunk-refused': {
    status: 409,
    en: 'This part of the file is not the one that comes next; its number is given. Go on from there.',
    fr: 'Cette partie du fichier n’est pas la suivante ; son numéro est indiqué. Reprenez à partir de là.',
    ar: 'هذا الجزء من الملف ليس الجزء التالي؛ رقمه مذكور. تابع من هناك.',
  },
  'social-registry.formula-refused': {
    status: 422,
    en: 'This formula cannot be used; the reason says why. Correct it and send it again.',
    fr: 'Cette formule ne peut pas être utilisée ; le motif dit pourquoi. Corrigez-la et renvoyez-la.',
    ar: 'لا يمكن استعمال هذه الصيغة؛ السبب مذكور. صححها وأرسلها من جديد.',
  },
  'social-registry.household-alike': {
    status: 409,
    en: 'Somebody of this household may be known already. Look at who is alike, then say whether it is the same household.',
    fr: 'Une personne de ce ménage est peut-être déjà connue. Regardez qui lui ressemble, puis dites si c’est le même ménage.',
    ar: 'قد يكون أحد أفراد هذه الأسرة معروفاً من قبل. انظر إلى المتشابهين ثم قل هل هي الأسرة نفسها.',
  },
  'social-registry.nothing-to-publish': {
    status: 422,
    en: 'There is no household here that can be published. Load a file first.',
    fr: 'Il n’y a ici aucun ménage à publier. Chargez d’abord un fichier.',
    ar: 'لا توجد هنا أسرة يمكن نشرها. حمّل ملفاً أولاً.',
  },
  'social-registry.not-found': {
    status: 404,
    en: 'There is nothing of that reference for you. Check it, or ask who made it.',
    fr: 'Rien ne correspond à cette référence pour vous. Vérifiez-la ou demandez à son auteur.',
    ar: 'لا يوجد شيء بهذا المرجع لك. تحقق منه أو اسأل من أنشأه.',
  },
  'social-registry.not-ready': {
    status: 409,
    en: 'Its state does not allow this. Load it again and go on from there.',
    fr: 'Son état ne le permet pas. Rechargez et reprenez à partir de là.',
    ar: 'حالته لا تسمح بذلك. أعد التحميل وتابع من هناك.',
  },
  'social-registry.own-change': {
    status: 403,
    en: 'Whoever entered a change does not decide about it. Ask a second person.',
    fr: 'La personne qui a saisi un changement ne décide pas de celui-ci. Demandez à une seconde personne.',
    ar: 'من أدخل التغيير لا يقرر بشأنه. اطلب ذلك من شخص آخر.',
  },
  'social-registry.own-formula': {
    status: 403,
    en: 'Whoever wrote a formula does not approve it. Ask a second person.',
    fr: 'L’auteur d’une formule ne l’approuve pas. Demandez à une seconde personne.',
    ar: 'من كتب الصيغة لا يوافق عليها. اطلب ذلك من شخص آخر.',
  },
  'social-registry.phone-beside-account': {
    status: 409,
    en: 'openIMIS keeps an account beside this telephone and takes neither from here. Change the telephone on the page of the individual in openIMIS.',
    fr: 'openIMIS garde un compte à côté de ce téléphone et n’accepte d’ici ni l’un ni l’autre. Changez le téléphone sur la page de l’individu dans openIMIS.',
    ar: 'يحتفظ openIMIS بحساب إلى جانب هذا الهاتف ولا يقبل من هنا أياً منهما. غيّر الهاتف في صفحة الفرد في openIMIS.',
  },
  'social-registry.photo-refused': {
    status: 422,
    en: 'This photograph cannot be kept; the reason says why. Take it again.',
    fr: 'Cette photographie ne peut pas être conservée ; le motif dit pourquoi. Reprenez-la.',
    ar: 'لا يمكن حفظ هذه الصورة؛ السبب مذكور. التقطها من جديد.',
  },
  'social-registry.photo-unasked': {
    status: 409,
    en: 'No answer of this household names this photograph. Load the household again; somebody may have answered anew.',
    fr: 'Aucune réponse de ce ménage ne désigne cette photographie. Rechargez le ménage : il a peut-être été modifié.',
    ar: 'لا تذكر أي إجابة لهذه الأسرة هذه الصورة. أعد تحميل الأسرة؛ ربما أُجيب عنها من جديد.',
  },
  'social-registry.place-unknown': {
    status: 409,
    en: 'openIMIS has no village of this person and takes no other change before. Record their move first, then this change again.',
    fr: 'openIMIS n’a pas de village de cette personne et n’accepte aucun autre changement avant. Enregistrez d’abord son déménagement, puis de nouveau ce changement.',
    ar: 'لا توجد في openIMIS قرية لهذا الشخص ولا يُقبل تغيير آخر قبلها. سجّل انتقاله أولاً ثم هذا التغيير من جديد.',
  },
  'social-registry.questionnaire-changed': {
    status: 409,
    en: 'This version of the questionnaire was answered before and reads differently now. Give the change a new version.',
    fr: 'Cette version du questionnaire a déjà reçu des réponses et a changé depuis. Donnez un nouveau numéro de version.',
    ar: 'أُجيب عن هذه النسخة من الاستبيان من قبل وقد تغير نصها. أعط التغيير رقم نسخة جديداً.',
  },
  'social-registry.questionnaire-outdated': {
    status: 409,
    en: 'There is a newer version of this questionnaire. Load it, answer what is new and send again.',
    fr: 'Il existe une version plus récente de ce questionnaire. Chargez-la, complétez et renvoyez.',
    ar: 'توجد نسخة أحدث من هذا الاستبيان. حمّلها وأجب عن الجديد ثم أرسل من جديد.',
  },
  'social-registry.questionnaire-unknown': {
    status: 422,
    en: 'There is no such questionnaire. Choose one of the list.',
    fr: 'Ce questionnaire n’existe pas. Choisissez-en un dans la liste.',
    ar: 'لا يوجد استبيان كهذا. اختر واحداً من القائمة.',
  },
} as const satisfies ErrorCatalogue;
