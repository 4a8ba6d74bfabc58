import type { ErrorCatalogue } from '../error-catalogue.js';

export const registryErrors = {
  'registry.conflict-not-found': {
    status: 404,
    en: 'There is no such conflict, or you may not see it.',
    fr: "Ce conflit n'existe pas, ou vous ne pouvez pas le voir.",
    ar: 'لا يوجد تعارض بهذا المعرّف أو لا يحق لك رؤيته.',
  },
  'registry.decision-not-possible': {
    status: 422,
    en: 'This decision is not possible as things stand. Read it again and choose among what is offered.',
    fr: "Cette décision n'est pas possible dans l'état actuel. Relisez et choisissez parmi ce qui est proposé.",
    ar: 'هذا القرار غير ممكن في الوضع الحالي. اقرأ من جديد واختر مما هو معروض.',
  },
  'registry.enrolment-under-way': {
    status: 409,
    en: 'An enrolment of this person is under way. Finish or withdraw it, then erase.',
    fr: 'Une inscription de cette personne est en cours. Terminez-la ou retirez-la, puis effacez.',
    ar: 'هناك تسجيل جارٍ لهذا الشخص. أنهِه أو اسحبه ثم امحُ البيانات.',
  },
  'registry.erased': {
    status: 410,
    en: 'This person was erased; nothing more can be kept about them.',
    fr: 'Cette personne a été effacée ; rien de plus ne peut être conservé à son sujet.',
    ar: 'تم محو بيانات هذا الشخص ولا يمكن حفظ أي شيء آخر عنه.',
  },
  'registry.household-not-found': {
    status: 404,
    en: 'There is no such household, or you may not see it.',
    fr: "Ce ménage n'existe pas, ou vous ne pouvez pas le voir.",
    ar: 'لا توجد أسرة بهذا المعرّف أو لا يحق لك رؤيتها.',
  },
  'registry.legal-hold': {
    status: 409,
    en: 'This person is under a legal hold and cannot be erased until it is lifted.',
    fr: "Cette personne fait l'objet d'une conservation légale et ne peut pas être effacée avant sa levée.",
    ar: 'هذا الشخص خاضع لحفظ قانوني ولا يمكن محو بياناته قبل رفعه.',
  },
  'registry.load-not-first': {
    status: 409,
    en: 'The fast load is for the first source of an empty registry. Send these records as a source does.',
    fr: "Le chargement rapide est réservé à la première source d'un registre vide. Envoyez ces enregistrements comme une source.",
    ar: 'التحميل السريع مخصص لأول مصدر في سجل فارغ. أرسل هذه السجلات كما يفعل المصدر.',
  },
  'registry.load-other-file': {
    status: 409,
    en: 'This source loads another file, or none, or not all of its portions came. Begin the load of the file again: it goes on where it was.',
    fr: 'Cette source charge un autre fichier, ou aucun, ou des portions manquent. Recommencez le chargement du fichier : il reprend où il en était.',
    ar: 'يحمّل هذا المصدر ملفًا آخر أو لا يحمّل شيئًا، أو أن أجزاء منه لم تصل. ابدأ تحميل الملف مجددًا: يُستأنف من حيث توقف.',
  },
  'registry.not-linked': {
    status: 422,
    en: 'This record does not belong to this person, or is the only one. Read the person again.',
    fr: "Cet enregistrement n'appartient pas à cette personne, ou est le seul. Relisez la personne.",
    ar: 'هذا السجل لا يخص هذا الشخص أو هو السجل الوحيد. اقرأ بيانات الشخص من جديد.',
  },
  'registry.payment-under-way': {
    status: 409,
    en: 'A payment to this person is in a batch that is not closed. Erase when the batch is closed, cancelled or voided.',
    fr: "Un paiement à cette personne est dans un lot qui n'est pas clos. Effacez quand le lot sera clos ou annulé.",
    ar: 'هناك دفعة لهذا الشخص ضمن حزمة لم تُغلق. امحُ البيانات بعد إغلاق الحزمة أو إلغائها.',
  },
  'registry.person-changed': {
    status: 412,
    en: 'Somebody changed this meanwhile. Read it again and compare, then decide again.',
    fr: "Quelqu'un l'a modifié entre-temps. Relisez et comparez, puis décidez à nouveau.",
    ar: 'غيّر شخص آخر هذا في هذه الأثناء. اقرأه من جديد وقارن ثم قرّر من جديد.',
  },
  'registry.person-not-found': {
    status: 404,
    en: 'There is no such person, or you may not see them.',
    fr: "Cette personne n'existe pas, ou vous ne pouvez pas la voir.",
    ar: 'لا يوجد شخص بهذا المعرّف أو لا يحق لك رؤيته.',
  },
  'registry.quality-rule-unknown': {
    status: 404,
    en: 'No rule of data quality has this name now. Load the page of data quality again and choose one that is there.',
    fr: 'Aucune règle de qualité des données ne porte ce nom actuellement. Rechargez la page de la qualité des données et choisissez-en une qui existe.',
    ar: 'لا توجد حاليًا قاعدة لجودة البيانات بهذا الاسم. أعد تحميل صفحة جودة البيانات واختر قاعدة موجودة.',
  },
  'registry.query-not-possible': {
    status: 422,
    en: 'This query uses a field, an operator or a value that cannot be searched. Search by something else.',
    fr: 'Cette requête utilise un champ, un opérateur ou une valeur qui ne peut pas être cherché. Cherchez autrement.',
    ar: 'يستخدم هذا الاستعلام حقلاً أو عاملاً أو قيمة لا يمكن البحث بها. ابحث بشيء آخر.',
  },
  'registry.record-refused': {
    status: 422,
    en: 'A record is not as the unified model wants it. Correct it at its source and send it again.',
    fr: 'Un enregistrement ne correspond pas au modèle unifié. Corrigez-le à sa source et renvoyez-le.',
    ar: 'سجل لا يوافق النموذج الموحد. صحّحه في مصدره وأرسله من جديد.',
  },
  'registry.second-person-needed': {
    status: 403,
    en: 'Whoever asked for an erasure may not confirm it. Ask a colleague.',
    fr: 'Celui qui a demandé un effacement ne peut pas le confirmer. Demandez à un collègue.',
    ar: 'لا يجوز لمن طلب المحو أن يؤكده. اطلب ذلك من زميل.',
  },
  'registry.source-unknown': {
    status: 422,
    en: 'There is no such source.',
    fr: "Cette source n'existe pas.",
    ar: 'لا يوجد مصدر بهذا الاسم.',
  },
} as const satisfies ErrorCatalogue;
