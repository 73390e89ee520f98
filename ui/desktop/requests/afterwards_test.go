package requests_test

import (
	"strings"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
)

// decided takes request 1 to a decision that gives all that was asked.
func decided(t *testing.T, d *desk.Desk) {
	t.Helper()
	ctx := t.Context()
	r := first(t, d)
	decision := funding.Decision{Outcome: funding.Agreed, On: d.Today(), Amount: money.Pounds(1000), From: d.Today(), To: d.Today().AddDays(60),
		People: []funding.Person{{Name: "Ada Finch", Capacity: "SEN officer"}}, Conditions: "A review in June"}
	for i, err := range []error{d.MarkReady(ctx, r.Number), d.MarkSubmitted(ctx, r.Number, d.Today()), d.Decide(ctx, r.Number, decision)} {
		if err != nil {
			t.Fatalf("step %d: %v", i, err)
		}
	}
}

func TestAwardIsDisputedEndedAndRenewed(t *testing.T) {
	d := schooltest.Demo(t)
	decided(t, d)
	w, _ := open(t, d, "1")
	w.MustSee("Active", "in 60 days", "Agreed on 23 Nov 2026", "Letters to the family")
	choose(t, w, "Raise a dispute")
	w.Type("The school")
	w.Press("Ctrl+Enter")
	w.MustSee("! Enter who raises the dispute, and why.")
	w.Press("Tab", "Tab")
	w.Type("Less than asked")
	w.Press("Ctrl+Enter")
	w.MustSee("! In dispute", "answer due")
	w.Go(shell.To("requests"))
	w.MustSee("! In dispute, active", "2 in dispute", "Dispute: answer due")
	w.Go(shell.To("requests", "1"))
	w.Tap("Move the dispute")
	w.Press("Tab")
	w.Type("It was not right")
	w.Press("Enter", "Ctrl+Enter")
	w.MustSee("Dispute settled: it was not right")
	if first(t, d).Progress.InDispute() {
		t.Error("still in dispute")
	}
	choose(t, w, "End the money early")
	retype(w, "1 Jan 2028")
	w.Press("Ctrl+Enter")
	w.MustSee("! Enter the last day of the money.")
	retype(w, "23 Dec 2026")
	w.Press("Ctrl+Enter")
	w.MustSee("! Say why it ends before its time.")
	w.Type("The pupil moved")
	w.Press("Ctrl+Enter")
	w.MustSee("Ended before its time", "The pupil moved")
	w.Tap("Renew")
	w.MustSee("R-010 for Ana Kowalska", "Renews R-001", "What the money achieved so far")
	w.Go(shell.To("requests", "ledger"))
	w.MustSee("£7,552.49 asked for, £5,260.00 agreed, £2,860.00 of it active now.", "Together")
	w.Tap("Show the sums")
	sums := strings.Join(strings.Fields(w.Text()), " ") // a long sum takes two lines
	for _, sum := range []string{
		"R-008 £2,400.00 + R-007 £1,416.36 + R-006 £1,332.63 + R-005 £1,324.13 + R-001 £1,079.37 = £7,552.49",
		"R-008 £2,400.00 + R-006 £600.00 + R-005 £1,260.00 + R-001 £1,000.00 = £5,260.00",
		"R-006 £600.00 + R-005 £1,260.00 + R-001 £1,000.00 = £2,860.00",
	} {
		if !strings.Contains(sums, sum) {
			t.Errorf("the sums do not say %q:\n%s", sum, w.Text())
		}
	}
}

func TestDiscussionAndRecommendationAreAdviceAndNoDecision(t *testing.T) {
	d := schooltest.Demo(t)
	for i, err := range []error{d.MarkReady(t.Context(), 1), d.MarkSubmitted(t.Context(), 1, d.Today())} {
		if err != nil {
			t.Fatal(i, err)
		}
	}
	w, _ := open(t, d, "1")
	choose(t, w, "Record a discussion")
	w.Press("Ctrl+Enter")
	w.MustSee("! Enter who took part, or what was said.")
	w.Type("Shared help was thought of")
	w.Press("Ctrl+Enter")
	w.MustSee("Discussed", "Shared help was thought of")
	choose(t, w, "Record the recommendation")
	w.Type("Recommended")
	w.Press("Enter")
	for range 40 {
		w.Press("Tab")
		if f, ok := w.Canvas().Focused().(*parts.Field); ok && strings.HasPrefix(f.PlaceHolder, "In what capacity") {
			break
		}
	}
	w.Type("Chair")
	w.Press("Tab")
	w.Type("Governor here")
	w.Press("Ctrl+Enter")
	w.MustSee("! Somebody from the school that asks, or with an interest, cannot vote")
	w.Canvas().Focused().(*parts.Field).SetText("")
	w.Press("Ctrl+Enter")
	w.MustSee("Advice: recommended", "With: Chair")
	if w.Sees("Agreed") {
		t.Errorf("agreed without a decision:\n%s", w.Text())
	}
}

func TestLetterIsTickedAsHandedOver(t *testing.T) {
	d := schooltest.Demo(t)
	decided(t, d)
	w, _ := open(t, d, "1")
	w.Tap("Read and print")
	w.MustSee("Reads at about age")
	w.Press("Esc")
	w.Tap("Tick as handed over")
	w.Press("Ctrl+Enter")
	w.MustSee("✓ Handed over on 23 Nov 2026")
	if letters := first(t, d).Letters; len(letters) != 1 || letters[0].Point != funding.PointSubmitted {
		t.Errorf("%+v", letters)
	}
	w.Press("Ctrl+Z")
	if len(first(t, d).Letters) != 0 {
		t.Error("undo leaves the tick")
	}
}
