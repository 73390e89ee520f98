package requests_test

import (
	"testing"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
)

func TestPicturesOfRequests(t *testing.T) {
	d := schooltest.Demo(t)
	w, _ := open(t, d)
	w.Pictures("requests-list")
	numbers := fourKinds(t, d)
	withoutWords(t, d, "exit_plan")
	w.Go(shell.To("requests", "1"))
	w.Pictures("requests-draft")
	press(t, w, "Show the sums")
	w.Pictures("requests-sums")
	w.Press("Esc")
	for i, kind := range []string{funding.KindAdvice, funding.KindGroup, funding.KindProject} {
		w.Go(shell.To("requests", "new", kind))
		w.Pictures("requests-new-" + kind)
		w.Go(shell.To("requests", numbers[i]))
		w.Pictures("requests-draft-" + kind)
		w.Tap("Fix")
		w.Pictures("requests-write-" + kind)
	}
	w.Go(shell.To("requests"))
	w.MustSee("R-001", "Talk for all")
	w.Pictures("requests-board")
}

// TestPicturesOfEveryStepOfARequest goes once through all that can happen to a request.
func TestPicturesOfEveryStepOfARequest(t *testing.T) {
	d := schooltest.Demo(t)
	numbers := fourKinds(t, d)
	w, _ := open(t, d, "1")
	picture := func(name string, must ...string) {
		t.Helper()
		w.MustSee(must...)
		w.Pictures("requests-" + name)
	}
	// said of one pupil
	tick(t, w, "Report of the speech and language therapist")
	picture("evidence", ": Report of the speech")
	w.Press("Ctrl+P")
	picture("export", "Add the attachments after the last page")
	w.Press("Esc")
	press(t, w, "Make ready")
	picture("ready", "Ready to send")
	w.Press("Enter")
	picture("submitted-form", "Submitted on")
	w.Press("Ctrl+Enter")
	picture("submitted", "Submitted.")
	choose(t, w, "Record a discussion")
	picture("discussion-form", "Who took part")
	w.Press("Esc")
	choose(t, w, "Record the recommendation")
	picture("recommendation-form", "What they advise")
	w.Press("Ctrl+Enter")
	picture("recommendation-refused", "! ")
	w.Press("Esc")
	withdrawConsent(t, d)
	w.Shell.Refresh()
	picture("withdrawn", "Consent")
	give := funding.Recommendation{Outcome: funding.AdviceFor, On: d.Today(), Amount: money.Pounds(900), People: []funding.Person{{Name: "Ada Finch", Capacity: "Chair"}}}
	if err := d.RecordRecommendation(t.Context(), 1, give); err != nil {
		t.Fatal(err)
	}
	w.Shell.Refresh()
	w.Tap("Record the decision")
	picture("decision-form", "Decision of the")
	w.Type("Agreed in part")
	w.Press("Enter", "Ctrl+Enter")
	picture("decision-refused", "! Enter the amount agreed")
	w.Press("Esc")
	ends := funding.Decision{Outcome: funding.Part, On: d.Today(), Amount: money.Pounds(1000), From: d.Today(), To: d.Today().AddDays(25), Review: d.Today().AddDays(20),
		People: []funding.Person{{Name: "Ada Finch", Capacity: "SEN officer"}}, Reason: "The plan does not say how the help ends.", Conditions: "A review in June"}
	if err := d.Decide(t.Context(), 1, ends); err != nil {
		t.Fatal(err)
	}
	w.Go(shell.To("requests", "1"))
	picture("active", "in 25 days")
	w.Tap("Read and print")
	picture("letter", "Reads at about age")
	w.Press("Esc")
	w.Tap("Tick as handed over")
	picture("handed-over-form", "How")
	w.Press("Ctrl+Enter")
	choose(t, w, "Raise a dispute")
	picture("dispute-form", "Who raises it")
	w.Type("The school")
	w.Press("Tab", "Tab")
	w.Type("Less than asked")
	w.Press("Ctrl+Enter")
	picture("dispute", "! In dispute")
	w.Tap("Move the dispute")
	picture("dispute-move-form", "Answered on")
	w.Press("Esc")
	w.Go(shell.To("requests", "ledger"))
	picture("ledger", "R-001")
	w.Tap("Show the sums")
	picture("ledger-sums", "R-001 £")
	w.Press("Esc")
	w.Go(shell.To("requests", "1"))
	w.Tap("Move the dispute")
	w.Press("Tab")
	w.Type("It was not right")
	w.Press("Enter", "Ctrl+Enter")
	choose(t, w, "End the money early")
	picture("end-form", "Last day")
	w.Press("Esc")
	if err := d.EndAward(t.Context(), 1, d.Today().AddDays(5), "The pupil moved"); err != nil {
		t.Fatal(err)
	}
	w.Shell.Refresh()
	picture("ended", "Ended before its time")
	w.Tap("Renew")
	picture("renewal", "Said last time", "Renews R-001")
	w.Go(shell.To("requests"))
	picture("board-full", "R-001")
	w.Press("F8")
	picture("board-hidden")
	w.Go(shell.To("requests", "1"))
	picture("hidden")
	w.Go(shell.To("requests", numbers[1]))
	picture("hidden-draft")
}

// withdrawConsent takes the consent for request 1 back.
func withdrawConsent(t *testing.T, d *desk.Desk) {
	t.Helper()
	rec, err := d.Record(t.Context(), first(t, d).Pupil)
	if err != nil {
		t.Fatal(err)
	}
	c := rec.Consents[0]
	c.Withdrawn = d.Today()
	if _, err := d.SaveConsent(t.Context(), c); err != nil {
		t.Fatal(err)
	}
}
