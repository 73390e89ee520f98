package pupils_test

import (
	"context"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"

	"needsbook/app/register"
	"needsbook/ui/desktop/shell"
	"needsbook/ui/desktop/shell/shelltest"
	"needsbook/ui/desktop/theme"
)

func TestRegisterPictures(t *testing.T) {
	d := withoutViews(t)
	v := d.StandardView()
	v.Name, v.Preview = "Reviews", true
	v.Query = "status:sen year:4-6"
	v.Sorts = []register.ViewSort{{ID: "year"}, {ID: "review_due", Descending: true}}
	v.Marks = []register.ViewMark{{Query: "review:overdue", Words: "Review late", Look: "overdue"}, {Query: "review:0-14d", Words: "Review soon", Look: "soon"}, {Query: "status:E", Words: "EHC plan", Look: "accent"}}
	if _, err := d.SaveView(context.Background(), v); err != nil {
		t.Fatal(err)
	}
	w, _, _ := open(t, d)
	w.Press("Down", "Space", "Down", "Space")
	w.Pictures("register")
	w.Press("Esc")
	w.Type("2")
	w.Press("Down", "Right", "Right", "Right", "Right", "Right")
	w.Pictures("register-view")
	for range 3 {
		w.Press("Right")
	}
	w.Pictures("register-right")
	w.Press("Home", "Up") // into the headings
	w.Pictures("register-headings")
	w.Press("Down", "Left", "Left", "Left")
	alt(w, fyne.KeyDown)
	w.Press("Space")
	w.Pictures("register-values")
	w.Press("Esc", "Ctrl+N")
	w.Pictures("register-new")
	w.Press("Esc")
	for _, dialog := range []struct{ key, name string }{{"c", "register-columns"}, {"m", "register-marks"}} {
		w.Type(dialog.key)
		w.Pictures(dialog.name)
		w.Press("Esc")
	}
	w.Press("Space", "Down", "Space")
	w.Type("e")
	w.Type("MLD")
	w.Pictures("register-bulk")
	w.Press("Esc")
	w.Screen().Focus()
	paste(t, w, "SLCN\nSEMH\nMLD\n")
	w.Pictures("register-paste")
	w.Press("Esc")
	w.Screen().Focus()
	press(t, w, "View")
	w.Pictures("register-menu")
	w.Press("Esc")
	w.Screen().Focus()
	w.Press("Ctrl+F")
	w.Type("kow")
	w.Press("Enter")
	small(t, w, "register-changed")
	w.Press("F8")
	small(t, w, "register-hidden")
}

// small leaves a picture of a window of 1024 by 700 beside the others.
func small(t *testing.T, w *shelltest.Window, name string) {
	t.Helper()
	folder := os.Getenv("NEEDSBOOK_PICTURES")
	if folder == "" {
		return
	}
	f, err := os.Create(filepath.Join(folder, name+"-small.png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, shell.CaptureWindow(w.Window(), fyne.NewSize(1024, 700), theme.Light, 1)); err != nil {
		t.Error(err)
	}
}
