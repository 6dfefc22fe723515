/** What the police are told: a warning from the system, to be acted on in person (见面劝阻), or a neutral check (核查任务, S24). */
export const caseKinds = ['dissuade', 'check'] as const
export type CaseKind = (typeof caseKinds)[number]

/** 紧急 · 高 · 中 · 低. Levels differ by place; these four are what the provincial export uses. */
export const alertLevels = ['urgent', 'high', 'medium', 'low'] as const
export type AlertLevel = (typeof alertLevels)[number]

/** Where an alert came from. */
export const alertSources = ['system', 'report-110', 'hotline-96110', 'bank', 'import', 'other'] as const
export type AlertSource = (typeof alertSources)[number]

/** 前科 · 高危地区: known to the police alone. Nothing that holds one of these words may reach another role (S24). */
export const policeLabels = ['prior-record', 'high-risk-area'] as const
export type PoliceLabel = (typeof policeLabels)[number]
