package desk_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/provision"
	"needsbook/app/summary"
	"needsbook/storage/schooldb/schooltest"
)

// TestFactsOfTheDemoSchoolAreThoseOfItsScreens holds each figure against the screen it
// comes from.
func TestFactsOfTheDemoSchoolAreThoseOfItsScreens(t *testing.T) {
	ctx := t.Context()
	d := schooltest.Demo(t)
	f, err := desk.SummaryFacts(d, ctx)
	if err != nil {
		t.Fatal(err)
	}
	if f.CodeLists.Services == "" || len(f.Services) != len(d.Services().List) || f.Routes[d.Continuum().Levels[0].ID] != d.Continuum().Levels[0].Route {
		t.Errorf("services %d, hash %q, routes %v", len(f.Services), f.CodeLists.Services, f.Routes)
	}
	t.Run("outcomes are those of the Outcomes screen", func(t *testing.T) {
		e, err := d.Effects(ctx)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]int{}
		for _, l := range e.Lines(desk.EffectView{Year: day.AcademicYear(d.Today()), By: provision.ByWave}) {
			if l.Key != "1" { // what every pupil gets
				want["met"] += l.Met
				want["partly"] += l.Partly
				want["not"] += l.Not
			}
		}
		got := map[string]int{}
		for _, o := range f.Outcomes {
			got[o.Result]++
		}
		if len(f.Outcomes) == 0 || got["met"] != want["met"] || got["partly"] != want["partly"] || got["not"] != want["not"] {
			t.Errorf("%v, and the screen has %v", got, want)
		}
	})
	t.Run("services are those of the ledger", func(t *testing.T) {
		u, _ := unmet(t, d)
		want := map[string]int{}
		for _, r := range u.Rows {
			switch {
			case r.For != provision.WantService:
			case r.Open() && (r.State == provision.NeedAsked || r.State == provision.NeedWaiting):
				want[r.State]++
			case r.State == provision.NeedRefused && day.AcademicYear(r.On) == day.AcademicYear(d.Today()):
				want[r.State]++
			}
		}
		got := map[string]int{}
		for _, w := range f.Wanted {
			got[w.State]++
		}
		if len(f.Wanted) == 0 || got["asked"] != want["asked"] || got["waiting"] != want["waiting"] || got["refused"] != want["refused"] {
			t.Errorf("%v, and the ledger has %v", got, want)
		}
	})
	t.Run("the budget is that of the Budget screen", func(t *testing.T) {
		b, err := d.Budget(ctx, 0)
		if err != nil {
			t.Fatal(err)
		}
		source := b.Source(funding.SourceNotional)
		if !f.Budget.Known || f.Budget.Notional != source.In.InPence()/100 || int64(f.Budget.SpentPercent) != source.Committed.InPence()*100/source.In.InPence() {
			t.Errorf("%+v, and the screen has %s of %s", f.Budget, source.Committed, source.In)
		}
	})
	t.Run("provision is what the pupils' own pages cost", func(t *testing.T) {
		var want, got int64
		pupils := map[string]bool{}
		for _, g := range f.Provision {
			pupils[g.Key] = true
			got += g.Pence
		}
		for id := range pupils {
			r, err := d.Record(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range r.Provision {
				of, place := placeOf(t, d, l.ID, r)
				first, last := provision.Held(place, of)
				runs := !first.After(f.AsOf) && (last.IsZero() || !last.Before(f.AsOf))
				if _, counts := desk.FamilyOf(of); counts && runs {
					want += l.Share.Planned.InPence()
				}
			}
		}
		if len(pupils) == 0 || got != want {
			t.Errorf("£%d of pence, and the pages have %d, for %d pupils", got, want, len(pupils))
		}
	})
	t.Run("requests are those of the ledger", func(t *testing.T) {
		ledger, err := d.Ledger(ctx)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		var asked int64
		for _, l := range ledger.Lines {
			if day.AcademicYear(l.SentOn) == day.AcademicYear(d.Today()) && l.Kind != funding.KindProject && l.State != funding.Ended {
				want++
				asked += l.Asked.InPence()
			}
		}
		var got int64
		for _, c := range f.Cases {
			got += c.Asked
		}
		if len(f.Cases) == 0 || len(f.Cases) != want || got != asked {
			t.Errorf("%d requests for %d pence, and the ledger has %d for %d", len(f.Cases), got, want, asked)
		}
	})
	if _, err := summary.Build(f, summary.Memory{}, summary.Options{}); err != nil {
		t.Error(err)
	}
}

// placeOf is the place that a line of a pupil's page is about, and what it is in.
func placeOf(t *testing.T, d *desk.Desk, id string, r desk.Record) (provision.Intervention, provision.Placement) {
	t.Helper()
	for _, p := range r.Placements {
		if p.ID == id {
			row, err := d.Intervention(t.Context(), p.Intervention)
			if err != nil {
				t.Fatal(err)
			}
			return row.Intervention, p
		}
	}
	t.Fatal("no such place")
	return provision.Intervention{}, provision.Placement{}
}

func TestFamilyFollowsAreaWaveAndSetting(t *testing.T) {
	for _, c := range []struct {
		of     provision.Intervention
		family string
		counts bool
	}{
		{provision.Intervention{Area: "semh", Wave: provision.WaveTargeted}, "SEMH-T", true},
		{provision.Intervention{Area: "communication_interaction", Wave: provision.WaveSpecialist}, "CI-S", true},
		{provision.Intervention{Wave: provision.WaveTargeted}, "SEV-T", true},
		{provision.Intervention{Area: "semh", Wave: provision.WaveUniversal}, "", false},
		{provision.Intervention{Area: "semh"}, "OTHER", true},
		{provision.Intervention{Area: "own_area", Wave: provision.WaveTargeted}, "OTHER", true},
		{provision.Intervention{Area: "semh", Wave: provision.WaveTargeted, Setting: provision.AlternativeProvision}, "AP", true},
	} {
		family, counts := desk.FamilyOf(c.of)
		if family != c.family || counts != c.counts {
			t.Errorf("%+v is %q, %v", c.of, family, counts)
		}
	}
	for _, l := range summary.Families() {
		if l.Code == "" {
			t.Error("a family without a code")
		}
	}
}

func TestStageOfARequest(t *testing.T) {
	decided := func(o funding.Outcome) funding.Progress {
		return funding.Progress{Status: funding.Decided, Decision: &funding.Decision{Outcome: o}}
	}
	for want, p := range map[string]funding.Progress{
		"waiting": {Status: funding.Submitted}, "agreed": decided(funding.Agreed), "part": decided(funding.Part), "declined": decided(funding.Declined),
	} {
		if got := desk.StageOf(p); got != want {
			t.Errorf("%+v is %q, not %q", p, got, want)
		}
	}
	for _, o := range []funding.Outcome{funding.Deferred, funding.Referred} {
		if got := desk.StageOf(decided(o)); got != "waiting" {
			t.Errorf("%s is %q", o, got)
		}
	}
}

func TestTableThatTheAgreementDoesNotCoverStaysAtTheSchool(t *testing.T) {
	ctx := t.Context()
	d := schooltest.Demo(t)
	a, inForce, err := d.Agreement(ctx)
	if err != nil || !inForce {
		t.Fatal(inForce, err)
	}
	all, err := d.PreviewSummary(ctx)
	if err != nil || len(all.Stay) != 0 {
		t.Fatal(all.Stay, err)
	}
	a.Tables = slices.DeleteFunc(a.Tables, func(id string) bool { return id == "T09" || id == "T10" })
	if err := d.SaveAgreement(ctx, a); err != nil {
		t.Fatal(err)
	}
	part, err := d.PreviewSummary(ctx)
	if err != nil || len(part.Stay) != 2 || part.Stay[0].ID != "T09" || part.Stay[1].ID != "T10" {
		t.Fatal(part.Stay, err)
	}
	want := slices.DeleteFunc(all.Document.Tables, func(t summary.Table) bool { return t.ID == "T09" || t.ID == "T10" })
	if !reflect.DeepEqual(part.Document.Tables, want) {
		t.Error("the tables that leave are not the same as before without the two")
	}
	a.Tables = slices.DeleteFunc(a.Tables, func(id string) bool { return id == "T07" })
	var refusal *desk.Refusal
	if err := d.SaveAgreement(ctx, a); !errors.As(err, &refusal) || !strings.Contains(refusal.Words, "Add T07 (") || strings.Contains(refusal.Words, "{") {
		t.Error(err)
	}
	if err := d.EndAgreement(ctx); err != nil {
		t.Fatal(err)
	}
	if p, err := d.PreviewSummary(ctx); err != nil || len(p.Stay) != 0 {
		t.Error("without an agreement in force every table can be looked at", p.Stay, err)
	}
}
