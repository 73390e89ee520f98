package desk_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/money"
	"needsbook/app/provision"
	"pgregory.net/rapid"
)

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
