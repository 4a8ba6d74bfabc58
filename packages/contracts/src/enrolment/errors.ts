import type { ErrorCatalogue } from '../error-catalogue.js';

export const enrolmentErrors = {
  'enrolment.already-under-way': {
    status: 409,
    en: 'This person already has an open journey for this programme. Open that one and go on there.',
    fr: 'Cette personne a déjà un parcours ouvert pour ce programme. Ouvrez celui-ci et continuez-le.',
    ar: 'لهذا الشخص مسار مفتوح بالفعل في هذا البرنامج. افتحه وتابع فيه.',
  },
  'enrolment.approver-is-maker': {
    status: 403,
    en: 'Whoever prepared a journey may not approve it. Ask a colleague with the approval right.',
    fr: "Celui qui a préparé un parcours ne peut pas l'approuver. Demandez à un collègue habilité.",
    ar: 'لا يجوز لمن أعدّ المسار أن يوافق عليه. اطلب ذلك من زميل لديه صلاحية الموافقة.',
  },
  'enrolment.individual-unknown': {
    status: 422,
    en: 'This individual is not in openIMIS, not in your districts or another person than the applicant. Search again.',
    fr: "Cet individu n'est pas dans openIMIS, pas dans vos districts, ou n'est pas le demandeur. Cherchez à nouveau.",
    ar: 'هذا الفرد غير موجود في openIMIS أو ليس ضمن مناطقك أو ليس مقدّم الطلب. أعد البحث.',
  },
  'enrolment.journey-erased': {
    status: 410,
    en: 'The person of this journey was erased; it goes on no more. Whoever applies again starts a new journey.',
    fr: 'La personne de ce parcours a été effacée ; il ne continue plus. Une nouvelle demande est un nouveau parcours.',
    ar: 'تم محو بيانات صاحب هذا المسار ولن يُستأنف. من يتقدم مجددًا يبدأ مسارًا جديدًا.',
  },
  'enrolment.journey-not-found': {
    status: 404,
    en: 'There is no such journey, or you may not see it.',
    fr: "Ce parcours n'existe pas, ou vous ne pouvez pas le voir.",
    ar: 'لا يوجد مسار بهذا المعرّف أو لا يحق لك رؤيته.',
  },
  'enrolment.location-unknown': {
    status: 422,
    en: 'This village does not exist or is not in your districts. Choose another.',
    fr: "Ce village n'existe pas ou n'est pas dans vos districts. Choisissez-en un autre.",
    ar: 'هذه القرية غير موجودة أو ليست ضمن مناطقك. اختر قرية أخرى.',
  },
  'enrolment.not-possible-now': {
    status: 409,
    en: 'This step is not possible in the present state of the journey. Read the journey again and go on from there.',
    fr: "Cette étape n'est pas possible dans l'état actuel du parcours. Relisez le parcours et reprenez à partir de là.",
    ar: 'هذه الخطوة غير ممكنة في الحالة الحالية للمسار. اقرأ المسار من جديد وتابع منه.',
  },
  'enrolment.programme-unknown': {
    status: 422,
    en: 'This programme does not exist or does not enrol by journey.',
    fr: "Ce programme n'existe pas ou n'inscrit pas par parcours.",
    ar: 'هذا البرنامج غير موجود أو لا يسجّل عبر المسار.',
  },
  'enrolment.search-too-wide': {
    status: 422,
    en: 'Give the national identifier, or the name and the birth date.',
    fr: "Donnez l'identifiant national, ou le nom et la date de naissance.",
    ar: 'أدخل الرقم الوطني، أو الاسم وتاريخ الميلاد.',
  },
  'enrolment.statement-changed': {
    status: 409,
    en: 'What you were shown has changed since. Read the journey again, then decide.',
    fr: 'Ce qui vous a été montré a changé depuis. Relisez le parcours, puis décidez.',
    ar: 'تغيّر ما عُرض عليك. اقرأ المسار مرة أخرى ثم قرّر.',
  },
} as const satisfies ErrorCatalogue;
