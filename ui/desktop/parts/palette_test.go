package parts

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func found(t *testing.T, texts []string, query string) []string {
	t.Helper()
	var got []string
	for _, place := range NewFinder(texts).Find(query, 10) {
		got = append(got, texts[place])
	}
	return got
}

func TestFinderFindsByBeginningsOfWords(t *testing.T) {
	names := []string{"Ana Kowalska", "Anna Kovač", "Zoë Ngũgĩ", "Łukasz Dąbrowski", "Nguyễn Thị Mai", "Siân O’Brien", "Kofi Anan"}
	for query, want := range map[string][]string{
		"kow": {"Ana Kowalska"}, "an ko": {"Ana Kowalska", "Anna Kovač", "Kofi Anan"}, "ko an": {"Kofi Anan", "Ana Kowalska", "Anna Kovač"},
		"ana": {"Ana Kowalska", "Kofi Anan", "Anna Kovač"}, "zoe": {"Zoë Ngũgĩ"}, "lukasz": {"Łukasz Dąbrowski"}, "dabr": {"Łukasz Dąbrowski"},
		"nguyen": {"Nguyễn Thị Mai"}, "obrien": {"Siân O’Brien"}, "so": {"Siân O’Brien"}, "ntm": {"Nguyễn Thị Mai"},
		"kwlsk": nil, "qq": nil, "an an": nil,
	} {
		got := found(t, names, query)
		if query == "an ko" || query == "ko an" { // the order of equals is theirs; all must be there
			slices.Sort(got)
			want = slices.Sorted(slices.Values(want))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

func TestFinderPutsWholeWordsAndFirstWordsFirst(t *testing.T) {
	got := found(t, []string{"Mayor Reviews", "Reviews", "Review of May", "May Smith"}, "may")
	if want := []string{"May Smith", "Mayor Reviews", "Review of May"}; !slices.Equal(got, want) {
		t.Errorf("found %q, want %q", got, want)
	}
}

func TestFinderWithNothingTypedKeepsTheOrder(t *testing.T) {
	if got := found(t, []string{"b", "a", "c"}, "  "); !slices.Equal(got, []string{"b", "a", "c"}) {
		t.Errorf("found %q", got)
	}
}

func FuzzFinderNeverFails(f *testing.F) {
	f.Add("an ko", "Ana Kowalska")
	f.Add("\xff", "ł ß \u0301")
	f.Fuzz(func(t *testing.T, query, text string) {
		places := NewFinder([]string{text, "Ana Kowalska"}).Find(query, 1)
		if len(places) > 1 {
			t.Errorf("found %d of 1", len(places))
		}
	})
}

func names2000() []string {
	first := strings.Fields("Ana Łukasz Mai Siân Zoë Kofi Amina Priya Jack Olivia Mohammed Chloé Ngozi Tomasz Ewa Liam Noor Isla Björn Çağla")
	last := strings.Fields("Kowalska Dąbrowski Nguyễn O’Brien Ngũgĩ Mensah Hassan Patel Smith Jones Ahmed Dupont Okafor Nowak Żak Murphy Khan Campbell Øster Yılmaz")
	var names []string
	for i := range 2000 {
		names = append(names, fmt.Sprintf("%s %s%d", first[i%20], last[(i/20)%20], i/400))
	}
	return names
}

func TestPaletteFindsDoesAndCloses(t *testing.T) {
	w := show(t, NewButton("under", nil), 900, 600)
	var done []string
	texts := []string{"Today", "Register", "Ana Kowalska", "Log a note"}
	finder := NewFinder(texts)
	p := ShowPalette(w.Canvas(), "Find", func(query string) []Item {
		var items []Item
		for _, place := range finder.Find(query, 20) {
			items = append(items, Item{Words: texts[place], Do: func() {
				if len(w.Canvas().Overlays().List()) != 0 {
					t.Error("the palette should be gone before its item is done")
				}
				done = append(done, texts[place])
			}})
		}
		return items
	})
	if len(p.Found()) != 4 {
		t.Errorf("an empty palette shows %d items", len(p.Found()))
	}
	typeIn(w, "kow")
	press(w, fyne.KeyReturn)
	if !slices.Equal(done, []string{"Ana Kowalska"}) || len(w.Canvas().Overlays().List()) != 0 {
		t.Errorf("done %q", done)
	}
}

func TestPaletteArrowsMoveAndEscapeCloses(t *testing.T) {
	w := show(t, NewButton("under", nil), 900, 600)
	var done int
	items := []Item{{Words: "one", Do: func() { done = 1 }}, {Words: "two", Do: func() { done = 2 }}, {Words: "three", Do: func() { done = 3 }}}
	find := func(string) []Item { return items }
	ShowPalette(w.Canvas(), "", find)
	press(w, fyne.KeyDown, fyne.KeyDown, fyne.KeyDown, fyne.KeyUp, fyne.KeyReturn)
	if done != 2 {
		t.Errorf("did item %d", done)
	}
	done = 0
	ShowPalette(w.Canvas(), "", find)
	press(w, fyne.KeyEscape)
	if done != 0 || len(w.Canvas().Overlays().List()) != 0 {
		t.Error("escape should close the palette and do nothing")
	}
	ShowPalette(w.Canvas(), "", func(string) []Item { return nil })
	press(w, fyne.KeyReturn, fyne.KeyDown, fyne.KeyEscape)
	if len(w.Canvas().Overlays().List()) != 0 {
		t.Error("a palette that finds nothing should still close")
	}
}

func TestPaletteTakesAClick(t *testing.T) {
	w := show(t, NewButton("under", nil), 900, 600)
	done := 0
	p := ShowPalette(w.Canvas(), "", func(string) []Item {
		return []Item{{Words: "one", Do: func() { done = 1 }}, {Words: "two", Do: func() { done = 2 }}}
	})
	test.TapAt(p.list, fyne.NewPos(10, p.list.Size().Height*0.75))
	if done != 2 {
		t.Errorf("did item %d", done)
	}
}

// BenchmarkPaletteKeystroke2000 is one keystroke in the palette over 2,000 pupils,
// with the drawing of what it finds; it must stay under 16 ms.
func BenchmarkPaletteKeystroke2000(b *testing.B) {
	test.NewTempApp(b)
	w := test.NewTempWindow(b, NewButton("under", nil))
	w.Resize(fyne.NewSize(1000, 680))
	texts := names2000()
	finder := NewFinder(texts)
	p := ShowPalette(w.Canvas(), "", func(query string) []Item {
		var items []Item
		for _, place := range finder.Find(query, 50) {
			items = append(items, Item{Words: texts[place], Note: "Year 4"})
		}
		return items
	})
	queries := []string{"n", "ng", "ngu", "nguy", "zo ng", "kow an"}
	for i := 0; b.Loop(); i++ {
		p.Field().SetText(queries[i%len(queries)])
	}
}
