import * as accountPassword from '@/app/api/account/password/route'
import * as accountSecondFactorConfirm from '@/app/api/account/second-factor/confirm/route'
import * as accountSecondFactor from '@/app/api/account/second-factor/route'
import * as accountSession from '@/app/api/account/sessions/[id]/route'
import * as accountSessions from '@/app/api/account/sessions/route'
import * as accountTokensId from '@/app/api/account/tokens/[id]/route'
import * as accountTokens from '@/app/api/account/tokens/route'
import * as articlesIdAccess from '@/app/api/articles/[id]/access/route'
import * as articlesIdAssistantQuestions from '@/app/api/articles/[id]/assistant/questions/route'
import * as articlesIdAssistant from '@/app/api/articles/[id]/assistant/route'
import * as articlesIdAttachments from '@/app/api/articles/[id]/attachments/route'
import * as articlesIdAuthorship from '@/app/api/articles/[id]/authorship/route'
import * as articlesIdChanges from '@/app/api/articles/[id]/changes/route'
import * as articlesIdClaims from '@/app/api/articles/[id]/claims/route'
import * as articlesIdCompare from '@/app/api/articles/[id]/compare/route'
import * as articlesIdContactsContactIdRestore from '@/app/api/articles/[id]/contacts/[contactId]/restore/route'
import * as articlesIdContactsContactId from '@/app/api/articles/[id]/contacts/[contactId]/route'
import * as articlesIdContacts from '@/app/api/articles/[id]/contacts/route'
import * as articlesIdCorrections from '@/app/api/articles/[id]/corrections/route'
import * as articlesIdCoverage from '@/app/api/articles/[id]/coverage/route'
import * as articlesIdDismissalsDismissalId from '@/app/api/articles/[id]/dismissals/[dismissalId]/route'
import * as articlesIdDismissals from '@/app/api/articles/[id]/dismissals/route'
import * as articlesIdDraftsDraftIdApply from '@/app/api/articles/[id]/drafts/[draftId]/apply/route'
import * as articlesIdDraftsDraftId from '@/app/api/articles/[id]/drafts/[draftId]/route'
import * as articlesIdDrafts from '@/app/api/articles/[id]/drafts/route'
import * as articlesIdEdits from '@/app/api/articles/[id]/edits/route'
import * as articlesIdErrataErratumIdRestore from '@/app/api/articles/[id]/errata/[erratumId]/restore/route'
import * as articlesIdErrataErratumId from '@/app/api/articles/[id]/errata/[erratumId]/route'
import * as articlesIdErrata from '@/app/api/articles/[id]/errata/route'
import * as articlesIdEvents from '@/app/api/articles/[id]/events/route'
import * as articlesIdExportFormat from '@/app/api/articles/[id]/export/[format]/route'
import * as articlesIdFindingsDismissals from '@/app/api/articles/[id]/findings/dismissals/route'
import * as articlesIdFindings from '@/app/api/articles/[id]/findings/route'
import * as articlesIdHistory from '@/app/api/articles/[id]/history/route'
import * as articlesIdOutsideLinksLinkId from '@/app/api/articles/[id]/outside-links/[linkId]/route'
import * as articlesIdOutsideLinks from '@/app/api/articles/[id]/outside-links/route'
import * as articlesIdOwnNotes from '@/app/api/articles/[id]/own-notes/route'
import * as articlesIdPresence from '@/app/api/articles/[id]/presence/route'
import * as articlesIdPublicationsPublicationId from '@/app/api/articles/[id]/publications/[publicationId]/route'
import * as articlesIdPublications from '@/app/api/articles/[id]/publications/route'
import * as articlesIdReadiness from '@/app/api/articles/[id]/readiness/route'
import * as articlesIdRepliesReplyIdRestore from '@/app/api/articles/[id]/replies/[replyId]/restore/route'
import * as articlesIdRepliesReplyId from '@/app/api/articles/[id]/replies/[replyId]/route'
import * as articlesIdReplies from '@/app/api/articles/[id]/replies/route'
import * as articlesIdReports from '@/app/api/articles/[id]/reports/route'
import * as articlesIdRestore from '@/app/api/articles/[id]/restore/route'
import * as articlesIdRetention from '@/app/api/articles/[id]/retention/route'
import * as articlesId from '@/app/api/articles/[id]/route'
import * as articlesIdSignOffsSignOffId from '@/app/api/articles/[id]/sign-offs/[signOffId]/route'
import * as articlesIdSignOffs from '@/app/api/articles/[id]/sign-offs/route'
import * as articlesIdSources from '@/app/api/articles/[id]/sources/route'
import * as articlesIdSteps from '@/app/api/articles/[id]/steps/route'
import * as articlesIdTray from '@/app/api/articles/[id]/tray/route'
import * as articlesIdUndo from '@/app/api/articles/[id]/undo/route'
import * as articlesIdVersionsNRestore from '@/app/api/articles/[id]/versions/[n]/restore/route'
import * as articlesIdVersionsN from '@/app/api/articles/[id]/versions/[n]/route'
import * as articlesIdVersions from '@/app/api/articles/[id]/versions/route'
import * as articles from '@/app/api/articles/route'
import * as attachmentsId from '@/app/api/attachments/[id]/route'
import * as checkedBefore from '@/app/api/checked-before/route'
import * as claimsIdChecklist from '@/app/api/claims/[id]/checklist/route'
import * as claimsIdCorrections from '@/app/api/claims/[id]/corrections/route'
import * as claimsIdEvidence from '@/app/api/claims/[id]/evidence/route'
import * as claimsIdNotes from '@/app/api/claims/[id]/notes/route'
import * as claimsIdRange from '@/app/api/claims/[id]/range/route'
import * as claimsIdRepeats from '@/app/api/claims/[id]/repeats/route'
import * as claimsIdRestore from '@/app/api/claims/[id]/restore/route'
import * as claimsId from '@/app/api/claims/[id]/route'
import * as claimsIdSameDecision from '@/app/api/claims/[id]/same-decision/route'
import * as claimsIdSecondChecks from '@/app/api/claims/[id]/second-checks/route'
import * as claimsIdTakenEvidence from '@/app/api/claims/[id]/taken-evidence/route'
import * as claims from '@/app/api/claims/route'
import * as correctionsIdDecision from '@/app/api/corrections/[id]/decision/route'
import * as evidenceIdRestore from '@/app/api/evidence/[id]/restore/route'
import * as evidenceId from '@/app/api/evidence/[id]/route'
import * as health from '@/app/api/health/route'
import * as history from '@/app/api/history/route'
import * as invitation from '@/app/api/invitations/[id]/route'
import * as invitationsAccept from '@/app/api/invitations/accept/route'
import * as invitations from '@/app/api/invitations/route'
import * as myWork from '@/app/api/my-work/route'
import * as notesIdRestore from '@/app/api/notes/[id]/restore/route'
import * as notesId from '@/app/api/notes/[id]/route'
import * as notifications from '@/app/api/notifications/route'
import * as notificationsSeen from '@/app/api/notifications/seen/route'
import * as outsideTokenAnswers from '@/app/api/outside/[token]/answers/route'
import * as outsideToken from '@/app/api/outside/[token]/route'
import * as peopleIdNotesRetention from '@/app/api/people/[id]/notes-retention/route'
import * as personResetLink from '@/app/api/people/[id]/reset-link/route'
import * as peopleId from '@/app/api/people/[id]/route'
import * as personSecondFactor from '@/app/api/people/[id]/second-factor/route'
import * as personTokens from '@/app/api/people/[id]/tokens/route'
import * as people from '@/app/api/people/route'
import * as previews from '@/app/api/previews/route'
import * as reportsIdFile from '@/app/api/reports/[id]/file/route'
import * as reportsId from '@/app/api/reports/[id]/route'
import * as secondChecksIdAnswer from '@/app/api/second-checks/[id]/answer/route'
import * as secondChecksIdBlind from '@/app/api/second-checks/[id]/blind/route'
import * as secondChecksId from '@/app/api/second-checks/[id]/route'
import * as secondChecksIdSettlement from '@/app/api/second-checks/[id]/settlement/route'
import * as sessionForgotten from '@/app/api/session/forgotten/route'
import * as session from '@/app/api/session/route'
import * as sessionSecondFactor from '@/app/api/session/second-factor/route'
import * as sessionSsoCallback from '@/app/api/session/sso/callback/route'
import * as sessionSso from '@/app/api/session/sso/route'
import * as settingsAssistantTrial from '@/app/api/settings/assistant-trial/route'
import * as settings from '@/app/api/settings/route'
import * as setup from '@/app/api/setup/route'
import * as sourcesIdCapturesCaptureIdFile from '@/app/api/sources/[id]/captures/[captureId]/file/route'
import * as sourcesIdCapturesCaptureIdRestore from '@/app/api/sources/[id]/captures/[captureId]/restore/route'
import * as sourcesIdCapturesCaptureId from '@/app/api/sources/[id]/captures/[captureId]/route'
import * as sourcesIdCapturesFetch from '@/app/api/sources/[id]/captures/fetch/route'
import * as sourcesIdCaptures from '@/app/api/sources/[id]/captures/route'
import * as sourcesIdLinkChecks from '@/app/api/sources/[id]/link-checks/route'
import * as sourcesIdMerge from '@/app/api/sources/[id]/merge/route'
import * as sourcesId from '@/app/api/sources/[id]/route'
import * as sourcesImport from '@/app/api/sources/import/route'
import * as sourcesLookUp from '@/app/api/sources/look-up/route'
import * as sources from '@/app/api/sources/route'
import * as sourcesSimilar from '@/app/api/sources/similar/route'
import * as webhooksIdDeliveriesDeliveryIdAgain from '@/app/api/webhooks/[id]/deliveries/[deliveryId]/again/route'
import * as webhooksIdDeliveries from '@/app/api/webhooks/[id]/deliveries/route'
import * as webhooksId from '@/app/api/webhooks/[id]/route'
import * as webhooksIdTry from '@/app/api/webhooks/[id]/try/route'
import * as webhooks from '@/app/api/webhooks/route'
import type { RouteHandler } from '@/lib/server/boundary/define-route'

/** Every route of the API, by path. A test fails when one is missing. */
export const ROUTES: Readonly<Record<string, Readonly<Record<string, RouteHandler>>>> = {
  '/api/account/password': accountPassword,
  '/api/people/{id}/second-factor': personSecondFactor,
  '/api/people/{id}/tokens': personTokens,
  '/api/people/{id}/reset-link': personResetLink,
  '/api/invitations/{id}': invitation,
  '/api/account/sessions/{id}': accountSession,
  '/api/account/sessions': accountSessions,
  '/api/account/second-factor': accountSecondFactor,
  '/api/account/second-factor/confirm': accountSecondFactorConfirm,
  '/api/account/tokens': accountTokens,
  '/api/account/tokens/{id}': accountTokensId,
  '/api/articles': articles,
  '/api/articles/{id}': articlesId,
  '/api/articles/{id}/claims': articlesIdClaims,
  '/api/articles/{id}/edits': articlesIdEdits,
  '/api/articles/{id}/events': articlesIdEvents,
  '/api/articles/{id}/export/{format}': articlesIdExportFormat,
  '/api/articles/{id}/history': articlesIdHistory,
  '/api/articles/{id}/reports': articlesIdReports,
  '/api/articles/{id}/restore': articlesIdRestore,
  '/api/articles/{id}/steps': articlesIdSteps,
  '/api/articles/{id}/versions/{n}': articlesIdVersionsN,
  '/api/articles/{id}/access': articlesIdAccess,
  '/api/articles/{id}/retention': articlesIdRetention,
  '/api/articles/{id}/attachments': articlesIdAttachments,
  '/api/articles/{id}/authorship': articlesIdAuthorship,
  '/api/articles/{id}/changes': articlesIdChanges,
  '/api/articles/{id}/compare': articlesIdCompare,
  '/api/articles/{id}/corrections': articlesIdCorrections,
  '/api/articles/{id}/drafts': articlesIdDrafts,
  '/api/articles/{id}/drafts/{draftId}': articlesIdDraftsDraftId,
  '/api/articles/{id}/drafts/{draftId}/apply': articlesIdDraftsDraftIdApply,
  '/api/articles/{id}/presence': articlesIdPresence,
  '/api/articles/{id}/tray': articlesIdTray,
  '/api/articles/{id}/undo': articlesIdUndo,
  '/api/articles/{id}/contacts': articlesIdContacts,
  '/api/articles/{id}/contacts/{contactId}': articlesIdContactsContactId,
  '/api/articles/{id}/contacts/{contactId}/restore': articlesIdContactsContactIdRestore,
  '/api/articles/{id}/coverage': articlesIdCoverage,
  '/api/articles/{id}/dismissals': articlesIdDismissals,
  '/api/articles/{id}/dismissals/{dismissalId}': articlesIdDismissalsDismissalId,
  '/api/articles/{id}/assistant': articlesIdAssistant,
  '/api/articles/{id}/assistant/questions': articlesIdAssistantQuestions,
  '/api/articles/{id}/findings': articlesIdFindings,
  '/api/articles/{id}/findings/dismissals': articlesIdFindingsDismissals,
  '/api/articles/{id}/readiness': articlesIdReadiness,
  '/api/articles/{id}/replies': articlesIdReplies,
  '/api/articles/{id}/replies/{replyId}': articlesIdRepliesReplyId,
  '/api/articles/{id}/replies/{replyId}/restore': articlesIdRepliesReplyIdRestore,
  '/api/articles/{id}/sign-offs': articlesIdSignOffs,
  '/api/articles/{id}/sign-offs/{signOffId}': articlesIdSignOffsSignOffId,
  '/api/articles/{id}/versions': articlesIdVersions,
  '/api/articles/{id}/versions/{n}/restore': articlesIdVersionsNRestore,
  '/api/claims/{id}/corrections': claimsIdCorrections,
  '/api/corrections/{id}/decision': correctionsIdDecision,
  '/api/attachments/{id}': attachmentsId,
  '/api/claims': claims,
  '/api/claims/{id}': claimsId,
  '/api/claims/{id}/evidence': claimsIdEvidence,
  '/api/claims/{id}/notes': claimsIdNotes,
  '/api/claims/{id}/range': claimsIdRange,
  '/api/claims/{id}/restore': claimsIdRestore,
  '/api/evidence/{id}': evidenceId,
  '/api/evidence/{id}/restore': evidenceIdRestore,
  '/api/health': health,
  '/api/history': history,
  '/api/invitations': invitations,
  '/api/invitations/accept': invitationsAccept,
  '/api/notes/{id}': notesId,
  '/api/notes/{id}/restore': notesIdRestore,
  '/api/people': people,
  '/api/people/{id}': peopleId,
  '/api/previews': previews,
  '/api/reports/{id}': reportsId,
  '/api/reports/{id}/file': reportsIdFile,
  '/api/session': session,
  '/api/session/second-factor': sessionSecondFactor,
  '/api/session/forgotten': sessionForgotten,
  '/api/session/sso': sessionSso,
  '/api/session/sso/callback': sessionSsoCallback,
  '/api/settings': settings,
  '/api/settings/assistant-trial': settingsAssistantTrial,
  '/api/setup': setup,
  '/api/sources': sources,
  '/api/sources/import': sourcesImport,
  '/api/sources/look-up': sourcesLookUp,
  '/api/sources/similar': sourcesSimilar,
  '/api/sources/{id}': sourcesId,
  '/api/sources/{id}/captures/fetch': sourcesIdCapturesFetch,
  '/api/sources/{id}/link-checks': sourcesIdLinkChecks,
  '/api/sources/{id}/captures': sourcesIdCaptures,
  '/api/sources/{id}/captures/{captureId}': sourcesIdCapturesCaptureId,
  '/api/sources/{id}/captures/{captureId}/restore': sourcesIdCapturesCaptureIdRestore,
  '/api/my-work': myWork,
  '/api/articles/{id}/publications': articlesIdPublications,
  '/api/articles/{id}/publications/{publicationId}': articlesIdPublicationsPublicationId,
  '/api/articles/{id}/errata': articlesIdErrata,
  '/api/articles/{id}/errata/{erratumId}': articlesIdErrataErratumId,
  '/api/articles/{id}/errata/{erratumId}/restore': articlesIdErrataErratumIdRestore,
  '/api/sources/{id}/merge': sourcesIdMerge,
  '/api/articles/{id}/sources': articlesIdSources,
  '/api/claims/{id}/second-checks': claimsIdSecondChecks,
  '/api/second-checks/{id}': secondChecksId,
  '/api/second-checks/{id}/blind': secondChecksIdBlind,
  '/api/second-checks/{id}/answer': secondChecksIdAnswer,
  '/api/second-checks/{id}/settlement': secondChecksIdSettlement,
  '/api/claims/{id}/checklist': claimsIdChecklist,
  '/api/checked-before': checkedBefore,
  '/api/claims/{id}/repeats': claimsIdRepeats,
  '/api/claims/{id}/same-decision': claimsIdSameDecision,
  '/api/claims/{id}/taken-evidence': claimsIdTakenEvidence,
  '/api/notifications': notifications,
  '/api/notifications/seen': notificationsSeen,
  '/api/articles/{id}/own-notes': articlesIdOwnNotes,
  '/api/articles/{id}/outside-links': articlesIdOutsideLinks,
  '/api/articles/{id}/outside-links/{linkId}': articlesIdOutsideLinksLinkId,
  '/api/outside/{token}': outsideToken,
  '/api/outside/{token}/answers': outsideTokenAnswers,
  '/api/people/{id}/notes-retention': peopleIdNotesRetention,
  '/api/sources/{id}/captures/{captureId}/file': sourcesIdCapturesCaptureIdFile,
  '/api/webhooks': webhooks,
  '/api/webhooks/{id}': webhooksId,
  '/api/webhooks/{id}/try': webhooksIdTry,
  '/api/webhooks/{id}/deliveries': webhooksIdDeliveries,
  '/api/webhooks/{id}/deliveries/{deliveryId}/again': webhooksIdDeliveriesDeliveryIdAgain,
}
