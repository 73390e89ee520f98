package pupils

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"needsbook/app/desk"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// large is a school of 5,000 pupils.
func large(t testing.TB) *desk.Desk {
	t.Helper()
	d := schooltest.Empty(t)
	var rows strings.Builder
	rows.WriteString("UPN,Surname,Forename,DOB,Class,SEN status,Primary need\n")
	for i := range 5000 {
		fmt.Fprintf(&rows, "%s,%s%d,%s,0%d/09/%d,%dB,%s,%s\n", register.MakeUPN(886, 9999, 20+i/1000, i%1000),
			[]string{"Nguyễn", "Dąbrowski", "Adams", "O’Brien"}[i%4], i, []string{"Ana", "Zoë", "Kai"}[i%3], 1+i%9, 2012+i%9, i%7,
			[]string{"K", "E", "N", "K"}[i%4], []string{"SLCN", "SEMH", "ASD"}[i%3])
	}
	in, err := d.ReadImport(context.Background(), "x.csv", []byte(rows.String()), desk.ImportOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if err := d.ApplyImport(context.Background(), in); err != nil {
		t.Fatal(err)
	}
	return d
}

// openLarge shows the register of 5,000 and returns how long the first paint took.
func openLarge(t testing.TB) (*shelltest.Window, *Screen, time.Duration) {
	t.Helper()
	d := large(t)
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "register", Name: "Register", Icon: "register", Open: func(arg string) (shell.Screen, error) {
			return New(Needs{Desk: d, Shell: s}, arg)
		}}
	})
	start := time.Now()
	w.Go(shell.To("register", "left:no"))
	took := time.Since(start)
	return w, w.Screen().(*Screen), took
}

// busy is how many times longer than its figure a thing may take on a busy machine.
const busy = 4

func TestRegisterOfFiveThousandOpensAndFiltersAtOnce(t *testing.T) {
	w, s, first := openLarge(t)
	if s.model.rows() != 5000 {
		t.Fatalf("%d rows", s.model.rows())
	}
	s.model.view.Marks = []register.ViewMark{{Query: "status:E", Words: "EHC plan", Look: "accent"}}
	s.model.changed()
	s.showView()
	w.Press("Ctrl+F")
	w.Canvas().Focused().TypedRune('n') // takes the place of what is marked
	start := time.Now()
	const typed = "guyễn 1"
	for _, r := range typed {
		w.Canvas().Focused().TypedRune(r)
	}
	each := time.Since(start) / time.Duration(len([]rune(typed)))
	if s.model.rows() == 0 || s.model.rows() == 5000 {
		t.Errorf("the search finds %d", s.model.rows())
	}
	t.Logf("first paint %v, a keystroke %v", first, each)
	if first > busy*300*time.Millisecond || each > busy*16*time.Millisecond {
		t.Errorf("first paint %v, a keystroke %v", first, each)
	}
}

func BenchmarkRegister5000(b *testing.B) {
	w, s, _ := openLarge(b)
	canvas := w.Canvas()
	b.Run("step", func(b *testing.B) {
		canvas.Focus(s.grid)
		for i := 0; b.Loop(); i++ {
			key := fyne.KeyPageDown
			if i%200 > 100 {
				key = fyne.KeyPageUp
			}
			s.grid.TypedKey(&fyne.KeyEvent{Name: key})
		}
	})
	b.Run("keystroke", func(b *testing.B) {
		words := []string{"n", "ng", "ngu", "nguy"}
		for i := 0; b.Loop(); i++ {
			s.search(words[i%len(words)])
		}
	})
	b.Run("sort", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			s.sort([]parts.GridSort{{Col: 2, Descending: i%2 == 0}, {Col: 5}})
		}
	})
	b.Run("preview", func(b *testing.B) {
		for b.Loop() {
			s.model.previewOf(0)
		}
	})
}
