package desk_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/paper/check"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
)

// drawn draws a paper and reads it back. It leaves the file in the folder
// NEEDSBOOK_PAPERS, when it is set, to be looked at.
func drawn(t *testing.T, name string, doc *paper.Doc) *check.File {
	t.Helper()
	content, missing, err := desk.Draw(doc, desk.FormatPDF)
	if err != nil || len(missing) > 0 {
		t.Fatalf("%s: missing %q, %v", name, missing, err)
	}
	if folder := os.Getenv("NEEDSBOOK_PAPERS"); folder != "" {
		if err := os.WriteFile(filepath.Join(folder, name+".pdf"), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	f, err := check.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	if p := f.Problems(); len(p) > 0 {
		t.Fatalf("%s: %.1500q", name, p)
	}
	return f
}

func ana(t *testing.T, d *desk.Desk) *register.Entry {
	t.Helper()
	found, err := d.Find("kowalska")
	if err != nil || len(found) == 0 {
		t.Fatal(err)
	}
	return found[0]
}

// others are the pupils with SEN but one.
func others(t *testing.T, d *desk.Desk, but *register.Entry) []*register.Entry {
	t.Helper()
	found, err := d.Find("status:sen")
	if err != nil || len(found) < 2 {
		t.Fatal(err)
	}
	return slices.DeleteFunc(found, func(e *register.Entry) bool { return e.ID == but.ID })
}

func TestNoPaperWithoutNamesNamesAnybody(t *testing.T) {
	d := schooltest.Demo(t)
	e := ana(t, d)
	other := others(t, d, e)[0]
	note := register.Note{Pupil: e.ID, Type: register.NoteCall, On: d.Today(), With: "Eva Kowalska", Words: fmt.Sprintf("ANA and Ana’s friend %s; Mrs Adeyemi came.", other.Name())}
	if _, err := d.SaveNote(t.Context(), note); err != nil {
		t.Fatal(err)
	}
	for _, p := range desk.Printouts {
		for _, names := range []desk.Names{desk.NamesInitials, desk.NamesOff} {
			if !p.Pupil || p.Full {
				continue
			}
			doc, err := p.Make(t.Context(), d, e.ID, names)
			if err != nil {
				t.Fatal(err)
			}
			f := drawn(t, p.ID+"-"+string(names), doc)
			page, _, err := desk.Draw(doc, desk.FormatHTML)
			if err != nil {
				t.Fatal(err)
			}
			all := strings.Join(f.Words(), " ") + f.Outline() + string(page) + p.FileName(d) + desk.FileNameOf(e, names) + doc.Author + doc.Subject
			for _, name := range []string{"Ana ", "ANA", "Ana’s", "Kowalska", "Eva", "Adeyemi", "Hollis", e.UPN, other.Surname} {
				if strings.Contains(all, name) {
					t.Errorf("%s, names %s: %q is there", p.ID, names, name)
				}
			}
		}
	}
}

func TestRegisterPaperPrintsAViewWithDatesAndWithoutNames(t *testing.T) {
	d := schooltest.Demo(t)
	v := d.StandardView()
	doc, err := d.RegisterPaper(v, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	full := strings.Join(drawn(t, "register", doc).Words(), " ")
	if !strings.Contains(full, "Kowalska, Ana") || !strings.Contains(full, "2 Dec 2026") || strings.Contains(full, "in 9 days") {
		t.Errorf("%.600s", full)
	}
	v.Query = "status:K surname:kowalska need:SLCN,ASD review:<30d"
	if doc, err = d.RegisterPaper(v, desk.NamesOff); err != nil {
		t.Fatal(err)
	}
	off := strings.Join(drawn(t, "register-off", doc).Words(), " ")
	if strings.Contains(strings.ToLower(off), "kowalska") || !strings.Contains(off, "status SEN support; surname a word searched for; need Speech") || !strings.Contains(off, "review due under 30 days") {
		t.Errorf("%.600s", off)
	}
	v.Query = "hair:red"
	if _, err := d.RegisterPaper(v, desk.NamesFull); err == nil {
		t.Error("a search that cannot be read is printed")
	}
}

// everything is a pupil with a record of every kind.
func everything(t *testing.T, d *desk.Desk) *register.Entry {
	t.Helper()
	e := ana(t, d)
	today := d.Today()
	plan := register.EHCPlan{Pupil: e.ID, Authority: "Borsetshire", Issued: today.AddDays(-300), Setting: "Meadowfield", Sections: map[string]string{"B": "Needs pictures beside words.", "F": "A daily group."}}
	id, err := d.SaveEHCPlan(t.Context(), plan)
	if err != nil {
		t.Fatal(err)
	}
	amendment := register.Amendment{Pupil: e.ID, Plan: id, Section: "B", NowSays: "pictures", Suggestion: "pictures and signs", Why: "She signs now.", On: today}
	if _, err := d.SaveAmendment(t.Context(), amendment); err != nil {
		t.Fatal(err)
	}
	return e
}

func TestReviewPackHoldsThePlanAndWhatIsSuggested(t *testing.T) {
	d := schooltest.Demo(t)
	doc, err := d.ReviewPack(t.Context(), everything(t, d).ID, desk.NamesFull)
	if err != nil {
		t.Fatal(err)
	}
	words := strings.Join(drawn(t, "review-pack", doc).Words(), " ")
	for _, want := range []string{"Borsetshire", "Needs pictures beside words.", "pictures and signs", "She signs now."} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is missing in %s", want, words)
		}
	}
}

// TestSubjectAccessHoldsEverything takes every text of the copy in JSON and looks for
// it on the page. What only a computer uses is left out of the look.
func TestSubjectAccessHoldsEverything(t *testing.T) {
	d := schooltest.Demo(t)
	e := everything(t, d)
	doc, err := d.SubjectAccess(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	page := strings.Join(drawn(t, "subject-access", doc).Words(), " ")
	for _, mark := range []string{" [◆ another pupil]", " [◇ perhaps another pupil]", " [▲ another adult]", " [▲ member of staff]"} {
		page = strings.ReplaceAll(page, mark, "")
	}
	page = strings.ToLower(page)
	raw, err := d.SubjectAccessJSON(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	var held map[string]any
	if err := json.Unmarshal(raw, &held); err != nil {
		t.Fatal(err)
	}
	for _, derived := range []string{"story", "told", "milestones", "cost", "changes", "other_people", "Year", "Status", "Level", "Needs"} {
		delete(held, derived)
	}
	looked := 0
	var look func(at string, v any)
	look = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, in := range v {
				look(at+"."+k, in)
			}
		case []any:
			for _, in := range v {
				look(at, in)
			}
		case string:
			last := at[strings.LastIndexByte(at, '.')+1:]
			var on day.Date
			if on.UnmarshalText([]byte(v)) == nil && !on.IsZero() {
				v = on.Words()
			}
			// Short codes stand on the page by their names.
			if v = paper.Clean(v); strings.Contains(v, " ") && !strings.Contains(at, ".ratings.") && last != "id" {
				looked++
				if !strings.Contains(page, strings.ToLower(v)) {
					t.Errorf("%s: %q is not on the page", at, v)
				}
			}
		}
	}
	look("", held)
	if looked < 60 || !bytes.Contains(raw, []byte(`"label": "Fill in the demo school"`)) {
		t.Errorf("%d texts, %.300s", looked, raw)
	}
}

func TestSubjectAccessKeepsOtherPupilsRecordsOut(t *testing.T) {
	d := schooltest.Demo(t)
	e := ana(t, d)
	raw, err := d.SubjectAccessJSON(t.Context(), e.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range others(t, d, e) {
		if bytes.Contains(raw, []byte(`"`+other.ID+`"`)) || other.UPN != "" && bytes.Contains(raw, []byte(other.UPN)) {
			t.Fatalf("the copy holds the record of another pupil, %s", other.ID)
		}
	}
}

func BenchmarkPrintProfile(b *testing.B) {
	d := schooltest.Demo(b)
	found, err := d.Find("kowalska")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		doc, err := d.Profile(b.Context(), found[0].ID, desk.NamesFull)
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := desk.Draw(doc, desk.FormatPDF); err != nil {
			b.Fatal(err)
		}
	}
}
