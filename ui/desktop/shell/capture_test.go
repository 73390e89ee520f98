package shell

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"needsbook/ui/desktop/parts"
	"needsbook/ui/desktop/theme"
)

// TestPictures draws the frame in several forms. With NEEDSBOOK_PICTURES set to a
// folder it leaves the pictures there for a person to look at.
func TestPictures(t *testing.T) {
	for _, c := range []struct {
		name    string
		variant theme.Variant
		scale   float32
		prepare func(d *desk)
	}{
		{"register-light", theme.Light, 1, func(d *desk) { d.Go(To("register")); d.canvas().Focus(d.page().grid) }},
		{"register-dark", theme.Dark, 1, func(d *desk) { d.Go(To("register")); d.canvas().Focus(d.page().grid) }},
		{"register-150", theme.Light, 1.5, func(d *desk) { d.Go(To("register")); d.canvas().Focus(d.nav) }},
		{"register-200", theme.HighContrast, 2, func(d *desk) { d.Go(To("register")); d.canvas().Focus(d.page().field) }},
		{"palette", theme.Light, 1, func(d *desk) { d.Go(To("register")); d.ShowPalette(); d.canvas().Focused().TypedRune('a') }},
		{"keys", theme.Dark, 1, func(d *desk) { d.Go(To("register")); d.ShowKeys() }},
		{"dialog", theme.Light, 1.25, func(d *desk) { d.Go(To("today")); newPupil(d) }},
		{"bare", theme.Light, 1, func(d *desk) { d.ShowBare(&opening{}) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := newDesk(t)
			c.prepare(d)
			picture := CaptureWindow(d.Window(), fyne.NewSize(1180, 760), c.variant, c.scale)
			if size := picture.Bounds().Size(); size.X != 1180 || size.Y != 760 {
				t.Errorf("the picture is %v", size)
			}
			colours := map[any]bool{}
			for x := 0; x < 1180; x += 7 {
				for y := 0; y < 760; y += 7 {
					colours[picture.At(x, y)] = true
				}
			}
			if len(colours) < 8 {
				t.Errorf("the picture has %d colours and looks empty", len(colours))
			}
			if folder := os.Getenv("NEEDSBOOK_PICTURES"); folder != "" {
				f, err := os.Create(filepath.Join(folder, "shell-"+c.name+".png"))
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close()
				if err := png.Encode(f, picture); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

func TestCapturePutsTheLookBack(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(theme.Look{Variant: theme.Light})
	label := parts.NewText("Words", parts.Plain)
	one := Capture(label, fyne.NewSize(200, 60), theme.Dark, 1)
	if got := fyne.CurrentApp().Settings().Theme().(theme.Look).Variant; got != theme.Light {
		t.Errorf("the look is %v afterwards", got)
	}
	two := Capture(label, fyne.NewSize(200, 60), theme.Light, 1)
	if one.At(190, 50) == two.At(190, 50) {
		t.Error("dark and light have the same ground")
	}
}

// opening stands for the page that asks for the passphrase.
type opening struct{ field *parts.Field }

func (o *opening) Title() string { return "Open" }
func (o *opening) Focus()        { fyne.CurrentApp().Driver().CanvasForObject(o.field).Focus(o.field) }
func (o *opening) Object() fyne.CanvasObject {
	o.field = parts.NewPassphraseField("Passphrase")
	form := parts.NewForm().LabelsAbove()
	form.Add("Passphrase", o.field, "It is kept nowhere but in your head and on the recovery sheet.")
	return parts.Column(parts.Groups, parts.NewText("Open Meadowfield Primary", parts.SectionTitle),
		parts.NewProse("The school’s file is locked. Nothing that was typed is lost.", parts.QuietText), form,
		parts.Row(parts.Between, parts.NewMainButton("Open", nil), parts.NewButton("Use the recovery sheet", nil)))
}

// newPupil shows a dialog to fill in, with a list open in it.
func newPupil(d *desk) {
	status := parts.NewChoice([]parts.Option{
		{Value: "N", Words: "No special educational need", Note: "N"},
		{Value: "K", Words: "SEN support", Note: "K"}, {Value: "E", Words: "EHC plan", Note: "E"},
	}, nil)
	name := parts.NewField("")
	name.SetText("Zoë Ngũgĩ")
	form := parts.NewForm()
	form.Add("Name", name, "")
	form.Add("Status", status, "")
	form.Add("Date of birth", parts.NewDateField(nil), "From it the year group is worked out.").SetProblem("Write the date of birth.")
	(&parts.Dialog{Title: "New pupil", Body: form, Accept: "Add pupil", Focus: status}).Show(d.canvas())
	status.TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
}
