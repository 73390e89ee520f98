package requests_test

import (
	"fmt"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"needsbook/app/desk"
	"needsbook/app/funding"
	"needsbook/app/register"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

// cutOff tells of everything that scrolls up and down and is wider than its place, so
// that its right edge cannot be seen.
func cutOff(t *testing.T, w *shelltest.Window, what string) {
	t.Helper()
	var look func(thing fyne.CanvasObject)
	look = func(thing fyne.CanvasObject) {
		if !thing.Visible() {
			return
		}
		switch o := thing.(type) {
		case *container.Scroll:
			if wants, has := o.Content.MinSize().Width, o.Size().Width; o.Direction == container.ScrollVerticalOnly && wants > has+1 {
				t.Errorf("%s: something wants %.0f and has %.0f:%s", what, wants, has, widest(o.Content, has))
			}
			look(o.Content)
		case *fyne.Container:
			for _, one := range o.Objects {
				look(one)
			}
		case fyne.Widget:
			for _, one := range test.WidgetRenderer(o).Objects() {
				look(one)
			}
		}
	}
	look(w.Window().Content())
}

// widest names the kinds of what the width of a thing comes from, down to the words.
func widest(thing fyne.CanvasObject, has float32) string {
	inside := []fyne.CanvasObject{}
	switch o := thing.(type) {
	case *canvas.Text:
		return " " + o.Text
	case *fyne.Container:
		inside = o.Objects
	case fyne.Widget:
		inside = test.WidgetRenderer(o).Objects()
	}
	words := fmt.Sprintf(" %T", thing)
	for _, one := range inside {
		if one.Visible() && one.MinSize().Width > has*0.7 {
			words += widest(one, has)
		}
	}
	return words
}

// fourKinds starts a request of every kind beside R-001, which is for one pupil, and
// returns their numbers: advice, group, project.
func fourKinds(t *testing.T, d *desk.Desk) (numbers []string) {
	t.Helper()
	ctx, one := t.Context(), first(t, d).Pupil
	file := register.Attachment{Pupil: one, What: "Report of the speech and language therapist with her three recommendations", Name: "report.txt", On: d.Today()}
	if _, err := d.AddAttachment(ctx, file, []byte("words")); err != nil {
		t.Fatal(err)
	}
	for _, start := range []desk.RequestStart{
		{Kind: funding.KindAdvice, Title: "How to help in class", Pupils: []string{one}, Reason: funding.ReasonInYear,
			Event: funding.Event{Kind: "medical", On: d.Today(), Words: "A new diagnosis of the hospital"}},
		{Kind: funding.KindGroup, Title: "Talk group", Pupils: []string{one}},
		{Kind: funding.KindProject, Title: "Talk for all"},
	} {
		r, err := d.NewRequest(ctx, start)
		if err != nil {
			t.Fatal(start.Kind, err)
		}
		numbers = append(numbers, fmt.Sprint(r.Number))
	}
	return numbers
}

func TestNothingOnARequestIsCutOffAtTheRight(t *testing.T) {
	d := schooltest.Demo(t)
	numbers := append(fourKinds(t, d), "1")
	w, _ := open(t, d)
	for _, size := range []fyne.Size{{Width: 1180, Height: 720}, {Width: 853, Height: 533}} {
		w.Window().Resize(size)
		for _, number := range numbers {
			w.Go(shell.To("requests", number))
			cutOff(t, w, "request "+number)
		}
	}
}
