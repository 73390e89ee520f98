package provisionmap

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"github.com/shopspring/decimal"

	"needsbook/app/day"
	"needsbook/app/desk"
	"needsbook/app/provision"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// large is a school with 400 interventions and 2,000 placements in them.
func large(t testing.TB) *desk.Desk {
	t.Helper()
	ctx := context.Background()
	d := schooltest.Empty(t)
	var rows strings.Builder
	rows.WriteString("UPN,Surname,Forename,DOB,Class,SEN status,Primary need,Date of admission\n")
	for i := range 1000 {
		fmt.Fprintf(&rows, "%s,%s%d,%s,0%d/09/%d,%dB,K,SLCN,02/09/2024\n", register.MakeUPN(886, 9999, 20, i),
			[]string{"Nguyễn", "Dąbrowski", "Adams", "O’Brien"}[i%4], i, []string{"Ana", "Zoë", "Kai"}[i%3], 1+i%9, 2012+i%9, i%7)
	}
	in, err := d.ReadImport(ctx, "x.csv", []byte(rows.String()), desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.ApplyImport(ctx, in); err != nil {
		t.Fatal(err)
	}
	pupils, err := d.Find("left:any")
	if err != nil || len(pupils) != 1000 {
		t.Fatalf("%d pupils, %v", len(pupils), err)
	}
	areas := d.Codes().Areas
	for i := range 400 {
		id, err := d.SaveIntervention(ctx, provision.Intervention{Name: fmt.Sprintf("%s group %d", []string{"Reading", "Lego", "Number", "Talk"}[i%4], i), Area: areas[i%len(areas)].ID, Wave: 1 + i%3,
			StaffKind: "teaching_assistant", Minutes: 20 + i%5*5, SessionsAWeek: decimal.NewFromInt(int64(1 + i%4)), Slots: []provision.Slot{{Day: time.Weekday(1 + i%5), At: provision.TimeOfDay(540 + i%20*15)}},
			Starts: day.Of(2026, 9, 7), ReviewDue: day.Of(2026, 12, 1+i%20)})
		if err != nil {
			t.Fatal(err)
		}
		var in []string
		for n := range 5 {
			in = append(in, pupils[(i*5+n)%len(pupils)].ID)
		}
		if err := d.Place(ctx, id, in, day.Date{}); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

// openLarge shows the map of 400 and returns how long the first paint took, the map
// read from the file for it.
func openLarge(t testing.TB) (*shelltest.Window, *Screen, time.Duration) {
	t.Helper()
	d := large(t)
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "provision", Name: "Provision", Icon: "provision", Open: func(arg string) (shell.Screen, error) {
			return New(Needs{Desk: d, Shell: s}, arg)
		}}
	})
	start := time.Now()
	w.Go(shell.To("provision"))
	took := time.Since(start)
	return w, w.Screen().(*Screen), took
}

// busy is how many times longer than its figure a thing may take on a busy machine.
const busy = 4

func TestMapOfFourHundredOpensAndFiltersAtOnce(t *testing.T) {
	w, s, first := openLarge(t)
	if n := len(s.model.shown()); n != 400 {
		t.Fatalf("%d interventions", n)
	}
	w.Press("Ctrl+F")
	const typed = "nguyễn lego"
	start := time.Now()
	for _, r := range typed {
		w.Canvas().Focused().TypedRune(r)
	}
	each := time.Since(start) / time.Duration(len([]rune(typed)))
	if n := len(s.model.shown()); n == 0 || n == 400 {
		t.Errorf("the filter finds %d", n)
	}
	t.Logf("first paint %v, a keystroke %v", first, each)
	if first > busy*300*time.Millisecond || each > busy*16*time.Millisecond {
		t.Errorf("first paint %v, a keystroke %v", first, each)
	}
}

func BenchmarkProvisionMap400(b *testing.B) {
	w, s, _ := openLarge(b)
	b.Run("paint", func(b *testing.B) { // the page opened anew
		for b.Loop() {
			w.Go(shell.To("today"))
			w.Go(shell.To("provision"))
		}
	})
	s = w.Screen().(*Screen)
	b.Run("keystroke", func(b *testing.B) {
		words := []string{"n", "ng", "ngu", "nguy"}
		for i := 0; b.Loop(); i++ {
			s.filter.field.SetText(words[i%len(words)])
		}
	})
	s.showAll()
	b.Run("step", func(b *testing.B) {
		w.Canvas().Focus(s.grid)
		for i := 0; b.Loop(); i++ {
			key := fyne.KeyDown
			if i%200 > 100 {
				key = fyne.KeyUp
			}
			s.grid.TypedKey(&fyne.KeyEvent{Name: key})
		}
	})
	b.Run("group", func(b *testing.B) {
		for b.Loop() {
			s.nextGroup()
		}
	})
}
