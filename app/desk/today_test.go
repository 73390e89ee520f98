package desk_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/app/school"
	"needsbook/assets"
	"needsbook/storage/schooldb/schooltest"
)

// waiting returns the tasks of a kind, those too that stand in a line together.
func waiting(t testing.TB, d *desk.Desk, kind string) []desk.Task {
	t.Helper()
	list, err := d.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var out []desk.Task
	for _, task := range list {
		switch {
		case task.Kind != kind:
		case task.Of != nil:
			out = append(out, task.Of...)
		default:
			out = append(out, task)
		}
	}
	return out
}

// openAt makes a desk over a new file that goes by a clock of the test's.
func openAt(t testing.TB, clock school.Clock) *desk.Desk {
	t.Helper()
	store, _, err := schooltest.Files().Create(ctx, filepath.Join(t.TempDir(), "school.needsbook"), schooltest.Passphrase)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	d, err := desk.Open(ctx, store, desk.Options{Clock: clock, By: "SENCO", NewID: func() string { n++; return fmt.Sprintf("id%06d", n) }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// oneOf makes a school with one pupil on SEN support since a day.
func oneOf(t testing.TB, status string, from day.Date) (*desk.Desk, string) {
	t.Helper()
	d := open(t)
	id, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price", Forename: "Ben", Born: day.Of(2018, 3, 14), Entered: day.Of(2022, 9, 5)}, Status: status, From: from})
	if err != nil {
		t.Fatal(err)
	}
	return d, id
}

func TestLineHoldsTasksOfOneKind(t *testing.T) {
	d := demo(t)
	list, err := d.Tasks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if len(list) > 30 {
		t.Errorf("%d lines are no inbox", len(list))
	}
	seen := map[string]bool{}
	for _, line := range list {
		if line.Key == "" || seen[line.Key] {
			t.Errorf("the key %q is no key of its own", line.Key)
		}
		seen[line.Key] = true
		for _, one := range line.Of {
			if one.Kind != line.Kind || one.Urgency != line.Urgency || one.Pupil == "" || one.Name == "" {
				t.Errorf("%+v stands in the line %q", one, line.Title)
			}
		}
		if line.Of != nil && (line.Pupil != "" || line.Name != "" || line.Due != line.Of[0].Due) {
			t.Errorf("the line %+v", line)
		}
	}
	if n := len(waiting(t, d, "pupil_voice")); n == 0 || !strings.Contains(titles(list), fmt.Sprintf("%d pupils without pupil voice", n)) {
		t.Errorf("%d without pupil voice, in\n%s", n, titles(list))
	}
}

func titles(list []desk.Task) string {
	var b strings.Builder
	for _, t := range list {
		fmt.Fprintln(&b, t.Urgency, t.Due, t.Title, t.Name)
	}
	return b.String()
}

func TestTidyUpSeesWhatIsNotWhole(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	for _, kind := range []string{"need", "level", "plan"} {
		if len(waiting(t, d, kind)) != 1 {
			t.Errorf("no task %q", kind)
		}
	}
	cycle := provision.Cycle{Pupil: id, Starts: day.Of(2026, 9, 14), Aim: "Reads aloud", Help: "Daily"}
	if _, err := d.SaveCycle(ctx, cycle); err != nil {
		t.Fatal(err)
	}
	for kind, want := range map[string]int{"plan": 0, "review_day": 1, "pupil_voice": 1, "parent_voice": 1} {
		if got := len(waiting(t, d, kind)); got != want {
			t.Errorf("%s: %d, want %d", kind, got, want)
		}
	}
	for _, view := range []string{register.NotePupilView, register.NoteParentView} {
		if _, err := d.SaveNote(ctx, register.Note{Pupil: id, Type: view, On: day.Of(2026, 10, 1), Words: "Likes it", How: "talk"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(waiting(t, d, "pupil_voice"))+len(waiting(t, d, "parent_voice")) != 0 {
		t.Error("a view was heard and is asked for still")
	}
	if _, err := d.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, "parent_voice")) != 1 {
		t.Error("the view was taken back and is not asked for")
	}
	if _, err := d.NewRequest(ctx, desk.RequestStart{Kind: desk.KindIndividual, Pupils: []string{id}}); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, "consent")) != 1 {
		t.Error("a drafted request without consent")
	}
	e, _ := d.Entry(id)
	p := e.Pupil
	p.Left = day.Of(2026, 11, 13)
	if err := d.SavePupil(ctx, p); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, "left_open")) != 1 || len(waiting(t, d, "need")) != 0 {
		t.Error("a pupil who left is tidied as one who did not")
	}
	if got := waiting(t, d, "ctf"); len(got) != 1 || got[0].Due != day.Of(2026, 12, 4) {
		t.Errorf("the common transfer file: %+v", got)
	}
}

func TestDutiesFollowTheRecords(t *testing.T) {
	d, id := oneOf(t, "E", day.Of(2025, 12, 1))
	if got := waiting(t, d, "ehc_dates"); len(got) != 1 {
		t.Errorf("a plan that was not copied: %+v", got)
	}
	plan := register.EHCPlan{Pupil: id, Authority: "Example County Council", Issued: day.Of(2025, 12, 11), Setting: "Meadowfield Primary"}
	plan.Stages.Meeting = day.Of(2026, 12, 3)
	if _, err := d.SaveEHCPlan(ctx, plan); err != nil {
		t.Fatal(err)
	}
	papers := waiting(t, d, "ar_notice")
	if len(waiting(t, d, "ehc_dates")) != 0 || len(papers) != 1 || papers[0].Due != day.Of(2026, 11, 19) || papers[0].Urgency != desk.Overdue || !papers[0].ByLaw || papers[0].Reference == "" || papers[0].Meaning == "" {
		t.Errorf("papers: %+v", papers)
	}
	if _, err := d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NoteAccess, On: day.Of(2026, 11, 2), Words: "By e-mail"}); err != nil {
		t.Fatal(err)
	}
	if got := waiting(t, d, "sar"); len(got) != 1 || got[0].Due != day.Of(2026, 12, 2) {
		t.Errorf("a request to see the record: %+v", got)
	}
	if _, err := d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NoteEducationalRecord, On: day.Of(2026, 10, 19), Words: "By letter"}); err != nil {
		t.Fatal(err)
	}
	// Half term, from 26 to 30 October, does not count.
	if got := waiting(t, d, "education_record"); len(got) != 1 || got[0].Due != day.Of(2026, 11, 16) || got[0].Urgency != desk.Overdue || !strings.Contains(got[0].Reference, "reg 5") || !got[0].ByLaw {
		t.Errorf("a request for the educational record: %+v", got)
	}
}

func TestDoneStaysDoneForItsDateAlone(t *testing.T) {
	d, id := oneOf(t, "K", day.Of(2026, 9, 7))
	cycle := provision.Cycle{Pupil: id, Starts: day.Of(2026, 9, 14), ReviewDue: day.Of(2026, 11, 20), Aim: "Reads aloud", Help: "Daily"}
	var err error
	if cycle.ID, err = d.SaveCycle(ctx, cycle); err != nil {
		t.Fatal(err)
	}
	review := waiting(t, d, "review")
	if len(review) != 1 || review[0].Urgency != desk.Overdue {
		t.Fatalf("%+v", review)
	}
	if err := d.FinishTask(ctx, review[0].Key, "Held by telephone"); err != nil {
		t.Fatal(err)
	}
	put, err := d.Deferred(ctx)
	if err != nil || len(put) != 1 || put[0].State != desk.TaskDone || put[0].Why != "Held by telephone" || put[0].Key != review[0].Key {
		t.Fatalf("%+v, %v", put, err)
	}
	if len(waiting(t, d, "review")) != 0 {
		t.Error("what is done waits still")
	}
	steps, _ := d.History(ctx, "", 1)
	if label := steps[0].Label; strings.Contains(label, "Price") || strings.Contains(label, "Ben") || !strings.Contains(label, "B.P.") {
		t.Errorf("the step is called %q", label)
	}
	cycle.ReviewDue = day.Of(2026, 11, 27)
	if _, err := d.SaveCycle(ctx, cycle); err != nil {
		t.Fatal(err)
	}
	if got := waiting(t, d, "review"); len(got) != 1 || got[0].Due != day.Of(2026, 11, 27) {
		t.Errorf("the moved review: %+v", got)
	}
	for range 2 { // the move, then the done
		if _, err := d.Undo(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := waiting(t, d, "review"); len(got) != 1 || got[0].Key != review[0].Key {
		t.Errorf("after undo: %+v", got)
	}
}

func TestSnoozedComesBackOnItsDay(t *testing.T) {
	today := day.Of(2026, 11, 23)
	d := openAt(t, func() time.Time { return today.Time().Add(9 * time.Hour) })
	if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price", Forename: "Ben"}, Status: "K", From: day.Of(2026, 9, 7)}); err != nil {
		t.Fatal(err)
	}
	key := waiting(t, d, "need")[0].Key
	for _, bad := range []day.Date{{}, today, today.AddDays(-1), today.AddDays(400)} {
		if err := d.SnoozeTask(ctx, key, bad, ""); err == nil {
			t.Errorf("%s was taken", bad)
		}
	}
	if err := d.SnoozeTask(ctx, "need/nobody/", today.AddDays(1), ""); err == nil || !strings.Contains(desk.Words(err), "Nothing waits") {
		t.Error(err)
	}
	if err := d.SnoozeTask(ctx, key, day.Of(2026, 11, 30), "Waits for the report"); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		on   day.Date
		want int
	}{{day.Of(2026, 11, 23), 0}, {day.Of(2026, 11, 29), 0}, {day.Of(2026, 11, 30), 1}, {day.Of(2026, 12, 1), 1}} {
		today = c.on
		if got := len(waiting(t, d, "need")); got != c.want {
			t.Errorf("on %s it waits %d times", c.on, got)
		}
	}
	today = day.Of(2026, 11, 24)
	if err := d.BringBack(ctx, key); err != nil {
		t.Fatal(err)
	}
	if err := d.BringBack(ctx, key); err == nil {
		t.Error("brought back twice")
	}
	if len(waiting(t, d, "need")) != 1 {
		t.Error("it was brought back and does not wait")
	}
}

func TestLineIsFinishedInOneStep(t *testing.T) {
	d := demo(t)
	list, _ := d.Tasks(ctx)
	var line desk.Task
	for _, task := range list {
		if task.Kind == "pupil_voice" {
			line = task
		}
	}
	if err := d.FinishTask(ctx, line.Key, ""); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, "pupil_voice")) != 0 {
		t.Error("some wait still")
	}
	put, _ := d.Deferred(ctx)
	finished := slices.DeleteFunc(put, func(t desk.DeferredTask) bool { return t.State != desk.TaskDone })
	if len(finished) != len(line.Of) {
		t.Errorf("%d of %d are listed as done", len(finished), len(line.Of))
	}
	if _, err := d.Undo(ctx); err != nil || len(waiting(t, d, "pupil_voice")) != len(line.Of) {
		t.Error("one undo does not bring them all back", err)
	}
}

// TestWhatIsKeptInMemoryIsWhatTheRecordsSay compares a desk that followed changes with
// one that reads the file anew.
func TestWhatIsKeptInMemoryIsWhatTheRecordsSay(t *testing.T) {
	d := demo(t)
	found, _ := d.Find("status:sen")
	text := func() string {
		list, err := d.Tasks(ctx)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		for _, line := range list {
			fmt.Fprintln(&b, line.Key, line.Title, line.Due)
			for _, one := range line.Of {
				fmt.Fprintln(&b, " ", one.Key, one.Due)
			}
		}
		return b.String()
	}
	text()
	rapid.Check(t, func(r *rapid.T) {
		id := found[rapid.IntRange(0, len(found)-1).Draw(r, "pupil")].ID
		on := day.Of(2026, 9, 1).AddDays(rapid.IntRange(0, 80).Draw(r, "day"))
		var err error
		switch rapid.IntRange(0, 4).Draw(r, "change") {
		case 0:
			_, err = d.SaveNote(ctx, register.Note{Pupil: id, Type: rapid.SampledFrom(register.NoteNames).Draw(r, "type").ID, On: on, Words: "Words", How: "talk"})
		case 1:
			_, err = d.SaveCycle(ctx, provision.Cycle{Pupil: id, Starts: on, ReviewDue: on.AddDays(60), Aim: "Aim", Help: "Help"})
		case 2:
			_, err = d.Undo(ctx)
		case 3:
			_, err = d.Redo(ctx)
		case 4:
			_, err = d.SaveConsent(ctx, register.Consent{Pupil: id, Scope: register.ConsentFunding, By: "Mother", How: "signed form", Given: on})
		}
		followed := text()
		d.ForgetDates()
		if anew := text(); anew != followed {
			r.Fatalf("%v\nfollowed\n%s\nanew\n%s", err, followed, anew)
		}
	})
}

func TestInstalledDeadlinesMoveTheDuties(t *testing.T) {
	d, id := oneOf(t, "N", day.Of(2026, 9, 7))
	if _, err := d.SaveNote(ctx, register.Note{Pupil: id, Type: register.NoteAccess, On: day.Of(2026, 11, 2), Words: "By e-mail"}); err != nil {
		t.Fatal(err)
	}
	due := func() day.Date {
		got := waiting(t, d, "sar")
		if len(got) != 1 {
			t.Fatalf("%+v", got)
		}
		return got[0].Due
	}
	if due() != day.Of(2026, 12, 2) {
		t.Errorf("due on %s", due())
	}
	own := strings.Replace(string(assets.Pack("timescales.json")), `"trigger": "request received",
   "limit": {
    "n": 1,
    "unit": "months"`, `"trigger": "request received",
   "limit": {
    "n": 5,
    "unit": "weeks"`, 1)
	own = strings.Replace(own, `"id": "timescales"`, `"id": "school-timescales"`, 1)
	if err := d.InstallPack(ctx, []byte(own)); err != nil {
		t.Fatal(err)
	}
	if due() != day.Of(2026, 12, 7) {
		t.Errorf("after the school's own deadlines: due on %s", due())
	}
	if _, err := d.Undo(ctx); err != nil || due() != day.Of(2026, 12, 2) {
		t.Errorf("after undo: due on %s, %v", due(), err)
	}
}

// TestCensusSaysWhatIsMissing puts the day two weeks before the spring census.
func TestCensusSaysWhatIsMissing(t *testing.T) {
	d := openAt(t, func() time.Time { return day.Of(2027, 1, 8).Time().Add(9 * time.Hour) })
	if len(waiting(t, d, "census")) != 1 || waiting(t, d, "census")[0].Note != "" {
		t.Errorf("%+v", waiting(t, d, "census"))
	}
	if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price", Forename: "Ben", Entered: day.Of(2022, 9, 5)}, Status: "K", From: day.Of(2026, 9, 7)}); err != nil {
		t.Fatal(err)
	}
	if got := waiting(t, d, "census"); len(got) != 1 || !strings.Contains(got[0].Note, "missing or odd") {
		t.Errorf("%+v", got)
	}
	y, _ := shippedYear(t, d, 2026)
	y.Census = []school.CensusDay{{Term: "Winter", On: day.Of(2027, 1, 14)}}
	if err := d.SaveYear(ctx, y); err != nil {
		t.Fatal(err)
	}
	if got := waiting(t, d, "census"); len(got) != 1 || got[0].Title != "Winter census" {
		t.Errorf("a census by another name: %+v", got)
	}
}

func shippedYear(t testing.TB, d *desk.Desk, starts int) (school.Year, bool) {
	t.Helper()
	c, err := d.SchoolCalendar(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return c.Year(starts)
}

func TestPossibleDuplicatesAreOneLine(t *testing.T) {
	d := open(t)
	for range 2 {
		if _, err := d.AddPupil(ctx, desk.NewPupil{Pupil: register.Pupil{Surname: "Price", Forename: "Ben", Born: day.Of(2018, 3, 14)}}); err != nil {
			t.Fatal(err)
		}
	}
	got := waiting(t, d, "duplicates")
	if len(got) != 1 || got[0].Title != "1 possible duplicate" || got[0].Where != "duplicates" {
		t.Fatalf("%+v", got)
	}
	found, _ := d.Duplicates(ctx)
	if err := d.NotDuplicates(ctx, found[0].KeepID, found[0].OtherID); err != nil {
		t.Fatal(err)
	}
	if len(waiting(t, d, "duplicates")) != 0 {
		t.Error("two children are called duplicates still")
	}
}

// BenchmarkTasks5000 has 5,000 pupils, 750 of them with SEN support and a plan, two
// days before a census.
func BenchmarkTasks5000(b *testing.B) {
	d := openAt(b, func() time.Time { return day.Of(2027, 1, 19).Time().Add(9 * time.Hour) })
	var rows strings.Builder
	rows.WriteString("UPN,Surname,Forename,DOB,Class,SEN status,Primary need\n")
	for i := range 5000 {
		status := ","
		if i%20 < 3 {
			status = "K,SLCN"
		}
		fmt.Fprintf(&rows, "%s,Nguyễn%d,Ana,03/09/%d,%dB,%s\n", register.MakeUPN(886, 9999, 20+i/1000, i%1000), i, 2010+i%10, i%7, status)
	}
	i, err := d.ReadImport(ctx, "x.csv", []byte(rows.String()), desk.ImportOptions{})
	if err != nil {
		b.Fatal(err)
	}
	if err := d.ApplyImport(ctx, i); err != nil {
		b.Fatal(err)
	}
	found, _ := d.Find("status:sen")
	var cycles []provision.Cycle
	for _, e := range found {
		cycles = append(cycles, provision.Cycle{Pupil: e.ID, Starts: day.Of(2026, 11, 2), ReviewDue: day.Of(2027, 1, 25), Aim: "Aim", Help: "Help", By: "SENCO"})
	}
	if err := d.SaveCycles(ctx, "Plans", cycles); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := d.Tasks(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTasksDemo(b *testing.B) {
	d := demo(b)
	for b.Loop() {
		if _, err := d.Tasks(ctx); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTasksDemoAfterANote(b *testing.B) {
	d := demo(b)
	found, _ := d.Find("status:sen")
	for b.Loop() {
		b.StopTimer()
		if _, err := d.SaveNote(ctx, register.Note{Pupil: found[0].ID, Type: register.NoteCall, On: d.Today(), Words: "Words"}); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		if _, err := d.Tasks(ctx); err != nil {
			b.Fatal(err)
		}
	}
}
