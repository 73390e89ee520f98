package desktop

import (
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"golang.org/x/net/html"

	"needsbook/ui/desktop/inbrowser"
	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// aWord is a word as a name may be one, or a UPN.
var aWord = regexp.MustCompile(`[\p{L}’'-]+|[A-Z]\d{12}`)

// interfaceWords are names of the demo school that are words of the program as well.
// Those who wrote about themselves by what they are to the pupil are named so.
var interfaceWords = []string{"Jun", "Price", "Grandmother", "Parent"}

// naming are the words that name a pupil of the open school, those who have left too, or
// an adult of theirs, and the UPNs. Words that name the school or a member of its staff as
// well name nobody here.
func (w *window) naming(t *testing.T) map[string]bool {
	t.Helper()
	out := map[string]bool{}
	put := func(name string) {
		for _, word := range aWord.FindAllString(name, -1) {
			if len([]rune(word)) > 2 {
				out[word] = true
			}
		}
	}
	entries, err := w.desk.Find("left:any")
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		put(e.Forename)
		put(e.Surname)
		put(e.Preferred)
		put(e.UPN)
		contacts, err := w.desk.Contacts(w.ctx, e.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range contacts {
			put(c.Name)
		}
	}
	staff, err := w.desk.Staff(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	school := w.desk.School()
	public := school.Name + " " + school.Senco + " " + school.Head + " " + school.Governor
	for _, s := range staff {
		public += " " + s.Name
	}
	for _, word := range append(aWord.FindAllString(public, -1), interfaceWords...) {
		delete(out, word)
	}
	return out
}

// namesNobody looks for words that name a pupil, and says each once.
type namesNobody struct {
	t     *testing.T
	names map[string]bool
	told  map[string]bool
}

func (n *namesNobody) in(where, text string) {
	n.t.Helper()
	for line := range strings.SplitSeq(text, "\n") {
		for _, word := range aWord.FindAllString(line, -1) {
			if word = strings.TrimSuffix(word, "’s"); n.names[word] && !n.told[where+word] {
				n.told[where+word] = true
				n.t.Errorf("%s shows %q in %q", where, word, line)
			}
		}
	}
}

// said is all that the window says: what is drawn, what stands in its fields though it is
// scrolled away, what a screen reader is told, and its title.
func (w *window) said() string {
	lines := []string{w.window.Title()}
	for _, s := range w.walk() {
		lines = append(lines, s.words())
		switch f := s.thing.(type) {
		case *parts.Notes:
			lines = append(lines, f.Text, f.PlaceHolder)
		case *parts.Field:
			lines = append(lines, f.Text, f.PlaceHolder)
		}
		if a, ok := s.thing.(fyne.Accessible); ok {
			lines = append(lines, a.AccessibilityLabel())
		}
	}
	return strings.Join(lines, "\n")
}

// readAloud is what F9 opens in the browser: the page, or what lies over it.
func readAloud(t *testing.T, w *window) string {
	t.Helper()
	page := func(r shell.Reading) string {
		body, err := inbrowser.View{Title: r.Title, School: w.desk.School().Name, On: w.desk.Today(), Object: r.Object, Keys: r.Keys}.Page()
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	r := shell.Reading{Title: w.shell.Screen().Title(), Object: w.shell.Screen().Object()}
	if over := w.window.Canvas().Overlays().Top(); over != nil {
		r.Object = over
	} else if keyed, ok := w.shell.Screen().(shell.KeyLister); ok {
		r.Keys = keyed.Keys()
	}
	root, err := html.Parse(strings.NewReader(page(r)))
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for d := range root.Descendants() {
		if d.Type == html.TextNode && d.Parent.Data != "style" {
			lines = append(lines, d.Data)
		}
		for _, a := range d.Attr {
			lines = append(lines, a.Val)
		}
	}
	return strings.Join(lines, "\n")
}

// With names hidden, no page, no tab of one and no card that a button, a letter or a key
// opens over one says a word that names a pupil or an adult of theirs: not drawn, not in a
// field, not to a screen reader, not in the title of the window and not in the browser.
func TestNoNameStandsAnywhereWhileNamesAreHidden(t *testing.T) {
	w := demoWindow(t)
	look := &namesNobody{t, w.naming(t), map[string]bool{}}
	if len(look.names) < 100 {
		t.Fatalf("the demo school has %d naming words", len(look.names))
	}
	at := shelltest.Over(t, w.shell)
	w.shell.Go(shell.To("register"))
	seen := 0
	for _, word := range aWord.FindAllString(w.said(), -1) {
		if look.names[word] {
			seen++
		}
	}
	if seen < 20 {
		t.Fatalf("the register shows %d naming words before names are hidden", seen)
	}
	at.Press("F8")
	if !w.shell.NamesHidden() {
		t.Fatal("F8 did not hide names")
	}
	began, pressed, everything := time.Now(), map[string]bool{}, os.Getenv("NEEDSBOOK_LONG") != ""
	// try does something on a page, looks at what it leads to, and goes back.
	try := func(r namedRoute, name string, do func()) {
		last := w.lastStep(t)
		do()
		if w.desk == nil {
			t.Fatalf("%s closes the file", name)
		}
		look.in(name, w.said())
		if w.window.Canvas().Overlays().Top() != nil {
			look.in(name+", read", readAloud(t, w))
		}
		clean := w.shell.Here() == r.to && w.lastStep(t) == last
		for w.window.Canvas().Overlays().Top() != nil {
			w.window.Canvas().Overlays().Remove(w.window.Canvas().Overlays().Top())
		}
		for n := 0; n < 5 && w.lastStep(t) != last; n++ {
			at.Press("Ctrl+Z")
			look.in(name+", undone", w.said())
		}
		if !clean {
			w.shell.Go(r.to)
		}
	}
	for _, r := range w.routes() {
		w.shell.Go(r.to)
		look.in(r.name, w.said())
		look.in(r.name+", read", readAloud(t, w))
		for row := range at.Tabs() {
			for range 12 {
				tabs := at.Tabs()
				if row >= len(tabs) {
					break
				}
				before := tabs[row].Current()
				tabs[row].TypedKey(&fyne.KeyEvent{Name: fyne.KeyRight})
				look.in(r.name+", a tab", w.said())
				if now := at.Tabs(); row >= len(now) || now[row] == tabs[row] && tabs[row].Current() == before {
					break
				}
			}
		}
		if len(at.Tabs()) > 0 {
			w.shell.Go(r.to)
		}
		done := 0
		for _, stop := range w.stops() {
			words := figures.ReplaceAllString(labelOf(stop), "#")
			key := w.shell.Here().Screen + " " + words
			_, button := stop.(*parts.Button)
			_, choice := stop.(*parts.Choice)
			if !button && !choice || pressed[key] || away.MatchString(words) || strings.HasPrefix(words, "Names ") || done == few && !everything {
				continue
			}
			pressed[key] = true
			done++
			name := fyne.KeyReturn
			if choice {
				name = fyne.KeyDown
			}
			for _, now := range w.stops() { // the page may have been drawn again
				if figures.ReplaceAllString(labelOf(now), "#") == words {
					w.window.Canvas().Focus(now)
					try(r, r.name+" › "+words, func() { now.TypedKey(&fyne.KeyEvent{Name: name}) })
					break
				}
			}
		}
		if keyed, ok := w.shell.Screen().(shell.KeyLister); ok {
			for _, fact := range keyed.Keys() {
				letter := []rune(fact.Label)
				if key := w.shell.Here().Screen + " key " + fact.Label; len(letter) == 1 && !pressed[key] && (done < few || everything) {
					pressed[key] = true
					done++
					try(r, r.name+" › "+fact.Label, func() { w.window.Canvas().OnTypedRune()(letter[0]) })
				}
			}
		}
		for _, key := range []string{"Ctrl+N", "Ctrl+P"} {
			if on := w.shell.Here().Screen + " " + key; !pressed[on] {
				pressed[on] = true
				try(r, r.name+" › "+key, func() { at.Press(key) })
			}
		}
	}
	w.shell.Go(shell.To("today"))
	try(namedRoute{"today", shell.To("today")}, "the log of a call", func() { at.Press("Ctrl+L") })
	w.shell.ShowPalette()
	for _, query := range []string{"", "ana", "kow", "4b", "print"} {
		at.Type(query)
		look.in("the palette for "+query, w.said())
		for range query {
			at.Press("BackSpace")
		}
		for _, item := range w.find(query) {
			look.in("the palette", item.Words+"\n"+item.Note)
		}
	}
	at.Press("Esc")
	t.Logf("%d buttons and keys in %v", len(pressed), time.Since(began))
}

// lastStep is the step that undo would take back, though its words are hidden.
func (w *window) lastStep(t *testing.T) string {
	t.Helper()
	last, err := w.desk.Last(w.ctx)
	if err != nil {
		t.Fatal(err)
	}
	return last.Undo
}
