import type { ErrorCatalogue } from '../error-catalogue.js';

export const paymentsErrors = {
  'payments.approval-refused': {
    status: 409,
    en: 'You may not approve this batch as it stands; the reason says why. Ask another approver, or look at the batch again.',
    fr: 'Vous ne pouvez pas approuver ce lot en l’état ; le motif dit pourquoi. Demandez à un autre approbateur ou revoyez le lot.',
    ar: 'لا يمكنك الموافقة على هذه الدفعة بحالتها؛ السبب مذكور. اطلب من موافق آخر أو راجع الدفعة من جديد.',
  },
  'payments.batch-not-found': {
    status: 404,
    en: 'There is no such batch for you. Check the reference, or ask who made it.',
    fr: 'Ce lot n’existe pas pour vous. Vérifiez la référence ou demandez à son auteur.',
    ar: 'لا توجد دفعة كهذه لك. تحقق من المرجع أو اسأل من أنشأها.',
  },
  'payments.batch-not-ready': {
    status: 409,
    en: 'The batch is not in a state for this; its state is given. Load it again and go on from there.',
    fr: 'L’état du lot ne le permet pas ; cet état est indiqué. Rechargez le lot et reprenez à partir de là.',
    ar: 'حالة الدفعة لا تسمح بذلك؛ الحالة مذكورة. أعد تحميل الدفعة وتابع منها.',
  },
  'payments.cash-differs': {
    status: 409,
    en: 'The cash does not come out: advance less paid less returned is not zero; the difference is given. Count again.',
    fr: 'La caisse ne tombe pas juste : avance moins payé moins rendu n’est pas zéro ; l’écart est indiqué. Recomptez.',
    ar: 'النقد غير متطابق: السلفة ناقص المدفوع ناقص المُعاد لا تساوي صفراً؛ الفرق مذكور. أعد العد.',
  },
  'payments.ceremony-refused': {
    status: 409,
    en: 'The ceremony of the first approvers cannot be held so; the reason says why.',
    fr: 'La cérémonie des premiers approbateurs ne peut pas se tenir ainsi ; le motif dit pourquoi.',
    ar: 'لا يمكن عقد مراسم الموافقين الأوائل بهذه الصورة؛ السبب مذكور.',
  },
  'payments.channel-missing': {
    status: 409,
    en: 'This deployment has no such way to the bank; its name is given. Ask whoever runs the server to set it up.',
    fr: 'Ce déploiement n’a pas ce canal vers la banque ; son nom est indiqué. Demandez à l’administrateur de le configurer.',
    ar: 'لا تملك هذه المنصة هذه القناة إلى المصرف؛ الاسم مذكور. اطلب من مشغل الخادم إعدادها.',
  },
  'payments.clock-differs': {
    status: 503,
    en: 'Nothing is sealed or sent now: the clocks of this server and of the bank or the database differ too much. Whoever runs the server must set its time right (NTP); then the batch goes on by itself. If it is the bank’s clock, tell the bank.',
    fr: 'Rien n’est scellé ni envoyé : les horloges de ce serveur et de la banque ou de la base diffèrent trop. L’administrateur doit remettre l’heure (NTP) ; le lot repart ensuite de lui-même. Si c’est l’horloge de la banque, prévenez la banque.',
    ar: 'لا يُختم شيء ولا يُرسل الآن: ساعة هذا الخادم تختلف كثيراً عن ساعة المصرف أو قاعدة البيانات. على مشغل الخادم ضبط الوقت (NTP)؛ ثم تتابع الدفعة وحدها. إن كانت ساعة المصرف هي الخاطئة فأبلغ المصرف.',
  },
  'payments.credential-not-found': {
    status: 404,
    en: 'There is no such security key. Load the list of approvers again.',
    fr: 'Cette clé de sécurité n’existe pas. Rechargez la liste des approbateurs.',
    ar: 'لا يوجد مفتاح أمان كهذا. أعد تحميل قائمة الموافقين.',
  },
  'payments.credential-refused': {
    status: 403,
    en: 'Your security key did not prove that it is you; the reason says why. Try again, with the key that is enrolled for you.',
    fr: 'Votre clé de sécurité n’a pas prouvé que c’est vous ; le motif dit pourquoi. Réessayez avec la clé enregistrée pour vous.',
    ar: 'لم يثبت مفتاح الأمان أنك أنت؛ السبب مذكور. حاول مجدداً بالمفتاح المسجل باسمك.',
  },
  'payments.decision-not-found': {
    status: 404,
    en: 'There is no such decision for you. Load the list of open decisions again.',
    fr: 'Cette décision n’existe pas pour vous. Rechargez la liste des décisions ouvertes.',
    ar: 'لا يوجد قرار كهذا لك. أعد تحميل قائمة القرارات المفتوحة.',
  },
  'payments.decision-refused': {
    status: 409,
    en: 'This cannot be decided as things stand; the reason says why. It needs two different people, the second of them an approver.',
    fr: 'Cela ne peut pas être décidé en l’état ; le motif dit pourquoi. Il faut deux personnes différentes, la seconde approbatrice.',
    ar: 'لا يمكن اتخاذ هذا القرار بالحالة الراهنة؛ السبب مذكور. يلزم شخصان مختلفان، ثانيهما موافق.',
  },
  'payments.fenced': {
    status: 503,
    en: 'Payments are fenced: the ledger and the transmit journal differ. Import the status of every message in the gap; then two people release it.',
    fr: 'Les paiements sont bloqués : le registre et le journal d’émission diffèrent. Importez l’état de chaque message manquant ; deux personnes lèvent ensuite le blocage.',
    ar: 'المدفوعات محجوبة: السجل وسجل الإرسال مختلفان. استورد حالة كل رسالة ناقصة، ثم يرفع شخصان الحجب.',
  },
  'payments.format-changed': {
    status: 409,
    en: 'The payment file of this channel is set up otherwise than when the batch was made; nothing is sealed. Set it back, or cancel the batch and make it again.',
    fr: 'Le fichier de paiement de ce canal est configuré autrement qu’à la création du lot ; rien n’est scellé. Rétablissez-le, ou annulez le lot et refaites-le.',
    ar: 'إعداد ملف الدفع لهذه القناة تغير منذ إنشاء الدفعة؛ لا يُختم شيء. أعد الإعداد كما كان، أو ألغِ الدفعة وأنشئها من جديد.',
  },
  'payments.log-unwitnessed': {
    status: 503,
    en: 'Nothing is sealed now: no witness has confirmed the audit log for over four hours. Whoever runs the server must see that `interlink work` runs and that the witness is reached; then the batch goes on by itself. If the witness refuses, verify the log first.',
    fr: 'Rien n’est scellé pour l’instant : aucun témoin n’a confirmé le journal d’audit depuis plus de quatre heures. L’administrateur doit vérifier que `interlink work` tourne et que le témoin répond ; le lot repart ensuite de lui-même. Si le témoin refuse, vérifiez d’abord le journal.',
    ar: 'لا يُختم شيء الآن: لم يؤكد أي شاهد سجل التدقيق منذ أكثر من أربع ساعات. على مشغل الخادم التأكد من أن `interlink work` يعمل وأن الشاهد يجيب؛ ثم تتابع الدفعة وحدها. إن رفض الشاهد فتحقق من السجل أولاً.',
  },
  'payments.no-receipt': {
    status: 409,
    en: 'There is no receipt of this payment: it is not proven to have arrived, or the person was erased; the reason says which. Load the batch again when the bank has answered.',
    fr: 'Pas de reçu pour ce paiement : son arrivée n’est pas prouvée, ou la personne a été effacée ; le motif le dit. Rechargez le lot quand la banque aura répondu.',
    ar: 'لا إيصال لهذه الدفعة: لم يثبت وصولها أو مُحيت بيانات الشخص؛ السبب مذكور. أعد تحميل الدفعة بعد أن يجيب المصرف.',
  },
  'payments.pay-point-refused': {
    status: 409,
    en: 'This cannot be done at the payment point as things stand; the reason says why. Load the list again and go on from there.',
    fr: 'Ce n’est pas possible au point de paiement en l’état ; le motif dit pourquoi. Rechargez la liste et reprenez à partir de là.',
    ar: 'لا يمكن ذلك في نقطة الدفع بالحالة الراهنة؛ السبب مذكور. أعد تحميل القائمة وتابع منها.',
  },
  'payments.payroll-refused': {
    status: 422,
    en: 'This payroll cannot become a batch; the reason says why. Correct it in openIMIS and try again.',
    fr: 'Cette liste de paie ne peut pas devenir un lot ; le motif dit pourquoi. Corrigez-la dans openIMIS et réessayez.',
    ar: 'لا يمكن تحويل كشف الدفع هذا إلى دفعة؛ السبب مذكور. صححه في openIMIS ثم حاول مجدداً.',
  },
  'payments.sample-not-found': {
    status: 404,
    en: 'No sample of this batch was drawn, or this payment is not in it.',
    fr: "Aucun échantillon de ce lot n'a été tiré, ou ce paiement n'en fait pas partie.",
    ar: 'لم تُسحب عينة من هذه الدفعة، أو أن هذا الدفع ليس ضمنها.',
  },
  'payments.sample-refused': {
    status: 409,
    en: 'This is not possible; the reason says why: a sample is drawn once, of people who were paid, by somebody who neither made nor approved the batch; an amount goes with “less” alone.',
    fr: "Ce n'est pas possible ; le motif dit pourquoi : un échantillon est tiré une fois, parmi les personnes payées, par quelqu'un qui n'a ni fait ni approuvé le lot ; un montant ne va qu'avec « moins ».",
    ar: 'هذا غير ممكن والسبب مذكور: تُسحب العينة مرة واحدة ممن دُفع لهم، ويسحبها من لم ينشئ الدفعة ولم يوافق عليها؛ ولا يُذكر مبلغ إلا مع «أقل».',
  },
  'payments.seal-differs': {
    status: 500,
    en: 'The payment file does not hold what was approved. Nothing was sent. Tell the integration manager.',
    fr: 'Le fichier de paiement ne contient pas ce qui a été approuvé. Rien n’a été envoyé. Prévenez le responsable d’intégration.',
    ar: 'ملف الدفع لا يحتوي ما تمت الموافقة عليه. لم يُرسل شيء. أبلغ مدير التكامل.',
  },
} as const satisfies ErrorCatalogue;
