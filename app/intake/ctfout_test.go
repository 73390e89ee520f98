package intake

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/register"
)

func ctfHead() CTFHeader {
	return CTFHeader{From: "886/9999", FromName: "Meadowfield Primary", To: "8869998", Written: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), SchoolYear: 2026}
}

func TestTransferFileIsNamedAsDfEAsks(t *testing.T) {
	for want, c := range map[string]struct{ from, to string }{
		"8869999_CTF_8869998_001.xml": {"886/9999", "8869998"},
		"8869999_CTF_XXXXXXX_001.xml": {"8869999", ""},
	} {
		if got, err := CTFName(c.from, c.to, 1); got != want || err != nil {
			t.Errorf("%s, %v, want %s", got, err, want)
		}
	}
	for _, c := range []struct {
		from, to string
		n        int
	}{{"", "", 1}, {"886", "", 1}, {"8869999", "12", 1}, {"8869999", "", 0}, {"8869999", "", 1000}} {
		if name, err := CTFName(c.from, c.to, c.n); err == nil {
			t.Errorf("%+v was named %s", c, name)
		}
	}
	if err := WriteCTF(&bytes.Buffer{}, CTFHeader{}, nil); err == nil {
		t.Error("a file without a sender was written")
	}
}

func TestTransferFileFollowsTheLayout(t *testing.T) {
	var b bytes.Buffer
	p := CTFPupil{Pupil: register.Pupil{UPN: "Y886999926001", Surname: "O’Brien & <Co>", Forename: "Zoë", Preferred: "Zo", Born: day.Of(2016, 9, 3), Sex: "F"}, Year: "5",
		Statuses: []register.Status{{Code: "K", From: day.Of(2023, 1, 9), Until: day.Of(2024, 9, 5)}, {Code: "E", From: day.Of(2024, 9, 5)}},
		Needs:    []register.Need{{Code: "MLD", Rank: 1, From: day.Of(2023, 1, 9), Until: day.Of(2024, 9, 5)}, {Code: "SLCN", Rank: 1, From: day.Of(2024, 9, 5)}}}
	if err := WriteCTF(&b, ctfHead(), []CTFPupil{p}); err != nil {
		t.Fatal(err)
	}
	text, at := b.String(), 0
	for _, want := range []string{"<CTfile>", "<Header>", "<CTFversion>25.0</CTFversion>", "<DateTime>2026-11-23T09:00:00</DateTime>", "<DocumentQualifier>partial<", "<SourceSchool>", "<LEA>886</LEA>", "<Estab>9999</Estab>",
		"<SchoolName>Meadowfield Primary<", "<AcademicYear>2026<", "<DestSchool>", "<Estab>9998</Estab>", "<CTFpupilData>", "<Pupil>", "<UPN>Y886999926001</UPN>", "<Surname>O’Brien &amp; &lt;Co&gt;</Surname>",
		"<DOB>2016-09-03</DOB>", "<BasicDetails>", "<PreferredForename>Zo<", "<NCyearActual>5<", "<SENhistory>", "<StartDate>2023-01-09</StartDate>", "<SENprovision>K<", "<StartDate>2024-09-05<", "<SENprovision>E<",
		"<SENneeds>", "<NeedEndDate>2024-09-04</NeedEndDate>", "<SENtypeRank>1<", "<SENtype>MLD<", "<SENtype>SLCN<"} {
		i := strings.Index(text[at:], want)
		if i < 0 {
			t.Fatalf("%s does not follow in\n%s", want, text)
		}
		at += i
	}
}

// Whatever the register holds, the transfer file says to the reader what the register
// says: bringing it in changes nothing.
func TestTransferFileBroughtInAgainChangesNothing(t *testing.T) {
	opts := options()
	codes := make([]string, 0, len(opts.Codes.Needs))
	for _, n := range opts.Codes.Needs {
		codes = append(codes, n.Code)
	}
	letters := []rune("abcdefghijklmnopqrstuvwxyzABCDEŁłéüñÖ’'-&<>\"çğ=+@")
	rapid.Check(t, func(t *rapid.T) {
		var pupils []CTFPupil
		var known []Known
		for i := range rapid.IntRange(1, 8).Draw(t, "pupils") {
			name := func(label string) string {
				text, _ := cleanText(string(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 12).Draw(t, label)))
				return text + fmt.Sprint("x", i)
			}
			p := register.Pupil{ID: fmt.Sprint("p", i), UPN: register.MakeUPN(886, 9999, 20, i), Surname: name("surname"), Forename: name("forename"),
				Born: day.Of(2014, 9, 3).AddDays(rapid.IntRange(0, 2000).Draw(t, "born")), Sex: rapid.SampledFrom([]string{"", "M", "F", "other"}).Draw(t, "sex"), Flags: register.Flags{}}
			if rapid.Bool().Draw(t, "has preferred") {
				p.Preferred = name("preferred")
			}
			year, _ := opts.Codes.YearOf(p, today)
			one := CTFPupil{Pupil: p, Year: year.Code}
			from := today.AddDays(-rapid.IntRange(200, 900).Draw(t, "from"))
			for range rapid.IntRange(0, 4).Draw(t, "changes") {
				rev, err := register.SetStatus(one.Statuses, p.ID, rapid.SampledFrom([]string{"N", "K", "E"}).Draw(t, "status"), from, newID())
				if err == nil {
					one.Statuses = replaced(one.Statuses, rev, func(s register.Status) string { return s.ID })
				}
				needs := rapid.SliceOfNDistinct(rapid.SampledFrom(codes), 0, 5, rapid.ID[string]).Draw(t, "needs")
				if rev, err := register.SetNeeds(one.Needs, p.ID, needs, from, newID()); err == nil {
					one.Needs = replaced(one.Needs, rev, func(n register.Need) string { return n.ID })
				}
				from = from.AddDays(rapid.IntRange(0, 60).Draw(t, "later"))
			}
			pupils = append(pupils, one)
			known = append(known, Known{Pupil: p, Status: register.StatusOn(one.Statuses, today).Code, Needs: register.NeedCodes(register.NeedsOn(one.Needs, today))})
		}
		var b bytes.Buffer
		if err := WriteCTF(&b, ctfHead(), pupils); err != nil {
			t.Fatal(err)
		}
		s, err := Read("x.xml", b.Bytes(), opts)
		if err != nil {
			t.Fatalf("%v\n%s", err, b.String())
		}
		plan := Match(known, s)
		if len(plan.Added)+len(plan.Changed)+len(plan.Rejected)+len(plan.Missing) > 0 || len(plan.Unchanged) != len(pupils) {
			t.Fatalf("added %d, changed %+v, rejected %+v\n%s", len(plan.Added), plan.Changed, plan.Rejected, b.String())
		}
		for _, k := range plan.Unchanged {
			i := slices.IndexFunc(s.Incoming, func(in Incoming) bool { return in.Pupil.UPN == k.Pupil.UPN })
			if in := s.Incoming[i]; len(k.Needs) > 0 && !slices.Equal(in.Needs, k.Needs) || in.Status != "" && in.Status != k.Status {
				t.Fatalf("the file says %s %v of %+v", in.Status, in.Needs, k)
			}
		}
	})
}

var nextID int

func newID() func() string { return func() string { nextID++; return fmt.Sprint("r", nextID) } }

// replaced carries a revision of history out.
func replaced[T any](history []T, rev register.Revision[T], id func(T) string) []T {
	touched := map[string]bool{}
	for _, one := range slices.Concat(rev.Put, rev.Remove) {
		touched[id(one)] = true
	}
	return append(slices.DeleteFunc(slices.Clone(history), func(one T) bool { return touched[id(one)] }), rev.Put...)
}
