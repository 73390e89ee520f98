package panel_test

import (
	"context"
	"strings"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/funding"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/panel"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

var entry = strings.Repeat("7c", 32)

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(desk.Words(err))
	}
}

// busy is a school with something of every kind at its panel: two texts, one of them to
// accept, a request of another school, an answer, and an event to tell.
func busy(t *testing.T) (*desk.Desk, func(change func(*papers.Circular, *papers.Letter))) {
	t.Helper()
	d, comes := schooltest.AtPanel(t)
	ctx := t.Context()
	must(t, d.MarkReady(ctx, 1))
	must(t, d.SendToPanel(ctx, 1, "SENCO"))
	pooled := papers.With(papers.Request{Form: papers.FormGroup, State: papers.Standing, Number: "R-9", Total: 6000_00, Own: 1200_00, Asked: 4800_00, Alone: 6000_00, Pupils: 6, ShareKey: papers.ByPupils,
		Areas: []string{"CI"}, Need: "SLCN", Phases: []string{"KS1"},
		Partners: []papers.Partner{{URN: "900101", Pupils: 4, Cost: 4000_00, Pays: 800_00, Asked: 3200_00}, {URN: d.School().URN, Pupils: 2, Cost: 2000_00, Pays: 400_00, Asked: 1600_00}}},
		exchange.Meta{URN: "900101", Cluster: "KENT-07", Series: "2026-27/autumn", Epoch: "b3f1c2", Rev: 1, Ref: "r-9", AsOf: d.Today()})
	payload, err := papers.Encode(pooled)
	must(t, err)
	c := papers.Circular{
		Agreements: []papers.AgreementOffer{
			{ID: strings.Repeat("1a", 32), Kind: "terms", Title: "Terms of reference", Version: "2026-2", On: d.Today(), Needed: true,
				Words: "The community of schools meets each half term.\n\nIts members share what they know, and the money for needs that most schools meet.\n\nNo child is ever named."},
			{ID: strings.Repeat("2b", 32), Kind: "conduct", Title: "Code of conduct", Version: "2026-1", Words: "We say when we have an interest.", On: d.Today()},
		},
		Panel: papers.PanelRules{DisputeReasons: []papers.Coded{{Code: "evidence", Words: "Evidence was overlooked"}}, Events: []papers.Coded{{Code: "arrival", Words: "A pupil arrived with high needs"}},
			Urgencies: []papers.Coded{{Code: "now", Words: "Within the week"}}, Reasons: []papers.Coded{{Code: "level", Words: "The level follows from what is written"}}},
	}
	l := papers.Letter{ToSecond: []papers.SecondAsk{{Document: exchange.DocumentID(payload), Payload: payload, Lead: "Hill Primary School"}},
		Requests: []papers.RequestAnswer{{Ref: "r-001", State: "decided", On: d.Today(), Outcome: "agree", Amount: 3000_00, Reasons: []string{"level"}, Entry: entry, From: d.Today(), To: day.Of(2027, 8, 31),
			Conditions: []string{"A review in March"}, ReviewOn: day.Of(2027, 3, 10), DisputeBy: d.Today().AddDays(11)}}}
	again := func(change func(*papers.Circular, *papers.Letter)) {
		if change != nil {
			change(&c, &l)
		}
		comes(c, l)
	}
	again(nil)
	return d, again
}

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "panel", Name: "Panel", Icon: "cluster", Open: func(arg string) (shell.Screen, error) {
			return panel.New(panel.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("panel"))
	return w
}

func TestWhatWaitsStandsFirstAndIsAnsweredByKeyboard(t *testing.T) {
	d, _ := busy(t)
	w := open(t, d)
	w.MustSee("4 things for you to answer.", "Terms of reference", "Code of conduct", "Hill Primary School", "Answer to R-001")
	w.Press("Down", "Down")
	w.MustSee("Hill Primary School asks to share a group request", "2 pupils: £2,000.00 a year, of which it pays £400.00 itself", "£6,000.00 a year for the same")
	w.Press("Ctrl+Enter")
	list, err := d.ToSecond(context.Background())
	if err != nil || list[0].Said != desk.SaidYes {
		t.Fatalf("%+v, %v", list, err)
	}
	w.Elapse()
	w.MustSee("3 things for you to answer.", "Agreed, on its way")
}

func TestTheAnswerIsTakenInAndNothingIsCalledAgreedBeforeTheCouncil(t *testing.T) {
	d, _ := busy(t)
	w := open(t, d)
	w.Press("Down", "Down", "Down")
	w.MustSee("£3,000.00 of", "Not yet. Until then nothing is agreed.", "A review in March", "The level follows from what is written", "What leaves the school")
	w.Press("Ctrl+Enter")
	r, err := d.Request(context.Background(), 1)
	if err != nil || r.Status() != funding.Recommended {
		t.Fatalf("%s, %v", r.Status(), err)
	}
	w.MustSee("3 things for you to answer.")
}

func TestAnAgreementIsReadAndAccepted(t *testing.T) {
	d, _ := busy(t)
	w := open(t, d)
	w.MustSee("Without it the", "No child is ever named.")
	w.Tap("Accept it")
	list, err := d.ClusterAgreements(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	stands := 0
	for _, a := range list {
		if a.Stands() {
			stands++
			if a.Title != "Terms of reference" || a.Accepted.Name != d.School().Head {
				t.Errorf("%+v", a)
			}
		}
	}
	if stands != 1 {
		t.Errorf("%d stand", stands)
	}
}

func TestAnEventIsToldAndWhatIsTypedOutlivesLeaving(t *testing.T) {
	d, _ := busy(t)
	w := open(t, d)
	w.Type("e")
	w.MustSee("no word about a pupil")
	w.Press("Ctrl+Enter")
	w.MustSee("Choose what happened.")
	w.Type("arr")
	w.Press("Enter", "Tab")
	w.Type("wit")
	w.Press("Enter", "Tab")
	w.Type("1200")
	w.Press("Ctrl+Enter")
	events, err := d.PanelEvents(context.Background())
	if err != nil || len(events) != 1 || events[0].Event.Amount != 120000 || events[0].Event.Event != "arrival" {
		t.Fatalf("%+v, %v\n%s", events, err, w.Text())
	}
}

func TestADisputeShowsItsClocks(t *testing.T) {
	d, comes := busy(t)
	must(t, d.TakePanelAnswer(t.Context(), 1))
	must(t, d.DisputeWithPanel(t.Context(), 1, papers.Raise, "evidence", "SENCO"))
	comes(func(_ *papers.Circular, l *papers.Letter) {
		l.Disputes = []papers.DisputeState{{Decision: entry, Request: "r-001", Stage: 1, Reason: "evidence", RaisedOn: d.Today(), Words: "We looked at it again.", AnswerBy: d.Today().AddDays(7)}}
	})
	w := open(t, d)
	for range 20 {
		if w.Sees("Take it further by") {
			break
		}
		w.Press("Down")
	}
	w.MustSee("Evidence was overlooked", "Take it further by", "in 7 days", "We looked at it again.")
	w.Tap("Take it to the next stage")
	list, err := d.PanelDisputes(context.Background())
	if err != nil || list[0].Step != papers.Escalate {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestASchoolWithoutAClusterIsShownTheWay(t *testing.T) {
	d := schooltest.Demo(t)
	w := open(t, d)
	w.MustSee("has joined no", "Join the")
}

func TestPictures(t *testing.T) {
	d, _ := busy(t)
	w := open(t, d)
	w.Pictures("panel-agreement")
	w.Press("Down", "Down")
	w.Pictures("panel-second")
	w.Press("Down")
	w.Pictures("panel-answer")
	w.Type("e")
	w.Pictures("panel-event")
}
