package parts

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/app/chart"
	"needsbook/app/day"
	"needsbook/app/money"
	"needsbook/ui/desktop/theme"
)

// today is the day of every test here.
func today() day.Date { return day.Of(2026, 11, 23) }

var galleryRows = [][]string{
	{"Łukasz Dąbrowski", "6", "SEN support", "SLCN, SEMH", "Level 3", "3 days late", "3,412"},
	{"Nguyễn Thị Mai", "4", "EHC plan", "ASD", "Level 5", "in 9 days", "11,280"},
	{"Siân O’Brien", "2", "SEN support", "SpLD", "Level 2", "18 Jan 2027", "860"},
	{"Zoë Ngũgĩ", "R", "SEN support", "SLCN", "Level 2", "2 Feb 2027", "1,204"},
	{"Дарья Çelik", "5", "SEN support", "MLD", "Level 1", "11 Feb 2027", "540"},
}

func galleryGrid() *Grid {
	g := NewGrid([]GridColumn{
		{Title: "Name", Strong: true, Grows: true, Sorts: true}, {Title: "Year", Sorts: true}, {Title: "Status"},
		{Title: "Needs", Grows: true}, {Title: "Level", Sorts: true}, {Title: "Review"}, {Title: "Provision £", Number: true, Sorts: true},
	}, func() int { return len(galleryRows) }, func(row, col int) string { return galleryRows[row][col] })
	g.Style = func(row, col int) CellStyle {
		if col == 5 && row < 2 {
			return CellStyle{State: [...]State{Overdue, Soon}[row]}
		}
		return CellStyle{}
	}
	g.Ticks = true
	g.OnSort = func(int, bool) {}
	g.SetSorted(0, false)
	g.SetTicked([]int{2, 3})
	return g
}

// gallery shows every part at once.
func gallery() (fyne.CanvasObject, *Grid) {
	grid := galleryGrid()
	date := NewDateField(today)
	date.SetValue(day.Of(2026, 9, 3))
	wrong := NewDateField(today)
	cost := NewMoneyField()
	cost.SetValue(money.Pence(123450))
	status := NewChoice([]Option{{"K", "SEN support", "K"}, {"E", "EHC plan", "E"}}, nil)
	status.SetChosen("K")
	notes := NewNotes("What happened, in a line or two", 3)
	notes.SetText("Call with mother: sleeping better, and less worried about the mornings.")
	form := NewForm()
	form.Add("Status", status, "")
	form.Add("Review due", date, "")
	form.Add("Left on", wrong, "")
	form.Add("One-off cost", cost, "In pounds, for the whole plan.")
	form.Add("Note", notes, "")
	form.Add("", NewCheck("Parents were told", true, nil), "")
	wrong.SetText("31/31/2026")
	wrong.FocusLost()

	facts := NewFactList(Fact{"Status", "SEN support since 12 Sep 2025", NoState},
		Fact{"Needs", "Speech, language and communication; social, emotional and mental health", NoState},
		Fact{"Next review", "in 9 days, 2 Dec 2026", Soon}, Fact{"Pupil’s view", "", NoState})
	story := NewTimeline("Notes, reviews and decisions will stand here.", func(int) {})
	story.SetEvents([]Event{
		{"19 Nov 2026", "Call with mother", "Sleeping better, and less worried about the mornings.", NoState},
		{"12 Nov 2026", "Speech therapist: three recommendations", "2 done, 1 not yet", Soon},
		{"3 Sep 2026", "Level 2 to 3", "Because support in small groups is now needed every day.", Done},
	})
	lamps := NewLampList(
		Lamp{State: Done, Title: "Consent of both parents", Word: "Given 3 Sep 2026"},
		Lamp{State: Soon, Title: "Two reviewed cycles", Word: "1 of 2", Note: "The plan to 18 Dec has no review yet.", Button: "Write the review", Do: func() {}},
		Lamp{State: Overdue, Title: "The pupil’s own view", Word: "Missing", Button: "Add it", Do: func() {}},
	)
	picture := NewChart(chart.Chart{Kind: chart.Stacked, By: "Year", Unit: "pupils", Labels: []string{"R", "1", "2", "3", "4", "5", "6"},
		Series: []chart.Series{chart.Counts("Communication", 5, 6, 7, 6, 8, 9, 7), chart.Counts("Learning", 5, 5, 6, 7, 6, 5, 8),
			chart.Counts("Social, emotional", 5, 7, 5, 6, 5, 8, 9)}},
		"Most of the support goes to communication, and it grows towards Year 6.", "n = 141, as of 23 Nov 2026")

	left := Column(Groups,
		Card("Facts", facts, NewLink("Change", func() {})),
		Card("What is still missing", lamps),
		Card("Provision", Column(Between,
			NewBar(money.Pounds(3412), money.Pounds(6000), "£3,412 of £6,000"),
			Flow(Groups, NewSteps(5, 3, "Level 3"), NewSteps(5, 1, "Level 1"), NewBadge("SEN support", NoState), NewBadge("on track", Done), NewBadge("DEMO", Soon)))),
		Card("Needs by year", picture),
	)
	right := Column(Groups, Card("Edit", form), Card("Story", Tall(50, story)))
	return Page("Ana Kowalska", "Year 4, class 4B. SEN support for communication. Level 3, confirmed 3 Sep 2026.",
		Column(Groups, Flow(Between, NewMainButton("New note", nil).WithKey("N").WithIcon("note"), NewButton("Review", nil).WithKey("R"),
			NewButton("Profile", nil).WithKey("Ctrl+P").WithIcon("print"), NewLink("Show all", nil)),
			Tall(60, grid), Halves(1, 1, left, right)),
		NewButton("Request", nil).WithKey("F")), grid
}

// TestGallery draws every part in every form of the look. With NEEDSBOOK_PICTURES
// set to a folder it leaves the pictures there for a person to look at.
func TestGallery(t *testing.T) {
	for name, look := range map[string]theme.Look{
		"light": {Variant: theme.Light}, "dark": {Variant: theme.Dark},
		"large":    {Variant: theme.Light, TextPercent: 150},
		"contrast": {Variant: theme.HighContrastDark, Density: theme.Compact},
	} {
		t.Run(name, func(t *testing.T) {
			test.NewTempApp(t).Settings().SetTheme(look)
			content, grid := gallery()
			w := test.NewTempWindow(t, NewGround(theme.ColourPaper, content))
			w.SetPadded(false)
			width := float32(1180)
			if look.TextPercent > 100 {
				width *= 1.4
			}
			w.Resize(fyne.NewSize(width, 100))
			w.Resize(fyne.NewSize(width, w.Content().MinSize().Height))
			w.Canvas().Focus(grid)
			picture := w.Canvas().Capture()
			if at := picture.At(5, 5); fmt.Sprint(at) == fmt.Sprint(picture.At(600, 200)) && picture.Bounds().Dy() < 700 {
				t.Errorf("the gallery is %v and looks empty", picture.Bounds())
			}
			if folder := os.Getenv("NEEDSBOOK_PICTURES"); folder != "" {
				f, err := os.Create(filepath.Join(folder, "parts-"+name+".png"))
				if err != nil {
					t.Fatal(err)
				}
				if err := png.Encode(f, picture); err != nil {
					t.Error(err)
				}
				if err := f.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}
