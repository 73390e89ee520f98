package desk_test

import (
	"bytes"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
)

// unmet reads the ledger and its periods.
func unmet(t testing.TB, d *desk.Desk) (provision.Unmet, []desk.Period) {
	t.Helper()
	u, err := d.UnmetNeed(ctx)
	if err != nil {
		t.Fatal(err)
	}
	periods, err := d.UnmetPeriods(ctx, u)
	if err != nil {
		t.Fatal(err)
	}
	return u, periods
}

func TestReferralKeepsTheDatesOfItsStates(t *testing.T) {
	d := open(t)
	id := addPupil(t, d, "Price")
	r := provision.Referral{Pupil: id, Service: "speech_language", Words: "An assessment", State: provision.ReferralWanted, Asked: day.Of(2026, 9, 8)}
	step := func(state string, on day.Date) {
		t.Helper()
		r.State = state
		switch state {
		case provision.ReferralAsked:
			r.Asked = on
		case provision.ReferralWanted:
		default:
			r.Answered, r.Answer = on, "Answer of "+on.String()
		}
		var err error
		if r.ID, err = d.SaveReferral(ctx, r); err != nil {
			t.Fatal(err)
		}
	}
	step(provision.ReferralWanted, r.Asked)
	step(provision.ReferralAsked, day.Of(2026, 9, 20))
	step(provision.ReferralWaiting, day.Of(2026, 10, 12))
	step(provision.ReferralRefused, day.Of(2026, 11, 9))
	u, periods := unmet(t, d)
	var got []string
	for _, row := range u.Rows {
		got = append(got, row.State+" "+row.On.String()+" "+row.Until.String())
	}
	want := "wanted 2026-09-08 2026-09-20; asked 2026-09-20 2026-10-12; waiting 2026-10-12 2026-11-09; refused 2026-11-09 "
	if strings.Join(got, "; ") != want {
		t.Errorf("%s\nnot\n%s", strings.Join(got, "; "), want)
	}
	if periods[0].ID != "2026" || periods[1].ID != "2026/autumn" || periods[1].Until != day.Of(2027, 1, 3) || periods[3].Until != day.Of(2027, 8, 31) {
		t.Errorf("%+v", periods)
	}
	for range 4 {
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if u, _ := unmet(t, d); len(u.Rows) != 0 {
		t.Errorf("undo left %+v", u.Rows)
	}
}

func TestPlaceThatWasWaitedForIsInTheLedger(t *testing.T) {
	d := open(t)
	pupil := pupilsSince(t, d, 1)[0]
	group := put(t, d, lego("Lego therapy"))
	id, err := d.SavePlacement(ctx, provision.Placement{Pupil: pupil, Intervention: group, Waiting: true, Starts: day.Of(2026, 10, 5), Why: "The group is full"})
	if err != nil {
		t.Fatal(err)
	}
	if u, _ := unmet(t, d); len(u.Rows) != 1 || !u.Rows[0].Open() || u.Rows[0].Why != "The group is full" || u.Rows[0].Days(d.Today()) != 49 {
		t.Fatalf("%+v", u.Rows)
	}
	if err := d.StartPlacement(ctx, id, day.Of(2026, 11, 16)); err != nil {
		t.Fatal(err)
	}
	u, _ := unmet(t, d)
	if len(u.Rows) != 2 || u.Rows[0].On != day.Of(2026, 10, 5) || u.Rows[0].Until != day.Of(2026, 11, 16) || u.Rows[1].State != provision.NeedSeen {
		t.Fatalf("%+v", u.Rows)
	}
	p := mapRow(t, d, group).Placed[0].Placement
	p.Goal = "Takes turns"
	if _, err := d.SavePlacement(ctx, p); err != nil {
		t.Fatal(err)
	}
	if u, _ := unmet(t, d); len(u.Rows) != 2 {
		t.Errorf("a later change forgot the wait: %+v", u.Rows)
	}
}

func TestHalfTermsHoldEveryDayOfTheYear(t *testing.T) {
	d := demo(t)
	u, periods := unmet(t, d)
	for _, p := range periods {
		if strings.Contains(p.ID, "/") {
			continue
		}
		flow, err := d.UnmetFlow(ctx, u, p)
		if err != nil {
			t.Fatal(err)
		}
		opened := 0
		for _, f := range flow {
			opened += f.Opened
		}
		if all := u.Flow("", p.From, p.Until); all.Opened != opened || len(flow) == 0 || len(flow) > 6 {
			t.Errorf("%s: %d of %d came up in %+v", p.ID, opened, all.Opened, flow)
		}
	}
	flow, err := d.UnmetFlow(ctx, u, periods[0])
	if err != nil || len(flow) != 2 || flow[0].Name != "Autumn 1" || flow[1].Name != "Autumn 2" {
		t.Errorf("%+v %v", flow, err)
	}
}

func TestLedgerOfTheDemoSchoolAddsUp(t *testing.T) {
	d := demo(t)
	u, periods := unmet(t, d)
	if len(u.Rows) == 0 {
		t.Fatal("the ledger is empty")
	}
	for _, p := range periods {
		lines, total := u.Table(p.From, p.Until)
		sum := map[string]int{}
		for _, l := range lines {
			for state, n := range l.Counts {
				sum[state] += n
			}
		}
		for state, n := range total.Counts {
			if sum[state] != n {
				t.Errorf("%s: %d %s by service, %d in all", p.ID, sum[state], state, n)
			}
		}
	}
	referrals, err := d.Referrals(ctx)
	if err != nil {
		t.Fatal(err)
	}
	answered := map[string]int{}
	for _, r := range referrals {
		answered[r.State]++
	}
	refused := 0
	for _, row := range u.Rows {
		if row.Record == "referral" && row.State == provision.NeedRefused {
			refused++
		}
	}
	if refused != answered[provision.ReferralRefused] {
		t.Errorf("%d refusals of %d", refused, answered[provision.ReferralRefused])
	}
}

// ledgerPage draws a paper of the ledger as a page of the web, from its body on.
func ledgerPage(t testing.TB, d *desk.Desk, p desk.Period, n desk.Names, counts bool) string {
	t.Helper()
	doc, err := d.UnmetPaper(ctx, p, n, counts)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := desk.Draw(doc, desk.FormatPDF); err != nil {
		t.Fatal(err)
	}
	page, _, err := desk.Draw(doc, desk.FormatHTML)
	if err != nil {
		t.Fatal(err)
	}
	return string(page)
}

func TestLedgerIsPrintedWithoutNames(t *testing.T) {
	d := demo(t)
	u, periods := unmet(t, d)
	all, err := d.Find("")
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.UnmetCSV(ctx, u, periods[0], desk.NamesOff, false)
	if err != nil {
		t.Fatal(err)
	}
	only, err := d.UnmetCSV(ctx, u, periods[0], desk.NamesFull, true)
	if err != nil {
		t.Fatal(err)
	}
	for name, page := range map[string]string{"off": ledgerPage(t, d, periods[0], desk.NamesOff, false), "initials": ledgerPage(t, d, periods[0], desk.NamesInitials, false),
		"counts": ledgerPage(t, d, periods[0], desk.NamesFull, true), "file": string(list), "file of counts": string(only)} {
		for _, e := range all {
			if strings.Contains(page, e.Name()) || strings.Contains(page, e.ListName()) {
				t.Errorf("%s: %s is named", name, e.Name())
			}
		}
	}
	if page := ledgerPage(t, d, periods[0], desk.NamesFull, false); !strings.Contains(page, "Who and what") {
		t.Error("the school's own paper has no rows")
	}
}

func TestPaperForOthersGivesNoSmallCount(t *testing.T) {
	d := open(t)
	pupils := pupilsSince(t, d, 8)
	refusal := provision.Referral{Pupil: pupils[0], Service: "speech_language", Words: "An assessment", Asked: day.Of(2026, 9, 1), State: provision.ReferralRefused, Answered: day.Of(2026, 9, 9)}
	if _, err := d.SaveReferral(ctx, refusal); err != nil {
		t.Fatal(err)
	}
	for n, pupil := range pupils {
		service := "speech_language"
		if n >= 6 {
			service = "occupational_therapy"
		}
		if _, err := d.SaveReferral(ctx, provision.Referral{Pupil: pupil, Service: service, Words: "An assessment", Asked: day.Of(2026, 9, 10+n)}); err != nil {
			t.Fatal(err)
		}
	}
	u, periods := unmet(t, d)
	file, err := d.UnmetCSV(ctx, u, periods[0], desk.NamesFull, true)
	if err != nil {
		t.Fatal(err)
	}
	want := "Occupational therapy,Service,0,fewer than 5,0,0,0,fewer than 5,,\r\nSpeech and language therapy,Service,0,7,0,fewer than 5,0,6,,\r\nAll,,0,8 or more,0,fewer than 5,0,5 or more,,\r\n"
	if !bytes.HasSuffix(file, []byte(want)) {
		t.Errorf("%s", file)
	}
	page := ledgerPage(t, d, periods[0], desk.NamesFull, true)
	from, until := strings.Index(page, "<svg"), strings.Index(page, "</svg>")
	if from < 0 || !strings.Contains(page[from:until], "under 5") {
		t.Error("the picture does not say that a count is small")
	}
	for _, secret := range []string{">9<", "9 asked", "Who and what"} {
		if strings.Contains(page, secret) {
			t.Errorf("the page for others says %q", secret)
		}
	}
	if words := page[:from] + page[until:]; strings.Contains(words, ">2<") { // the scale of the picture may
		t.Error("the small count is in the table")
	}
	if _, err := desk.PeriodNamed(periods, "2026/winter"); err == nil {
		t.Error("an unknown term is taken")
	}
}
