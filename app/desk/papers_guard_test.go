package desk_test

import (
	"bytes"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// paperOfEachKind is one paper of every kind, with nothing about a pupil.
func paperOfEachKind(urn string) map[string]papers.Paper {
	hash, token := strings.Repeat("5f", 32), strings.Repeat("c0de", 16)
	wrapped := []papers.Wrapped{{Kid: strings.Repeat("1f", 16), Sealed: []byte("anything sealed")}}
	request := pooled(urn, "118998")
	request.Level, request.Pack, request.Evidence, request.Route, request.Renews = "L3", "sha256:"+hash, nil, "", "r-2"
	return map[string]papers.Paper{
		exchange.KindRequest:  request,
		exchange.KindSecond:   papers.Second{Request: "sha256:" + hash, Agrees: true, Pupils: 2, Cost: 100, Pays: 50},
		exchange.KindInterest: papers.Interest{Token: token, Band: strings.Repeat("c2V", 19) + "c2=", Window: "2026-27/autumn-2", Consent: papers.ConsentOpen, State: papers.Standing},
		exchange.KindContact:  papers.Contact{Token: token, Agrees: true, Sealed: wrapped},
		exchange.KindKeyring:  papers.Keyring{Year: "2026-27", Wrapped: wrapped},
		exchange.KindOffer: papers.Offer{State: papers.Open, Offers: papers.KindOffer, Family: "CI-T", Places: 3, Day: "tue", Phases: []string{"KS2"},
			Text: "A talking group after lunch, two places left.", From: day.Of(2026, 11, 23), To: day.Of(2026, 12, 18)},
		exchange.KindScores:  papers.Scores{Round: "round-1", Pack: hash, Raters: []papers.Rater{{Minutes: 11, Scores: []papers.Score{{Vignette: "v1", Level: "L2", Strands: map[string]string{"s1": "2"}}}}}},
		exchange.KindAttest:  papers.Attest{Agreement: hash, Version: "2026-1", Name: "Wilhelmina Quist", Role: "Headteacher", On: day.Of(2026, 11, 23)},
		exchange.KindDispute: papers.Dispute{Decision: hash, Stage: 1, Reason: "evidence", Step: papers.Raise},
		exchange.KindEvent:   papers.Event{Event: "arrival", Urgency: "soon", Amount: 100000, State: papers.Standing},
		exchange.KindMoves:   papers.Moves{Year: 2027, Rows: []papers.Move{{From: "Y6", To: "118997", Count: 5, Areas: [5]int{-1, -1, -1, -1, -1}}}},
	}
}

// paperSchool is a school with pupils that belongs to a cluster with an agreement.
func paperSchool(t *testing.T) *desk.Desk {
	t.Helper()
	d, comes := schooltest.AtPanel(t)
	comes(papers.Circular{Panel: papers.PanelRules{DisputeReasons: []papers.Coded{{Code: "evidence", Words: "Evidence"}}, Urgencies: []papers.Coded{{Code: "soon", Words: "Soon"}}, Events: []papers.Coded{{Code: "arrival", Words: "A pupil arrives"}}}}, papers.Letter{})
	return d
}

func TestEveryKindOfPaperPassesTheGuardAndIsFrozenAsPreviewed(t *testing.T) {
	ctx := t.Context()
	d := paperSchool(t)
	kinds := paperOfEachKind(d.School().URN)
	for _, kind := range exchange.PaperKinds {
		p, ok := kinds[kind]
		if !ok {
			t.Fatalf("no %s here", kind)
		}
		v, err := d.PreviewPaper(ctx, p)
		if err != nil {
			t.Errorf("%s: %s", kind, desk.Words(err))
			continue
		}
		m := v.Paper.About()
		if m.Kind != kind || m.URN != d.School().URN || m.Cluster != "KENT-07" || m.Series != "2026-27/autumn" || m.Rev != 1 || m.Prev != "" || m.Ref == "" || len(v.Lines) < 2 || len(v.Words) != 6 || v.Same {
			t.Errorf("%s: %+v", kind, v)
		}
		id, err := d.QueuePaper(ctx, v.Paper, "Kit Marsh")
		if err != nil {
			t.Errorf("%s: %s", kind, desk.Words(err))
			continue
		}
		items, err := d.Outbox(ctx)
		fit(t, err)
		last := items[len(items)-1]
		if payload, err := last.Envelope.Payload(); err != nil || id != v.ID || last.DocID != v.ID || !bytes.Equal(payload, v.Bytes) {
			t.Errorf("%s: shown %s, approved %s\n%s\n%s", kind, v.ID, id, v.Bytes, payload)
		}
	}
	sent, err := d.SentPapers(ctx, "")
	if err != nil || len(sent) != len(exchange.PaperKinds) {
		t.Fatalf("%d papers, %v", len(sent), err)
	}
	items, err := d.Outbox(ctx)
	if err != nil {
		t.Fatal(err)
	}
	everyone, err := d.Find("")
	fit(t, err)
	for _, i := range items {
		payload, err := i.Envelope.Payload()
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range everyone {
			for _, canary := range []string{e.Surname, e.UPN, e.Born.String()} {
				if len(canary) > 3 && strings.Contains(string(payload), canary) {
					t.Errorf("%s holds %q", desk.DocumentKind(i), canary)
				}
			}
		}
	}
}

var stringField = regexp.MustCompile(`^[A-Za-z]`)

// TestNoTextFieldOfAnyPaperCanCarryAPupil plants what the register says of a pupil in
// every field of every paper that can hold text. The form or the guard must refuse it.
func TestNoTextFieldOfAnyPaperCanCarryAPupil(t *testing.T) {
	ctx := t.Context()
	d := paperSchool(t)
	pupil := someone(t, d)
	canaries := []string{strings.ToLower(pupil.Surname), strings.ToLower(pupil.Forename), pupil.UPN, pupil.Born.String()}
	written := wordWritten(t, d) // typed words are a person's own, so they are searched for names and numbers alone
	canaries = append(canaries, written)
	tried := 0
	for kind, p := range paperOfEachKind(d.School().URN) {
		if r, ok := p.(papers.Request); ok { // fewer places of the same kind
			r.Partners, r.ShareKey, r.Alone, r.Areas, r.Phases = nil, "", 0, nil, nil
			p = r
		}
		v, err := d.PreviewPaper(ctx, p)
		if err != nil {
			t.Fatal(kind, desk.Words(err))
		}
		var body map[string]any
		if err := json.Unmarshal(v.Bytes, &body); err != nil {
			t.Fatal(err)
		}
		for _, field := range textPlaces(body, nil) {
			for _, canary := range canaries {
				if canary == "" || adultField(kind, field) && canary != pupil.UPN || programField(field) || canary == pupil.Born.String() && dayField(field) || canary == written && field[len(field)-1] == "text" {
					continue
				}
				planted := plantAt(t, v.Bytes, field, canary)
				changed, err := papers.Read(kind, planted)
				if err != nil {
					tried++
					continue // its form refuses it
				}
				tried++
				if leaks, err := desk.PaperLeaks(d, ctx, changed, planted); err != nil || len(leaks) == 0 {
					t.Errorf("%s: %q would leave in %v, %v", kind, canary, field, err)
				} else if strings.Contains(leaks[0], pupil.Surname) {
					t.Errorf("%s: the refusal names the pupil: %s", kind, leaks[0])
				}
			}
		}
	}
	if tried < 60 {
		t.Errorf("only %d were tried", tried)
	}
}

// adultField reports whether a field names the adult who signs, who may be called as a
// pupil is.
func adultField(kind string, field []any) bool {
	return kind == exchange.KindAttest && (field[0] == "name" || field[0] == "role" || field[0] == "version")
}

// dayField reports whether a field is a day, which may be any day.
func dayField(field []any) bool {
	return slices.Contains([]any{"as_of", "from", "to", "on", "review_on"}, field[len(field)-1])
}

// programField reports whether the program alone fills a field, or what is sealed in it.
func programField(field []any) bool {
	switch field[len(field)-1] {
	case "urn", "cluster", "series", "epoch", "prev", "kind", "schema", "sealed", "band":
		return true
	}
	return false
}

// textPlaces are the ways to all texts of a document.
func textPlaces(value any, at []any) (places [][]any) {
	switch v := value.(type) {
	case string:
		return [][]any{append([]any{}, at...)}
	case []any:
		for i, inner := range v {
			places = append(places, textPlaces(inner, append(at[:len(at):len(at)], i))...)
		}
	case map[string]any:
		for name, inner := range v {
			if stringField.MatchString(name) {
				places = append(places, textPlaces(inner, append(at[:len(at):len(at)], name))...)
			}
		}
	}
	return places
}

// plantAt writes another text in one place of a document.
func plantAt(t *testing.T, document []byte, at []any, text string) []byte {
	t.Helper()
	var body any
	if err := json.Unmarshal(document, &body); err != nil {
		t.Fatal(err)
	}
	value := body
	for i, step := range at {
		last := i == len(at)-1
		switch step := step.(type) {
		case string:
			if last {
				value.(map[string]any)[step] = text
			} else {
				value = value.(map[string]any)[step]
			}
		case int:
			if last {
				value.([]any)[step] = text
			} else {
				value = value.([]any)[step]
			}
		}
	}
	out, err := json.Marshal(body) // keys in order, as in the canonical form
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// wordWritten is the longest word of what the school wrote of its pupils' strengths.
func wordWritten(t *testing.T, d *desk.Desk) (longest string) {
	t.Helper()
	everyone, err := d.Find("")
	fit(t, err)
	for _, e := range everyone {
		for _, word := range strings.FieldsFunc(strings.ToLower(e.Strengths), func(r rune) bool { return r < 'a' || r > 'z' }) {
			if len(word) > len(longest) {
				longest = word
			}
		}
	}
	if len(longest) < 6 {
		t.Fatalf("the demo school writes little: %q", longest)
	}
	return longest
}

// someone is a pupil of the school with a name and a UPN.
func someone(t *testing.T, d *desk.Desk) register.Pupil {
	t.Helper()
	everyone, err := d.Find("")
	fit(t, err)
	for _, e := range everyone {
		if len(e.Surname) > 4 && len(e.Forename) > 2 && e.UPN != "" && !strings.Contains(e.Surname, " ") {
			return e.Pupil
		}
	}
	t.Fatal("nobody")
	return register.Pupil{}
}

func TestOfferNamesNoPupilHoweverItIsTyped(t *testing.T) {
	ctx := t.Context()
	d := paperSchool(t)
	pupil := someone(t, d)
	offer := paperOfEachKind(d.School().URN)[exchange.KindOffer].(papers.Offer)
	for _, text := range []string{
		"We have a place since " + pupil.Forename + " left.", strings.ToLower(pupil.Surname) + " has finished.", strings.ToUpper(pupil.Forename) + "!",
		pupil.Forename + "’s group on Tuesdays", "for UPN " + pupil.UPN, "born " + pupil.Born.String(),
	} {
		offer.Text = text
		if _, err := d.QueuePaper(ctx, offer, "Kit Marsh"); err == nil {
			t.Errorf("%q would leave", text)
		} else if strings.Contains(desk.Words(err), pupil.Surname) {
			t.Errorf("the refusal names the pupil: %s", desk.Words(err))
		}
	}
	if items, err := d.Outbox(ctx); err != nil || len(items) != 0 {
		t.Errorf("%d in the outbox, %v", len(items), err)
	}
	offer.Text = "Two places on Tuesday afternoons."
	if _, err := d.QueuePaper(ctx, offer, "Kit Marsh"); err != nil {
		t.Error(desk.Words(err))
	}
}

func TestPaperThatWouldBeAnotherThanTheOneLookedAtIsNotApproved(t *testing.T) {
	ctx := t.Context()
	d := paperSchool(t)
	offer := paperOfEachKind(d.School().URN)[exchange.KindOffer].(papers.Offer)
	offer.Ref = "o-1"
	looked, err := d.PreviewPaper(ctx, offer)
	fit(t, err)
	yesterday := looked.Paper.About()
	yesterday.AsOf = yesterday.AsOf.AddDays(-1) // it was looked at before midnight
	if _, err := d.QueuePaper(ctx, papers.With(looked.Paper, yesterday), "Kit Marsh"); err == nil || !strings.Contains(desk.Words(err), "Look again") {
		t.Errorf("approved another day: %v", err)
	}
	if items, err := d.Outbox(ctx); err != nil || len(items) != 0 {
		t.Errorf("%d in the outbox, %v", len(items), err)
	}
	if id, err := d.QueuePaper(ctx, looked.Paper, "Kit Marsh"); err != nil || id != looked.ID {
		t.Errorf("%s, want %s: %v", id, looked.ID, err)
	}
}

func TestPaperRevisionsFollowEachOtherAndAnUnsentOneIsReplaced(t *testing.T) {
	ctx := t.Context()
	d := paperSchool(t)
	offer := paperOfEachKind(d.School().URN)[exchange.KindOffer].(papers.Offer)
	offer.Ref = "o-1"
	first, err := d.QueuePaper(ctx, offer, "Kit Marsh")
	fit(t, err)
	if _, err := d.QueuePaper(ctx, offer, "Kit Marsh"); err == nil || !strings.Contains(desk.Words(err), "just so already") {
		t.Errorf("the same again: %v", err)
	}
	offer.Places = 4
	second, err := d.QueuePaper(ctx, offer, "Kit Marsh")
	fit(t, err)
	items, err := d.Outbox(ctx)
	fit(t, err)
	if len(items) != 2 || items[0].DocID != first || items[0].State != exchange.Withdrawn || items[1].DocID != second || items[1].Rev != 1 {
		for _, i := range items {
			t.Errorf("%d %s rev %d %s", i.ID, i.State, i.Rev, i.DocID)
		}
	}
	offer.Ref = ""
	v, err := d.PreviewPaper(ctx, offer)
	fit(t, err)
	if v.Paper.About().Ref != "o-2" {
		t.Errorf("the next offer is %s", v.Paper.About().Ref)
	}
	fit(t, d.EndAgreement(ctx))
	if _, err := d.QueuePaper(ctx, offer, "Kit Marsh"); err == nil {
		t.Error("an offer left without a sharing agreement")
	}
	if _, err := d.QueuePaper(ctx, paperOfEachKind("")[exchange.KindAttest], "Kit Marsh"); err != nil {
		t.Errorf("an acceptance needs none: %s", desk.Words(err))
	}
	log, err := d.SendLog(ctx)
	fit(t, err)
	if last := log[len(log)-1]; last.Event != desk.SendApproved || last.Kind != exchange.KindAttest || last.By != "Kit Marsh" || len(last.Words) != 6 {
		t.Errorf("%+v", last)
	}
	if n, err := d.VerifySendLog(ctx); err != nil || n != len(log) {
		t.Error(n, err)
	}
}
