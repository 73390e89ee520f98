package printout

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/paper"
	"needsbook/app/paper/check"
	"needsbook/app/paper/pdf"
	"needsbook/app/register"
)

func shipped(t testing.TB) *pdf.Fonts {
	t.Helper()
	fonts, err := pdf.ShippedFonts()
	if err != nil {
		t.Fatal(err)
	}
	return fonts
}

// onOneSide measures a document as the desk does.
func onOneSide(t testing.TB) func(*paper.Doc) bool {
	fonts := shipped(t)
	return func(d *paper.Doc) bool {
		pages, err := pdf.Pages(d, fonts)
		return err == nil && pages == 1
	}
}

// read draws a document, reads the file back and fails on anything that a screen
// reader would stumble over.
func read(t testing.TB, d *paper.Doc) *check.File {
	t.Helper()
	content, _, err := pdf.Render(d, shipped(t), pdf.Options{})
	if err != nil {
		t.Fatal(err)
	}
	f, err := check.Read(content)
	if err != nil {
		t.Fatal(err)
	}
	if p := f.Problems(); len(p) > 0 {
		t.Fatalf("%.1500q", p)
	}
	return f
}

func facts() ProfileFacts {
	p := crowd()
	p.Pupil.Class, p.Pupil.Strengths, p.Pupil.Helps, p.Pupil.Hinders = "4B", "Kind to younger children.", "Show me. Give me time.", "Being asked in front of everyone."
	return ProfileFacts{
		About: About{School: "Meadowfield Primary", Author: "Mr J. Hollis", Today: day.Of(2026, 11, 23), People: p, Year: "Year 4", Status: "SEN support"},
		Needs: []string{"Speech, language and communication needs"}, Level: "L3 Extra help with outside advice", ReviewDue: day.Of(2026, 12, 2),
		PupilView: View{"I like it when Zoë reads with me.", "talk", day.Of(2026, 11, 3)}, Family: View{"Mornings are hard for Ana.", "meeting", day.Of(2026, 11, 5)},
		Outcomes: []Outcome{{"Joins a discussion in a group", "Not yet", "Four days of five", day.Of(2027, 7, 16)}},
		Help:     []Help{{"Language group", "30 minutes, 3 times a week, in a group of 4"}}, Helpers: []Helper{{"Mother", "Maria Kowalska-Nowak"}, {"Teaching assistant", ""}},
		Consents: []register.Consent{{Scope: register.ConsentFunding, By: "Maria Kowalska-Nowak, mother", Given: day.Of(2026, 11, 8)}},
	}
}

func TestProfileSaysWhatHelpsWithoutMoney(t *testing.T) {
	words := strings.Join(read(t, Profile(facts(), onOneSide(t))).Words(), " ")
	for _, want := range []string{"Ana Kowalska", "Year 4 · Class 4B · SEN support", "What I am good at and enjoy", "Kind to younger children.", "What helps me", "What does not help me",
		"Main need: Speech, language", "L3 Extra help", "2 Dec 2026", "What I say (3 Nov 2026, talk)", "Joins a discussion in a group", "Language group: 30 minutes", "Maria Kowalska-Nowak, mother",
		"Mornings are hard for Ana.", "Funding request", "23 Nov 2026"} {
		if !strings.Contains(words, want) {
			t.Errorf("%q is not on the page:\n%s", want, words)
		}
	}
	if strings.Contains(words, "£") || strings.Contains(words, More) {
		t.Errorf("the page says\n%s", words)
	}
}

func TestProfileWithoutVoiceOrConsentSaysSo(t *testing.T) {
	f := ProfileFacts{About: facts().About}
	f.People.Pupil.Strengths, f.People.Pupil.Helps, f.People.Pupil.Hinders = "", "", ""
	words := strings.Join(read(t, Profile(f, onOneSide(t))).Words(), " ")
	if strings.Count(words, "Not written down yet.") != 4 || !strings.Contains(words, "No consent to share is recorded.") {
		t.Error(words)
	}
}

func TestProfileWithLittleTooMuchShrinksBeforeItCuts(t *testing.T) {
	f := facts()
	line := "Uses a visual timetable and looks at it with an adult at the start of each lesson. "
	seen := map[paper.Setting]bool{}
	f.Outcomes, f.Family, f.PupilView.Words = nil, View{}, ""
	for n := range 40 {
		f.People.Pupil.Helps = strings.Repeat(line, 2*n+1)
		d := Profile(f, onOneSide(t))
		seen[d.Setting] = true
		cut := strings.Contains(strings.Join(read(t, d).Words(), " "), More)
		if cut && d.Setting != paper.Tight {
			t.Errorf("%d lines: words are cut in setting %d", 2*n+1, d.Setting)
		}
		if n == 39 && !cut {
			t.Error("80 lines are not cut")
		}
	}
	if len(seen) != 3 {
		t.Errorf("settings %v", seen)
	}
}

func TestProfileIsAlwaysOneSide(t *testing.T) {
	fits := onOneSide(t)
	hostile := []string{strings.Repeat("W", 300), "😀", "- a point\n- another", "\n\n", "فاطمة", "Nguyễn Thị Mai", "line one\nline two", strings.Repeat("many words ", 90), "\xff"}
	text := rapid.Custom(func(t *rapid.T) string {
		bits := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(hostile), rapid.StringMatching(`[A-Za-z ,.]{0,200}`)), 0, 4).Draw(t, "bits")
		return strings.Join(bits, " ")
	})
	rapid.Check(t, func(t *rapid.T) {
		draw := func(what string) string { return text.Draw(t, what) }
		f := facts()
		f.Demo, f.Names = rapid.Bool().Draw(t, "demo"), Names(rapid.IntRange(0, 2).Draw(t, "names"))
		p := &f.People.Pupil
		p.Forename, p.Surname, p.Class, p.Strengths, p.Helps, p.Hinders = draw("forename"), draw("surname"), draw("class"), draw("strengths"), draw("helps"), draw("hinders")
		f.Level, f.PupilView.Words, f.PupilView.How, f.Family.Words = draw("level"), draw("view"), draw("how"), draw("family")
		for range rapid.IntRange(0, 6).Draw(t, "many") {
			f.Needs = append(f.Needs, draw("need"))
			f.Outcomes = append(f.Outcomes, Outcome{Words: draw("outcome"), Now: draw("now"), Target: draw("target")})
			f.Help = append(f.Help, Help{draw("help"), draw("how often")})
			f.Helpers = append(f.Helpers, Helper{draw("part"), draw("helper")})
			f.Consents = append(f.Consents, register.Consent{Scope: draw("scope"), By: draw("by")})
		}
		d := Profile(f, fits)
		if err := d.Check(); err != nil {
			t.Fatal(err)
		}
		if !fits(d) {
			t.Fatal("the page takes more than one side")
		}
	})
}

func TestProfileWithoutNamesNamesNobodyAnywhere(t *testing.T) {
	for _, names := range []Names{Initials, NoNames} {
		f := facts()
		f.Names = names
		d := Profile(f, onOneSide(t))
		content, _, err := pdf.Render(d, shipped(t), pdf.Options{})
		if err != nil {
			t.Fatal(err)
		}
		all := strings.Join(read(t, d).Words(), " ") + read(t, d).Outline() + fmt.Sprint(d.Title, d.Author, d.Subject, d.Ref) + string(content)
		for _, name := range []string{"Ana", "Kowalska", "Maria", "Nowak", "Hollis", "Zoë"} {
			if strings.Contains(all, name) {
				t.Errorf("%v: %s is named", names, name)
			}
		}
	}
}

func BenchmarkProfile(b *testing.B) {
	f, fits, fonts := facts(), onOneSide(b), shipped(b)
	before := processorTime(b)
	for b.Loop() {
		if _, _, err := pdf.Render(Profile(f, fits), fonts, pdf.Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64((processorTime(b)-before).Microseconds())/1000/float64(b.N), "cpu-ms/op")
}
