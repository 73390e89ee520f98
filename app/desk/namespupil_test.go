package desk_test

import (
	"strings"
	"testing"

	"needsbook/app/publish"
)

// The words of a public document name no pupil; the name of a governor who shares it with
// one stays.
func TestReportWordsThatNameAPupilAreFound(t *testing.T) {
	d := demo(t)
	all, err := d.Find("")
	if err != nil {
		t.Fatal(err)
	}
	pupil := all[0]
	named := func(text string) bool {
		t.Helper()
		write(t, d, sen, "kinds_of_sen", text)
		words, err := d.ReportWords(ctx, sen)
		if err != nil {
			t.Fatal(err)
		}
		r, err := d.Report(ctx, sen)
		if err != nil {
			t.Fatal(err)
		}
		if refused := strings.Contains(strings.Join(r.Reasons, " "), "A pupil of the register is named"); refused != words["kinds_of_sen"].NamesPupil {
			t.Errorf("%q: refused %v", text, refused)
		}
		return words["kinds_of_sen"].NamesPupil
	}
	for _, text := range []string{
		"We helped " + pupil.Forename + " " + pupil.Surname + ".", "Thanks to **" + strings.ToUpper(pupil.Surname) + ", " + pupil.Forename + "**’s family.", "See the plan of " + pupil.UPN + "."} {
		if !named(text) {
			t.Errorf("%q names nobody", text)
		}
	}
	for _, text := range []string{"We help every child.", "Ask " + pupil.Forename + " about it."} {
		if named(text) {
			t.Errorf("%q names a pupil", text)
		}
	}
	s := d.School()
	s.Governor = pupil.Forename + " " + pupil.Surname
	if err := d.SaveSchool(ctx, s); err != nil {
		t.Fatal(err)
	}
	if named("Our governor for SEN is " + s.Governor + ".") {
		t.Error("the governor may not be named")
	}
	if _, err := d.PublishVersion(ctx, sen, publish.Release{Note: "The story of " + all[1].Forename + " " + all[1].Surname}); err == nil || !strings.Contains(err.Error(), "names a pupil") {
		t.Errorf("a note that names a pupil: %v", err)
	}
}
