package desk

import "needsbook/app/access"

// askedFirst are the exported methods of Desk that ask the role before anything else, by
// the action they need.
var askedFirst = map[access.Action]string{
	access.Backup: `
		Audit BackUp BackupDocument Rehearse SetSecondFolder
	`,
	access.Erase: `
		EndLegalHold Erase RemoveDemo RemoveOlderCopies RetentionDocument SetLegalHold SweepPapers
	`,
	access.Export: `
		Calendar CaseGapsPaper CaseSample CensusCSV EffectsCSV EffectsPaper NeedProfileDocument ProvisionMapPaper RegisterPaper RequestFile RoundDocument
		SendLogCSV SendLogDocument SubjectAccess SubjectAccessJSON TakeOut TransferFile TransitionPack UnmetCSV UnmetPaper WriteSheet
	`,
	access.Fund: `
		RequestLetter
	`,
	access.Import: `
		ApplyImport ApplyProvisionImport PasteBlock
	`,
	access.ManagePeople: `
		AddPerson ChangePerson RemovePerson
	`,
	access.PrintClass: `
		ClassSheet StaffWeekSheet TickSheetPaper
	`,
	access.PrintPupil: `
		ContactLogPaper LevelDocument LevelParentDocument MeetingRecord PlanPaper Profile ReviewPack
	`,
	access.Publish: `
		ApproveReport CheckLinks PublishReport PublishVersion UpdateFacts
	`,
	access.SeeMoney: `
		Activities Activity Awards Budget BudgetLine BudgetLines BudgetPaper BudgetWorkbook FactChanges GovernorsDocument Ledger LiveFacts OwnRates
		ProvisionCostsCSV ProvisionCostsPaper Rate Rates ReportDocument ReportFacts ReportHTML ReportMarks ReportPDF RequestAmount RequestCosts RequestDocument
		RequestPDF Strategy WriteLedger
	`,
	access.Send: `
		ApproveSummary CheckMembership EnrolByFolder EnrolFile FetchBulletin FetchLetter HandOver Join LookAtHandover MeetHub QueuePaper ReleaseHold RotateKey
		SendAgain SendByFolder SendScores SendSummaries SendToPanel SummaryDocument TakeEnrolAnswer TakeHandover WithdrawSummary
	`,
	access.WritePlans: `
		CorrectSigned SaveCycle SaveCycles SaveOutcome SaveOutcomeServed SignMeeting SignPlan StartPlan
	`,
}

// askedWhereRecorded are those whose change is refused where every step is recorded, by
// the action that the records need.
var askedWhereRecorded = map[access.Action]string{
	access.Erase: `
		RemoveAttachment RemoveConcern RemoveCycle RemoveInvitee RemoveMeeting RemoveNote RemoveOutcome
	`,
	access.Fund: `
		Decide DisputeWithPanel DropRates EndAward ExpectSame LetterNotShared LetterShared MarkReady MarkSubmitted MoveDispute NewRequest PayFromFund
		RaiseDispute RecordDiscussion RecordRecommendation RemoveBudgetLine Renew Reopen RequestForLikeNeed RequestTogether SaveBudgetLine SaveRate
		SaveRateFrom SaveRequest SetBudgetStarts SetRequestNote SetRequestPupils TakePanelAnswer WithdrawRequest
	`,
	access.HoldReviews: `
		AddToMeeting FinishAction HoldGroupReview HoldReview ListInvitees MarkInvitee SaveInvitee SaveMeeting
	`,
	access.KeepViews: `
		MoveView RemoveView SaveView
	`,
	access.Level: `
		CloseRound CloseVignettes ConfirmLevel DrawRound KeepCaseRating OpenVignettes RateCase ScoreVignette SettleCase TakeRound
	`,
	access.LogDay: `
		AddAttachment KeepWeek PlaceSession ReplaceAttachment SaveAttachment SaveConcern SaveNote
	`,
	access.ManagePeople: `
		ChangePersonPassphrase
	`,
	access.Provide: `
		AwaitPlaces CarryOver EndPlacement JoinInterventions MovePlacements RemoveIntervention RemovePlacement RemoveProvision RemoveStaff SaveIntervention
		SavePlacement SaveProvision SaveStaff SplitIntervention StartPlacement TakeOffer
	`,
	access.Publish: `
		CopyActivities MoveActivity MoveReportWords RefuseHint RemoveActivity RemoveHeard SaveActivity SaveHeard SaveReportWords SetNeedsAsPublished
		SetStrategyYears StartReport TakeHint
	`,
	access.PutOff: `
		BringBack FinishTask SnoozeTask
	`,
	access.Restore: `
		RehearseRestore Restore
	`,
	access.Send: `
		AcceptAgreement AdoptHead Ask AskAgain AttachAgreement CloseOffer ConfirmSchools EndAcceptance EndAgreement EnrolAnswerIn ForgetPublisher MakeRing
		PutOffer QueueMoves ReportEvent SaveAgreement SayNo SayYes SecondRequest SetServicePriority StopAsking TakeFromPanel TakePack TakeReceipt
		TakeReceiptWords WithdrawEvent
	`,
	access.Settings: `
		AdoptPack BeginSchool FillDemo InstallPack RemoveBadge RemoveField ResetPack RestoreYear SaveField SaveSchool SaveYear SetBadge
	`,
	access.WriteRecord: `
		AddPupil CorrectNeed CorrectStatus MarkStage Merge MergeMany NotDuplicates PromoteConcern RemoveAdvice RemoveAmendment RemoveConsent RemoveContact
		RemoveEHCPlan RemoveReferral SaveAdvice SaveAmendment SaveConsent SaveContact SaveEHCPlan SavePlanStages SavePupil SaveReferral SetDestination
		SetFieldValue SetMany SetNeeds SetStatus SettleConcern
	`,
}

// reads are those that everybody may call: they read, work something out, or keep what is
// the window's own. Amounts are kept from whoever may not see money by the veil.
const reads = `
	AcceptPaper DataPlaces ImpactAssessment PrivacyNotice Whereabouts WhereaboutsDocument Agenda Agreement AgreementPaper AgreementWords AlreadyTold AnnualReview AnnualReviews AnswerWords Approval ApprovalStanding AskFor AskWords
	AttachmentContent Backups Badge BandWords Board BudgetBands BudgetChart BudgetLead BudgetNotes BudgetStarts BudgetYears Bulletin BulletinFetched ByUPN
	Came CarryLevel CaseEvidence CaseFirstRatings CaseGapWords CaseGaps Census CensusYears ChangesDocument Circular Classes ClassesWithSEN Clock Close
	ClusterAgreements ClusterRounds Codes ColumnNamed Columns CompareFacts CompareReport Concerns ConsentsWithdrawn ContactAtWork ContactLog Contacts
	Continuum ContinuumDocument ContinuumOf Contribution CopyToSecond Costing Counts DecisionRules Deferred Directory DisputePaper DisputeReasons DraftFor
	DraftReferral DraftRequest Duplicates EHC EHCOutcomes EffectView Effects Entry Erasures EventPaper EventRules FeedbackFor FieldNamed Fields FileView
	FilterWords Filtered FinancialYear Find FindingWords ForgetSetting Funding GroupReview HandoverNeedsCode HandoverReceipt Handovers HasConsent Heard
	HeardAt HeardEntry HeardThemes History Intervention Keeper KeysUncopied KnownSchools Last LastFeedback LeanWords LeastLikeLevel LegalHolds Letter LetterReading
	Letters Level LevelAdvice LevelAgain LevelHistory LevelName LevelStanding LevelWordsOf Library LikeNeeds LinksAsked LookAtVignette LooksLikeProvision
	May Meeting MeetingNow MeetingPeople Meetings Membership MergePreview ModerationDrift ModerationFacts MoveCounts MoveYear Movers MovesList NeedProfile
	NeedsAsPublished NeedsChange NewCycle NewMeeting NextCensus NextReview Oddities Offers OffersBoard OlderCopies OnChange OnHold Outbox
	OutcomeNeedsChange OutcomeOfSet Outcomes OwnYear PackFaults PackMaker PacksInUse PanelDisputes PanelEvents PanelPaper PanelRequests Papers Paragraphs
	People Place PlainCheck PlainHints Plainer PreviewAsk PreviewMoves PreviewOffer PreviewPack PreviewPaper PreviewRateCard PreviewScores PreviewSummary
	PreviewYes ProvisionMap PublicDocuments PublicationDocument PublicationPDF Publications Publishers PupilHistory PupilWeek PupilWeekWords PutBack
	RateCard ReadBudgetAmount ReadEnrolAnswer ReadImport ReadProvisionImport ReadingWords ReasonWords ReceivingCard Record Redo Referrals Rehearsals
	RehearseDue RememberCases RememberedCases RenewalOf Report ReportPack ReportStanding ReportStarts ReportWords Request RequestForm RequestPupils
	Requests Retention RetentionDates RetentionDue Reviews ReviewsAYear Ring Role Round RoundOfSet RoundResult RoundWords Rounds RowsToName SampleWords
	SaveSetting School SchoolCalendar Seat SecondFolder SecondPaper SendLog SentPapers ServicePriorities Services Setting SharedNeed SharedNeedRules
	SharedNeeds Sheet SignalNotes SignalShort SignalWords Signals SourceName SplitWords Staff StaffHours StaffMember StaffTimetable StandardView
	StrategyYear StrategyYears Suggest SuggestCases Tasks Terms TickSheets ToRerate ToSecond Today TryIntervention TryOffer TryProvision Undo
	UnfinishedOutcomes UnmetCounts UnmetFlow UnmetNeed UnmetPeriods UnmetRowCells Values Verify VerifySendLog View ViewNamed Views VignetteAnswer
	VignetteResult VignetteSets Vignettes Waiting WeekSheet WhatIsLeft WorkedCSV WorkedOf
`
