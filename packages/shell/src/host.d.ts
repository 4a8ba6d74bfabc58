declare module '*.svg' {
  const url: string;
  export { url as default };
}

declare module '@openimis/fe-core' {
  import type { ComponentType } from 'react';
  export const App: ComponentType<Record<string, unknown>>;
  export const useModulesManager: () => {
    getConf(module: string, key: string, otherwise: unknown): unknown;
    getMenuEntries(): readonly unknown[];
  };
  export const CoreModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module 'redux-api-middleware' {
  import type { Middleware } from 'redux';
  export const apiMiddleware: Middleware;
}

declare module 'jss-rtl' {
  import type { Plugin } from 'jss';
  const rtl: (options?: { enabled?: boolean }) => Plugin;
  export { rtl as default };
}

declare module '@openimis/fe-home' {
  export const HomeModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-language_fr' {
  export const LanguageFrModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-location' {
  export const LocationModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-admin' {
  export const AdminModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-profile' {
  export const ProfileModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-invoice' {
  export const InvoiceModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-tasks_management' {
  export const TasksManagementModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-social_protection' {
  export const SocialProtectionModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-payroll' {
  export const PayrollModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-policyholder' {
  export const PolicyHolderModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-contribution_plan' {
  export const ContributionPlanModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@openimis/fe-calculation' {
  export const CalculationModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@interlink/fe-enrolment' {
  export const InterlinkEnrolmentModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@interlink/fe-interconnection' {
  export const InterlinkInterconnectionModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@interlink/fe-payments' {
  export const InterlinkPaymentsModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@interlink/fe-verification' {
  export const InterlinkVerificationModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@interlink/fe-registry' {
  export const InterlinkRegistryModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module '@interlink/fe-social-registry' {
  export const InterlinkSocialRegistryModule: (config: Record<string, unknown>) => Record<string, unknown>;
}

declare module 'lodash' {
  const lodash: unknown;
  export { lodash as default };
}

declare module 'flat' {
  const flatten: (nested: Readonly<Record<string, unknown>>) => Record<string, string>;
  export { flatten as default };
}
