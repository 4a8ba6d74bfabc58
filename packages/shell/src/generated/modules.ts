// Written by packages/shell/assemble.mjs from openimis.json. DO NOT EDIT.
import { CoreModule as module0 } from '@openimis/fe-core';
import { HomeModule as module1 } from '@openimis/fe-home';
import { LanguageFrModule as module2 } from '@openimis/fe-language_fr';
import { LocationModule as module3 } from '@openimis/fe-location';
import { AdminModule as module4 } from '@openimis/fe-admin';
import { ProfileModule as module5 } from '@openimis/fe-profile';
import { InvoiceModule as module6 } from '@openimis/fe-invoice';
import { TasksManagementModule as module7 } from '@openimis/fe-tasks_management';
import { SocialProtectionModule as module8 } from '@openimis/fe-social_protection';
import { PayrollModule as module9 } from '@openimis/fe-payroll';
import { PolicyHolderModule as module10 } from '@openimis/fe-policyholder';
import { ContributionPlanModule as module11 } from '@openimis/fe-contribution_plan';
import { CalculationModule as module12 } from '@openimis/fe-calculation';
import { InterlinkEnrolmentModule as module13 } from '@interlink/fe-enrolment';
import { InterlinkInterconnectionModule as module14 } from '@interlink/fe-interconnection';
import { InterlinkPaymentsModule as module15 } from '@interlink/fe-payments';
import { InterlinkRegistryModule as module16 } from '@interlink/fe-registry';
import { InterlinkSocialRegistryModule as module17 } from '@interlink/fe-social-registry';
import { InterlinkVerificationModule as module18 } from '@interlink/fe-verification';
import type { ListedModule } from '../modules-manager.js';

export const modules: readonly ListedModule[] = [
  { key: 'fe-core', npm: '@openimis/fe-core', version: '1.11.0', create: module0 },
  { key: 'fe-home', npm: '@openimis/fe-home', version: '1.7.0', create: module1 },
  { key: 'fe-language_fr', npm: '@openimis/fe-language_fr', version: '1.9.0', create: module2 },
  { key: 'fe-location', npm: '@openimis/fe-location', version: '1.8.0', create: module3 },
  { key: 'fe-admin', npm: '@openimis/fe-admin', version: '1.11.0', create: module4 },
  { key: 'fe-profile', npm: '@openimis/fe-profile', version: '1.8.0', create: module5 },
  { key: 'fe-invoice', npm: '@openimis/fe-invoice', version: '1.10.0', create: module6 },
  { key: 'fe-tasks_management', npm: '@openimis/fe-tasks_management', version: '1.4.0', create: module7 },
  { key: 'fe-social_protection', npm: '@openimis/fe-social_protection', version: '1.4.0', create: module8 },
  { key: 'fe-payroll', npm: '@openimis/fe-payroll', version: '1.5.0', create: module9 },
  { key: 'fe-policyholder', npm: '@openimis/fe-policyholder', version: '1.10.0', create: module10 },
  { key: 'fe-contribution_plan', npm: '@openimis/fe-contribution_plan', version: '1.11.0', create: module11 },
  { key: 'fe-calculation', npm: '@openimis/fe-calculation', version: '1.8.0', create: module12 },
  { key: 'fe-interlink-enrolment', npm: '@interlink/fe-enrolment', version: '0.1.0', create: module13 },
  { key: 'fe-interlink-interconnection', npm: '@interlink/fe-interconnection', version: '0.1.0', create: module14 },
  { key: 'fe-interlink-payments', npm: '@interlink/fe-payments', version: '0.1.0', create: module15 },
  { key: 'fe-interlink-registry', npm: '@interlink/fe-registry', version: '0.1.0', create: module16 },
  { key: 'fe-interlink-social-registry', npm: '@interlink/fe-social-registry', version: '0.1.0', create: module17 },
  { key: 'fe-interlink-verification', npm: '@interlink/fe-verification', version: '0.1.0', create: module18 },
];
