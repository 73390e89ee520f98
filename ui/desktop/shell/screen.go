package shell

import (
	"fyne.io/fyne/v2"

	"needsbook/app/access"
	"needsbook/ui/desktop/parts"
)

// Screen is one page of the program, made anew each time it is opened.
type Screen interface {
	Title() string             // for the window and the history; never a pupil's name
	Object() fyne.CanvasObject // what is drawn
	Focus()                    // gives the keyboard to the first thing of the page
}

// What a screen can do beyond being shown. The shell finds these by asking; a
// screen has those that make sense for it.
type (
	// Refresher shows the records again after a change elsewhere: undo, redo, names
	// hidden. A screen without it is opened anew instead.
	Refresher interface{ Refresh() }
	// Leaver is told before its page goes, to keep what is still being typed.
	Leaver interface{ Leave() }
	// Finder puts the keyboard into the page's own filter (Ctrl+F).
	Finder interface{ Find() }
	// Maker begins a new thing of the page's kind (Ctrl+N).
	Maker interface{ New() }
	// Printer prints or saves what the page shows (Ctrl+P).
	Printer interface{ Print() }
	// Accepter takes what is being edited (Ctrl+Enter).
	Accepter interface{ Accept() }
	// Backer uses Escape itself, as to close a side panel; true means it did.
	Backer interface{ Back() bool }
	// Keyed uses letter keys that no field wanted; true means it did.
	Keyed interface{ Key(r rune) bool }
	// KeyLister lists the letters of the page for the sheet of all keys.
	KeyLister interface{ Keys() []parts.Fact }
	// Dropper takes a file that was dropped on the window.
	Dropper interface{ Drop(path string) }
	// Counter says in the foot how much is shown: "61 pupils shown".
	Counter interface{ Count() string }
)

// Place is a screen that the program has.
type Place struct {
	Screen string     // the name in its Route
	Name   string     // the words in the list of screens, with places for a council's (terms.Say)
	Also   string     // further words that Ctrl+K finds it by, whatever it is called
	Icon   string     // one of the program's drawings
	Hidden bool       // not in the list: reached from elsewhere, like a pupil's page
	Argued bool       // shows something that its route names, so that it cannot be opened alone
	Count  func() int // how much waits there; nil or 0 shows nothing

	// Closed leaves it out of the list and of Ctrl+K, for a role that does not include it; nil never does.
	Closed func() bool

	// Open makes the screen. An error is a sentence for people; the page then shows
	// it with the way back.
	Open func(arg string) (Screen, error)
}

// Reading is what is to be read elsewhere: the page, or the card that lies over it.
type Reading struct {
	Title  string // never a pupil's name
	Object fyne.CanvasObject
	Keys   []parts.Fact
}

// Setup is what the shell is made of. Functions that are nil are not offered.
type Setup struct {
	Window fyne.Window
	School string
	Demo   bool // the school is invented; says so on every page
	Places []Place
	Say    func(text string) string // puts the words in use into a text; nil for the shipped ones

	// Find answers the palette with pupils and actions, best first; the shell adds
	// its screens and shortcuts.
	Find func(query string) []parts.Item

	Seat func() access.Seat // who sits at the open file; nil for somebody who may do everything

	LastChange func() string          // "moved Ana to Level 3", or "" when there is nothing to undo
	Undo       func() (string, error) // undoes it; says what was undone
	Redo       func() (string, error)
	Saved      func() string // "Saved 14:02"
	Warning    func() string // stands in the foot while nothing else does, "" for none: the file could not be tidied up

	HideNames func(hidden bool) // called when F8 turns names off or on
	Read      func(Reading)     // F9: reads the page in the computer's browser
	Lock      func()            // closes the file and calls ShowBare with the way back in
	Log       func()            // Ctrl+L: log a call or worry
	Help      func(screen string)
	Quit      func()
	Went      func(Route) // called at each move, to reopen there next time
}
