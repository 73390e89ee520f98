package desk_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"needsbook/app/cluster/papers"
	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/exchange"
	"needsbook/app/journal"
	"needsbook/app/register"
	"needsbook/app/summary"
	"needsbook/storage/schooldb/schooltest"
)

const nextSchool, otherSchool = "654321", "654322"

// leavers are the pupils with SEN who leave this summer.
func leavers(t testing.TB, d *desk.Desk) []desk.MovingPupil {
	t.Helper()
	groups, err := d.MovesList(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var out []desk.MovingPupil
	for _, g := range groups {
		if g.Stage == desk.MoveLeaves {
			out = append(out, g.Pupils...)
		}
	}
	return out
}

// moreLeavers puts pupils with SEN support into Year 6 until there are so many.
func moreLeavers(t testing.TB, d *desk.Desk, want int) {
	t.Helper()
	needs := []string{"SLCN", "SEMH", "MLD"}
	for n := 0; len(leavers(t, d)) < want; n++ {
		if _, err := d.AddPupil(t.Context(), desk.NewPupil{Status: "K", Needs: needs[n%len(needs) : n%len(needs)+1],
			Pupil: register.Pupil{Surname: "Leaver" + string(rune('a'+n)), Forename: "Kim", Born: day.Of(2015, 11, 3), Entered: day.Of(2022, 9, 1)}}); err != nil {
			t.Fatal(desk.Words(err))
		}
	}
}

func idsOf(list []desk.MovingPupil) (out []string) {
	for _, p := range list {
		out = append(out, p.Entry.ID)
	}
	return out
}

func mustSet(t testing.TB, d *desk.Desk, pupils []string, urn, school string) {
	t.Helper()
	if err := d.SetDestination(t.Context(), pupils, urn, school); err != nil {
		t.Fatal(desk.Words(err))
	}
}

func preview(t testing.TB, d *desk.Desk) desk.MovesPreview {
	t.Helper()
	p, err := d.PreviewMoves(t.Context())
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	return p
}

func TestListShowsWhoMovesByYearGroup(t *testing.T) {
	d := demo(t)
	groups, err := d.MovesList(ctx)
	if err != nil {
		t.Fatal(err)
	}
	last := -1
	for _, g := range groups {
		if at := slices.Index([]desk.MoveStage{desk.MoveLeaves, desk.MoveNext, desk.MoveJoined}, g.Stage); at < last {
			t.Errorf("%s stands behind what comes later", g.Stage)
		} else {
			last = at
		}
		for _, p := range g.Pupils {
			want := map[desk.MoveStage]bool{desk.MoveLeaves: p.Entry.Year.Code == "6", desk.MoveNext: p.Entry.Year.Code == "5", desk.MoveJoined: !p.Entry.Entered.Before(day.Of(2026, 9, 1))}
			if !want[g.Stage] || !p.Entry.OnRegister() {
				t.Errorf("%s of %s is listed as %s", p.Entry.Name(), p.Entry.Year.Label, g.Stage)
			}
		}
	}
	if len(groups) < 2 || groups[0].Stage != desk.MoveLeaves || groups[1].Stage != desk.MoveNext {
		t.Errorf("%+v", groups)
	}
}

func TestNextSchoolIsWrittenForManyInOneStep(t *testing.T) {
	d := demo(t)
	all := idsOf(leavers(t, d))
	mustSet(t, d, all, nextSchool, "  The  Weald School ")
	for _, p := range leavers(t, d) {
		if p.To.URN != nextSchool || p.To.School != "The Weald School" || p.To.Year != 2027 {
			t.Errorf("%+v", p.To)
		}
	}
	if known, err := d.KnownSchools(ctx); err != nil || known.Name(nextSchool) != "The Weald School" {
		t.Errorf("%v, %v", known, err)
	}
	mustSet(t, d, all[:1], nextSchool, "") // its name is known by now
	if got := leavers(t, d); !slices.ContainsFunc(got, func(p desk.MovingPupil) bool { return p.Entry.ID == all[0] && p.To.School == "The Weald School" }) {
		t.Errorf("%+v", got)
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	for _, p := range leavers(t, d) {
		if p.To.Known() {
			t.Errorf("after the undo %s goes to %+v", p.Entry.Name(), p.To)
		}
	}
	own := d.School()
	for field, bad := range map[string][3]string{"pupil": {"", nextSchool, ""}, "urn": {all[0], "12345", ""}, "school": {all[0], "", strings.Repeat("a", 121)}} {
		var pupils []string
		if bad[0] != "" {
			pupils = []string{bad[0]}
		}
		refusedOn(t, d.SetDestination(ctx, pupils, bad[1], bad[2]), field)
	}
	if own.URN != "" {
		refusedOn(t, d.SetDestination(ctx, all[:1], own.URN, ""), "urn")
	}
	if err := d.SetDestination(ctx, []string{"nobody"}, nextSchool, ""); err == nil {
		t.Error("a pupil who is not there goes somewhere")
	}
}

func TestCountsOfMovesHoldNoSmallNumberAndNobody(t *testing.T) {
	d, _ := schooltest.AtPanel(t)
	moreLeavers(t, d, 16)
	all := leavers(t, d)
	mustSet(t, d, idsOf(all[:8]), nextSchool, "The Weald School")
	mustSet(t, d, idsOf(all[8:11]), otherSchool, "Hill Academy")
	p := preview(t, d)
	if p.Pupils != len(all) || p.Undecided != len(all)-11 || p.Year != 2027 || len(p.Rows) != 2 {
		t.Fatalf("%+v", p)
	}
	if one := p.Rows[0]; one.School != "The Weald School" || one.Count != summary.Round(8) || one.Year != "Year 6" {
		t.Errorf("%+v", one)
	}
	if rest := p.Rows[1]; rest.Count != summary.Round(len(all)-8) {
		t.Errorf("%+v", rest)
	}
	if bytes.Contains(p.Bytes, []byte(otherSchool)) {
		t.Error("a school that three go to is named")
	}
	id, err := d.QueueMoves(ctx, p.ID, desk.Approver{Role: desk.RoleHead, Name: "A. Head"})
	if err != nil {
		t.Fatal(desk.Words(err))
	}
	_, payload := sentOne(t, d, exchange.KindMoves)
	sent, err := papers.Read(exchange.KindMoves, payload)
	if err != nil || exchange.DocumentID(payload) != id || !reflect.DeepEqual(sent.(papers.Moves).Rows, p.Paper.(papers.Moves).Rows) {
		t.Errorf("what lies in the outbox is not what was looked at: %v", err)
	}
	for _, m := range all {
		for _, secret := range []string{m.Entry.ID, m.Entry.Surname, m.Entry.Born.String()} {
			if bytes.Contains(payload, []byte(secret)) {
				t.Errorf("%q leaves the school", secret)
			}
		}
	}
}

func TestCountsOfMovesChangeOnlyWhenFiveHaveMoved(t *testing.T) {
	d, _ := schooltest.AtPanel(t)
	moreLeavers(t, d, 18)
	all := leavers(t, d)
	mustSet(t, d, idsOf(all[:7]), nextSchool, "The Weald School")
	by := desk.Approver{Role: desk.RoleHead, Name: "A. Head"}
	if _, err := d.QueueMoves(ctx, "", by); err != nil {
		t.Fatal(desk.Words(err))
	}
	first := preview(t, d)
	mustSet(t, d, idsOf(all[7:8]), nextSchool, "")
	one := preview(t, d)
	if !one.Same || !bytes.Equal(rowsOf(t, one), rowsOf(t, first)) || len(one.Notes) == 0 {
		t.Errorf("one pupil shows: %+v", one.Rows)
	}
	if _, err := d.QueueMoves(ctx, "", by); err == nil {
		t.Error("the same counts were approved twice")
	}
	mustSet(t, d, idsOf(all[8:12]), nextSchool, "")
	if five := preview(t, d); five.Same || five.Rows[0].Count != summary.Round(12) {
		t.Errorf("five pupils do not show: %+v", five.Rows)
	}
	if _, err := d.QueueMoves(ctx, first.ID, by); err == nil {
		t.Error("counts were approved that nobody had looked at")
	}
	// A file that was restored does not know whom its counts were made of.
	body, err := json.Marshal(map[string]any{"id": "epoch", "value": "0a0b0c0d0e0f"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.Writable().Do(ctx, journal.Step{At: time.Now(), By: "test", Label: "restored", Sort: journal.Fact}, []journal.Edit{{Kind: "sending", Key: "epoch", Value: json.RawMessage(body)}}); err != nil {
		t.Fatal(err)
	}
	if after := preview(t, d); !bytes.Equal(rowsOf(t, after), rowsOf(t, first)) || !strings.Contains(strings.Join(after.Notes, " "), "restored") {
		t.Errorf("after a restore: %+v %v", after.Rows, after.Notes)
	}
}

func rowsOf(t testing.TB, p desk.MovesPreview) []byte {
	t.Helper()
	b, err := json.Marshal(p.Paper.(papers.Moves).Rows)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestCountsOfMovesAreApprovedByWhoMay(t *testing.T) {
	d, _ := schooltest.AtPanel(t)
	moreLeavers(t, d, 12)
	refusedOn(t, errOf(d.QueueMoves(ctx, "", desk.Approver{Role: "cleaner"})), "role")
	refusedOn(t, errOf(d.QueueMoves(ctx, "", desk.Approver{Role: desk.RoleSENCO, Name: "A. Senco"})), "role")
	alone := demo(t) // no agreement and no cluster
	if _, err := alone.QueueMoves(ctx, "", desk.Approver{Role: desk.RoleHead, Name: "A. Head"}); err == nil {
		t.Error("counts were approved without an agreement")
	}
}

func errOf(_ string, err error) error { return err }

func TestTodayAsksForTheListUntilItIsWhole(t *testing.T) {
	d, _ := schooltest.AtPanel(t)
	tasks := waiting(t, d, desk.TaskTransition)
	if len(tasks) != 1 || tasks[0].Where != "handover" || tasks[0].Due != day.Of(2026, 11, 30) || !strings.Contains(tasks[0].Note, "without a next school") {
		t.Fatalf("%+v", tasks)
	}
	mustSet(t, d, idsOf(leavers(t, d)), nextSchool, "The Weald School")
	if tasks = waiting(t, d, desk.TaskTransition); len(tasks) != 1 || !strings.Contains(tasks[0].Note, "Send the counts") {
		t.Fatalf("%+v", tasks)
	}
	if _, err := d.QueueMoves(ctx, "", desk.Approver{Role: desk.RoleHead, Name: "A. Head"}); err != nil {
		t.Fatal(desk.Words(err))
	}
	if tasks = waiting(t, d, desk.TaskTransition); len(tasks) != 0 {
		t.Errorf("%+v", tasks)
	}
}

func TestCountsComeBackWithTheSchoolsNames(t *testing.T) {
	d, comes := schooltest.AtPanel(t)
	h := summary.HeldBack
	comes(papers.Circular{}, papers.Letter{Moves: []papers.MoveSum{
		{Year: 2027, From: "Y6", Feeder: nextSchool, To: d.School().URN, Count: 10, Areas: [5]int{5, h, h, h, h}},
		{Year: 2027, From: "Y6", To: d.School().URN, Feeders: 3, Count: 25, Areas: [5]int{h, h, h, h, h}}}})
	got, err := d.MoveCounts(ctx)
	if err != nil || len(got) != 2 {
		t.Fatal(got, err)
	}
	if one := got[0]; one.Feeder != "School "+nextSchool || !one.Comes || one.Count != 10 || len(one.Areas) != 1 || one.Areas[0].Area != "Communication and interaction" {
		t.Errorf("%+v", one)
	}
	if all := got[1]; all.Feeder != "" || all.Feeders != 3 || all.Count != 25 {
		t.Errorf("%+v", all)
	}
}
