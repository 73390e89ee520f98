package desk_test

import (
	"bytes"
	"image/png"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/paper"
	"needsbook/app/publish"
)

func TestDemoSchoolHasAReportOnTheWebsiteThatIsOutOfDate(t *testing.T) {
	d := demo(t)
	list := sure[[]publish.Publication](t)(d.Publications(ctx, sen))
	if len(list) != 1 || list[0].On != day.Of(2026, 1, 12) || list[0].On != d.School().Published || list[0].Approval.Minute == "" || list[0].Note == "" {
		t.Fatalf("%d versions", len(list))
	}
	doc := sure[*paper.Doc](t)(d.PublicationDocument(ctx, sen, 1))
	if err := doc.Check(); err != nil || doc.Date != list[0].On {
		t.Errorf("version 1 is of %s: %v", doc.Date, err)
	}
	diffs := sure[[]publish.SectionDiff](t)(d.CompareReport(ctx, sen, 1, 0))
	facts := sure[[]publish.Change](t)(d.CompareFacts(ctx, sen, 1, 0))
	changes := sure[[]publish.Change](t)(d.FactChanges(ctx))
	if len(diffs) < 6 || len(facts) < 5 || len(changes) < 4 {
		t.Errorf("%d sections and %d facts differ from version 1; %d facts changed since they were taken", len(diffs), len(facts), len(changes))
	}
	if s := sure[desk.ApprovalStanding](t)(d.ApprovalStanding(ctx, sen)); !s.Given || s.Current || len(s.Changed) == 0 {
		t.Errorf("%+v", s)
	}
	if r := sure[publish.Result](t)(d.Report(ctx, sen)); !r.Publishable {
		t.Errorf("the report cannot be published: %v", r.Reasons)
	}
}

// The figures of another day must fit each other as those of today do.
func TestDemoSchoolsEarlierFiguresAddUp(t *testing.T) {
	d := demo(t)
	live, kept := sure[publish.Facts](t)(d.LiveFacts(ctx)), sure[publish.Facts](t)(d.ReportFacts(ctx))
	sum := func(f publish.Facts) (n int) {
		for _, need := range f.Needs {
			n += need.Count
		}
		return n
	}
	if sum(live) != live.SENSupport+live.EHCPlans || sum(kept) != kept.SENSupport+kept.EHCPlans {
		t.Errorf("%d pupils by need of %d now; %d of %d before", sum(live), live.SENSupport+live.EHCPlans, sum(kept), kept.SENSupport+kept.EHCPlans)
	}
	if kept.AsOf != day.Of(2026, 9, 1) || kept.OnRoll >= live.OnRoll || len(kept.Heard) != len(live.Heard)-1 || len(kept.Heard) == 0 {
		t.Errorf("%d on roll and %d heard on %s; %d and %d now", kept.OnRoll, len(kept.Heard), kept.AsOf, live.OnRoll, len(live.Heard))
	}
	if r := live.Reviews; r.Came*2 < r.Asked || r.Came == r.Asked {
		t.Errorf("parents came to %d of %d reviews", r.Came, r.Asked)
	}
}

func TestDemoSchoolHeardPeopleAsAPersonCouldWriteIt(t *testing.T) {
	d := demo(t)
	list := sure[[]publish.Heard](t)(d.Heard(ctx))
	shown, who, how := 0, map[string]bool{}, map[string]bool{}
	for _, h := range list {
		h.ID = ""
		if _, err := d.SaveHeard(ctx, h); err != nil {
			t.Errorf("“%s”: %v", h.Said, err)
		}
		shown += h.Shown
		who[h.Who], how[h.How] = true, true
	}
	if shown == 0 || shown == len(list) || len(who) != len(publish.WhoSaid) || len(how) != len(publish.HowAsked) {
		t.Errorf("%d of %d are shown, by %v in the ways %v", shown, len(list), who, how)
	}
}

func TestDemoReportLeavesPlainEnglishSomethingToSay(t *testing.T) {
	d, sections := demo(t), 0
	for _, s := range d.ReportPack(sen).Sections {
		hints, err := d.PlainHints(ctx, sen, s.ID)
		if err != nil {
			t.Fatal(err)
		}
		if len(hints) >= 3 {
			sections++
		}
	}
	if sections < 3 {
		t.Errorf("%d sections have three hints or more", sections)
	}
}

func TestDemoBadgeIsDrawnTheSameAndNeedsNoSmaller(t *testing.T) {
	d, other := demo(t), demo(t)
	badge := sure[[]byte](t)(d.Badge(ctx))
	if again := sure[[]byte](t)(other.Badge(ctx)); !bytes.Equal(badge, again) {
		t.Error("the badge is other the second time")
	}
	picture, err := png.Decode(bytes.NewReader(badge))
	if err != nil || len(badge) > 8<<10 {
		t.Fatalf("%d bytes: %v", len(badge), err)
	}
	if err := d.SetBadge(ctx, badge); err != nil {
		t.Fatal(err)
	}
	set, err := png.Decode(bytes.NewReader(sure[[]byte](t)(d.Badge(ctx))))
	if err != nil || set.Bounds() != picture.Bounds() {
		t.Errorf("%v becomes %v: %v", picture.Bounds(), set.Bounds(), err)
	}
}
