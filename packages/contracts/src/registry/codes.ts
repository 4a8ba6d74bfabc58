import { Type, type Static } from 'typebox';

/**
 * The public code lists that the unified model speaks (SPDCI); a source's own words are mapped to these on the way in.
 */
export const Sex = Type.Enum(['male', 'female', 'other', 'unknown']);
export type Sex = Static<typeof Sex>;

/** S never married, M married, W widowed, A annulled, D divorced, L legally separated, U unmarried. */
export const MaritalStatus = Type.Enum(['S', 'M', 'W', 'A', 'D', 'L', 'U']);
export type MaritalStatus = Static<typeof MaritalStatus>;

/** Washington Group domains: seeing, hearing, walking, remembering, self care, communicating. */
export const FunctionalLimitation = Type.Enum(['VIS_SS', 'HEAR_SS', 'MOB_SS', 'COG_SS', 'SC_SS', 'COM_SS']);
export type FunctionalLimitation = Static<typeof FunctionalLimitation>;

/** 1 no difficulty, 2 some, 3 a lot, 4 cannot do it at all; 3 or 4 in one domain is a disability. */
export const FunctionalSeverity = Type.Enum(['1', '2', '3', '4']);
export type FunctionalSeverity = Static<typeof FunctionalSeverity>;

/**
 * `potential` is openIMIS's: selected, not yet enrolled (DCI has no code for it). `exited`: left for another reason.
 */
export const EnrolmentStatus = Type.Enum(['potential', 'active', 'suspended', 'graduated', 'deceased', 'exited']);
export type EnrolmentStatus = Static<typeof EnrolmentStatus>;

export const AssistanceUnit = Type.Enum(['person', 'household', 'family']);
export type AssistanceUnit = Static<typeof AssistanceUnit>;

export const BenefitType = Type.Enum(['cash', 'voucher', 'in-kind', 'service', 'training', 'work', 'insurance']);
export type BenefitType = Static<typeof BenefitType>;

/** `planned`: due some day. `approved`: may be paid. `paid`: it reached the person. `returned`: paid, and came back. */
export const BenefitStatus = Type.Enum(['planned', 'approved', 'paid', 'returned', 'rejected', 'cancelled']);
export type BenefitStatus = Static<typeof BenefitStatus>;
