package sharedneeds_test

import (
	"context"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/ui/desktop/requests"
	"needsbook/ui/desktop/sharedneeds"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk, arg ...string) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "sharedneeds", Name: "Shared needs", Icon: "cluster", Open: func(arg string) (shell.Screen, error) {
			return sharedneeds.New(sharedneeds.Needs{Desk: d, Shell: s}, arg)
		}}
	}, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "requests", Name: "Requests", Icon: "requests", Open: func(arg string) (shell.Screen, error) {
			return requests.New(requests.Needs{Desk: d, Shell: s, Memory: &requests.Memory{}}, arg)
		}}
	})
	w.Go(shell.To("sharedneeds", arg...))
	return w
}

// like is the first like need of the demo school.
func like(t *testing.T, d *desk.Desk) desk.LikeNeed {
	t.Helper()
	found, err := d.LikeNeeds(t.Context(), "")
	must(t, err)
	return found[0]
}

func TestEmptyPageSaysWhatToDoFirst(t *testing.T) {
	w := newTown(t, 3, false)
	win := open(t, w.schools[1])
	win.MustSee("No school has made the secret", "Nothing was asked yet. First the schools confirm each other", "See the schools")
	win.Type("n") // there is no secret yet: the schools come first
	win.MustSee("six words", "not yet")
	win.Type("2")
	win.MustSee("Nothing is offered or looked for")
	win.Type("3")
	win.MustSee("no directory yet")
}

func TestSchoolsAreConfirmedAndTheSecretIsMade(t *testing.T) {
	w := newTown(t, 3, false)
	win := open(t, w.schools[0], "ring")
	win.MustSee("Hillside Primary", "Harbour Academy", "Confirm the schools that you know")
	for range 2 { // the others, one after the other
		win.FocusGrid()
		win.Press("Down")
		win.Type("n")
	}
	win.Press("Up", "Up", "Up")
	win.Type("n")
	win.MustSee("Make it here")
	win.Type("m")
	win.MustSee("every one confirmed here")
	win.Type("x")
	win.MustSee("Sent what was approved")
	w.fetch()
	ring, err := w.schools[1].Ring(t.Context())
	must(t, err)
	if ring.Name != "2026-27" || ring.Usable {
		t.Errorf("the second school has %q, usable %v before it confirmed anybody", ring.Name, ring.Usable)
	}
}

// From pupils with like needs to a request with other schools, as a SENCO does it.
func TestNeedIsAskedAnsweredAndLeadsToARequest(t *testing.T) {
	w := newTown(t, 4, true)
	w.ringed()
	d := w.schools[0]
	n := like(t, d)
	win := open(t, d, "ask", sharedneeds.LikeName(n))
	win.Elapse()
	win.MustSee("Ask whether others share this need", n.Name)
	win.Press("Ctrl+Enter")
	win.MustSee("What would leave the school", "sealed token", "Stays here", "Every pupil: no name")
	for _, m := range n.Pupils {
		e, err := d.Entry(m)
		must(t, err)
		if win.Sees(e.Surname) {
			t.Fatal("a pupil is named in what would leave")
		}
	}
	win.Press("Ctrl+Enter")
	win.MustSee("Waits to be sent")
	win.Type("x")
	for _, other := range w.schools[1:3] {
		w.ask(other, d.AskFor(n))
	}
	w.turn()
	win.Type("x")
	win.MustSee("Others share it", "Yes, make contact")
	if win.Sees("Senco 2") || win.Sees("senco2@") {
		t.Fatal("somebody was named before anybody said yes: ", win.Text())
	}
	win.Type("y")
	win.MustSee("Work contact only")
	win.Press("Ctrl+Enter")
	win.MustSee("Say yes")
	win.Press("Ctrl+Enter")
	win.MustSee("You said yes")
	for _, other := range w.schools[1:3] {
		list, err := other.SharedNeeds(t.Context())
		must(t, err)
		w.yes(other, list[0].Ref, false)
	}
	w.turn()
	win.Type("x")
	win.MustSee("Introduced", "Senco 2, SENCO, Hillside Primary, senco2@school.example", "Start a request together")
	win.Type("g")
	list, err := d.Requests(t.Context())
	must(t, err)
	if len(list[0].Partners) != 3 || list[0].Partners[1].Name != "Hillside Primary" {
		t.Errorf("%+v", list[0].Partners)
	}
	if win.Here().Screen != "requests" {
		t.Errorf("it leads to %s", win.Here())
	}
}

func TestOfferThatNamesAPupilStaysHere(t *testing.T) {
	w := newTown(t, 3, true)
	d := w.schools[0]
	n := like(t, d)
	e, err := d.Entry(n.Pupils[0])
	must(t, err)
	o := desk.BoardOffer{Family: "CI", Words: "Room beside " + e.Forename + " " + e.Surname, To: d.Today().AddDays(30), Places: 2}
	if _, err := d.PutOffer(t.Context(), o, ""); err == nil || !strings.Contains(desk.Words(err), "name a pupil") {
		t.Fatal(err)
	}
	for name, change := range map[string]func(*desk.BoardOffer){
		"no words": func(o *desk.BoardOffer) { o.Words = " " }, "long words": func(o *desk.BoardOffer) { o.Words = strings.Repeat("room ", 50) },
		"no area": func(o *desk.BoardOffer) { o.Family = "" }, "no last day": func(o *desk.BoardOffer) { o.To = day.Date{} },
		"past": func(o *desk.BoardOffer) { o.To = d.Today().AddDays(-1) }, "two years": func(o *desk.BoardOffer) { o.To = d.Today().AddDays(700) },
		"Sunday": func(o *desk.BoardOffer) { o.Day = "sun" }, "a phase": func(o *desk.BoardOffer) { o.Phases = []string{"KS9"} },
		"a service": func(o *desk.BoardOffer) { o.Service = "nobody" }, "places": func(o *desk.BoardOffer) { o.Places = -1 },
	} {
		bad := o
		bad.Words = "Room for two in a language group"
		if change(&bad); change != nil {
			if _, err := d.PreviewOffer(t.Context(), bad); err == nil {
				t.Errorf("%s was taken", name)
			}
		}
	}
	sent, err := d.SentPapers(t.Context(), exchange.KindOffer)
	must(t, err)
	if len(sent) != 0 {
		t.Error("something was approved")
	}
}

func TestBoardComesToEverySchoolAndIsTakenDown(t *testing.T) {
	w := newTown(t, 3, false)
	win := open(t, w.schools[0], "offers")
	win.Type("n")
	win.MustSee("Offer or ask", "200 letters at most")
	must(t, put(w.schools[0], desk.BoardOffer{Family: "CI", Words: "Room for two in a language group", Places: 2, Day: "tue", Phases: []string{"KS2", "KS1"}, To: day.Of(2026, 12, 18)}))
	must(t, put(w.schools[1], desk.BoardOffer{Ask: true, Family: "SP", Words: "A room for a physiotherapist once a week", To: day.Of(2026, 12, 11)}))
	win.Press("Esc")
	win.Shell.Refresh()
	win.MustSee("This school, waits to be sent", "Room for two in a language group")
	w.turn()
	win.Shell.Refresh()
	win.MustSee("Looks for", "Hillside Primary", "Tuesday")
	board, err := w.schools[2].OffersBoard(t.Context())
	must(t, err)
	if len(board) != 2 || board[0].School != "Hillside Primary" || board[1].Places != 2 || strings.Join(board[1].Phases, " ") != "KS1 KS2" {
		t.Fatalf("%+v", board)
	}
	win.FocusGrid()
	win.Type("t")
	win.MustSee("Taken down", "taken down")
	w.turn()
	if board, err = w.schools[2].OffersBoard(t.Context()); err != nil || len(board) != 1 {
		t.Errorf("%+v %v", board, err)
	}
}

func put(d *desk.Desk, o desk.BoardOffer) error {
	_, err := d.PutOffer(context.Background(), o, "")
	return err
}

func TestServicesStandBesideWhatIsWanted(t *testing.T) {
	w := newTown(t, 3, true)
	d := w.schools[0]
	lines, err := d.Directory(t.Context())
	must(t, err)
	u, err := d.UnmetNeed(t.Context())
	must(t, err)
	table, _ := u.Table(day.Of(2026, 9, 1), day.Of(2027, 8, 31))
	for _, want := range table {
		if want.For != "service" {
			continue
		}
		found := false
		for _, l := range lines {
			if l.ID == want.Key {
				found = true
				if l.Unmet() != want.Still() {
					t.Errorf("%s: %d stand unmet, the ledger says %d", l.Name, l.Unmet(), want.Still())
				}
			}
		}
		if !found {
			t.Errorf("%s is not listed", want.Name)
		}
	}
	win := open(t, d, "services")
	win.MustSee(lines[0].Name, "Wanted here")
}

func TestSharedNeedsPictures(t *testing.T) {
	w := newTown(t, 4, true)
	d := w.schools[0]
	win := open(t, d, "ring")
	win.Pictures("sharedneeds-schools-new")
	w.ringed()
	n := like(t, d)
	for _, other := range w.schools[:3] {
		w.ask(other, d.AskFor(n))
	}
	a := language(d, 2)
	a.Need, a.Support = "VI", "sensory"
	w.ask(d, a)
	must(t, put(d, desk.BoardOffer{Family: "CI", Words: "Room for two in a language group", Places: 2, Day: "tue", Phases: []string{"KS2"}, To: day.Of(2026, 12, 18)}))
	must(t, put(w.schools[1], desk.BoardOffer{Ask: true, Family: "SP", Words: "A room for a physiotherapist once a week, with a couch if there is one, and step-free", To: day.Of(2026, 12, 11)}))
	w.turn()
	win.Shell.Refresh()
	win.Pictures("sharedneeds-schools")
	win.Type("1")
	win.Pictures("sharedneeds")
	win.Type("n")
	win.Pictures("sharedneeds-ask")
	win.Press("Esc")
	win.Go(shell.To("sharedneeds", "ask", sharedneeds.LikeName(another(t, d))))
	win.Elapse()
	win.Press("Ctrl+Enter")
	win.Pictures("sharedneeds-leaves")
	win.Press("Esc")
	win.FocusGrid()
	win.Press("Home")
	win.Type("y")
	win.Pictures("sharedneeds-yes")
	win.Press("Ctrl+Enter")
	win.Pictures("sharedneeds-yes-leaves")
	win.Press("Ctrl+Enter")
	for _, other := range w.schools[1:3] {
		list, err := other.SharedNeeds(t.Context())
		must(t, err)
		w.yes(other, list[0].Ref, false)
	}
	w.turn()
	win.Shell.Refresh()
	win.Pictures("sharedneeds-met")
	win.Type("2")
	win.Pictures("sharedneeds-offers")
	win.Type("n")
	win.Pictures("sharedneeds-offer")
	win.Press("Esc")
	win.Type("3")
	win.Pictures("sharedneeds-services")
}

// another is a like need that was not asked about yet.
func another(t *testing.T, d *desk.Desk) desk.LikeNeed {
	t.Helper()
	found, err := d.LikeNeeds(t.Context(), "")
	must(t, err)
	for _, n := range found {
		if d.AskFor(n).Bucket != d.AskFor(found[0]).Bucket {
			return n
		}
	}
	t.Fatal("all like needs of the demo school are one need")
	return desk.LikeNeed{}
}
