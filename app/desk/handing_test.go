package desk_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

const (
	senderURN   = "118999"
	receiverURN = "654321"
)

// schoolWith is a desk of a school with a URN.
func schoolWith(t testing.TB, name, urn string, demo bool) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	if demo {
		d = schooltest.Demo(t)
	}
	s := d.School()
	s.Name, s.URN, s.Phase = name, urn, "primary"
	if err := d.SaveSchool(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	return d
}

// sayAll writes one record of every sort about Ana, beside what the demo school has.
func sayAll(t testing.TB, d *desk.Desk) *register.Entry {
	t.Helper()
	found, err := d.Find("kowalska ana")
	if err != nil || len(found) != 1 {
		t.Fatal(len(found), err)
	}
	e, today := found[0], d.Today()
	check := func(_ string, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	check(d.SaveContact(t.Context(), register.Contact{Pupil: e.ID, Name: "Eva Kowalska", Relationship: "mother", Phone: "01234 567890", Language: "Polish"}))
	check(d.SaveNote(t.Context(), register.Note{Pupil: e.ID, Type: register.NoteCall, On: today, Words: "Sleeping better", With: "mother", Told: "health"}))
	check(d.SaveAdvice(t.Context(), provision.Advice{Pupil: e.ID, On: today, Role: "Speech therapist", Name: "J. Smith", Words: "Short sentences", Done: provision.AdviceDone, How: "Every day"}))
	check(d.AddAttachment(t.Context(), register.Attachment{Pupil: e.ID, What: "Report", On: today, Name: "report.pdf"}, []byte("%PDF a report")))
	return e
}

// handed makes a bundle and returns it with its code.
func handed(t testing.TB, d *desk.Desk, o desk.HandingOver) ([]byte, desk.Handed) {
	t.Helper()
	var file []byte
	made, err := d.HandOver(t.Context(), o, func(b []byte) error { file = b; return nil })
	if err != nil {
		t.Fatal(err)
	}
	return file, made
}

// facts are a pupil's records without what is of one school's file alone.
func facts(t testing.TB, d *desk.Desk, id string) map[string]any {
	t.Helper()
	r, err := d.Record(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return map[string]any{
		"name": r.Name(), "upn": r.UPN, "born": r.Born, "profile": []string{r.Strengths, r.Helps, r.Hinders}, "status": r.Status, "needs": r.Needs, "level": r.Level,
		"statuses": without(t, r.Statuses), "needs since": without(t, r.NeedsSince), "contacts": without(t, r.Contacts), "plans": without(t, r.Cycles),
		"outcomes": without(t, r.Outcomes), "advice": without(t, r.Advice), "levels": without(t, r.Levels), "notes": without(t, r.Notes),
	}
}

// without are records as text, without identifiers, in the order of their words.
func without[T any](t testing.TB, list []T) []string {
	t.Helper()
	var out []string
	for _, one := range list {
		b, err := json.Marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		fields := map[string]any{}
		if err := json.Unmarshal(b, &fields); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"id", "pupil", "cycle", "heard_at"} {
			delete(fields, name)
		}
		b, err = json.Marshal(fields)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, string(b))
	}
	slices.Sort(out)
	return out
}

func TestHandoverLosesNothingThatTheSenderChose(t *testing.T) {
	from, to := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false)
	ana := sayAll(t, from)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN, School: "Hilltop School"})
	p, err := to.LookAtHandover(t.Context(), file, made.Code)
	if err != nil {
		t.Fatal(err)
	}
	if p.Match != "" || p.Unsure != "" || p.Holds[0].Part != desk.PartProfile || !strings.Contains(p.Holds[0].Words, "What helps") {
		t.Errorf("the preview is %+v", p.Holds)
	}
	if n := len(mustFind(t, to, "left:any")); n != 0 {
		t.Fatal("looking kept a pupil")
	}
	done, err := to.TakeHandover(t.Context(), p, "")
	if err != nil {
		t.Fatal(err)
	}
	want, got := facts(t, from, ana.ID), facts(t, to, done.Pupil)
	notes := got["notes"].([]string)
	story := slices.IndexFunc(notes, func(n string) bool { return strings.Contains(n, "handed over by Meadowfield Primary") })
	if story < 0 {
		t.Fatalf("the story does not say where it came from: %v", notes)
	}
	got["notes"] = slices.Delete(notes, story, story+1)
	for name := range want {
		if !reflect.DeepEqual(want[name], got[name]) {
			t.Errorf("%s:\n sent %v\n  got %v", name, want[name], got[name])
		}
	}
	sent, _ := from.Record(t.Context(), ana.ID)
	taken, _ := to.Record(t.Context(), done.Pupil)
	// What the sender gives is part of the story here, and neither on the map nor in the costs.
	if rows, err := to.ProvisionMap(t.Context()); err != nil || len(rows) != 0 || !taken.Spend.Planned.IsZero() {
		t.Errorf("%d rows of the map came over, %s, %v", len(rows), taken.Spend.Planned, err)
	}
	if len(sent.Provision) == 0 || len(taken.EarlierProvision) != len(sent.Provision) || len(taken.PlaceReviews) != len(sent.PlaceReviews) {
		t.Fatalf("%d lines of help came of %d", len(taken.EarlierProvision), len(sent.Provision))
	}
	for i, l := range taken.EarlierProvision {
		if l.Line.End.IsZero() {
			t.Errorf("it goes on: %+v", l.Line)
		}
		if !l.Line.Rate.IsZero() || !l.Line.OneOff.IsZero() || l.Line.Description != sent.Provision[i].Line.Description || l.Line.Minutes != sent.Provision[i].Line.Minutes {
			t.Errorf("help came as %+v", l.Line)
		}
	}
	for _, o := range taken.Outcomes {
		if o.Cycle != "" && !slices.ContainsFunc(taken.Cycles, func(c provision.Cycle) bool { return c.ID == o.Cycle }) {
			t.Error("an outcome lost its plan")
		}
	}
	// The receipt goes back, and everything goes with one undo.
	back, err := from.TakeReceipt(t.Context(), done.Receipt)
	if err != nil || back.Received.IsZero() || back.Receipt != strings.Join(done.Words, " ") {
		t.Errorf("the receipt: %+v, %v", back, err)
	}
	if _, err := to.Undo(t.Context()); err != nil || len(mustFind(t, to, "left:any")) != 0 {
		t.Errorf("after undo: %v", err)
	}
}

// The next school is told how the money stands at the move (S-53), and keeps it as words:
// it is no request of its own.
func TestHandoverTellsHowAwardsStand(t *testing.T) {
	from, to := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false)
	ana := sayAll(t, from)
	r := request(t, from, 1)
	if r.Pupil != ana.ID {
		t.Fatal("the demo request is not Ana's")
	}
	today := from.Today()
	c := agreedOn(today, today, today.AddDays(60))
	c.Conditions = "Show the reviews."
	decided(t, from, c)
	for _, parts := range [][]string{nil, {desk.PartNotes}} {
		file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN, Parts: parts})
		p, err := to.LookAtHandover(t.Context(), file, made.Code)
		if err != nil {
			t.Fatal(err)
		}
		done, err := to.TakeHandover(t.Context(), p, "")
		if err != nil {
			t.Fatal(err)
		}
		rec, err := to.Record(t.Context(), done.Pupil)
		if err != nil {
			t.Fatal(err)
		}
		told := slices.ContainsFunc(rec.Notes, func(n register.Note) bool {
			return strings.Contains(n.Words, "agreed on "+today.Words()+", £3,000.00, from "+today.Words()) && strings.Contains(n.Words, "Conditions: Show the reviews. Ask the")
		})
		if told != (parts == nil) {
			t.Errorf("parts %v: told is %v", parts, told)
		}
		if list, err := to.Requests(t.Context()); err != nil || len(list) != 0 {
			t.Errorf("%d requests came over, %v", len(list), err)
		}
		if _, err := to.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func mustFind(t testing.TB, d *desk.Desk, query string) []*register.Entry {
	t.Helper()
	found, err := d.Find(query)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestHandoverHoldsOnlyWhatWasChosen(t *testing.T) {
	from, to := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false)
	ana := sayAll(t, from)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN, Parts: []string{desk.PartNotes, desk.PartProfile}, Notes: []string{register.NoteCall}})
	p, err := to.LookAtHandover(t.Context(), file, made.Code)
	if err != nil {
		t.Fatal(err)
	}
	r := p.Record
	if len(r.Notes) == 0 || slices.ContainsFunc(r.Notes, func(n register.Note) bool { return n.Type != register.NoteCall }) {
		t.Errorf("notes %+v", r.Notes)
	}
	if len(r.Statuses)+len(r.Needs)+len(r.Plans)+len(r.Provision)+len(r.Advice)+len(r.Levels)+len(r.Contacts)+len(r.Attachments)+len(r.Pupil.Flags) != 0 || r.Pupil.Helps == "" {
		t.Errorf("the bundle holds %+v", r)
	}
	for name, o := range map[string]desk.HandingOver{
		"to":          {Pupil: ana.ID, URN: "12"},
		"parts":       {Pupil: ana.ID, URN: receiverURN, Parts: []string{"secrets"}},
		"pupil":       {Pupil: "nobody", URN: receiverURN},
		"card":        {Pupil: ana.ID, URN: receiverURN, Card: []byte("{}")},
		"to ":         {Pupil: ana.ID, URN: senderURN},
		"parts ":      {Pupil: ana.ID, URN: receiverURN, Parts: []string{}},
		"attachments": {Pupil: ana.ID, URN: receiverURN, Attachments: []string{"none"}, Parts: []string{"nonsense"}},
	} {
		_, err := from.HandOver(t.Context(), o, func([]byte) error { return errors.New("was written") })
		if err == nil || err.Error() == "was written" {
			t.Errorf("%s: %v", name, err)
		}
	}
	failed := errors.New("no room")
	before, _ := from.Handovers(t.Context(), "")
	if _, err := from.HandOver(t.Context(), desk.HandingOver{Pupil: ana.ID, URN: receiverURN}, func([]byte) error { return failed }); !errors.Is(err, failed) {
		t.Errorf("a disk without room: %v", err)
	}
	if after, _ := from.Handovers(t.Context(), ""); len(after) != len(before) {
		t.Error("a bundle that was not written is recorded")
	}
}

func TestHandoverIsRefusedInPlainWords(t *testing.T) {
	from, to, other := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false), schoolWith(t, "Lowland School", "777777", false)
	ana := sayAll(t, from)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN})
	_, another := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN})
	look := func(d *desk.Desk, file []byte, code string) string {
		_, err := d.LookAtHandover(t.Context(), file, code)
		return desk.Words(err)
	}
	damaged := bytes.Clone(file)
	damaged[len(damaged)-40] ^= 1
	for want, got := range map[string]string{
		"This bundle is for school 654321": look(other, file, made.Code),
		"does not open this bundle":        look(to, file, another.Code),
		"not the code of a hand-over":      look(to, file, "7K2Q"),
		"cut short":                        look(to, file[:len(file)/2], made.Code),
		"is damaged":                       look(to, damaged, made.Code),
		"newer Needsbook":                  look(to, bytes.Replace(file, []byte("/1\n"), []byte("/9\n"), 1), made.Code),
		"not a hand-over bundle":           look(to, []byte("UPN,Surname\n"), made.Code),
		"no URN yet":                       look(schooltest.Empty(t), file, made.Code),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("said %q, want %q", got, want)
		}
	}
	if n := len(mustFind(t, to, "left:any")); n != 0 {
		t.Fatal("a refusal changed the register")
	}
	p, err := to.LookAtHandover(t.Context(), file, made.Code)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := to.TakeHandover(t.Context(), p, ""); err != nil {
		t.Fatal(err)
	}
	if got := look(to, file, made.Code); !strings.Contains(got, "opened here already, on 23 Nov 2026") {
		t.Errorf("the second time: %q", got)
	}
	if _, err := to.TakeHandover(t.Context(), p, ""); err == nil {
		t.Error("a bundle was taken in twice")
	}
}

// A pupil who is there already is offered, and what the register says of them stands.
func TestHandoverJoinsThePupilWhoIsThere(t *testing.T) {
	from, to := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false)
	ana := sayAll(t, from)
	here, err := to.AddPupil(t.Context(), desk.NewPupil{Status: "K", Needs: []string{"ASD"}, From: day.Of(2026, 11, 2),
		Pupil: register.Pupil{UPN: ana.UPN, Surname: ana.Surname, Forename: ana.Forename, Born: ana.Born, Class: "5H", Helps: "A quiet place"}})
	if err != nil {
		t.Fatal(err)
	}
	before := facts(t, to, here)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN})
	p, err := to.LookAtHandover(t.Context(), file, made.Code)
	if err != nil || p.Match != here {
		t.Fatalf("matched %q, %v", p.Match, err)
	}
	if _, err := to.TakeHandover(t.Context(), p, ""); err == nil {
		t.Error("a second pupil of the same UPN was added")
	}
	done, err := to.TakeHandover(t.Context(), p, p.Match)
	if err != nil || !done.Joined {
		t.Fatal(err)
	}
	r, err := to.Record(t.Context(), here)
	if err != nil {
		t.Fatal(err)
	}
	if r.Helps != "A quiet place" || r.Class != "5H" || r.Status != "K" || !slices.Equal(r.Needs, []string{"ASD"}) || r.StatusFrom != day.Of(2026, 11, 2) {
		t.Errorf("the register's own word did not stand: %+v", r.Entry)
	}
	if len(r.Statuses) < 2 || len(r.NeedsSince) < 2 || register.StatusOn(r.Statuses, day.Of(2026, 11, 1)).Code != ana.Status {
		t.Errorf("the history before is %+v", r.Statuses)
	}
	if !slices.ContainsFunc(r.Notes, func(n register.Note) bool {
		return strings.Contains(n.Words, "What helps: "+strings.Split(ana.Helps, "\n")[0])
	}) {
		t.Error("what the sender wrote of what helps is lost")
	}
	if _, err := to.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := facts(t, to, here); !reflect.DeepEqual(before, after) {
		t.Errorf("undo left %v, there was %v", after, before)
	}
}

// Levels of a pack that is not in use here keep their old meaning as words.
func TestHandoverKeepsLevelsOfAnotherPackAsWords(t *testing.T) {
	from, to := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false)
	ana := sayAll(t, from)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN})
	p, err := to.LookAtHandover(t.Context(), file, made.Code)
	if err != nil || len(p.Record.Levels) == 0 {
		t.Fatal(len(p.Record.Levels), err)
	}
	for i := range p.Record.Levels {
		p.Record.Levels[i].Version = "0.1"
	}
	done, err := to.TakeHandover(t.Context(), p, "")
	if err != nil {
		t.Fatal(err)
	}
	r, _ := to.Record(t.Context(), done.Pupil)
	l := p.Record.Levels[0]
	if len(r.Levels) != 0 || !slices.ContainsFunc(r.Notes, func(n register.Note) bool {
		return n.On == l.On && strings.Contains(n.Words, l.Name) && strings.Contains(n.Words, "version 0.1")
	}) {
		t.Errorf("levels %v, notes %v", r.Levels, r.Notes)
	}
}

func TestReceivingCardNeedsNoCode(t *testing.T) {
	from, to := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false)
	ana := sayAll(t, from)
	card, words, err := to.ReceivingCard(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, Card: card})
	if made.Code != "" || made.URN != receiverURN || made.School != "Hilltop School" || !slices.Equal(made.Words, words) {
		t.Errorf("made %+v", made)
	}
	if needs, err := to.HandoverNeedsCode(file); needs || err != nil {
		t.Errorf("asks for a code: %v, %v", needs, err)
	}
	p, err := to.LookAtHandover(t.Context(), file, "")
	if err != nil || p.Record.Pupil.Surname != "Kowalska" {
		t.Fatal(err)
	}
	if _, err := from.HandOver(t.Context(), desk.HandingOver{Pupil: ana.ID, URN: "111111", Card: card}, func([]byte) error { return nil }); err == nil {
		t.Error("a card of another school was taken")
	}
	// The same receiving school on a new computer has another key.
	if got := desk.Words(func() error {
		_, err := schoolWith(t, "Hilltop School", receiverURN, false).LookAtHandover(t.Context(), file, "")
		return err
	}()); !strings.Contains(got, "another computer's key") {
		t.Errorf("said %q", got)
	}
}

func TestReceiptAnswersOneBundleOnly(t *testing.T) {
	from, to := schoolWith(t, "Meadowfield Primary", senderURN, true), schoolWith(t, "Hilltop School", receiverURN, false)
	ana := sayAll(t, from)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN})
	_, second := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN})
	p, err := to.LookAtHandover(t.Context(), file, made.Code)
	if err != nil {
		t.Fatal(err)
	}
	done, err := to.TakeHandover(t.Context(), p, "")
	if err != nil {
		t.Fatal(err)
	}
	again, err := to.HandoverReceipt(t.Context(), done.ID)
	if err != nil || !bytes.Equal(again, done.Receipt) {
		t.Errorf("the receipt cannot be made again: %v", err)
	}
	if _, err := to.TakeReceipt(t.Context(), done.Receipt); err == nil {
		t.Error("the receiver took its own receipt")
	}
	if _, err := from.TakeReceiptWords(t.Context(), "one two three four five six"); err == nil {
		t.Error("any words were taken")
	}
	got, err := from.TakeReceiptWords(t.Context(), strings.ToUpper(strings.Join(done.Words, "  ")))
	if err != nil || got.ID != made.ID {
		t.Errorf("%+v, %v", got, err)
	}
	list, err := from.Handovers(t.Context(), ana.ID)
	if err != nil || len(list) != 2 || !slices.ContainsFunc(list, func(h desk.HandoverLine) bool { return h.ID == second.ID && h.Waits() }) {
		t.Errorf("the list is %+v, %v", list, err)
	}
	if _, err := from.TakeReceipt(t.Context(), []byte("{}")); err == nil {
		t.Error("anything is a receipt")
	}
}

// A second life of the file: what a bundle brought is there after it is opened again.
func TestHandoverSurvivesClosingTheFile(t *testing.T) {
	from := schoolWith(t, "Meadowfield Primary", senderURN, true)
	ana := sayAll(t, from)
	file, made := handed(t, from, desk.HandingOver{Pupil: ana.ID, URN: receiverURN})
	path := filepath.Join(t.TempDir(), "to.needsbook")
	store, _, err := schooltest.Files().Create(t.Context(), path, schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	to, err := schooltest.Sit(context.Background(), store)
	if err != nil {
		t.Fatal(err)
	}
	s := to.School()
	s.Name, s.URN, s.Phase = "Hilltop School", receiverURN, "primary"
	if err := to.SaveSchool(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	p, err := to.LookAtHandover(t.Context(), file, made.Code)
	if err != nil {
		t.Fatal(err)
	}
	done, err := to.TakeHandover(t.Context(), p, "")
	if err != nil {
		t.Fatal(err)
	}
	want := fmt.Sprint(facts(t, to, done.Pupil))
	if err := to.Close(); err != nil {
		t.Fatal(err)
	}
	if store, _, err = schooltest.Files().Open(t.Context(), path, desk.Secret{Passphrase: schooltest.Passphrase}); err != nil {
		t.Fatal(err)
	}
	if to, err = schooltest.Sit(context.Background(), store); err != nil {
		t.Fatal(err)
	}
	defer to.Close()
	if got := fmt.Sprint(facts(t, to, done.Pupil)); got != want {
		t.Errorf("after opening again: %s", got)
	}
	r, _ := to.Record(t.Context(), done.Pupil)
	if sent, _ := from.Record(t.Context(), ana.ID); len(r.Attachments) != len(sent.Attachments) {
		t.Fatalf("%d attachments of %d", len(r.Attachments), len(sent.Attachments))
	}
	for _, a := range r.Attachments {
		if _, content, err := to.AttachmentContent(t.Context(), r.ID, a.ID); err != nil || a.Name == "report.pdf" && string(content) != "%PDF a report" {
			t.Errorf("the paper is %q, %v", content, err)
		}
	}
}
