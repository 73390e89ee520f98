package desk_test

import (
	"errors"
	"strings"
	"testing"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
)

func TestMergedPupilIsInAGroupOnce(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils[:2]...)
	tick(t, d, id)
	first, err1 := d.Entry(pupils[0])
	e, err2 := d.Entry(pupils[1])
	if err := errors.Join(err1, err2); err != nil {
		t.Fatal(err)
	}
	second := e.Pupil
	second.UPN, second.Born = "", first.Born
	if err := d.SavePupil(ctx, second); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, d, pupils)
	if err := d.Merge(ctx, desk.MergeChoice{Keep: pupils[0], Other: pupils[1]}); err != nil {
		t.Fatal(err)
	}
	r := mapRow(t, d, id)
	if len(r.Placed) != 1 || r.Placed[0].Pupil != pupils[0] || r.Placed[0].Share.Planned.Cmp(r.Cost.Whole.Planned) != 0 {
		t.Errorf("%+v", r.Placed)
	}
	sheet, err := d.WeekSheet(ctx, id, day.Of(2026, 9, 14))
	if err != nil || len(sheet.Rows) != 1 || sheet.Rows[0].Record == "" {
		t.Errorf("%+v, %v", sheet.Rows, err)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if snapshot(t, d, pupils) != before {
		t.Error("undo did not bring both back")
	}
}

func TestMovedPupilsKeepWhatTheyCameTo(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 4)
	a, b := put(t, d, lego("Lego A"), pupils[:3]...), put(t, d, lego("Lego B"), pupils[3])
	placed := mapRow(t, d, a).Placed
	if err := d.MovePlacements(ctx, []string{placed[0].ID, placed[1].ID}, b, day.Of(2026, 11, 2)); err != nil {
		t.Fatal(err)
	}
	if old := mapRow(t, d, a).Placed[0]; old.Ends != day.Of(2026, 11, 1) || old.Why != "Moved to Lego B" || old.Share.Planned.IsZero() {
		t.Errorf("%+v", old)
	}
	if n := len(mapRow(t, d, b).Placed); n != 3 {
		t.Errorf("%d are in the other group", n)
	}
	var why *desk.Refusal
	if err := d.MovePlacements(ctx, []string{placed[0].ID}, b, day.Of(2026, 12, 2)); !errors.As(err, &why) {
		t.Errorf("a place that has ended is moved: %v", err)
	}
	if last, _ := d.Last(ctx); last.Undo != "Move 2 pupils to Lego B" {
		t.Error(last.Undo)
	}
}

// A place that had not begun goes over with what was bought for it and since when the
// pupil had waited; one that had begun keeps both, so that neither counts twice.
func TestMovedPlaceTakesAlongWhatWouldBeLost(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 4)
	a, b := put(t, d, lego("Lego A"), pupils[0]), put(t, d, lego("Lego B"), pupils[3])
	bricks := []provision.Item{{What: "Bricks", Amount: money.Pounds(30), Years: 3, On: day.Of(2026, 9, 7)}}
	save := func(p provision.Placement) string {
		t.Helper()
		p.Intervention = a
		id, err := d.SavePlacement(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	waits := save(provision.Placement{Pupil: pupils[1], Waiting: true, Starts: day.Of(2026, 9, 21), Why: "The group is full"})
	comes := save(provision.Placement{Pupil: pupils[2], Starts: day.Of(2027, 1, 11), Bought: bricks})
	old := mapRow(t, d, a).Placed[0].Placement
	old.Bought = bricks
	whole := func() (sum money.Amount) {
		for _, id := range []string{a, b} {
			for _, p := range mapRow(t, d, id).Placed {
				for _, i := range p.Bought {
					sum = sum.Add(i.Amount)
				}
			}
		}
		return sum
	}
	save(old)
	before := whole()
	if err := d.MovePlacements(ctx, []string{old.ID, waits, comes}, b, day.Of(2026, 11, 2)); err != nil {
		t.Fatal(err)
	}
	if before.String() != "60.00" || whole().Cmp(before) != 0 {
		t.Errorf("bought for %s, after the move %s", before, whole())
	}
	for _, p := range mapRow(t, d, b).Placed {
		if p.Pupil == pupils[1] && (!p.Waiting || p.Starts != day.Of(2026, 9, 21) || p.Why != "The group is full") {
			t.Errorf("%+v", p.Placement)
		}
		if p.Pupil == pupils[2] && (p.Starts != day.Of(2026, 11, 2) || len(p.Bought) != 1) {
			t.Errorf("%+v", p.Placement)
		}
	}
	if n := len(mapRow(t, d, a).Placed); n != 1 {
		t.Errorf("%d are in the first group", n)
	}
}

func TestJoinRefusesGroupsThatDiffer(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 4)
	a, other := put(t, d, lego("Lego A"), pupils[:2]...), lego("Lego B")
	other.Minutes = 30
	b, c := put(t, d, other, pupils[2:]...), put(t, d, lego("Lego C"), pupils[0])
	var why *desk.Refusal
	if err := d.JoinInterventions(ctx, a, b); !errors.As(err, &why) || why.Field != "minutes" || !strings.Contains(why.Words, "the minutes of a session") {
		t.Errorf("%v", err)
	}
	if err := d.JoinInterventions(ctx, a, c); !errors.As(err, &why) || why.Field != "pupil" {
		t.Errorf("a pupil of both: %v", err)
	}
	if err := d.JoinInterventions(ctx, a, a); !errors.As(err, &why) {
		t.Errorf("with itself: %v", err)
	}
	for _, s := range []desk.Splitting{{}, {Placements: []string{"x"}}, {Placements: []string{mapRow(t, d, a).Placed[0].ID, mapRow(t, d, a).Placed[1].ID}}} {
		if _, err := d.SplitIntervention(ctx, a, s); !errors.As(err, &why) {
			t.Errorf("%v: %v", s, err)
		}
	}
}

func TestCarriedOverIntoTheNextYear(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	i := lego("Lego therapy")
	i.Bought = []provision.Item{{What: "Bricks", Amount: money.Pounds(90), Years: 3, On: day.Of(2026, 9, 7)}, {What: "Paper", Amount: money.Pounds(5), Years: 1, On: day.Of(2026, 9, 7)}}
	id := put(t, d, i, pupils...)
	if err := d.EndPlacement(ctx, mapRow(t, d, id).Placed[0].ID, day.Of(2026, 12, 18), "Done"); err != nil {
		t.Fatal(err)
	}
	next, err := d.CarryOver(ctx, []string{id}, true)
	if err != nil || len(next) != 1 {
		t.Fatal(next, err)
	}
	r, err := d.Intervention(ctx, next[0])
	if err != nil || r.Starts != day.Of(2027, 9, 7) || r.Ends != day.Of(2028, 7, 16) || len(r.Bought) != 1 || r.Bought[0].What != "Bricks" {
		t.Errorf("%+v, %v", r.Intervention, err)
	}
	if rows, err := d.ProvisionMap(ctx); err != nil || len(rows) != 1 {
		t.Errorf("the map of this year has %d rows, %v", len(rows), err)
	}
	if rec, err := d.Record(ctx, pupils[1]); err != nil || len(rec.Placements) != 2 {
		t.Errorf("%d places, %v", len(rec.Placements), err)
	}
	open := lego("Goes on")
	open.Ends = day.Date{}
	var why *desk.Refusal
	if _, err := d.CarryOver(ctx, []string{put(t, d, open)}, true); !errors.As(err, &why) || why.Field != "ends" {
		t.Errorf("%v", err)
	}
}
