package heard_test

import (
	"context"
	"testing"

	"needsbook/app/desk"
	"needsbook/app/publish"
	"needsbook/storage/schooldb/schooltest"
	"needsbook/ui/desktop/heard"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
)

func open(t *testing.T, d *desk.Desk) *shelltest.Window {
	t.Helper()
	w := shelltest.New(t, d, nil, func(s *shell.Shell) shell.Place {
		return shell.Place{Screen: "heard", Name: "You said, we did", Icon: "reports", Hidden: true, Open: func(arg string) (shell.Screen, error) {
			return heard.New(heard.Needs{Desk: d, Shell: s}, arg)
		}}
	})
	w.Go(shell.To("heard"))
	return w
}

// silent is the demo school before anything was heard.
func silent(t *testing.T) *desk.Desk {
	t.Helper()
	d := schooltest.Demo(t)
	list, err := d.Heard(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range list {
		if err := d.RemoveHeard(context.Background(), h.ID); err != nil {
			t.Fatal(err)
		}
	}
	return d
}

func TestWhatWasHeardIsWrittenChangedAndRemovedByKeys(t *testing.T) {
	d := silent(t)
	w := open(t, d)
	if !w.Sees("Ctrl+N writes the first") {
		t.Errorf("an empty page says\n%s", w.Text())
	}
	w.Press("Ctrl+N")
	w.Type("Letters are long.")
	w.Press("Ctrl+Enter")
	list, err := d.Heard(context.Background())
	if err != nil || len(list) != 1 || list[0].Said != "Letters are long." || list[0].Who != "parents" || list[0].How != publish.Consultation || list[0].Shown != 1 || list[0].On != d.Today() {
		t.Fatalf("kept %+v, %v", list, err)
	}
	if !w.Sees("Nothing yet") || !w.Sees("1 waits for what the school did") {
		t.Errorf("the page shows\n%s", w.Text())
	}
	w.Press("Enter", "Tab")
	w.Type("We write half a page.")
	w.Press("Ctrl+Enter")
	if list, err = d.Heard(context.Background()); err != nil || list[0].Did != "We write half a page." || !w.Sees("We write half a page.") {
		t.Fatalf("changed to %+v, %v\n%s", list, err, w.Text())
	}
	w.Press("Enter")
	w.Tap("Remove this entry")
	if list, err = d.Heard(context.Background()); err != nil || len(list) != 0 || !w.Sees("Ctrl+Z brings it back") {
		t.Fatalf("after removing: %+v, %v\n%s", list, err, w.Text())
	}
	w.Press("Ctrl+Z")
	if !w.Sees("We write half a page.") {
		t.Errorf("after undo:\n%s", w.Text())
	}
}

func TestANameIsRefusedBesideItsField(t *testing.T) {
	d := silent(t)
	pupils, err := d.Find("status:sen")
	if err != nil {
		t.Fatal(err)
	}
	w := open(t, d)
	w.Press("Ctrl+N")
	w.Type(pupils[0].Forename + " " + pupils[0].Surname + " is happy.")
	w.Press("Ctrl+Enter")
	if !w.Sees("names a pupil of the register") || w.Canvas().Overlays().Top() == nil {
		t.Errorf("the form says\n%s", w.Text())
	}
	if list, err := d.Heard(context.Background()); err != nil || len(list) != 0 {
		t.Errorf("kept %+v, %v", list, err)
	}
}

func TestHeardPictures(t *testing.T) {
	d := silent(t)
	w := open(t, d)
	w.Pictures("heard-empty")
	for _, h := range []publish.Heard{
		{On: d.Today(), Who: "parents", How: publish.Consultation, Theme: "Letters home", Said: "Letters home are long and hard to read.", Did: "We write half a page, and send a text message first.", Shown: 1},
		{On: d.Today().AddDays(-40), Who: "pupils", How: publish.CoProduction, Theme: "Lunch", Said: "The hall is too loud at lunch.", Did: "We opened a quiet room that pupils planned with us.", Shown: 1},
		{On: d.Today().AddDays(-70), Who: "staff", How: publish.Engagement, Theme: "Training", Said: "New assistants would like to watch others work.", Shown: 0},
	} {
		if _, err := d.SaveHeard(context.Background(), h); err != nil {
			t.Fatal(err)
		}
	}
	w.Refresh()
	w.Pictures("heard")
	w.Press("Enter")
	w.Pictures("heard-form")
}
