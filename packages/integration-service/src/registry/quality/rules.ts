import type { QualityRule } from '@interlink/contracts/registry/quality';
import { wholeForm } from '@interlink/domain/registry/whole-form';

/**
 * Throws at the start what would otherwise fail where nobody looks: a name that two rules bear, a form that is none.
 */
export function checkRules(rules: readonly QualityRule[]): void {
  const seen = new Set<string>();
  for (const rule of rules) {
    if (seen.has(rule.id)) throw new Error(`policies.registry.quality: two rules are called ${rule.id}`);
    seen.add(rule.id);
    if (rule.check === 'form') tryForm(rule);
  }
}

function tryForm({ id, pattern }: Extract<QualityRule, { check: 'form' }>): void {
  try {
    wholeForm(pattern);
  } catch (cause) {
    throw new Error(`policies.registry.quality: the pattern of ${id} is no regular expression`, { cause });
  }
}
