package desk_test

import (
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/money"
	"needsbook/app/paper"
)

// letter writes one, and a picture of it where a folder for pictures is given.
func letter(t testing.TB, d *desk.Desk, n int, pupil, point string, names desk.Names, picture string) *paper.Doc {
	t.Helper()
	doc, err := d.RequestLetter(ctx, n, pupil, point, names)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Check(); err != nil {
		t.Error(err)
	}
	if folder := os.Getenv("NEEDSBOOK_PICTURES"); folder != "" && picture != "" {
		pages, _, err := desk.Pictures(doc, 900, 2)
		if err != nil {
			t.Fatal(err)
		}
		file, err := os.Create(filepath.Join(folder, "letter-"+picture+".png"))
		if err != nil {
			t.Fatal(err)
		}
		defer file.Close()
		if err := png.Encode(file, pages[0]); err != nil {
			t.Fatal(err)
		}
	}
	return doc
}

// everyDecision is one decision of each outcome.
func everyDecision(on day.Date) map[string]funding.Decision {
	codes := []string{"pupil_voice", "costs"}
	yes := agreedOn(on, on, on.AddDays(200))
	yes.Conditions, yes.Review = "Tell us each term how it goes", on.AddDays(100)
	part := yes
	part.Outcome, part.Amount, part.Codes, part.Conditions, part.Review = funding.Part, money.Pounds(500), codes, "", day.Date{}
	return map[string]funding.Decision{
		"agreed": yes, "part": part,
		"declined": {Outcome: funding.Declined, On: on, Codes: codes, Reason: "We did not see why.", People: officer},
		"deferred": {Outcome: funding.Deferred, On: on, Codes: codes, People: officer},
		"referred": {Outcome: funding.Referred, On: on, Codes: []string{"money"}, ReferTo: "area", People: officer},
	}
}

func TestLettersToParentsReadPlainly(t *testing.T) {
	d := demo(t)
	pupil := request(t, d, 1).Pupil
	_, err := d.RequestLetter(ctx, 1, pupil, funding.PointSubmitted, desk.NamesFull)
	refused(t, err, "a letter about a draft")
	judge := func(doc *paper.Doc, what string) {
		t.Helper()
		s := d.LetterReading(doc, pupil)
		t.Logf("%s: ease %.1f, age %.1f, %d words", what, s.ReadingEase, s.ReadingAge, s.Words)
		if s.ReadingEase < 60 || s.ReadingAge > 13 || s.Words < 80 {
			t.Errorf("%s: ease %.1f, age %.1f, %d words", what, s.ReadingEase, s.ReadingAge, s.Words)
		}
		if text := doc.Running(); strings.ContainsAny(text, "{}") || strings.Contains(strings.ToLower(text), "tribunal") != (strings.Contains(what, "agreed") || strings.Contains(what, "part") || strings.Contains(what, "declined")) {
			t.Errorf("%s: %s", what, text)
		}
	}
	decidedOnce := false
	for outcome, c := range everyDecision(d.Today()) {
		if decidedOnce {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
			if err := d.Decide(ctx, 1, c); err != nil {
				t.Fatal(outcome, err)
			}
		} else {
			decided(t, d, c)
			judge(letter(t, d, 1, pupil, funding.PointSubmitted, desk.NamesFull, "submitted"), "submitted")
		}
		decidedOnce = true
		judge(letter(t, d, 1, pupil, funding.PointDecided, desk.NamesFull, outcome), outcome)
		_, err := d.RequestLetter(ctx, 1, pupil, funding.PointReviewed, desk.NamesFull)
		if c.Money() != (err == nil) {
			t.Errorf("%s: the letter about what came of it gives %v", outcome, err)
		}
		if c.Money() {
			judge(letter(t, d, 1, pupil, funding.PointReviewed, desk.NamesFull, "reviewed"), "reviewed")
		}
	}
}

func TestLetterNamesNoOtherChild(t *testing.T) {
	d := open(t)
	ana, ben := addPupilCalled(t, d, "Ana", "Kowalska"), addPupilCalled(t, d, "Ben", "Osei")
	other := addPupilCalled(t, d, "Zoltan", "Quirke")
	r, err := d.NewRequest(ctx, desk.RequestStart{Kind: funding.KindGroup, Pupils: []string{ana, ben}, Title: "Talk with Ben"})
	if err != nil {
		t.Fatal(err)
	}
	c := agreedOn(d.Today(), d.Today(), d.Today().AddDays(90))
	c.Conditions, c.Reason = "Ben and Ana learn together, without Zoltan Quirke", "Osei’s plan is good"
	r.Progress = funding.Progress{Status: funding.Decided, SentOn: d.Today(), Asked: money.Pounds(3000), Decision: &c}
	if err := d.PutRequest(ctx, r); err != nil {
		t.Fatal(err)
	}
	for _, who := range []struct {
		id    string
		own   string
		other []string
	}{{ana, "Ana", []string{"Ben", "Osei", "Zoltan"}}, {ben, "Ben", []string{"Ana", "Kowalska", "Zoltan"}}} {
		for _, point := range funding.Points {
			text := letter(t, d, r.Number, who.id, point, desk.NamesFull, "").Running()
			if !strings.Contains(text, who.own) {
				t.Errorf("the letter does not name %s", who.own)
			}
			for _, name := range who.other {
				if strings.Contains(text, name) {
					t.Errorf("the letter about %s names %s:\n%s", who.own, name, text)
				}
			}
		}
		for _, names := range []desk.Names{desk.NamesInitials, desk.NamesOff} {
			doc := letter(t, d, r.Number, who.id, funding.PointDecided, names, "")
			if text := doc.Title + doc.Author + doc.Running(); strings.Contains(text, who.own) {
				t.Errorf("with names %s the letter says %s", names, who.own)
			}
		}
	}
	_, err = d.RequestLetter(ctx, r.Number, other, funding.PointDecided, desk.NamesFull)
	refused(t, err, "a letter about a pupil who is not in the group")
	refused(t, d.LetterShared(ctx, r.Number, ana, funding.PointDecided, d.Today().AddDays(1), "by hand"), "shared in the future")
	refused(t, d.LetterShared(ctx, r.Number, ana, funding.PointDecided, d.Today(), " "), "shared in no way")
	if err := d.LetterShared(ctx, r.Number, ana, funding.PointDecided, d.Today(), "by hand"); err != nil {
		t.Fatal(err)
	}
	due, err := d.Letters(ctx, request(t, d, r.Number))
	shared := 0
	for _, l := range due {
		if l.Shared {
			shared++
		}
	}
	if err != nil || len(due) != 4 || shared != 1 {
		t.Errorf("%d letters, %d shared: %+v, %v", len(due), shared, due, err)
	}
	if err := d.LetterNotShared(ctx, r.Number, ana, funding.PointDecided); err != nil || len(request(t, d, r.Number).Letters) != 0 {
		t.Errorf("the tick stays: %v", err)
	}
}
