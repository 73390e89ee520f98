package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

func TestInterventionThatCannotBeIsRefusedAndNothingIsLost(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	before := mapRow(t, d, id)
	for _, c := range []struct {
		name, field, says string
		change            func(*provision.Intervention)
	}{
		{"no name", "name", "Enter the name", func(i *provision.Intervention) { i.Name = "  " }},
		{"negative minutes", "minutes", "from 0 to 480", func(i *provision.Intervention) { i.Minutes = -5 }},
		{"enormous minutes", "minutes", "from 0 to 480", func(i *provision.Intervention) { i.Minutes = 99999 }},
		{"negative sessions", "sessions_a_week", "from 0 to 50", func(i *provision.Intervention) { i.SessionsAWeek = decimal.NewFromInt(-1) }},
		{"sessions beyond all memory", "sessions_a_week", "from 0 to 50", func(i *provision.Intervention) { i.SessionsAWeek = decimal.New(1, 999999) }},
		{"too many weeks", "weeks", "from 0 to 53", func(i *provision.Intervention) { i.Weeks = 54 }},
		{"negative group", "size", "from 1 to 60", func(i *provision.Intervention) { i.Size = -1 }},
		{"end before start", "ends", "must not be before", func(i *provision.Intervention) { i.Ends = day.Of(2026, 9, 6) }},
		{"enormous price", "price", "from £0", func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(501), provision.PerHour }},
		{"price for nothing", "per", "what the price is for", func(i *provision.Intervention) { i.Price, i.Per = money.Pounds(5), "" }},
		{"unknown staff", "staff", "not in the list", func(i *provision.Intervention) { i.Staff = "nobody" }},
		{"unknown area", "area", "not a broad area", func(i *provision.Intervention) { i.Area = "moon" }},
		{"unknown wave", "wave", "The wave", func(i *provision.Intervention) { i.Wave = 4 }},
		{"a session on Sunday", "slots", "Monday to Friday", func(i *provision.Intervention) { i.Slots = []provision.Slot{{Day: 0, At: 600}} }},
		{"the same time twice", "slots", "same time", func(i *provision.Intervention) { i.Slots = []provision.Slot{{Day: 1, At: 600}, {Day: 1, At: 600}} }},
		{"bought for years without end", "bought", "from 1 to 25", func(i *provision.Intervention) {
			i.Bought = []provision.Item{{What: "Bricks", Amount: money.Pounds(5), Years: 0}}
		}},
		{"an end that leaves a place outside", "ends", "does not fit the place of", func(i *provision.Intervention) { i.Starts = day.Of(2026, 10, 1) }},
	} {
		i := before.Intervention
		c.change(&i)
		_, err := d.SaveIntervention(ctx, i)
		var why *desk.Refusal
		if !errors.As(err, &why) || why.Field != c.field || !strings.Contains(why.Words, c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
		if _, err := d.TryIntervention(ctx, i, nil); c.name != "an end that leaves a place outside" && !errors.As(err, &why) {
			t.Errorf("%s can be tried: %v", c.name, err)
		}
	}
	if after := mapRow(t, d, id); !alike(after, before) {
		t.Error("a refusal changed the map")
	}
}

// alike compares two values as they are written.
func alike(a, b any) bool {
	x, err1 := json.Marshal(a)
	y, err2 := json.Marshal(b)
	return err1 == nil && err2 == nil && string(x) == string(y)
}

func TestPlacementThatCannotBeIsRefused(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 4)
	if _, err := d.SetMany(ctx, pupils[2:3], []desk.Assignment{{Field: "left", Value: "2026-11-01"}}, false); err != nil {
		t.Fatal(err)
	}
	if _, err := d.SetMany(ctx, pupils[3:], []desk.Assignment{{Field: "entered", Value: "2026-10-05"}}, false); err != nil {
		t.Fatal(err)
	}
	id := put(t, d, lego("Lego therapy"), pupils[0])
	first := mapRow(t, d, id).Placed[0].Placement
	for _, c := range []struct {
		name, field, says string
		place             provision.Placement
	}{
		{"end before start", "ends", "must not be before", provision.Placement{Pupil: pupils[1], Starts: day.Of(2026, 11, 1), Ends: day.Of(2026, 10, 1)}},
		{"before it begins", "starts", "before the intervention does, on 7 Sep 2026", provision.Placement{Pupil: pupils[1], Starts: day.Of(2026, 9, 1)}},
		{"after it has ended", "ends", "after the intervention ends, on 16 Jul 2027", provision.Placement{Pupil: pupils[1], Starts: day.Of(2026, 11, 1), Ends: day.Of(2027, 8, 1)}},
		{"after the pupil has left", "ends", "leaves the school on 1 Nov 2026", provision.Placement{Pupil: pupils[2], Starts: day.Of(2026, 11, 2)}},
		{"over before the pupil came", "starts", "came to the school on", provision.Placement{Pupil: pupils[3], Starts: day.Of(2026, 9, 7), Ends: day.Of(2026, 10, 2)}},
		{"twice at a time", "pupil", "in this intervention already", provision.Placement{Pupil: pupils[0], Starts: day.Of(2026, 12, 1)}},
		{"more sessions than there are", "sessions_a_week", "which is 3", provision.Placement{Pupil: pupils[1], SessionsAWeek: decimal.NewFromInt(4)}},
		{"a measure in words", "baseline", "must be a number", provision.Placement{Pupil: pupils[1], Baseline: "low"}},
		{"somebody else's outcome", "outcome", "not in the pupil's plan", provision.Placement{Pupil: pupils[1], Outcome: "x"}},
		{"an unknown pupil", "pupil", "no such pupil", provision.Placement{Pupil: "nobody"}},
	} {
		c.place.Intervention = id
		_, err := d.SavePlacement(ctx, c.place)
		var why *desk.Refusal
		if !errors.As(err, &why) || why.Field != c.field || !strings.Contains(why.Words, c.says) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
	if err := d.Place(ctx, id, []string{pupils[1], pupils[0]}, first.Starts); err == nil || !strings.Contains(err.Error(), "Nobody was placed") {
		t.Errorf("one of two is in it already: %v", err)
	}
	if n := len(mapRow(t, d, id).Placed); n != 1 {
		t.Errorf("%d are in it after refusals", n)
	}
	// The same pupil again, once the first time is over, is no clash.
	if err := d.EndPlacement(ctx, first.ID, day.Of(2026, 10, 23), "Reached it"); err != nil {
		t.Fatal(err)
	}
	if err := d.Place(ctx, id, pupils[:1], day.Of(2026, 11, 2)); err != nil {
		t.Error(err)
	}
}

func TestWaitingPupilGetsThePlaceAndItEndsWithAReason(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils[:2]...)
	waits, err := d.SavePlacement(ctx, provision.Placement{Pupil: pupils[2], Intervention: id, Waiting: true, Starts: day.Of(2026, 10, 1), Why: "The group is full"})
	if err != nil {
		t.Fatal(err)
	}
	share := func() provision.Share {
		r := mapRow(t, d, id)
		return r.Placed[slices.IndexFunc(r.Placed, func(p desk.MapPlace) bool { return p.ID == waits })].Share
	}
	if !share().Planned.IsZero() {
		t.Error("waiting costs something")
	}
	if err := d.StartPlacement(ctx, waits, day.Of(2026, 11, 2)); err != nil {
		t.Fatal(err)
	}
	var why *desk.Refusal
	if err := d.StartPlacement(ctx, waits, day.Date{}); !errors.As(err, &why) {
		t.Errorf("the place is given twice: %v", err)
	}
	if share().Planned.IsZero() {
		t.Error("the place costs nothing")
	}
	if err := d.EndPlacement(ctx, waits, day.Of(2026, 10, 30), ""); !errors.As(err, &why) || why.Field != "ends" {
		t.Errorf("it ends before it began: %v", err)
	}
	if err := d.EndPlacement(ctx, waits, day.Of(2026, 11, 20), "Reached it"); err != nil {
		t.Fatal(err)
	}
	r, err := d.Record(ctx, pupils[2])
	if err != nil {
		t.Fatal(err)
	}
	var story []string
	for _, s := range r.Story {
		story = append(story, s.Title+": "+s.Words)
	}
	if text := strings.Join(story, "\n"); !strings.Contains(text, "Lego therapy began") || !strings.Contains(text, "Lego therapy ended: Reached it") {
		t.Errorf("the story:\n%s", text)
	}
}

func TestRemovedInterventionComesBackWithAllThatBelongsToIt(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	tick(t, d, id)
	before, cost := mapRow(t, d, id), spendOf(t, d, pupils[0])
	if before.Cost.Whole.NotHeld.IsZero() {
		t.Fatal("nothing was ticked")
	}
	if err := d.RemoveIntervention(ctx, id); err != nil {
		t.Fatal(err)
	}
	if rows, err := d.ProvisionMap(ctx); err != nil || len(rows) != 0 {
		t.Fatal(len(rows), err)
	}
	if !spendOf(t, d, pupils[0]).Planned.IsZero() {
		t.Error("the pupil still costs something")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if after := mapRow(t, d, id); !alike(after, before) || !alike(spendOf(t, d, pupils[0]), cost) {
		t.Errorf("undo brought back\n%+v\nof\n%+v", after, before)
	}
	var why *desk.Refusal
	if err := d.RemoveIntervention(ctx, "none"); !errors.As(err, &why) {
		t.Error(err)
	}
}

// tick fills in the sheet of a week in which nothing was held.
func tick(t testing.TB, d *desk.Desk, id string) {
	t.Helper()
	sheet, err := d.WeekSheet(ctx, id, day.Of(2026, 9, 14))
	if err != nil {
		t.Fatal(err)
	}
	for n := range sheet.Rows {
		sheet.Rows[n].Marks = strings.Repeat(string(rune(provision.MarkNotHeld)), len(sheet.Sessions))
	}
	sheet.Why = "Staff were away"
	if err := d.KeepWeek(ctx, sheet); err != nil {
		t.Fatal(err)
	}
}

func spendOf(t testing.TB, d *desk.Desk, pupil string) desk.PupilSpend {
	t.Helper()
	r, err := d.Record(ctx, pupil)
	if err != nil {
		t.Fatal(err)
	}
	return r.Spend
}

func TestLeaversPlacesEndWithTheirLastDay(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	later := put(t, d, lego("Later"))
	if err := d.Place(ctx, later, pupils[:1], day.Of(2027, 1, 11)); err != nil {
		t.Fatal(err)
	}
	before := snapshot(t, d, pupils)
	if _, err := d.SetMany(ctx, pupils[:2], []desk.Assignment{{Field: "left", Value: "2026-12-18"}}, false); err != nil {
		t.Fatal(err)
	}
	for _, p := range mapRow(t, d, id).Placed {
		left := slices.Contains(pupils[:2], p.Pupil)
		if (p.Ends == day.Of(2026, 12, 18)) != left || left != (p.Why == "Left the school") {
			t.Errorf("%+v", p.Placement)
		}
	}
	if n := len(mapRow(t, d, later).Placed); n != 0 {
		t.Errorf("%d begin after they have left", n)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if snapshot(t, d, pupils) != before {
		t.Error("undo did not bring the places back")
	}
}

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

// Two places as they are typed, which have no identifiers yet, are two places.
func TestPupilCannotBeTriedTwiceInAGroup(t *testing.T) {
	d := open(t)
	pupil := sinceSeptember(t, d, 1)[0]
	var why *desk.Refusal
	if _, err := d.TryIntervention(ctx, lego("Lego"), []provision.Placement{{Pupil: pupil}, {Pupil: pupil}}); !errors.As(err, &why) || why.Field != "pupil" {
		t.Errorf("%v", err)
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

func TestOneLineOfAGroupDoesNotChangeTheOthers(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Lego therapy"), pupils...)
	r, err := d.Record(ctx, pupils[0])
	if err != nil || len(r.Provision) != 1 || r.Spend.Planned.Cmp(r.Cost.Total) != 0 {
		t.Fatal(r.Provision, err)
	}
	line, before := r.Provision[0], mapRow(t, d, id)
	line.Line.Minutes = 20
	var why *desk.Refusal
	if _, err := d.SaveProvision(ctx, line); !errors.As(err, &why) || why.Field != "minutes" || !strings.Contains(why.Words, "2 other pupils would change too") {
		t.Errorf("%v", err)
	}
	if _, err := d.TryProvision(ctx, r.Provision, line); !errors.As(err, &why) {
		t.Errorf("the try lets it through: %v", err)
	}
	line = r.Provision[0]
	line.Line.Outcome, line.Line.OneOff = "Takes turns", money.Pounds(12)
	if _, err := d.SaveProvision(ctx, line); err != nil {
		t.Fatal(err)
	}
	after := mapRow(t, d, id)
	if !alike(after.Intervention, before.Intervention) || !alike(after.Placed[1], before.Placed[1]) {
		t.Error("another pupil's part changed")
	}
	if r, _ = d.Record(ctx, pupils[0]); r.Provision[0].Line.Outcome != "Takes turns" || r.Provision[0].Line.OneOff.Cmp(money.Pounds(12)) != 0 ||
		r.Spend.Planned.Sub(before.Placed[0].Share.Planned).Cmp(money.Pounds(12)) != 0 {
		t.Errorf("%+v", r.Provision[0])
	}
	// What was made for one pupil goes with the line; what is shared stays.
	if err := d.RemoveProvision(ctx, pupils[0], r.Provision[0].ID); err != nil {
		t.Fatal(err)
	}
	if n := len(mapRow(t, d, id).Placed); n != 2 {
		t.Errorf("%d are left", n)
	}
	own, err := d.SaveProvision(ctx, desk.ProvisionLine{Pupil: pupils[0], Line: provision.Line{Description: "Reading", StaffKind: "teaching_assistant", Minutes: 10,
		SessionsAWeek: decimal.NewFromInt(2), Weeks: 38, GroupSize: 1, Start: day.Of(2026, 9, 7)}})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.RemoveProvision(ctx, pupils[0], own); err != nil {
		t.Fatal(err)
	}
	if rows, _ := d.ProvisionMap(ctx); len(rows) != 1 {
		t.Errorf("%d rows are left on the map", len(rows))
	}
}

func TestOfferJoinsWhatRunsOrStartsFromTheLibrary(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 3)
	id := put(t, d, lego("Zones"), pupils[:2]...)
	offers, err := d.Offers(ctx)
	if err != nil || len(offers) < 41 || offers[0].ID != id || offers[0].Running == nil || !strings.Contains(offers[0].Note, "2 pupils in it") {
		t.Fatalf("%d offers, %+v, %v", len(offers), offers[0], err)
	}
	for n, o := range []desk.Offer{offers[0], offers[5]} {
		try, err := d.TryOffer(ctx, pupils[2], o)
		if err != nil {
			t.Fatal(err)
		}
		before := spendOf(t, d, pupils[2]).Planned
		if err := d.TakeOffer(ctx, pupils[2], o); err != nil {
			t.Fatal(err)
		}
		if got := spendOf(t, d, pupils[2]).Planned; got.Cmp(try.Summary.Total) != 0 || got.Sub(before).Cmp(try.Cost.Annual) != 0 || try.Cost.Annual.IsZero() {
			t.Errorf("tried at %s, came to %s", try.Summary.Total, got)
		}
		if rows, _ := d.ProvisionMap(ctx); len(rows) != n+1 {
			t.Errorf("%d rows", len(rows))
		}
		var why *desk.Refusal
		if o.Running != nil {
			if err := d.TakeOffer(ctx, pupils[2], o); !errors.As(err, &why) {
				t.Errorf("taken twice: %v", err)
			}
		}
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if rows, _ := d.ProvisionMap(ctx); len(rows) != 1 {
		t.Errorf("one undo leaves %d rows", len(rows))
	}
}

func TestMapWarnsOfTwoPlacesAtOnce(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 2)
	staff, err := d.SaveStaff(ctx, provision.Staff{Name: "Obi Eze", Kind: "teaching_assistant"})
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, name := range []string{"Lego A", "Lego B"} {
		i := lego(name)
		i.Staff, i.Slots = staff, []provision.Slot{{Day: 1, At: 9 * 60}}
		rows = append(rows, put(t, d, i, pupils[0]))
	}
	for _, id := range rows {
		r := mapRow(t, d, id)
		if text := strings.Join(r.Warnings, "\n"); !strings.Contains(text, "Obi Eze would be in two places on Monday") || !strings.Contains(text, "about 1 pupil") {
			t.Errorf("%s: %q", r.Name, text)
		}
		if text := strings.Join(r.Placed[0].Warnings, "\n"); !strings.Contains(text, "This pupil would be in two places") {
			t.Errorf("%q", text)
		}
	}
	full := lego("All day")
	full.Minutes, full.SessionsAWeek = 400, decimal.NewFromInt(5)
	if text := strings.Join(mapRow(t, d, put(t, d, full, pupils[1])).Placed[0].Warnings, "\n"); !strings.Contains(text, "more than a school week of 32.5 hours") {
		t.Errorf("%q", text)
	}
}

// Whatever is done to the map, undo brings the map, the costs and every pupil's total
// back; splitting a group and joining it again keeps the total to a penny for each group,
// which are rounded one by one; and what is kept in memory is what the file says.
func TestAnyEditsOfTheMapUndoneGiveTheSameMapAndCost(t *testing.T) {
	d := open(t)
	pupils := sinceSeptember(t, d, 8)
	put(t, d, lego("Lego A"), pupils[:4]...)
	put(t, d, lego("Lego B"), pupils[4:6]...)
	tick(t, d, mustMap(t, d)[0].ID)
	rapid.Check(t, func(t *rapid.T) {
		before, steps := snapshot(t, d, pupils), 0
		edit := func(err error) bool {
			var why *desk.Refusal
			if err != nil && !errors.As(err, &why) {
				t.Fatal(err)
			}
			if err == nil {
				steps++
			}
			return err == nil
		}
		for n := range rapid.IntRange(1, 6).Draw(t, "edits") {
			rows := mustMap(t, d)
			row := rows[rapid.IntRange(0, len(rows)-1).Draw(t, "row")]
			place := func() string {
				if len(row.Placed) == 0 {
					return ""
				}
				return row.Placed[rapid.IntRange(0, len(row.Placed)-1).Draw(t, "place")].ID
			}
			pupil := pupils[rapid.IntRange(0, len(pupils)-1).Draw(t, "pupil")]
			on := day.Of(2026, 9, 7).AddDays(rapid.IntRange(0, 200).Draw(t, "day"))
			whole := wholeOf(rows)
			switch rapid.SampledFrom([]string{"add", "change", "place", "end", "split", "join", "remove", "move", "wait", "line"}).Draw(t, "edit") {
			case "add":
				_, err := d.SaveIntervention(ctx, lego(fmt.Sprintf("New %d", n)))
				edit(err)
			case "change":
				i := row.Intervention
				i.Minutes, i.SessionsAWeek = rapid.IntRange(0, 60).Draw(t, "minutes"), decimal.New(rapid.Int64Range(0, 50).Draw(t, "tenths"), -1)
				_, err := d.SaveIntervention(ctx, i)
				edit(err)
			case "place":
				edit(d.Place(ctx, row.ID, []string{pupil}, on))
			case "wait":
				_, err := d.SavePlacement(ctx, provision.Placement{Pupil: pupil, Intervention: row.ID, Waiting: true, Starts: on})
				edit(err)
			case "end":
				edit(d.EndPlacement(ctx, place(), on, "Enough"))
			case "move":
				edit(d.MovePlacements(ctx, []string{place()}, rows[0].ID, on))
			case "remove":
				if len(rows) > 1 {
					edit(d.RemoveIntervention(ctx, row.ID))
				}
			case "line":
				_, err := d.SaveProvision(ctx, desk.ProvisionLine{Pupil: pupil, Line: provision.Line{Description: "Alone", StaffKind: "teaching_assistant", Minutes: 15,
					SessionsAWeek: decimal.NewFromInt(1), Weeks: 30, GroupSize: 1, Start: on}})
				edit(err)
			case "split":
				if _, err := d.SplitIntervention(ctx, row.ID, desk.Splitting{Placements: []string{place()}}); edit(err) {
					kept(t, "splitting", whole, wholeOf(mustMap(t, d)))
				}
			case "join":
				if edit(d.JoinInterventions(ctx, row.ID, rows[rapid.IntRange(0, len(rows)-1).Draw(t, "other")].ID)) {
					kept(t, "joining", whole, wholeOf(mustMap(t, d)))
				}
			}
		}
		now := snapshot(t, d, pupils)
		d.ForgetMap()
		if again := snapshot(t, d, pupils); again != now {
			t.Fatalf("memory says\n%s\nthe file\n%s", now, again)
		}
		for range steps {
			if _, err := d.Undo(ctx); err != nil {
				t.Fatal(err)
			}
		}
		if after := snapshot(t, d, pupils); after != before {
			t.Fatalf("undo brought back\n%s\nof\n%s", after, before)
		}
	})
}

type fataler interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

func mustMap(t fataler, d *desk.Desk) []desk.MapRow {
	t.Helper()
	rows, err := d.ProvisionMap(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func wholeOf(rows []desk.MapRow) (sum money.Amount) {
	for _, r := range rows {
		sum = sum.Add(r.Cost.Whole.Planned)
	}
	return sum
}

func kept(t fataler, what string, before, after money.Amount) {
	t.Helper()
	if off := after.Sub(before).InPence(); off < -1 || off > 1 {
		t.Fatalf("%s made %s of %s", what, after, before)
	}
}

// snapshot is the whole map and every pupil's total, and holds that they agree.
func snapshot(t fataler, d *desk.Desk, pupils []string) string {
	t.Helper()
	rows := mustMap(t, d)
	text, err := json.Marshal(rows)
	if err != nil {
		t.Fatal(err)
	}
	var shares, totals money.Amount
	for _, r := range rows {
		sum := r.Cost.Others.Planned
		for _, s := range r.Cost.Shares {
			sum = sum.Add(s.Planned)
		}
		if sum.Cmp(r.Cost.Whole.Planned) != 0 {
			t.Fatalf("shares of %s add up to %s of %s", r.Name, sum, r.Cost.Whole.Planned)
		}
		for _, p := range r.Placed {
			shares = shares.Add(p.Share.Planned)
		}
	}
	for _, p := range pupils {
		rec, err := d.Record(ctx, p)
		if err != nil {
			t.Fatal(err)
		}
		totals = totals.Add(rec.Spend.Planned)
		text = append(text, []byte(rec.Spend.Planned.String()+rec.Spend.Forecast.String()+"\n")...)
	}
	if shares.Cmp(totals) != 0 {
		t.Fatalf("the map says %s, the pupils %s", shares, totals)
	}
	return string(text)
}
