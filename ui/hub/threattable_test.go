package hub_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// threats is the table of what may be tried against a cluster and its hub, by the kinds
// of STRIDE, with the tests that hold each answer. A test that is renamed or taken away
// without another in its place fails here.
var threats = []struct {
	kind, threat string
	heldBy       []string // a package's folder and a test, with a colon between
}{
	{"spoofing", "a forged upload", []string{"ui/hub:TestWhatBecomesOfADocument", "app/exchange/inbox:TestForgedChangeOfKeyIsRefused"}},
	{"spoofing", "a stolen invitation of a school", []string{"app/exchange/inbox:TestEnrolmentCodes", "ui/hub:TestLateAndExpiredInvitationsSaySo"}},
	{"spoofing", "a stolen invitation of a person", []string{"ui/hub/door:TestInvitationServesOnceAndLeadsToASession", "ui/hub/door:TestExpiredInvitationSaysSoPlainly", "ui/hub/door:TestPasskeyIsBoundToItsOwnInvitation"}},
	{"spoofing", "a panel account taken over by an e-mail address", []string{"ui/hub/door:TestProviderThatLiesAboutEmailLetsNobodyIn", "ui/hub/door:TestTokenThatLiesIsRefused"}},
	{"spoofing", "a fake hub", []string{"ui/hub:TestFakeHubCannotSettleAnything", "ui/hub:TestWhatWasMadeForAnotherHubIsRefused"}},
	{"spoofing", "a guessed password or code", []string{"ui/hub/door:TestTriesAreBoundedByAccountAndByAddress", "ui/hub/door:TestFiveWrongCodesBeginAnewAndTwentyCloseTheWay"}},
	{"spoofing", "a code or passkey seen by somebody else", []string{"ui/hub/door:TestSignInWithPasswordAndACodeThatServesOnce", "ui/hub/door:TestChallengeServesOnceAndNotForLong", "ui/hub/door:TestRecoveryCodeServesOnceHoweverItIsTyped"}},
	{"spoofing", "a session set beforehand, or left open", []string{"ui/hub/door:TestSignInGivesANewSessionAndEndsTheOneBefore", "ui/hub/door:TestSessionsEndIdleLateAndEverywhere"}},
	{"spoofing", "a form of another site", []string{"ui/hub/door:TestFormsOfOtherSitesAreRefused", "ui/hub/door:TestPasskeyFormsOfOtherSitesAreRefused"}},
	{"tampering", "a document altered in a shared folder or proxy", []string{"ui/hub:TestAChangedByteAnywhereIsRefused"}},
	{"tampering", "a field given twice, or read differently by two parsers", []string{"app/exchange:FuzzCheckJSON"}},
	{"tampering", "a document of one kind passed as another", []string{"ui/hub:TestADocumentOfOneKindNeverPassesAsAnother"}},
	{"tampering", "records edited on the hub", []string{"app/exchange/inbox:TestVerifyFindsWhatWasChangedBehindTheHub", "storage/hubdb:TestRowsChangedByHandAreFoundOnSQLite", "storage/hubdb:TestRowsChangedByHandAreFoundOnPostgres"}},
	{"repudiation", "“we never sent that”", []string{"ui/hub:TestADocumentWithItsReceiptIsProofWithoutTheHub"}},
	{"disclosure", "small numbers worked out again", []string{"cmd/sdcaudit:TestSafeSummariesGiveNothing", "cmd/sdcaudit:TestUnsafeSummaryIsRecovered", "cmd/sdcaudit:TestBoardOfTheSummariesAddsNothing"}},
	{"disclosure", "words of a pupil that slip past the guard", []string{"app/summary:TestLeakGuardFindsWhatMustStay", "app/desk:TestNoTextFieldOfAnyPaperCanCarryAPupil"}},
	{"disclosure", "one cluster reading another", []string{"ui/hub:TestEveryRouteLetsThroughTheRolesOfItsRowAndNobodyElse", "ui/hub:TestALinkOpensWhatItsLevelAllowsAndNothingElse", "ui/hub:TestAKeyReadsItsOwnSchoolAndClusterAlone", "ui/hub:TestRolesOpenTheBoardsThatALinkToTheirPlaceWould"}},
	{"disclosure", "secrets in the hub's log or records", []string{"ui/hub/door:TestTheLogTellsNoSecret", "ui/hub/door:TestWhatIsWrongWithASignInIsNotSaid"}},
	{"disclosure", "a stolen copy of the records", []string{"storage/hubdb/copies:TestSealedCopyOpensWithItsKeyAlone", "storage/hubdb/copies:TestNoNightlyCopyWithoutAKeyForIt"}},
	{"disclosure", "a hub that invents schools", []string{"app/cluster/matching:TestInventedSchoolStopsTheRing", "app/cluster/matching:TestRingOfTwoSchoolsOrOfAnotherClusterIsNotUsed"}},
	{"denial", "bodies too large, too deep or too slow", []string{"ui/hub:TestHostileBodies", "ui/hub:TestSlowAndHalfOpenBodiesHoldNothingUp", "ui/hub:TestSlowConnectionsDoNotKeepGoodUploadsWaiting"}},
	{"denial", "a flood of sign-ins", []string{"ui/hub:TestManySignInsLeaveUploadsAlone", "ui/hub/door:TestTriesAreBoundedByAccountAndByAddress"}},
	{"denial", "a full disk", []string{"storage/hubdb/copies:TestFullDiskLeavesTheEarlierCopies", "ui/hub:TestReadinessSaysWhy"}},
	{"elevation", "a member who acts as chair, a chair who acts as administrator", []string{"ui/hub:TestEveryRouteLetsThroughTheRolesOfItsRowAndNobodyElse", "app/cluster/people:TestAdministratorCannotDecideAndChairCannotEnrol", "ui/hub/door:TestWhoKeepsOneClusterKeepsNobodyElse", "ui/hub/door:TestLastAdministratorAndOwnRolesStayAsTheyAre"}},
	{"elevation", "somebody else at an open browser", []string{"ui/hub/door:TestStepUpKeepsWhatWasFilledIn", "ui/hub/door:TestStepUpByPasskey", "ui/hub:TestPeopleShowWhoTheyAreBeforeTheyTakeFiguresAway"}},
	{"elevation", "a hub made to ask an address of the attacker’s", []string{"ui/hub/door:TestHubAsksNobodyButItsOwnProvider"}},
	{"elevation", "a file that leads out of the shared folder", []string{"app/exchange/folder:TestHostileFiles"}},
	{"spoofing", "a forged or replayed seconding", []string{"ui/hub/meeting:TestForgedOrReplayedSecondingCountsForNothing"}},
	{"tampering", "two chairs at once", []string{"ui/hub/meeting:TestTwoChairsAtOnceOneIsDone", "storage/hubdb:TestTwoHubsThatWriteInOneBookAtOnce"}},
	{"elevation", "a vote by somebody with an interest, or on a request that was withdrawn", []string{"ui/hub/meeting:TestDeclaredInterestBarsFromVoting", "ui/hub/meeting:TestOwnSchoolPeopleAreMarkedAndCannotVote", "ui/hub/meeting:TestDecisionOnAWithdrawnRequestIsRefused"}},
	{"elevation", "a school that speaks in a cluster that it left", []string{"app/desk:TestSchoolThatMovedAwaySpeaksNoMoreInItsOldCluster", "app/cluster/panel:TestPartnerThatLeavesTakesTheRequestOffTheAgenda"}},
	{"elevation", "a person led away from the hub once they have signed in", []string{"ui/hub/door:TestNobodyIsLedAwayFromTheHub"}},
}

func TestEveryThreatIsHeldByATestThatIsThere(t *testing.T) {
	texts := map[string]string{}
	for _, threat := range threats {
		for _, held := range threat.heldBy {
			folder, test, _ := strings.Cut(held, ":")
			if _, read := texts[folder]; !read {
				files, err := filepath.Glob(filepath.Join("..", "..", folder, "*_test.go"))
				must(t, err)
				for _, file := range files {
					b, err := os.ReadFile(file)
					must(t, err)
					texts[folder] += string(b)
				}
			}
			if !strings.Contains(texts[folder], "func "+test+"(") {
				t.Errorf("%s: %s: no test %s in %s", threat.kind, threat.threat, test, folder)
			}
		}
	}
}
