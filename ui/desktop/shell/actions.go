package shell

import (
	"fyne.io/fyne/v2"
	"slices"

	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
)

// typing is a field that can take back typing before a change is taken back.
type typing interface {
	UndoTyping() bool
	RedoTyping() bool
}

func (s *Shell) undo() {
	if field, ok := s.canvas().Focused().(typing); ok && field.UndoTyping() {
		return
	}
	s.change(s.setup.Undo)
}

func (s *Shell) redo() {
	if field, ok := s.canvas().Focused().(typing); ok && field.RedoTyping() {
		return
	}
	s.change(s.setup.Redo)
}

// change undoes or redoes, and says what it did or why it could not.
func (s *Shell) change(do func() (string, error)) {
	if do == nil || s.bare != nil || s.overlay() != nil {
		return
	}
	words, err := do()
	if err != nil {
		s.Alert(err.Error())
		return
	}
	s.Refresh()
	if words != "" {
		s.Say(words)
	}
}

func (s *Shell) makeNew() {
	if m, ok := s.screen.(Maker); ok {
		m.New()
	} else {
		s.Say("There is nothing new to make on this page.")
	}
}

func (s *Shell) print() {
	if p, ok := s.screen.(Printer); ok {
		p.Print()
	} else {
		s.Say("This page has nothing to print.")
	}
}

func (s *Shell) filter() {
	if f, ok := s.screen.(Finder); ok {
		f.Find()
	} else {
		s.ShowPalette()
	}
}

// accept takes what stands on the topmost card, or on the page.
func (s *Shell) accept() {
	if over := s.overlay(); over != nil {
		if card, ok := over.(*parts.Overlay); ok {
			card.Accept()
			if card.Passes() && s.overlay() != over {
				s.accept()
			}
		}
		return
	}
	page := s.screen
	if s.bare != nil {
		page = s.bare
	}
	if a, ok := page.(Accepter); ok {
		a.Accept()
	}
}

// Lock lets the page keep what is being typed in it, takes away what lies over it, and
// locks.
func (s *Shell) Lock() {
	if s.setup.Lock != nil {
		s.leave()
		s.closeOverlays()
		s.setup.Lock()
	}
}

func (s *Shell) toggleNames() {
	s.hidden = !s.hidden
	if s.setup.HideNames != nil {
		s.setup.HideNames(s.hidden)
	}
	if over := s.overlay(); over != nil {
		s.closeOverlays() // a card may show a name
	}
	if s.hidden {
		s.foot.clear() // so may what was said before
	}
	s.Refresh()
}

// read gives the page, or the card over it, to be read in the browser.
func (s *Shell) read() {
	if s.setup.Read == nil || s.screen == nil {
		return
	}
	r := Reading{Title: s.screen.Title(), Object: s.content}
	if over := s.overlay(); over != nil {
		r.Object = over
	} else if page, ok := s.screen.(KeyLister); ok {
		r.Keys = page.Keys()
	}
	s.setup.Read(r)
}

// toCluster opens the page that shows what would leave the school.
func (s *Shell) toCluster() { s.Go(To("cluster")) }

func (s *Shell) help() {
	if s.setup.Help != nil {
		s.setup.Help(s.here.Screen)
	} else {
		s.ShowKeys()
	}
}

// ShowPalette opens the card of Ctrl+K.
func (s *Shell) ShowPalette() {
	if s.bare == nil {
		parts.ShowPalette(s.canvas(), "Find a pupil or do anything", s.find)
	}
}

// found is how many pupils and actions the palette takes from the setup.
const found = 30

// find answers the palette: what the setup finds, then screens, then shortcuts.
func (s *Shell) find(query string) []parts.Item {
	var items []parts.Item
	if s.setup.Find != nil {
		items = s.setup.Find(query)
		items = items[:min(len(items), found)]
	}
	for _, place := range s.finder.Find(query, found) {
		items = append(items, s.palette[place])
	}
	return items
}

// prepareFind lists the screens and the shortcuts once.
func (s *Shell) prepareFind() {
	var texts []string
	s.palette = nil
	for _, c := range s.Shortcuts() {
		if c.Key == fyne.KeyEscape || c.Key == fyne.KeyK || c.Key == fyne.KeyReturn {
			continue // these are what one does in the palette itself
		}
		if (c.Key == fyne.KeyZ || c.Key == fyne.KeyY) && !s.seat().May(access.LogDay) {
			continue // whoever changes nothing takes back their typing alone, with the key
		}
		note := "Action"
		if c.Menu == "Go" && c.Key >= fyne.Key1 && c.Key <= fyne.Key9 {
			note = "Screen"
		}
		s.palette = append(s.palette, parts.Item{Words: c.Name, Note: note, Key: c.Words(), Do: func() { s.run(c) }})
		texts = append(texts, c.Name)
	}
	for i, place := range s.setup.Places {
		name := s.names[i]
		if shortcut := slices.Contains(texts, name); !shortcut && !place.Argued && name != "" {
			s.palette = append(s.palette, parts.Item{Words: name, Note: "Screen", Do: func() { s.Go(To(place.Screen)) }})
			texts = append(texts, name)
		}
	}
	for i, place := range s.setup.Places {
		if at := slices.Index(texts, s.names[i]); at >= 0 && s.names[i] != "" && place.Also != "" {
			texts[at] += " " + place.Also
		}
	}
	s.finder = parts.NewFinder(texts)
}
